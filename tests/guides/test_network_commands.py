"""The commands that look at the network find what their steps promise, in the lab's servers."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.lab.world import ACCOUNT_ID, API_KEY_ID, API_SECRET, DOMAIN, REGION, TemporaryKey
from tests.guides.commands import Shown, filled, shown, step
from tests.guides.conftest import Site
from tests.guides.shell import Ran, run

OPENSSL = [s for s in shown("cli") if "openssl s_client" in s.text]
API = [s for s in shown("cli") if "--aws-sigv4" in s.text]
TOKEN = "the token of a session"
TEMPORARY = TemporaryKey(
    "ASIAIOSFODNN7EXAMPLE", "made/up/secret/of/a/session/000000EXAMPLE", TOKEN,
    datetime.now(UTC) + timedelta(hours=1), ACCOUNT_ID, user="myapp-api",
)  # fmt: skip


async def _run(code: str, name: str, site: Site, **values: str | int) -> Ran:
    return await run(filled(step(code, name, {**site.mail, **values})), site.folder, env=site.env)


async def test_the_certificate_is_shown_with_issuer_names_and_dates(site: Site) -> None:
    for code, name in (("tls.certificate", "look"), ("endpoint.not_ses", "certificate")):
        ran = await _run(code, name, site)
        assert {"issuer", "notBefore", "notAfter", "DNS:localhost"} <= set(ran.out.replace("=", " ").split())
    chain = await _run("tls.certificate", "chain", site)
    assert " 0 s:" in chain.out and " i:" in chain.out


async def test_handshakes_name_the_version_and_end_in_an_error_for_the_wrong_name(site: Site) -> None:
    ran = await _run("tls.protocol_version", "look", site)
    assert "TLSv1.2" in ran.err and "TLSv1.3" in ran.err
    assert (await _run("tls.sni", "look", site)).code == 0
    # The lab's certificate is not one that the machine itself trusts.
    stranger = await run(step("tls.sni", "look", site.mail), site.folder)
    assert stranger.code != 0


@pytest.mark.parametrize("command", OPENSSL, ids=str)
async def test_starttls_is_asked_for_on_smtp_ports_only(command: Shown, tmp_path: Path) -> None:
    told = tmp_path / "openssl"
    told.write_text('#!/bin/sh\necho "$*" >> "$HOME/asked"\n')
    told.chmod(0o755)
    path = f"{tmp_path}:/usr/bin:/bin"
    for port, starttls in ((25, True), (587, True), (2587, True), (443, False), (465, False), (2465, False)):
        text = step(command.code, command.step, {"port": port})
        await run(f"PATH={path}\n{text}", tmp_path)
        asked = [line for line in (tmp_path / "asked").read_text().splitlines() if line.startswith("s_client")]
        assert asked
        if f":{port} " in asked[-1]:
            assert ("-starttls smtp" in asked[-1]) is starttls


async def test_greetings_and_extensions_are_those_of_the_server(site: Site) -> None:
    assert "(220, b'email-smtp.amazonaws.com" in (await _run("endpoint.not_ses", "look", site)).out
    assert "STARTTLS" in (await _run("tls.starttls_not_offered", "look", site)).out
    for code, name in (("smtp.auth_mechanism", "look"), ("network.connection_dropped", "again")):
        assert "AUTH PLAIN LOGIN" in (await _run(code, name, site)).out
    assert (await _run("smtp.helo_invalid", "test", site)).out.startswith("(250")
    families = (await _run("network.one_family", "look", site)).out
    assert "IPv4 127.0.0.1 b'220" in families


async def test_a_refused_client_sees_at_which_step(site: Site) -> None:
    ran = await _run("smtp.client_refused", "repeat", site)
    lines = ran.out.splitlines()
    assert [line.split()[:2] for line in lines if line[0].isupper()][-2:] == [["MAIL", "530"], ["RCPT", "503"]]
    assert "EHLO 250" in ran.out and "STARTTLS 220" in ran.out


async def test_every_port_is_told_open_or_why_not(site: Site) -> None:
    port = site.stage.mail[0].port
    ran = await _run("network.unreachable", "repeat", site)
    assert f"{port} open" in ran.out.splitlines()
    for code, name in (("network.port_blocked", "repeat"), ("network.connection_dropped", "port")):
        lines = (await _run(code, name, site)).out.splitlines()
        assert [line.split()[0] for line in lines] == ["587", "2587", "465", "2465", "25"]
    assert (await _run("network.dns", "name", site)).out.split()[-1] == "localhost"
    nowhere = await _run("network.dns", "name", site, host="nowhere.invalid")
    assert (nowhere.code, nowhere.out) == (2, "")


@pytest.mark.parametrize("command", API, ids=str)
@pytest.mark.parametrize(
    ("key_id", "secret", "token", "accepted"),
    [
        (API_KEY_ID, API_SECRET, "", True),
        (API_KEY_ID, "madeUp/other/secret/0000000000000EXAMPLE", "", False),
        (TEMPORARY.id, TEMPORARY.secret, TOKEN, True),
        (TEMPORARY.id, TEMPORARY.secret, "", False),
    ],
)
async def test_curl_signs_for_permanent_and_temporary_keys(
    command: Shown, key_id: str, secret: str, token: str, accepted: bool, site: Site
) -> None:
    site.stage.scene.world.temporary_keys[TEMPORARY.id] = TEMPORARY
    owner = site.stage.scene.user(API_KEY_ID)
    TEMPORARY.user = owner.name
    (curl,) = [line for line in command.text.split("\n") if line.startswith("curl ")]
    port = site.stage.aws.url.rpartition(":")[2]
    (site.folder / ".curlrc").write_text(f'connect-to = "email.{REGION}.amazonaws.com:80:127.0.0.1:{port}"\nsilent\n')
    env = {"AWS_ACCESS_KEY_ID": key_id, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": token}
    # The lab speaks HTTP; what is signed is the same.
    ran = await run(curl.replace("https://", "http://"), site.folder, env=env)
    known = "is not authorized to perform: ses:GetAccount" in ran.out or '"SendQuota"' in ran.out
    assert known is accepted, ran.out + ran.err


@pytest.mark.skipif(shutil.which("dig") is None, reason="dig is not installed")
async def test_dig_shows_the_records_and_nothing_under_a_doubled_name(site: Site) -> None:
    (site.folder / ".digrc").write_text(f"@127.0.0.1 -p {site.stage.dns.port}\n")
    identity = site.stage.scene.world.accounts[ACCOUNT_ID].regions[REGION].identities[DOMAIN]
    token = identity.tokens[0]
    compare = filled(step("dkim.record_mismatch", "compare"), token_1=token)
    ran = await run(compare, site.folder)
    lines = ran.out.split("\n")
    assert {"ns1.example.com.", "ns2.example.com."} <= set(lines) and f"{token}.dkim.amazonses.com." in lines
    assert '"p=' in ran.out or "p=" in ran.out
    doubled = compare.splitlines()[-1]
    assert doubled.endswith("example.com.example.com")
    assert (await run(doubled, site.folder)).out == ""
    assert "v=DMARC1" in (await run(step("dmarc.failing", "record"), site.folder)).out
    server = filled(step("dkim.record_mismatch", "compare_servers"), token_1=token)
    assert server.endswith("@127.0.0.1")
    assert token in (await run(server, site.folder)).out
    mail_from = {"mail_from_domain": identity.mail_from_domain or ""}
    look = await run(step("mail_from.not_verified", "look", mail_from), site.folder)
    assert look.out.splitlines() == [f"10 feedback-smtp.{REGION}.amazonses.com.", '"v=spf1 include:amazonses.com ~all"']
