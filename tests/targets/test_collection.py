"""Names, similar names, access rules, and references to variables and files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.targets import Targets
from tests.targets.conftest import Read

BASE = 'region = "eu-central-1"\nfrom = "a@example.com"\n'


def several(read: Read, *tables: str) -> Targets:
    return read("\n".join(f"[targets.{name}]\n{BASE}{lines}" for name, _, lines in (t.partition("|") for t in tables)))


def test_targets_are_found_by_name_and_alias_in_any_case(read: Read) -> None:
    targets = several(read, 'prod|aliases = ["Production", "sản-xuất"]', "staging")
    for spelling in ("prod", "PROD", " Prod ", "production", "SẢN-XUẤT", "sa\u0309n-xua\u0302\u0301t"):
        found = targets.get(spelling)
        assert found is not None, spelling
        assert found.name == "prod"
        assert targets.name_of(spelling) == "prod"
    assert targets.get("other") is None
    assert targets.name_of("other") is None
    assert targets.mistakes_of("other") == ()


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("pord", ("prod",)),
        ("produktion", ("prod",)),
        ("stage", ("staging", "staging-eu")),
        ("eu", ("staging-eu",)),
        ("zzz", ()),
        ("", ()),
    ],
)
def test_near_names(read: Read, asked: str, near: tuple[str, ...]) -> None:
    targets = several(read, 'prod|aliases = ["production"]', "staging", "staging-eu")
    assert targets.near(asked, targets.names) == near


def test_at_most_four_near_names_the_most_alike_first(read: Read) -> None:
    targets = several(read, *(f"staging-{n}" for n in ("europe", "us", "ap", "sa")), "staging")
    near = targets.near("staging1", targets.names)
    assert len(near) == 4
    assert near[0] == "staging"


def test_near_names_are_only_those_that_may_be_named(read: Read) -> None:
    targets = several(read, "prod", "prod-secret")
    assert targets.near("prd", ["prod"]) == ("prod",)


@pytest.mark.parametrize(
    ("tables", "place", "key"),
    [
        (("a", "A"), "targets.A", "config.name_taken"),
        (("a", 'b|aliases = ["a"]'), "targets.b.aliases[0]", "config.name_taken"),
        (('a|aliases = ["x"]', 'b|aliases = ["y", "X"]'), "targets.b.aliases[1]", "config.name_taken"),
        (("help",), "targets.help", "config.name_reserved"),
        (('"a b"',), 'targets."a b"', "config.name"),
        (('".a"',), 'targets.".a"', "config.name"),
        (('"a."',), 'targets."a."', "config.name"),
        (('""',), 'targets.""', "config.name"),
        (('"-a"',), "targets.-a", "config.name"),
    ],
)
def test_names_that_cannot_be_used(read: Read, tables: tuple[str, ...], place: str, key: str) -> None:
    assert [(m.place, m.key) for m in several(read, *tables).mistakes] == [(place, key)]


@pytest.mark.parametrize("name", ["prod", "a", "eu-west.2", "_x", "sản-xuất", "x" * 64])
def test_names_that_can(read: Read, name: str) -> None:
    assert several(read, f'"{name}"').mistakes == ()


def test_one_broken_target_does_not_touch_the_others(read: Read) -> None:
    targets = several(read, "good", "bad|port = 1", 'worse|aliases = ["bad2"]\nchannels = []')
    assert list(targets.targets) == ["good"]
    assert targets.names == ("good", "bad", "worse")
    assert [m.key for m in targets.mistakes_of("BAD")] == ["config.unknown_key"]
    assert targets.name_of("bad2") == "worse"
    assert {m.target for m in targets.mistakes} == {"bad", "worse"}


@pytest.mark.parametrize(
    ("lines", "channel", "user", "refusal"),
    [
        ("", "C1", "U1", ""),
        ('channels = ["C1"]', "C1", "U9", ""),
        ('channels = ["C1"]', "C2", "U1", "access.channel"),
        ('users = ["U1"]', "C9", "U1", ""),
        ('users = ["U1"]', "C1", "U2", "access.user"),
        ('channels = ["C1"]\nusers = ["U1"]', "C1", "U1", ""),
        ('channels = ["C1"]\nusers = ["U1"]', "C1", "U2", "access.user"),
        ('channels = ["C1"]\nusers = ["U1"]', "C2", "U1", "access.channel"),
    ],
)
def test_both_rules_hold(read: Read, lines: str, channel: str, user: str, refusal: str) -> None:
    targets = several(read, f"prod|{lines}")
    assert targets.refusal("prod", channel, user) == refusal


@pytest.mark.parametrize("rule", ['channels = "C1"', "channels = []", "channels = [1]", "channels = ['#ops']"])
def test_a_rule_that_cannot_be_read_lets_nobody_in(read: Read, rule: str) -> None:
    targets = several(read, f"prod|{rule}")
    assert targets.get("prod") is None
    assert targets.refusal("prod", "C1", "U1") == "access.channel"


def test_the_rules_of_a_target_with_other_mistakes_still_hold(read: Read) -> None:
    targets = several(read, 'prod|users = ["U1"]\nport = 1')
    assert (targets.refusal("prod", "C1", "U1"), targets.refusal("prod", "C1", "U2")) == ("", "access.user")


def test_an_unset_variable_is_a_mistake_of_its_target_until_it_is_set(one: Read) -> None:
    environ: dict[str, str] = {}
    targets = one('[targets.prod.smtp]\nusername = "env:PROD_USER"\npassword = "env:prodPassword"', environ)
    assert [(m.place, m.key, m.detail) for m in targets.mistakes_of("prod")] == [
        ("targets.prod.smtp.username", "config.env_unset", "PROD_USER"),
        ("targets.prod.smtp.password", "config.env_unset_unnamed", ""),
    ]
    assert targets.targets == {}
    environ.update(PROD_USER="", prodPassword="x")
    assert not targets.mistakes
    assert targets.get("prod") is not None


def test_what_is_absent_is_named_beside_what_is_malformed(read: Read) -> None:
    environ: dict[str, str] = {}
    targets = read(
        """
[targets.prod]
region = "eu-centrall-1"
from = "noreply@example.com"
[targets.prod.smtp]
username = "env:PROD_USER"
pasword = "file:none"
ca_file = "none.pem"
[targets.prod.ap]
secret_access_key = "env:PROD_SECRET"
""",
        environ,
    )
    malformed = {
        ("targets.prod.region", "config.region"),
        ("targets.prod.smtp.pasword", "config.unknown_key"),
        ("targets.prod.ap", "config.unknown_key"),
    }
    absent = {
        ("targets.prod.smtp.username", "config.env_unset"),
        ("targets.prod.smtp.pasword", "config.path_missing"),
        ("targets.prod.smtp.ca_file", "config.path_missing"),
        ("targets.prod.ap.secret_access_key", "config.env_unset"),
    }
    assert {(m.place, m.key) for m in targets.mistakes_of("prod")} == malformed | absent
    environ.update(PROD_USER="", PROD_SECRET="")
    assert len(targets.mistakes) == 5
    assert targets.get("prod") is None


@pytest.mark.parametrize(
    "stored", ["ssm:/mail/secret", "secretsmanager:arn:aws:secretsmanager:eu-central-1:111122223333:secret:x#k"]
)
def test_the_inspector_cannot_read_its_own_keys_with_its_own_rights(one: Read, stored: str) -> None:
    targets = one(f'[targets.prod.inspect]\naccess_key_id = "AKIAIOSFODNN7EXAMPLE"\nsecret_access_key = "{stored}"')
    assert [(m.place, m.key) for m in targets.mistakes_of("prod")] == [
        ("targets.prod.inspect.secret_access_key", "config.inspect_stored"),
    ]


def test_a_file_is_looked_at_anew_each_time(one: Read, tmp_path: Path) -> None:
    targets = one('[targets.prod.app]\naccess_key_id = "AKIAIOSFODNN7EXAMPLE"\nsecret_access_key = "file:secret"')
    place = "targets.prod.app.secret_access_key"
    assert [(m.place, m.key) for m in targets.mistakes] == [(place, "config.path_missing")]
    (tmp_path / "secret").write_text("")
    assert not targets.mistakes
    (tmp_path / "secret").unlink()
    (tmp_path / "secret").mkdir()
    assert [m.key for m in targets.mistakes] == ["config.file_folder"]


def test_a_pipe_is_not_read_but_refused_for_it_would_block_the_run(one: Read, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "secret")
    mistakes = one('[targets.prod.smtp]\npassword = "file:secret"').mistakes
    assert [m.key for m in mistakes] == ["config.file_unreadable"]


def test_the_inspector_s_keys_are_looked_at_too(one: Read) -> None:
    targets = one('[targets.prod.inspect]\naccess_key_id = "env:A_KEY"\nsecret_access_key = "file:/x"')
    assert [m.place for m in targets.mistakes] == [
        "targets.prod.inspect.access_key_id",
        "targets.prod.inspect.secret_access_key",
    ]


@pytest.mark.parametrize(
    "content", ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_ca_file_holds_certificates(one: Read, tmp_path: Path, pem: bytes, content: str) -> None:
    (tmp_path / "ca.pem").write_text(content)
    targets = one('[targets.prod.smtp]\nca_file = "ca.pem"')
    assert [(m.place, m.key) for m in targets.mistakes] == [("targets.prod.smtp.ca_file", "config.ca_file")]
    (tmp_path / "ca.pem").write_bytes(pem)
    assert targets.mistakes == ()
