"""For any findings: none is lost, every symptom has a root, and the order does not depend on who found what first."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.causes import all_causes
from bot.core.model import CheckResult, Finding, Judgement, RunResult, Severity
from bot.diagnosis.diagnose import Diagnosis, diagnose
from bot.diagnosis.explained_by import key_of, merge_findings
from bot.diagnosis.order import Reason, rank
from tests.core.graph import finding
from tests.core.runs import CHECK_IDS, found, result, run_of

CAUSES = all_causes()
# Few tokens and subjects, so that findings often share one.
TOKENS = ("credential:smtp", "credential:app", "key:A", "host:h", "identity:d", "account:r")
findings = st.builds(
    Finding,
    code=st.sampled_from(sorted(CAUSES)),
    severity=st.sampled_from(Severity),
    subject=st.sampled_from(("a", "b")),
    about=st.frozensets(st.sampled_from(TOKENS), min_size=1, max_size=3),
    presumed=st.booleans(),
)
judgements = st.builds(
    Judgement,
    findings=st.lists(findings, max_size=4).map(tuple),
    accepted=st.frozensets(st.sampled_from(TOKENS), max_size=1),
)
judged = st.dictionaries(st.sampled_from(CHECK_IDS), judgements, max_size=5)


def of(judgements: dict[str, Judgement]) -> tuple[RunResult, Diagnosis]:
    run = run_of(judgements)
    return run, diagnose(run, CAUSES)


def shown(diagnosis: Diagnosis) -> list[Finding]:
    return [root.finding for root in diagnosis.roots]


@given(judged)
def test_every_failure_is_reached_from_a_root_that_is_shown(judgements: dict[str, Judgement]) -> None:
    _run, diagnosis = of(judgements)
    roots = {key_of(f) for f in shown(diagnosis)}
    reached = roots | {key_of(fold.symptom) for fold in diagnosis.explained}
    kept = [f for f in merge_findings(run_of(judgements).results) if not f.presumed]
    assert {key_of(f) for f in kept} <= reached
    for fold in diagnosis.explained:
        assert fold.roots and {key_of(root) for root in fold.roots} <= roots
        assert fold.shared


@given(judged)
def test_nothing_is_a_root_and_a_symptom_or_neither(judgements: dict[str, Judgement]) -> None:
    _run, diagnosis = of(judgements)
    roots, symptoms = shown(diagnosis), list(diagnosis.symptoms)
    assert not {key_of(f) for f in roots} & {key_of(f) for f in symptoms}
    assert {key_of(f) for f in symptoms} == {key_of(fold.symptom) for fold in diagnosis.explained}


@given(judged)
def test_a_failure_stands_below_failures_only(judgements: dict[str, Judgement]) -> None:
    _run, diagnosis = of(judgements)
    for fold in diagnosis.explained:
        if fold.symptom.severity is Severity.FAIL:
            assert fold.cause.severity is Severity.FAIL
            assert all(root.severity is Severity.FAIL for root in fold.roots)


@given(judged)
def test_the_order_is_total_and_does_not_hang_on_who_was_first(judgements: dict[str, Judgement]) -> None:
    run, diagnosis = of(judgements)
    ranks = [rank(f) for f in shown(diagnosis)]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)
    backwards = diagnose(replace(run, results=tuple(reversed(run.results))), CAUSES)
    assert [key_of(f) for f in shown(backwards)] == [key_of(f) for f in shown(diagnosis)]
    assert {(key_of(f.symptom), key_of(f.cause)) for f in backwards.explained} == {
        (key_of(f.symptom), key_of(f.cause)) for f in diagnosis.explained
    }


@given(judged, findings)
def test_a_fault_of_something_else_hides_nothing(judgements: dict[str, Judgement], other: Finding) -> None:
    _run, before = of(judgements)
    fresh = replace(other, subject="fresh", about=frozenset({"fresh:thing"}), presumed=False)
    results = run_of(judgements).results
    more = CheckResult("zz.more", Judgement(findings=(fresh,)).outcome, 1, Judgement(findings=(fresh,)))
    after = diagnose(replace(run_of(judgements), results=(*results, more)), CAUSES)
    assert {key_of(f) for f in shown(after)} == {key_of(f) for f in shown(before)} | {key_of(fresh)}
    assert after.explained == before.explained


@given(judged)
def test_what_is_told_of_the_ranking_is_complete(judgements: dict[str, Judgement]) -> None:
    run, diagnosis = of(judgements)
    assert len(diagnosis.reasons) == len(diagnosis.roots)
    assert all((reason in (Reason.ONLY, Reason.FIRST)) == (n == 0) for n, reason in enumerate(diagnosis.reasons))
    dropped = [(key_of(p.finding), p.check) for p in diagnosis.disproofs]
    kept = {key_of(f) for f in (*shown(diagnosis), *diagnosis.symptoms)}
    made = [(key_of(f), r.id) for r in run.results for f in r.findings]
    assert {key for key, _check in made} == kept | {key for key, _check in dropped}
    for merge in diagnosis.merges:
        assert len(merge.checks) > 1 and {(key_of(merge.finding), check) for check in merge.checks} <= set(made)


# Single rules.


def test_a_chain_is_told_link_by_link() -> None:
    region = finding("region.mismatch", "region:us-east-1", "host:h", subject="r")
    password = finding("smtp.password_wrong_region", "credential:smtp", "region:us-east-1", subject="p")
    refused = finding("smtp.credentials_invalid", "credential:smtp", "host:h", subject="k")
    _run, diagnosis = of({"smtp.auth": found(refused), "smtp.password": found(password), "ses.region": found(region)})
    assert [(f.symptom.code, f.cause.code) for f in diagnosis.explained] == [
        ("smtp.credentials_invalid", "smtp.password_wrong_region"),
        ("smtp.password_wrong_region", "region.mismatch"),
    ]
    assert {root.code for fold in diagnosis.explained for root in fold.roots} == {"region.mismatch"}


def test_a_symptom_of_two_causes_stands_under_both() -> None:
    inactive = finding("credentials.key_inactive", "key:A", "credential:smtp")
    raw = finding("smtp.password_not_smtp", "credential:smtp")
    refused = finding("smtp.credentials_invalid", "credential:smtp", "key:A")
    _run, diagnosis = of({"aws.access_key": found(inactive), "smtp.password": found(raw), "smtp.auth": found(refused)})
    assert [(f.cause.code, f.shared) for f in diagnosis.explained] == [
        ("credentials.key_inactive", ("credential:smtp", "key:A")),
        ("smtp.password_not_smtp", ("credential:smtp",)),
    ]
    assert [root.finding.code for root in diagnosis.roots] == ["credentials.key_inactive", "smtp.password_not_smtp"]


def test_a_cause_is_as_severe_as_what_follows_from_it() -> None:
    unsigned = finding("dkim.failing", "identity:d", severity=Severity.WARN)
    shadow = finding("identity.shadows_domain", "identity:d", severity=Severity.WARN)
    rejected = finding("dmarc.failing", "identity:d")
    _run, diagnosis = of({"ses.identity": found(unsigned, shadow), "dns.dmarc": found(rejected)})
    [root] = diagnosis.roots
    assert (root.finding.code, root.finding.severity) == ("identity.shadows_domain", Severity.FAIL)
    assert {f.severity for f in diagnosis.symptoms} == {Severity.FAIL}


def test_a_warning_that_explains_a_warning_stays_one() -> None:
    unsigned = finding("dkim.failing", "identity:d", severity=Severity.WARN)
    unaligned = finding("dmarc.failing", "identity:d", severity=Severity.WARN)
    _run, diagnosis = of({"ses.identity": found(unsigned), "dns.dmarc": found(unaligned)})
    assert [root.finding.severity for root in diagnosis.roots] == [Severity.WARN]


def test_a_disproof_names_who_presumed_and_who_knew_better() -> None:
    shape = finding("credentials.malformed", "credential:smtp", presumed=True)
    accepted = Judgement(accepted=frozenset({"credential:smtp", "key:A"}))
    _run, diagnosis = of({"config.credentials": found(shape), "smtp.auth": accepted})
    [proof] = diagnosis.disproofs
    assert (proof.check, proof.accepted_by, proof.shared) == (
        "config.credentials", ("smtp.auth",), ("credential:smtp",),
    )  # fmt: skip
    assert diagnosis.roots == ()


def test_reasons_name_the_first_difference() -> None:
    several = [
        finding("credentials.key_inactive", subject="A"),
        finding("credentials.key_inactive", subject="B"),
        finding("credentials.malformed"),
        finding("smtp.auth_required"),
        finding("account.sandbox", severity=Severity.WARN),
    ]
    run = replace(run_of(), results=(result("aws.identity", found(*several)),))
    assert diagnose(run, CAUSES).reasons == (
        Reason.FIRST, Reason.SUBJECT, Reason.CODE, Reason.AREA, Reason.SEVERITY,
    )  # fmt: skip
