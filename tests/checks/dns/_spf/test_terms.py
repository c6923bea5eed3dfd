"""The grammar of RFC 7208, section 12."""

import pytest

from bot.checks.dns._spf.terms import BadTerm, expanded, is_name, is_spf, parse


@pytest.mark.parametrize("value", ["v=spf1", "v=spf1 -all", "V=SPF1 a", "v=spf1  "])
def test_what_is_an_spf_record(value: str) -> None:
    assert is_spf(value)


@pytest.mark.parametrize(
    "value", ["v=spf10 -all", " v=spf1 -all", "v=spf1;-all", "v=spf1\t-all", "spf1 -all", "v=spf2.0/pra"]
)
def test_what_is_none(value: str) -> None:
    assert not is_spf(value)


@pytest.mark.parametrize(
    "term",
    [
        "all", "-all", "?ALL", "include:example.com", "include:_spf.example.com.", "a", "a:example.com", "a/24", "a//64",
        "a/24//64", "a:example.com/24//64", "mx", "~mx:example.com/0", "ptr", "ptr:example.com", "ip4:203.0.113.7",
        "ip4:203.0.113.0/24", "ip4:0.0.0.0/0", "ip6:2001:db8::1", "ip6:2001:db8::/32", "ip6:::ffff:203.0.113.7/128",
        "exists:%{i}._spf.%{d2}", "exists:%{ir}.%{v}.example.com", "include:%{d}", "exists:%{l1r+-}.example.com",
        "redirect=example.com", "exp=why.%{o}", "made-up=anything/at:all", "x.y_z-1=", "include:a%%b.example.com",
        "a:xn--bcher-kva.example", "include:1.2.3.x-y",
    ],
)  # fmt: skip
def test_good_terms(term: str) -> None:
    assert parse(f"v=spf1 {term}")


@pytest.mark.parametrize(
    "term",
    [
        "all:x", "all/8", "all.", "--all", "include", "include:", "include:localhost", "include:example.com/24", "a:", "a/33",
        "a//129", "a/", "a/024", "a:/24", "mx:", "ptr:", "ptr/8", "ip4", "ip4:", "ip4:203.0.113", "ip4:203.0.113.256",
        "ip4:203.0.113.0/33", "ip4:203.0.113.0/024", "ip4:203.0.113.0/255.255.255.0", "ip4:203.0.113.0//24", "ip4:2001:db8::1",
        "ip6:203.0.113.7", "ip6:fe80::1%eth0", "ip6:2001:db8::/129", "exists", "exists:%{x}.example.com",
        "exists:%{d0}.example.com", "exists:%{d", "exists:%d.example.com", "include:example.123", "include:example.-com",
        "includes:example.com", "include;example.com", "redirect=", "redirect=localhost", "redirect=%{c}.example.com",
        "exp=", "include:ex\u00e4mple.com", "a\tmx", "-", "%{d}", "include:example.com,", "1=2",
    ],
)  # fmt: skip
def test_bad_terms_are_named(term: str) -> None:
    with pytest.raises(BadTerm) as raised:
        parse(f"v=spf1 a {term} -all")
    assert str(raised.value) == term


@pytest.mark.parametrize(
    "twice", ["redirect=a.example.com redirect=b.example.com", "exp=a.example.com exp=a.example.com"]
)
def test_a_modifier_stands_once(twice: str) -> None:
    with pytest.raises(BadTerm):
        parse(f"v=spf1 {twice}")


def test_an_unknown_modifier_may_stand_twice() -> None:
    assert parse("v=spf1 x=1 x=2 -all").terms[-1].result == "fail"


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("%{d}", "mail.example.com"),
        ("%{d2}.x.example.net", "example.com.x.example.net"),
        ("%{dr}.example.net", "com.example.mail.example.net"),
        ("%{d1r}.example.net", "mail.example.net"),
        ("%{o}.example.net", "bounce.example.org.example.net"),
        ("%{o1}.Example.NET.", "org.example.net"),
        ("a%%b.example.net", "a%b.example.net"),
        ("%{i}.example.net", None),
        ("%{l}.example.net", None),
        ("%{s}", None),
        ("%{D}.example.net", "mail.example.com.example.net"),
    ],
)
def test_macros(spec: str, name: str | None) -> None:
    assert expanded(spec, "mail.example.com", "bounce.example.org") == name


def test_a_name_too_long_loses_its_left_labels() -> None:
    name = expanded("x" * 60 + ("." + "y" * 60) * 4 + ".example.com", "example.com", "example.com")
    assert name is not None and len(name) <= 253 and name.endswith(".example.com")


@pytest.mark.parametrize(
    ("name", "good"),
    [("example.com", True), ("com", False), ("a..b", False), ("", False), ("x" * 64 + ".example.com", False)],
)
def test_names_that_can_be_asked_for(name: str, good: bool) -> None:
    assert is_name(name) is good
