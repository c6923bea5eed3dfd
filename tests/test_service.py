import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.facts import CredentialFacts, Facts
from bot.core.model import CheckResult, Endpoint, Judgement, Outcome, RunResult, unknown
from bot.core.options import Options
from bot.core.target import Reference, RefKind, Security, Smtp
from bot.lab.aws import AwsServer, Fault
from bot.lab.aws.faults import Stalled
from bot.lab.world import API_KEY_ID, API_SECRET, READER_KEY_ID, READER_SECRET, healthy_world
from bot.service import CHECKS, PROBE, Service, check_ids, ids_to_verify, selected, ways_of
from tests.checks.evidence import TARGET, target
from tests.probes.cloud import target_at


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AwsServer]:
    for name, value in {
        "TEST_READER_ID": READER_KEY_ID,
        "TEST_READER_SECRET": READER_SECRET,
        "TEST_APP_ID": API_KEY_ID,
        "TEST_APP_SECRET": API_SECRET,
    }.items():
        monkeypatch.setenv(name, value)
    running = AwsServer(healthy_world())
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    made = Service()
    yield made
    await made.close()


def same_key(same: bool) -> Facts:
    return Facts(CredentialFacts("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE" if same else "AKIAI44QH8DHBEXAMPLE"))


def test_ways_are_what_is_configured_and_one_key_is_one_way() -> None:
    assert ways_of(TARGET, same_key(False)) == ("smtp", "app")
    assert ways_of(TARGET, same_key(True)) == ("smtp",)
    assert ways_of(target(smtp=None), same_key(False)) == ("app",)
    assert ways_of(target(app=None), same_key(False)) == ("smtp",)
    assert ways_of(target(app=None, smtp=None), Facts()) == ()
    assert TARGET.smtp is not None
    assert ways_of(target(app=None, smtp=replace(TARGET.smtp, username=None)), Facts()) == ()


def test_a_group_is_its_checks() -> None:
    assert selected(None, Options("an@example.net", "success", probing=True)) == CHECKS
    on_request = {"aws.chain", "aws.egress", "ses.recipient", "smtp.every_port", "smtp.send"}
    assert {c.id for c in CHECKS} - set(check_ids(None)) == on_request
    assert set(check_ids("dns")) >= {"dns.dkim", "dns.dmarc", "dns.host", "dns.mail_from", "dns.spf"}
    assert all(check.group == "aws" for check in selected("aws"))
    probed = set(check_ids(PROBE, Options(probing=True)))
    assert {"config.credentials", "aws.identity", "aws.endpoint", "dns.host", "smtp.auth", "smtp.every_port"} <= probed
    assert not {"aws.access_key", "aws.permissions", "ses.account", "ses.identity"} & probed


async def test_the_api_alone_can_be_checked(server: AwsServer, service: Service) -> None:
    told: list[str] = []
    run = await service.run(target_at(server.url), run_id="r", on_result=lambda one: told.append(one.id))
    outcomes = {r.id: r.outcome for r in run.results}
    assert outcomes["aws.identity"] is outcomes["aws.permissions"] is outcomes["ses.account"] is Outcome.PASS
    assert outcomes["smtp.connect"] is Outcome.SKIPPED
    assert sorted(told) == sorted(outcomes)
    assert run.context["account"] == "111122223333"
    assert server.mistakes == []


async def test_nothing_is_asked_after_the_end(server: AwsServer, service: Service) -> None:
    server.faults.rules.append(Fault("ssm.GetParameter", Stalled(5)))
    smtp = Smtp("127.0.0.1", 9, Security.STARTTLS, Reference(RefKind.SSM, "/user"), Reference(RefKind.SSM, "/word"))
    slow = replace(target_at(server.url), smtp=smtp)
    began = time.monotonic()
    run = await service.run(slow, run_id="r", only="dns", deadline=0.5)
    assert time.monotonic() - began < 1
    assert server.calls == []
    host = run.result("dns.host")
    assert host is not None and host.outcome is Outcome.PASS


async def test_cancelling_a_run_leaves_no_task(server: AwsServer, service: Service) -> None:
    server.faults.rules.append(Fault("*", Stalled(5)))
    before = asyncio.all_tasks()
    running = asyncio.create_task(service.run(target_at(server.url), run_id="r"))
    await asyncio.sleep(0.15)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    files = [task.get_coro().cr_code.co_filename for task in asyncio.all_tasks() - before]  # type: ignore[union-attr]
    assert [file for file in files if "/bot/core/" in file or "/bot/probes/" in file] == []


async def test_a_verification_asks_what_is_open_and_keeps_the_rest(server: AwsServer, service: Service) -> None:
    first = await service.run(target_at(server.url), run_id="r1")
    hurt = CheckResult("ses.account", Outcome.UNKNOWN, 1, unknown("reason.timeout", seconds=8))
    earlier = replace(first, results=tuple(hurt if r.id == hurt.id else r for r in first.results))
    told: list[str] = []
    run = await service.run(
        target_at(server.url), run_id="r2", on_result=lambda one: told.append(one.id), verifies=earlier
    )
    ids = ids_to_verify(target_at(server.url), earlier)
    assert ids is not None and "ses.account" in ids
    assert set(told) == set(run.asked_again) == ids
    assert run.rest_at == first.started_at
    assert [r.id for r in run.results] == [r.id for r in first.results]
    assert run.result("ses.account") != hurt
    assert run.result("dns.host") is first.result("dns.host")
    assert (run.ways, run.context) == (first.ways, first.context)


def test_everything_is_verified_where_the_earlier_answer_does_not_hold_any_more() -> None:
    now = datetime.now(UTC)
    hurt = CheckResult("ses.account", Outcome.UNKNOWN, 1, unknown("reason.timeout", seconds=8))
    others = [CheckResult(name, Outcome.PASS, 1, Judgement()) for name in check_ids(None) if name != hurt.id]
    smtp = TARGET.smtp
    assert smtp is not None
    run = RunResult(
        "r", TARGET.name, TARGET.region, None, (), now, 1, (hurt, *others), smtp=Endpoint(smtp.host, smtp.port)
    )
    assert ids_to_verify(TARGET, run)
    assert ids_to_verify(TARGET, replace(run, started_at=now - timedelta(days=2))) is None
    assert ids_to_verify(TARGET, replace(run, region="eu-west-3")) is None
    assert ids_to_verify(TARGET, replace(run, smtp=None)) is None
    assert ids_to_verify(TARGET, replace(run, results=tuple(others))) is not None
