"""What several checks find about one thing becomes one finding, or one root with its symptoms."""

from bot.causes import all_causes
from bot.core.model import CheckResult, Finding, Judgement, Outcome, Record, Severity
from bot.diagnosis.diagnose import diagnose
from bot.diagnosis.explained_by import merge_findings
from tests.core.runs import found, run_of

MX = Record("mail.example.com", "MX", "10 feedback-smtp.eu-central-1.amazonses.com", mistake="missing")
TXT = Record("mail.example.com", "TXT", "v=spf1 include:amazonses.com ~all", mistake="missing")
ABOUT = frozenset({"identity:example.com"})


def finding(code: str, severity: Severity = Severity.WARN, **more: object) -> Finding:
    return Finding(code, severity, "example.com", ABOUT, **more)  # type: ignore[arg-type]


def result(check: str, *findings: Finding) -> CheckResult:
    judgement = Judgement(findings=findings)
    return CheckResult(check, judgement.outcome if findings else Outcome.PASS, 1, judgement)


def test_records_of_all_and_the_later_wording_survive() -> None:
    first = finding("mail_from.not_verified", values={"status": "FAILED"})
    second = finding("mail_from.not_verified", variant="records_wrong", records=(MX,))
    third = finding("mail_from.not_verified", records=(MX, TXT))
    results = [result("ses.identity", first), result("dns.mail_from", second), result("dns.spf", third)]
    [joined] = merge_findings(results)
    assert (joined.variant, joined.records, joined.values) == ("records_wrong", (MX, TXT), {"status": "FAILED"})


def test_what_was_presumed_does_not_reword_what_was_seen() -> None:
    seen = finding("dkim.failing", variant="pending")
    guessed = finding("dkim.failing", variant="off", presumed=True)
    assert merge_findings([result("a", seen), result("b", guessed)])[0].variant == "pending"
    assert merge_findings([result("a", guessed), result("b", seen)])[0].variant == "pending"


def test_wrong_records_are_the_root_of_an_unverified_domain() -> None:
    judged = {
        "ses.identity": found(finding("identity.not_verified", Severity.FAIL)),
        "dns.dkim": found(finding("dkim.record_mismatch", Severity.FAIL, variant="not_verified")),
    }
    diagnosis = diagnose(run_of(judged), all_causes())
    assert [root.finding.code for root in diagnosis.roots] == ["dkim.record_mismatch"]
    assert [symptom.code for symptom in diagnosis.symptoms] == ["identity.not_verified"]


def test_a_domain_that_lives_elsewhere_needs_no_records_here() -> None:
    judged = {
        "ses.region": found(finding("region.mismatch", Severity.FAIL)),
        "ses.identity": found(finding("identity.not_verified", Severity.FAIL)),
        "dns.dkim": found(finding("dkim.record_mismatch", Severity.FAIL, variant="not_verified")),
    }
    diagnosis = diagnose(run_of(judged), all_causes())
    assert [root.finding.code for root in diagnosis.roots] == ["region.mismatch"]


def test_signing_and_mail_from_are_two_faults() -> None:
    judged = {
        "dns.dkim": found(finding("dkim.record_mismatch")),
        "dns.mail_from": found(finding("mail_from.rejects_on_failure", Severity.FAIL)),
    }
    roots = [root.finding.code for root in diagnose(run_of(judged), all_causes()).roots]
    assert roots == ["mail_from.rejects_on_failure", "dkim.record_mismatch"]
