"""The mistakes that a target may have: each with its place, all at once, and never with its value."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from bot.words.mistakes import describe_mistake
from tests.targets.conftest import Read

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
ROLE = "arn:aws:iam::111122223333:role/ses-check"
PASSWORD = "BEXAMPLEmadeupmadeupmadeupmadeupmadeupmadeu1"


@pytest.mark.parametrize(
    ("lines", "place", "key", "near"),
    [
        ("regionn = 1", "regionn", "config.unknown_key", "region"),
        ("endpoint-url = 'http://x'", "endpoint-url", "config.unknown_key", "endpoint_url"),
        ("port = 25", "port", "config.unknown_key", "smtp.port"),
        ("zzz = 1", "zzz", "config.unknown_key", ""),
        ("regions = ['eu-central-11']", "regions[0]", "config.region", "eu-central-1"),
        ("regions = 'eu-central-1'", "regions", "config.not_list", ""),
        ("expected_account = 111122223333", "expected_account", "config.account_quotes", ""),
        ("expected_account = '1111'", "expected_account", "config.account", ""),
        ("expected_account = true", "expected_account", "config.not_text", ""),
        ("configuration_set = 'a b'", "configuration_set", "config.configuration_set", ""),
        ("endpoint_url = '127.0.0.1:4566'", "endpoint_url", "config.endpoint_url", ""),
        ("endpoint_url = 'ftp://x'", "endpoint_url", "config.endpoint_url", ""),
        ("endpoint_url = 'http://x:99999'", "endpoint_url", "config.endpoint_url", ""),
        ("endpoint_url = 'http://[::1'", "endpoint_url", "config.endpoint_url", ""),
        ("endpoint_url = 'http://u:pw@x'", "endpoint_url", "config.endpoint_url_parts", ""),
        ("language = 'vn'", "language", "config.choice", "vi"),
        ("language = 'VI'", "language", "config.choice", "vi"),
        ("allow_region_auth_swep = true", "allow_region_auth_swep", "config.unknown_key", "allow_region_auth_sweep"),
        ("allow_simulator = true", "allow_simulator", "config.unknown_key", "allow_simulator_send"),
        ("allow_simulator_send = 'yes'", "allow_simulator_send", "config.not_boolean", ""),
        (
            "[targets.prod.smtp]\nallow_simulator_send = true",
            "smtp.allow_simulator_send",
            "config.unknown_key",
            "targets.prod.allow_simulator_send",
        ),
        (
            "[targets.prod.app]\naccess_key_id = 'env:HOME_'\nsecret_access_key = 'env:HOME_'\nsends = 'v2'",
            "app.sends",
            "config.choice",
            "v2-raw",
        ),
        ("sends = 'v2-raw'", "sends", "config.unknown_key", "app.sends"),
        ("channels = ['#ops']", "channels[0]", "config.channel_id", ""),
        ("channels = []", "channels", "config.empty_list", ""),
        ("users = ['@an']", "users[0]", "config.user_id", ""),
        ("aliases = [1]", "aliases[0]", "config.not_text", ""),
        ("aliases = ['a b']", "aliases[0]", "config.name", ""),
        ("aliases = ['Help']", "aliases[0]", "config.name_reserved", ""),
        ("smtp = 'x'", "smtp", "config.not_table", ""),
        ("[targets.prod.smtp]\nhost = 'mail.example.com:587'", "smtp.host", "config.host_port", ""),
        ("[targets.prod.smtp]\nhost = 'smtp://mail.example.com'", "smtp.host", "config.host_port", ""),
        ("[targets.prod.smtp]\nhost = 'mail example'", "smtp.host", "config.host", ""),
        ("[targets.prod.smtp]\nhost = ''", "smtp.host", "config.host", ""),
        ("[targets.prod.smtp]\nport = 0", "smtp.port", "config.port", ""),
        ("[targets.prod.smtp]\nport = 65536", "smtp.port", "config.port", ""),
        ("[targets.prod.smtp]\nport = '587'", "smtp.port", "config.not_number", ""),
        ("[targets.prod.smtp]\nport = true", "smtp.port", "config.not_number", ""),
        ("[targets.prod.smtp]\nport = 587.0", "smtp.port", "config.not_number", ""),
        ("[targets.prod.smtp]\nsecurity = 'start-tls'", "smtp.security", "config.choice", "starttls"),
        ("[targets.prod.smtp]\nca_file = ''", "smtp.ca_file", "config.file_path", ""),
        ("[targets.prod.smtp]\nca_file = 'none.pem'", "smtp.ca_file", "config.path_missing", ""),
        ("[targets.prod.smtp]\nalternative_ports = [25, 0]", "smtp.alternative_ports[1]", "config.port", ""),
        ("[targets.prod.smtp]\nusername = ''", "smtp.username", "config.empty", ""),
        (f"[targets.prod.smtp]\npassword = '{PASSWORD}'", "smtp.password", "config.secret_literal", ""),
        (f"[targets.prod.smtp]\nusername = '{PASSWORD}'", "smtp.username", "config.secret_literal", ""),
        ("[targets.prod.smtp]\npassword = 'evn:X'", "smtp.password", "config.secret_literal", "env:"),
        ("[targets.prod.smtp]\npassword = 'ENV:X'", "smtp.password", "config.secret_literal", "env:"),
        ("[targets.prod.smtp]\nusername = 'vault:x'", "smtp.username", "config.reference_scheme", ""),
        ("[targets.prod.smtp]\nusername = 'flie:x'", "smtp.username", "config.reference_scheme", "file:"),
        ("[targets.prod.smtp]\npassword = 'env:'", "smtp.password", "config.env_name", ""),
        ("[targets.prod.smtp]\npassword = 'env:A B'", "smtp.password", "config.env_name", ""),
        ("[targets.prod.smtp]\npassword = 'file:'", "smtp.password", "config.file_path", ""),
        ("[targets.prod.smtp]\npassword = 'ssm:a b'", "smtp.password", "config.ssm_name", ""),
        ("[targets.prod.smtp]\npassword = 'secretsmanager:x#y'", "smtp.password", "config.secretsmanager_arn", ""),
        ("[targets.prod.dns]\n", "dns.nameservers", "config.missing", ""),
        ("[targets.prod.dns]\nnameservers = []", "dns.nameservers", "config.empty_list", ""),
        ("[targets.prod.dns]\nnameservers = ['dns.example']", "dns.nameservers[0]", "config.nameserver", ""),
        ("[targets.prod.dns]\nnameservers = ['::1:53:']", "dns.nameservers[0]", "config.nameserver", ""),
        ("[targets.prod.dns]\nnameservers = ['10.0.0.1:0']", "dns.nameservers[0]", "config.nameserver", ""),
        ("[targets.prod.app]\naccess_key_id = 'AKIAIOSFODNN7EXAMPLE'", "app", "config.key_pair", ""),
        ("[targets.prod.app]\n", "app", "config.key_pair", ""),
        (f"[targets.prod.inspect]\nprofile = 'p'\nrole_arn = '{ROLE}'", "inspect", "config.inspect_one", ""),
        ("[targets.prod.inspect]\nexternal_id = 'x'", "inspect", "config.external_id", ""),
        ("[targets.prod.inspect]\nrole_arn = 'ses-check'", "inspect.role_arn", "config.role_arn", ""),
        ("[targets.prod.inspect]\nprofile = ''", "inspect.profile", "config.empty", ""),
        ("[targets.prod.inspect]\nsecret_access_key = 'env:HOME_'", "inspect", "config.key_pair", ""),
    ],
)
def test_one_thing_wrong_is_one_mistake_at_its_place(one: Read, lines: str, place: str, key: str, near: str) -> None:
    targets = one(lines, {"HOME_": "made up"})
    assert [(m.place, m.key, m.near, m.target) for m in targets.mistakes] == [
        (f"targets.prod.{place}", key, near, "prod")
    ]
    assert targets.targets == {}
    assert targets.get("prod") is None
    assert targets.names == ("prod",)


@pytest.mark.parametrize(
    ("sender", "key"),
    [
        ("Shop <noreply@example.com>", "config.from_bare"),
        ("example.com", "config.from_address"),
        ("@example.com", "config.from_address"),
        ("noreply@", "config.from_address"),
        ("noreply@localhost", "config.from_address"),
        ("no reply@example.com", "config.from_address"),
        ("noreply@example.com ", "config.from_address"),
        ("noreply@exa mple.com", "config.from_address"),
        ("noreply@example.com, a@example.com", "config.from_address"),
        ("gửi@example.com", "config.from_address"),
        ("a@b@example.com", "config.from_address"),
        ("noreply@" + "ü" * 70 + ".example", "config.from_address"),
        ("", "config.from_address"),
    ],
)
def test_from_is_a_bare_address(read: Read, sender: str, key: str) -> None:
    targets = read(f'[targets.prod]\nregion = "eu-central-1"\nfrom = "{sender}"')
    assert [(m.place, m.key) for m in targets.mistakes] == [("targets.prod.from", key)]


@pytest.mark.parametrize(
    "sender", ["a@example.com", "first.last+tag@mail.example.co", "'o@example.com", "A@EXAMPLE.com"]
)
def test_real_addresses_are_accepted(read: Read, sender: str) -> None:
    assert read(f'[targets.prod]\nregion = "eu-central-1"\nfrom = "{sender}"').mistakes == ()


@pytest.mark.parametrize(
    ("region", "near"),
    [("eu-central1", "eu-central-1"), ("US-EAST-1", "us-east-1"), ("us-east-1a", "us-east-1"), ("mars", ""), ("", "")],
)
def test_an_unknown_region_names_the_near_one(read: Read, region: str, near: str) -> None:
    mistakes = read(f'[targets.prod]\nregion = "{region}"\nfrom = "a@example.com"').mistakes
    assert [(m.place, m.key, m.near) for m in mistakes] == [("targets.prod.region", "config.region", near)]


def test_all_mistakes_come_at_once_and_a_misspelt_required_key_only_once(read: Read) -> None:
    targets = read(
        '[targets.prod]\nregoin = "eu-central-1"\nexpected_account = 1\n[targets.prod.smtp]\nport = 0\nhots = "x"\n'
        f'password = "{PASSWORD}"\n[targets.prod.inspect]\nprofile = "p"\naccess_key_id = "x"\nsecret_access_key = "{SECRET}"\n'
    )
    assert {(m.place, m.key) for m in targets.mistakes} == {
        ("targets.prod.regoin", "config.unknown_key"),
        ("targets.prod.from", "config.missing"),
        ("targets.prod.expected_account", "config.account_quotes"),
        ("targets.prod.smtp.port", "config.port"),
        ("targets.prod.smtp.hots", "config.unknown_key"),
        ("targets.prod.smtp.password", "config.secret_literal"),
        ("targets.prod.inspect", "config.inspect_one"),
        ("targets.prod.inspect.secret_access_key", "config.secret_literal"),
    }


def test_a_misspelt_half_of_a_key_pair_is_one_mistake(one: Read) -> None:
    mistakes = one("[targets.prod.app]\naccess_key_id = 'AKIAIOSFODNN7EXAMPLE'\nsecret_acess_key = 'ssm:/x'").mistakes
    assert [(m.key, m.near) for m in mistakes] == [("config.unknown_key", "secret_access_key")]


@pytest.mark.parametrize("value", ["3", "[]", "'x'", "2026-11-21", "[{}]"])
def test_a_target_that_is_no_table(read: Read, value: str) -> None:
    assert [(m.place, m.key) for m in read(f"[targets]\nprod = {value}").mistakes] == [
        ("targets.prod", "config.not_table")
    ]


@pytest.mark.parametrize(
    "where",
    [
        'region = "{}"',
        'from = "{}"',
        'endpoint_url = "http://user:{}@example.com"',
        '"{}" = 1',
        '[targets.prod.smtp]\npassword = "{}"',
        '[targets.prod.smtp]\npassword = "env:{}"',
        '[targets.prod.smtp]\npassword = "file:{}"',
        '[targets.prod.smtp]\npassword = "ssm:{} "',
        '[targets.prod.smtp]\nusername = "{}"',
        '[targets.prod.smtp]\nport = "{}"',
        '[targets.prod.app]\naccess_key_id = "{}"',
        '[targets.prod.app]\nsecret_access_key = "ENV:{}"',
        '[targets."{}"]\nregion = 1',
        'password = "{}',
        "password = {}",
    ],
)
@pytest.mark.parametrize("secret", [SECRET, PASSWORD])
def test_no_value_is_echoed(read: Read, where: str, secret: str) -> None:
    targets = read("[targets.prod]\n" + where.format(secret))
    assert targets.mistakes
    for language in LANGUAGES:
        told = "\n".join(describe_mistake(m, language) for m in targets.mistakes) + repr(targets.mistakes)
        for piece in (secret, secret[:12], secret[-12:]):
            # `Mistake.target` is the name from the file, even if it is a secret. People see only the place, which
            # hides it.
            assert piece not in told.replace(f"target='{secret}'", "")


_KEYS = st.sampled_from(
    [
        "region",
        "from",
        "regions",
        "smtp",
        "app",
        "dns",
        "inspect",
        "port",
        "host",
        "aliases",
        "channels",
        "",
        "a.b",
        "é\n",
    ]
)
_LEAVES = st.one_of(st.text(st.characters(codec="utf-8")), st.integers(-(2**63), 2**63 - 1), st.booleans(), st.floats())
_VALUES = st.recursive(
    _LEAVES, lambda v: st.one_of(st.lists(v, max_size=3), st.dictionaries(_KEYS, v, max_size=4)), max_leaves=12
)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(c):08x}" for c in value) + '"'
    return repr(value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.dictionaries(_KEYS, _VALUES, max_size=6), _VALUES)
def test_whatever_a_file_holds_every_mistake_has_words(read: Read, table: dict[str, object], other: object) -> None:
    targets = read(f"targets = {_toml({'prod': table, 'x': other})}")
    assert targets.mistakes_of("x") or targets.get("x")
    for mistake in targets.mistakes:
        assert mistake.place
        for language in LANGUAGES:
            assert "{{" not in describe_mistake(mistake, language).replace(mistake.place, "")
