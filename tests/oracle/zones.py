"""Zones whose SPF and DMARC records both programs judge, by name. The expected results are not written here."""

from __future__ import annotations

from collections.abc import Mapping

Zone = Mapping[str, Mapping[str, str | list[str]]]

_MANY = {f"s{n}.example.net": {"TXT": "v=spf1 ip4:203.0.113.7 -all"} for n in range(1, 13)}
_A = {f"a{n}.example.net": {"A": f"203.0.113.{n}"} for n in range(1, 13)}


def _includes(count: int) -> str:
    return " ".join(f"include:s{n}.example.net" for n in range(1, count + 1))


def _spf(*values: str, **beside: str | list[str]) -> Zone:
    return {"mail.example.com": {"TXT": list(values), **beside}}


SPF: Mapping[str, Zone] = {
    "usual": _spf("v=spf1 include:amazonses.com ~all"),
    "hard end": _spf("v=spf1 include:amazonses.com -all"),
    "no end": _spf("v=spf1 include:amazonses.com"),
    "upper case": _spf("V=SPF1 INCLUDE:amazonses.com ~ALL"),
    "two blanks": _spf("v=spf1  include:amazonses.com   ~all"),
    "blank at the end": _spf("v=spf1 include:amazonses.com ~all "),
    "other texts beside": _spf("site-verification=x", "v=spf1 include:amazonses.com ~all"),
    "missing": {"mail.example.com": {"A": "203.0.113.9"}},
    "no such name": {"example.com": {"A": "203.0.113.9"}},
    "two records": _spf("v=spf1 include:amazonses.com ~all", "v=spf1 -all"),
    "two alike but for the end": _spf("v=spf1 include:amazonses.com ~all", "v=spf1 include:amazonses.com -all"),
    "another version": _spf("v=spf10 include:amazonses.com ~all"),
    "only the version": _spf("v=spf1"),
    "nobody": _spf("v=spf1 -all"),
    "end before SES": _spf("v=spf1 -all include:amazonses.com"),
    "addresses": _spf("v=spf1 ip4:203.0.113.7 ip4:203.0.113.0/24 ip6:2001:db8::/32 ~all"),
    "bad address": _spf("v=spf1 ip4:203.0.113 ~all"),
    "bad octet": _spf("v=spf1 ip4:203.0.113.256 ~all"),
    "bad length": _spf("v=spf1 ip4:203.0.113.0/33 ~all"),
    "six in four": _spf("v=spf1 ip4:2001:db8::1 ~all"),
    "four in six": _spf("v=spf1 ip6:203.0.113.7 ~all"),
    "bad length of six": _spf("v=spf1 ip6:2001:db8::/129 ~all"),
    "unknown mechanism": _spf("v=spf1 includes:amazonses.com ~all"),
    "include without a name": _spf("v=spf1 include: ~all"),
    "include alone": _spf("v=spf1 include ~all"),
    "equals for a colon": _spf("v=spf1 include=amazonses.com ~all"),
    "a blank in between": _spf("v=spf1 include: amazonses.com ~all"),
    "all with a value": _spf("v=spf1 all:example.com"),
    "a comma": _spf("v=spf1 include:amazonses.com, ~all"),
    "unknown modifier": _spf("v=spf1 include:amazonses.com made-up=1 ~all"),
    "redirect": {**_spf("v=spf1 redirect=amazonses.com")},
    "redirect to nothing": _spf("v=spf1 redirect=gone.example.net"),
    "two redirects": _spf("v=spf1 redirect=amazonses.com redirect=s1.example.net"),
    "redirect behind all": _spf("v=spf1 include:amazonses.com -all redirect=s1.example.net"),
    "two explanations": _spf("v=spf1 -all exp=a.example.net exp=b.example.net"),
    "explanation": _spf("v=spf1 include:amazonses.com -all exp=why.example.net"),
    "include of nothing": _spf("v=spf1 include:gone.example.net include:amazonses.com ~all"),
    "include of nothing behind": _spf("v=spf1 include:amazonses.com include:gone.example.net ~all"),
    "include without SPF": {**_spf("v=spf1 include:a1.example.net ~all"), **_A},
    "include of two": {
        **_spf("v=spf1 include:two.example.net ~all"), "two.example.net": {"TXT": ["v=spf1 -all", "v=spf1 ~all"]},
    },
    "include of a broken one": {**_spf("v=spf1 include:bad.example.net ~all"), "bad.example.net": {"TXT": "v=spf1 ip4:1 -all"}},
    "include of itself": _spf("v=spf1 include:mail.example.com ~all"),
    "a circle": {
        **_spf("v=spf1 include:one.example.net ~all"),
        "one.example.net": {"TXT": "v=spf1 include:other.example.net -all"},
        "other.example.net": {"TXT": "v=spf1 include:one.example.net -all"},
    },
    "redirect to itself": _spf("v=spf1 redirect=mail.example.com"),
    "a chain": {
        **_spf("v=spf1 include:one.example.net -all"),
        "one.example.net": {"TXT": "v=spf1 include:other.example.net -all"},
        "other.example.net": {"TXT": "v=spf1 redirect=third.example.net"},
        "third.example.net": {"TXT": "v=spf1 include:amazonses.com -all"},
    },
    "ten look-ups": {**_spf(f"v=spf1 {_includes(9)} include:amazonses.com ~all"), **_MANY},
    "eleven look-ups": {**_spf(f"v=spf1 {_includes(10)} include:amazonses.com ~all"), **_MANY},
    "eleven, SES first": {**_spf(f"v=spf1 include:amazonses.com {_includes(10)} ~all"), **_MANY},
    "eleven below": {
        **_spf("v=spf1 include:deep.example.net ~all"), **_MANY, "deep.example.net": {"TXT": f"v=spf1 {_includes(10)} -all"},
    },
    "addresses by name": {**_spf("v=spf1 a:a1.example.net a:a2.example.net/24 ~all"), **_A},
    "own address": _spf("v=spf1 a include:amazonses.com ~all", A="203.0.113.9"),
    "both lengths": _spf("v=spf1 a/24//64 include:amazonses.com ~all", A="203.0.113.9"),
    "length too long": _spf("v=spf1 a/33 include:amazonses.com ~all", A="203.0.113.9"),
    "exchanges": {**_spf("v=spf1 mx include:amazonses.com ~all", MX=["10 a1.example.net."]), **_A},
    "eleven exchanges": {
        **_spf("v=spf1 mx include:amazonses.com ~all", MX=[f"10 a{n}.example.net." for n in range(1, 12)]), **_A,
    },
    "two void": _spf("v=spf1 a:g1.example.net a:g2.example.net include:amazonses.com ~all"),
    "three void": _spf("v=spf1 a:g1.example.net a:g2.example.net a:g3.example.net include:amazonses.com ~all"),
    "void exchanges": _spf("v=spf1 mx:g1.example.net mx:g2.example.net mx:g3.example.net ~all"),
    "exists": {**_spf("v=spf1 exists:a1.example.net include:amazonses.com ~all"), **_A},
    "exists by address": _spf("v=spf1 exists:%{i}._spf.example.net include:amazonses.com ~all"),
    "macro of the domain": {
        **_spf("v=spf1 include:%{d2}._spf.example.net ~all"), "example.com._spf.example.net": {"TXT": "v=spf1 -all"},
    },
    "broken macro": _spf("v=spf1 exists:%{x}.example.net ~all"),
    "percent alone": _spf("v=spf1 exists:%.example.net ~all"),
    "macro of zero labels": _spf("v=spf1 exists:%{d0}.example.net ~all"),
    "one label": _spf("v=spf1 include:localhost ~all"),
    "numeric end": _spf("v=spf1 include:example.123 ~all"),
    "ptr": _spf("v=spf1 ptr include:amazonses.com ~all"),
    "everybody": _spf("v=spf1 +all"),
    "qualifiers": _spf("v=spf1 ?include:amazonses.com -ip4:203.0.113.7 ~all"),
    "two qualifiers": _spf("v=spf1 --all"),
    "a tab": _spf("v=spf1\tinclude:amazonses.com ~all"),
    "not ASCII": _spf("v=spf1 include:amazonses.com \u2013all"),
    "dot at the end": _spf("v=spf1 include:amazonses.com. ~all"),
}  # fmt: skip


def _dmarc(*values: str, at: str = "_dmarc.example.com", **more: str) -> Zone:
    return {at: {"TXT": list(values)}, **{name.replace("__", "."): {"TXT": text} for name, text in more.items()}}


_NEWS = "_dmarc.news.example.com"
_RUA = "rua=mailto:dmarc@example.com"
# The first of each pair is the sender's domain.
DMARC: Mapping[str, tuple[str, Zone]] = {
    "none": ("example.com", _dmarc(f"v=DMARC1; p=none; {_RUA}")),
    "quarantine": ("example.com", _dmarc("v=DMARC1; p=quarantine")),
    "reject": ("example.com", _dmarc("v=DMARC1;p=reject;")),
    "missing": ("example.com", {"example.com": {"A": "203.0.113.9"}}),
    "two": ("example.com", _dmarc("v=DMARC1; p=none", "v=DMARC1; p=reject")),
    "two, one of another kind": ("example.com", _dmarc("v=DMARC1; p=none", "v=spf1 -all")),
    "lower case": ("example.com", _dmarc("v=dmarc1; p=none")),
    "no semicolon": ("example.com", _dmarc("v=DMARC1 p=none")),
    "version second": ("example.com", _dmarc("p=none; v=DMARC1")),
    "blank before": ("example.com", _dmarc(" v=DMARC1; p=none")),
    "blanks around": ("example.com", _dmarc("v = DMARC1 ; p = reject ; adkim = s")),
    "policy in upper case": ("example.com", _dmarc("v=DMARC1; p=REJECT")),
    "no policy": ("example.com", _dmarc(f"v=DMARC1; {_RUA}")),
    "no policy, no reports": ("example.com", _dmarc("v=DMARC1; adkim=s")),
    "only the version": ("example.com", _dmarc("v=DMARC1")),
    "bad policy": ("example.com", _dmarc("v=DMARC1; p=rejct")),
    "bad policy, reports": ("example.com", _dmarc(f"v=DMARC1; p=rejct; {_RUA}")),
    "bad policy below": ("example.com", _dmarc("v=DMARC1; p=none; sp=all")),
    "removed tags": ("example.com", _dmarc("v=DMARC1; p=reject; pct=50; ri=3600; rf=afrf")),
    "unknown tag": ("example.com", _dmarc("v=DMARC1; p=none; made=up")),
    "policy last": ("example.com", _dmarc(f"v=DMARC1; {_RUA}; p=reject")),
    "strict": ("example.com", _dmarc("v=DMARC1; p=reject; adkim=s; aspf=s")),
    "bad alignment": ("example.com", _dmarc("v=DMARC1; p=reject; adkim=strict")),
    "testing": ("example.com", _dmarc("v=DMARC1; p=reject; t=y")),
    "below": ("news.example.com", _dmarc("v=DMARC1; p=reject; sp=quarantine")),
    "below, own": ("news.example.com", _dmarc("v=DMARC1; p=none", at=_NEWS, _dmarc__example__com="v=DMARC1; p=reject")),
    "below, own doubled": (
        "news.example.com",
        {**_dmarc("v=DMARC1; p=none"), "_dmarc.news.example.com": {"TXT": ["v=DMARC1; p=none", "v=DMARC1; p=reject"]}},
    ),
    "between": (
        "a.news.example.com", _dmarc("v=DMARC1; p=quarantine", at=_NEWS, _dmarc__example__com="v=DMARC1; p=reject"),
    ),
    "own boundary": (
        "a.news.example.com",
        _dmarc("v=DMARC1; p=quarantine; psd=n", at=_NEWS, _dmarc__example__com="v=DMARC1; p=reject"),
    ),
    "registry": ("shop.example.com", _dmarc("v=DMARC1; p=reject; psd=y", at="_dmarc.com")),
    "nine labels": ("a.b.c.d.e.f.g.example.com", _dmarc("v=DMARC1; p=reject")),
    "twelve labels, near": (
        "a.b.c.d.e.f.g.h.i.j.example.com", _dmarc("v=DMARC1; p=none", at="_dmarc.b.c.d.e.f.g.h.i.j.example.com"),
    ),
}  # fmt: skip
