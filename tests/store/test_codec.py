import json
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.facts import (
    AccountFacts,
    CertificateFacts,
    CredentialFacts,
    Facts,
    FamilyFacts,
    KeyFacts,
    PortFacts,
)
from bot.core.model import CheckResult, Endpoint, Finding, Judgement, Note, Outcome, RunResult, Severity, Stage, Vantage
from bot.core.repair import Repair, RepairKind
from bot.core.role import Requirement, Role
from bot.store.codec import decode, encode
from tests.core.runs import run_of

values = st.dictionaries(
    st.text(min_size=1),
    st.text() | st.integers() | st.booleans() | st.floats(allow_nan=False) | st.lists(st.text()).map(tuple),
    max_size=3,
)
notes = st.none() | st.builds(Note, st.text(), values)
facts = st.builds(
    Facts,
    credentials=st.builds(CredentialFacts, st.text(), st.text(), st.dictionaries(st.text(), st.text(), max_size=2)),
    keys=st.lists(st.builds(KeyFacts, st.text(), st.text()), max_size=2).map(tuple),
    accounts=st.builds(AccountFacts, st.text(), st.text(), st.text()),
    clock_skew=st.none() | st.integers(),
    certificate=st.builds(CertificateFacts, st.text(), expires_at=st.none() | st.datetimes(timezones=st.just(UTC))),
    ports=st.lists(st.builds(PortFacts, st.integers(), st.text(), st.integers()), max_size=2).map(tuple),
    families=st.lists(st.builds(FamilyFacts, st.text(), st.text()), max_size=2).map(tuple),
    ses_took_mail=st.booleans(),
)
tokens = st.frozensets(st.text(), max_size=3)
findings = st.builds(
    Finding, st.text(), st.sampled_from(Severity), st.text(), tokens, values, st.text(), presumed=st.booleans()
)
judgements = st.builds(
    Judgement,
    findings=st.lists(findings, max_size=2).map(tuple),
    note=notes,
    unknown=st.booleans(),
    skipped=st.booleans(),
    needless=st.booleans(),
    repair=st.none() | st.builds(Repair, st.sampled_from(RepairKind), values),
    missing_permission=st.none() | st.text(),
    accepted=tokens,
    decided=st.none() | tokens,
    facts=facts,
    disproved=st.lists(findings, max_size=1).map(tuple),
    stages=st.lists(st.builds(Stage, st.text(), st.sampled_from(Outcome), st.integers(), st.text()), max_size=2).map(
        tuple
    ),
)
results = st.builds(
    CheckResult,
    st.text(),
    st.sampled_from(Outcome),
    st.integers(),
    judgements,
    st.none() | st.text(),
    st.none() | st.text(),
    st.builds(Role, st.lists(st.sampled_from(Requirement)).map(tuple), st.booleans(), st.booleans(), st.booleans()),
)
runs = st.builds(
    RunResult,
    run_id=st.text(),
    target=st.text(),
    region=st.text(),
    only=st.none() | st.text(),
    ways=st.lists(st.text(), max_size=2).map(tuple),
    started_at=st.datetimes(timezones=st.just(UTC)),
    ms=st.integers(),
    results=st.lists(results, max_size=2).map(tuple),
    context=values,
    smtp=st.none() | st.builds(Endpoint, st.text(), st.integers()),
)


@settings(deadline=None)
@given(runs)
def test_a_run_comes_back_from_json_as_it_went(run: RunResult) -> None:
    assert decode(json.loads(json.dumps(encode(run)))) == run


def test_data_of_another_version_is_refused() -> None:
    data = encode(run_of())
    with pytest.raises(ValueError, match="version"):
        decode({**data, "version": 99})


def test_data_that_lacks_something_is_refused() -> None:
    data = encode(run_of())
    del data["results"]
    with pytest.raises(ValueError, match="results"):
        decode(data)


def test_times_are_kept_with_their_zone() -> None:
    assert encode(run_of())["started_at"] == "2026-11-21T03:00:00Z"


def test_where_it_was_asked_from_is_kept_and_older_runs_have_none() -> None:
    run = replace(run_of(), vantage=Vantage("ses-bot", "10.0.1.23", "0.1.0"))
    data = json.loads(json.dumps(encode(run)))
    assert decode(data) == run
    del data["vantage"]
    assert decode(data).vantage == Vantage()
