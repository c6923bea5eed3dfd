import pytest

from bot.causes import COMMON_FIELDS, all_causes
from bot.core.model import Finding, Judgement, Outcome, RunResult, Severity, Stage, Verdict, skipped, unknown
from bot.core.repair import Repair, RepairKind
from bot.core.values import Value
from bot.languages import LANGUAGES
from bot.words.build import build_report, check_label, title_of
from bot.words.catalogue import catalogue
from bot.words.medium import Medium
from bot.words.report import Advice, Report
from tests.core.graph import finding
from tests.core.runs import found, run_of

KEY = "AKIAIOSFODNN7EXAMPLE"
PAIRS = [(code, variant) for code, cause in all_causes().items() for variant in ("", *sorted(cause.variants))]
# What each field looks like in life, so that every sentence can be read whole.
SAMPLES: dict[str, Value] = {
    "names": ("smtp.password",),
    "sources": ("env:PROD_SMTP_PASSWORD",),
    "damage": ("trailing_newline", "quotes"),
    "other_regions": ("us-east-1", "eu-west-1"),
    "open_ports": ("2587", "465"),
    "policies": ("deny-all",),
    "mechanisms": ("CRAM-MD5",),
    "port": 587,
    "open_port": 2587,
    "smtp_port": 587,
    "length": 45,
    "expected_length": 44,
    "minutes": 12,
    "limit": 50000,
    "used": 49000,
    "percent": 98.0,
    "max_24h": 200,
    "rate": 1.0,
    "keys": 2,
    "derived": 36,
    "count": 120,
    "attempts": 2000,
    "in_use": ("BOUNCE",),
    "near": ("example.com",),
}


def sample(name: str) -> Value:
    return SAMPLES.get(name, "2026-11-20T03:00:00+00:00" if name.endswith("_at") else f"a-{name.replace('_', '-')}")


def whole(code: str, variant: str) -> Finding:
    fields = all_causes()[code].fields | COMMON_FIELDS
    values = {name: sample(name) for name in fields}
    return Finding(code, Severity.FAIL, "subject", frozenset({"x"}), values, variant)


def report(judged: dict[str, Judgement] | None = None, language: str = "en", **options: object) -> Report:
    return build_report(run_of(judged, **options), language)  # type: ignore[arg-type]


def texts(advice: Advice) -> list[str]:
    parts = [advice.title, advice.why, advice.verify, advice.caution]
    parts += [text for step in advice.fix for text in (step.text, step.undo) if text is not None]
    return (
        [p.plain for p in parts]
        + [c.text for step in advice.fix for c in step.commands]
        + [x.url for x in advice.links]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "variant"), PAIRS)
def test_every_cause_and_variant_can_be_told_with_and_without_its_values(
    code: str, variant: str, language: str
) -> None:
    full = report({"ses.account": found(whole(code, variant))}, language).roots[0]
    for text in texts(full):
        assert "{{" not in text and "}}" not in text, text
    assert full.title.plain and full.why.plain and full.fix and full.who
    assert full.title.plain == title_of(code, language, whole(code, variant).values, variant)
    empty = report({"ses.account": found(finding(code, "x", variant=variant))}, language).roots[0]
    for text in texts(empty):
        assert "{{" not in text and "}}" not in text, text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "variant"), PAIRS)
def test_the_check_is_asked_for_again_as_the_medium_takes_it(code: str, variant: str, language: str) -> None:
    run = run_of({"ses.account": found(whole(code, variant))})
    card, shell = (build_report(run, language, medium).roots[0] for medium in Medium)
    assert "/ses-check" not in " ".join(texts(shell))
    assert str(shell.verify) == str(card.verify).replace("`/ses-check a-target`", "`ses-check check a-target`")


def test_a_good_run_says_yes_and_nothing_else() -> None:
    for language in LANGUAGES:
        good = report(language=language)
        assert good.verdict is Verdict.YES
        assert good.headline == good.verdict_label == catalogue(language)("verdict.yes")
        assert good.roots == () and good.repairs == () and good.unsure == ""
        assert [line.id for line in good.checks] == [r.id for r in run_of().results]


def test_the_headline_leads_with_the_root() -> None:
    bad = report({"smtp.password": found(finding("smtp.password_wrong_region", "credential:smtp"))})
    assert bad.headline.startswith("CAN SEND: NO - ")
    assert bad.headline.endswith(bad.roots[0].title.plain)


def test_symptoms_are_told_apart_from_their_root() -> None:
    bad = report(
        {
            "smtp.password": found(finding("smtp.password_wrong_region", "credential:smtp")),
            "smtp.auth": found(finding("smtp.credentials_invalid", "credential:smtp")),
        }
    )
    assert [a.code for a in bad.roots] == ["smtp.password_wrong_region"]
    assert [a.code for a in bad.symptoms] == ["smtp.credentials_invalid"]


@pytest.mark.parametrize(
    ("judged", "options", "part"),
    [
        ({"ses.account": unknown("reason.denied", action="ses:GetAccount")}, {}, "SES account"),
        ({}, {"only": "smtp"}, "smtp"),
        ({}, {"ways": ()}, ".smtp]"),
    ],
)
def test_an_unknown_says_what_is_missing(judged: dict[str, Judgement], options: dict[str, object], part: str) -> None:
    unsure = build_report(run_of(judged, **options), "en")  # type: ignore[arg-type]
    assert unsure.verdict is Verdict.UNKNOWN
    assert unsure.undecided is not None
    assert part in f"{unsure.undecided.reason} {unsure.undecided.next}"
    assert unsure.unsure in unsure.headline


def test_network_and_tls_hold_only_from_where_the_bot_stands() -> None:
    for code in all_causes():
        advice = report({"ses.account": found(whole(code, ""))}).roots[0]
        assert advice.here == code.startswith(("network.", "tls."))


def test_candidates_say_what_would_decide_them() -> None:
    bad = report(
        {
            "smtp.auth": found(finding("smtp.credentials_invalid", "credential:smtp")),
            "smtp.password": skipped("reason.no_secret_of_key", key_id=KEY),
        }
    )
    (root,) = bad.roots
    assert {c.code for c in root.candidates} == {"smtp.password_wrong_region", "smtp.password_other_key"}
    assert all(check_label("smtp.password", "en") in c.decides and KEY in c.decides for c in root.candidates)
    assert "inactive access key" in root.ruled_out


def test_a_fault_of_the_bot_is_one_line_of_its_own() -> None:
    repair = Repair(RepairKind.PERMISSION, {"action": "ses:GetAccount"})
    blind = unknown("reason.denied", repair=repair, missing_permission="ses:GetAccount", action="ses:GetAccount")
    told = report({"ses.account": blind})
    assert len(told.repairs) == 1 and "ses:GetAccount" in told.repairs[0]
    assert f"`ses-check policy {told.target}`" in told.repairs[0]
    (line,) = [line for line in told.checks if line.id == "ses.account"]
    assert line.outcome is Outcome.UNKNOWN
    assert line.missing_permission == "ses:GetAccount"
    assert "ses:GetAccount" in line.reason


def test_stages_come_through() -> None:
    stage = Stage("auth", Outcome.FAIL, 5, "535 no")
    told = report({"smtp.auth": Judgement(stages=(stage,))})
    assert next(line for line in told.checks if line.id == "smtp.auth").stages == (stage,)


def test_the_same_run_in_two_languages_differs_in_words_only() -> None:
    run: RunResult = run_of({"ses.account": found(whole("account.sandbox", ""))})
    english, vietnamese = (build_report(run, language) for language in ("en", "vi"))
    assert english.headline != vietnamese.headline
    assert [a.code for a in english.roots] == [a.code for a in vietnamese.roots]
    for mine, theirs in zip(english.roots[0].fix, vietnamese.roots[0].fix, strict=True):
        assert (mine.id, mine.risk) == (theirs.id, theirs.risk)
        assert [(c.form, c.text) for c in mine.commands] == [(c.form, c.text) for c in theirs.commands]
        assert mine.text != theirs.text
