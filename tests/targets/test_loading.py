"""Reading a targets file: the values of a good file, and the mistakes of a file that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.target import Inspect, Keys, Reference, RefKind, Security, Smtp
from bot.targets import load
from tests.targets.conftest import Read

FULL = """
[defaults]
language = "en"

[targets.prod]
region = "eu-central-1"
from = "noreply@example.com"
regions = ["eu-central-1", "us-east-1"]
expected_account = "111122223333"
configuration_set = "transactional"
endpoint_url = "http://127.0.0.1:4566"
language = "vi"
aliases = ["production"]
channels = ["C0123456789"]
users = ["U0123456789"]

[targets.prod.inspect]
role_arn = "arn:aws:iam::111122223333:role/ses-check"
external_id = "example"

[targets.prod.app]
access_key_id = "AKIAIOSFODNN7EXAMPLE"
secret_access_key = "env:PROD_SECRET"
session_token = "ssm:/prod/token"

[targets.prod.smtp]
host = "mail.example.com"
port = 465
username = "env:PROD_USER"
password = "secretsmanager:arn:aws:secretsmanager:eu-central-1:111122223333:secret:smtp-AbCdEf#password"
ca_file = "ca.pem"
alternative_ports = [2587]

[targets.prod.dns]
nameservers = ["127.0.0.1:5300", "10.0.0.2", "[::1]:53", "::1"]
"""


def test_every_public_name_arrives(read: Read, tmp_path: Path, pem: bytes) -> None:
    (tmp_path / "ca.pem").write_bytes(pem)
    targets = read(FULL, {"PROD_SECRET": "", "PROD_USER": "x"})
    assert targets.mistakes == ()
    assert targets.default_language == "en"
    prod = targets.targets["prod"]
    assert (prod.region, prod.sender, prod.regions) == (
        "eu-central-1",
        "noreply@example.com",
        ("eu-central-1", "us-east-1"),
    )
    assert (prod.expected_account, prod.configuration_set) == ("111122223333", "transactional")
    assert (prod.endpoint_url, prod.language, prod.aliases) == ("http://127.0.0.1:4566", "vi", ("production",))
    assert (prod.channels, prod.users) == (frozenset({"C0123456789"}), frozenset({"U0123456789"}))
    assert prod.inspect == Inspect(role_arn="arn:aws:iam::111122223333:role/ses-check", external_id="example")
    assert prod.app == Keys(
        Reference(RefKind.LITERAL, "AKIAIOSFODNN7EXAMPLE"),
        Reference(RefKind.ENV, "PROD_SECRET"),
        Reference(RefKind.SSM, "/prod/token"),
    )
    arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:smtp-AbCdEf"
    assert prod.smtp == Smtp(
        host="mail.example.com",
        port=465,
        security=Security.TLS,
        username=Reference(RefKind.ENV, "PROD_USER"),
        password=Reference(RefKind.SECRETSMANAGER, arn, "password"),
        ca_file=tmp_path / "ca.pem",
        alternative_ports=(2587,),
    )
    assert prod.nameservers == (("127.0.0.1", 5300), ("10.0.0.2", 53), ("::1", 53), ("::1", 53))


def test_region_and_from_are_enough(one: Read) -> None:
    prod = one("").targets["prod"]
    assert (prod.smtp, prod.app, prod.inspect, prod.nameservers) == (None, None, Inspect(), ())
    assert (prod.channels, prod.users, prod.language, prod.other_regions) == (frozenset(), frozenset(), "", ())


@pytest.mark.parametrize(
    ("lines", "port", "security", "others"),
    [
        ("", 587, Security.STARTTLS, (465, 2587, 2465, 25)),
        ("port = 25", 25, Security.STARTTLS, (587, 465, 2587, 2465)),
        ("port = 2465", 2465, Security.TLS, (587, 465, 2587, 25)),
        ('port = 465\nsecurity = "starttls"', 465, Security.STARTTLS, (587, 2587, 2465, 25)),
        ("port = 12587", 12587, Security.STARTTLS, ()),
        ('port = 12465\nsecurity = "tls"\nalternative_ports = [12587, 12465, 12587]', 12465, Security.TLS, (12587,)),
        ("alternative_ports = []", 587, Security.STARTTLS, ()),
    ],
)
def test_the_defaults_of_smtp(one: Read, lines: str, port: int, security: Security, others: tuple[int, ...]) -> None:
    smtp = one(f"[targets.prod.smtp]\n{lines}").targets["prod"].smtp
    assert smtp is not None
    assert smtp.host == "email-smtp.eu-central-1.amazonaws.com"
    assert (smtp.port, smtp.security, smtp.alternative_ports) == (port, security, others)


def test_a_sender_s_domain_is_kept_as_dns_and_ses_know_it(read: Read) -> None:
    targets = read('[targets.a]\nregion = "us-east-1"\nfrom = "noreply@bücher.example"')
    assert targets.targets["a"].sender == "noreply@xn--bcher-kva.example"
    assert read('[targets.a]\nregion = "us-east-1"\nfrom = "x@xn--bcher-kva.example"').mistakes == ()


def test_a_real_region_without_ses_is_no_mistake_of_the_file(read: Read) -> None:
    assert read('[targets.a]\nregion = "cn-north-1"\nfrom = "a@example.com"').mistakes == ()


@pytest.mark.parametrize(
    ("content", "key", "detail"),
    [
        ("", "config.no_targets", ""),
        ("[defaults]\n", "config.no_targets", ""),
        ("[targets]\n", "config.no_targets", ""),
        ("targets = 3\n", "config.not_table", ""),
        ("[targets.a]\nregion = \n", "config.toml_no_value", "2"),
        ("[targets.a\n", "config.toml", "1"),
        ('[targets.a]\nregion = "eu\n', "config.toml_open", "2"),
        ("[targets.a]\nregion = “eu-central-1”\n", "config.toml_curly", "2"),
        ("[targets.a]\nregion = eu-central-1\n", "config.toml_unquoted", "2"),
        ("[targets.a]\nallow_simulator_send = True\n", "config.toml_unquoted", "2"),
        ('[targets.a]\nregion "eu-central-1"\n', "config.toml_equals", "2"),
        ("[targets.a]\nregion = 'a' 'b'\n", "config.toml_after", "2"),
        ('[targets.a]\nfile = "C:\\keys"\n', "config.toml_backslash", "2"),
        ("[targets.a]\n[targets.a]\n", "config.toml_twice", "2"),
        ('x = """\n\n', "config.toml_open", "3"),
        ("a = 1\na = 2\n", "config.toml_twice", "2"),
        ("a = 1\n[targets.a]\nfrom = 'x\u0000'\n", "config.toml", "3"),
        ("x = " + "[" * 5000, "config.toml_unplaced", ""),
        ("x = " + "9" * 5000, "config.toml_unplaced", ""),
        (b"\xef\xbb\xbf[targets.a]\n", "config.bom", ""),
        ("[targets.a]".encode("utf-16"), "config.bom", ""),
        (b"# one\n# \xe9\n", "config.not_utf8", "2"),
        (b"#" * (1 << 20) + b"#", "config.file_large", ""),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_mistake(
    read: Read, content: str | bytes, key: str, detail: str
) -> None:
    mistakes = read(content).mistakes
    assert [(m.key, m.detail, m.target) for m in mistakes] == [(key, detail, None)]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert [m.key for m in load(tmp_path / "none.toml", {}).mistakes] == ["config.file_missing"]
    assert [m.key for m in load(tmp_path, {}).mistakes] == ["config.file_folder"]
    assert [m.key for m in load(tmp_path / ("x" * 300), {}).mistakes] == ["config.file_unreadable"]


def test_the_defaults_are_judged_too_and_the_targets_still_work(one: Read) -> None:
    targets = one('[defaults]\nlanguage = "de"\nregion = "x"\n[defualts]\n[target]\n')
    assert [(m.place, m.key, m.near) for m in targets.mistakes] == [
        ("defualts", "config.unknown_key", "defaults"),
        ("target", "config.unknown_key", "targets"),
        ("defaults.region", "config.unknown_key", ""),
        ("defaults.language", "config.choice", "en"),
    ]
    assert list(targets.targets) == ["prod"]


def test_relative_paths_start_at_the_file_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "password").write_text("made-up\n")
    (folder / "ses-check.toml").write_text(
        '[targets.a]\nregion = "us-east-1"\nfrom = "a@example.com"\n[targets.a.smtp]\npassword = "file:password"\n'
    )
    monkeypatch.chdir(tmp_path)
    targets = load(Path("etc/ses-check.toml"), {})
    smtp = targets.targets["a"].smtp
    assert smtp is not None
    assert smtp.password == Reference(RefKind.FILE, str(folder / "password"))
