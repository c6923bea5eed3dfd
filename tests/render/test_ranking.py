"""What --explain-ranking prints, in every language, as text, Markdown and JSON."""

import json
from collections.abc import Mapping

import pytest

from bot.causes import Cause, all_causes
from bot.core.model import Judgement, Severity
from bot.diagnosis.diagnose import diagnose
from bot.render.json.ranking import ranking_object
from bot.render.markdown.markup import document
from bot.render.markdown.ranking import ranking_blocks
from bot.render.screen import PLAIN, Screen
from bot.render.terminal.layout import draw
from bot.render.terminal.ranking import ranking_rows
from bot.words.ranking import Ranking, build_ranking
from tests.core.graph import finding
from tests.core.runs import found, run_of

CAUSES: Mapping[str, Cause] = all_causes()
KEY = "AKIAIOSFODNN7EXAMPLE"
ELSEWHERE = finding("region.mismatch", "identity:example.com", "region:us-east-1", subject="example.com")
MISSING = finding("identity.not_verified", "identity:example.com", subject="example.com")
PASSWORD = finding("smtp.password_wrong_region", "credential:smtp", "region:us-east-1", subject=KEY)
REFUSED = finding("smtp.credentials_invalid", "credential:smtp", subject=KEY)
SANDBOX = finding("account.sandbox", "account:eu-central-1", severity=Severity.WARN, subject="eu-central-1")
SHAPE = finding("credentials.malformed", "credential:app", presumed=True, subject="app.secret_access_key")
MANY = {
    "config.credentials": found(SHAPE),
    "aws.identity": Judgement(accepted=frozenset({"credential:app"})),
    "ses.region": found(ELSEWHERE),
    "ses.identity": found(MISSING),
    "smtp.password": found(PASSWORD),
    "smtp.auth": found(REFUSED),
    "smtp.connect": found(REFUSED),
    "ses.account": found(SANDBOX),
}


def of(judged: dict[str, Judgement], language: str = "en") -> Ranking:
    return build_ranking(diagnose(run_of(judged), CAUSES), language)


def test_a_chain_is_drawn_under_its_root() -> None:
    assert draw(ranking_rows(of(MANY)), Screen(100)).splitlines() == [
        "How this was ranked",
        "1. region.mismatch (example.com): first, because it stops mail and region lies nearest to the",
        "   foundation (place 3 of 24)",
        "   - identity.not_verified (example.com) follows from it: both are about identity:example.com",
        "   - smtp.password_wrong_region (AKIAIOSFODNN7EXAMPLE) follows from it: both are about",
        "     region:us-east-1",
        "      - smtp.credentials_invalid (AKIAIOSFODNN7EXAMPLE) follows from it: both are about",
        "        credential:smtp",
        "2. account.sandbox (eu-central-1): after those that stop mail, because it only endangers it",
        "",
        "Found by several checks, told once",
        "- smtp.credentials_invalid (AKIAIOSFODNN7EXAMPLE): smtp.auth, smtp.connect",
        "",
        "Presumed from the shape, then disproved",
        "- credentials.malformed (app.secret_access_key) of config.credentials: aws.identity saw a server",
        "  accept it (credential:app)",
    ]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_markdown_says_the_same(language: str) -> None:
    told = of(MANY, language)
    text = document(ranking_blocks(told))
    assert text.startswith(f"## {told.title}\n")
    assert text.count("\n- ") + text.count("\n   - ") + text.count("\n      - ") == 5
    assert "1. `region.mismatch` (example.com): " in text


def test_json_has_codes_only() -> None:
    told = json.loads(json.dumps(ranking_object(of(MANY, "vi"))))
    assert told == ranking_object(of(MANY, "en"))
    assert told["roots"][0] == {
        "code": "region.mismatch", "subject": "example.com", "severity": "fail", "area_place": 3, "reason": "first",
    }  # fmt: skip
    chain = next(fold for fold in told["folds"] if fold["code"] == "smtp.credentials_invalid")
    assert chain["under"]["code"] == "smtp.password_wrong_region"
    assert chain["roots"] == [{"code": "region.mismatch", "subject": "example.com"}]
    assert told["merged"][0]["checks"] == ["smtp.auth", "smtp.connect"]
    assert told["disproved"][0]["accepted_by"] == ["aws.identity"]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_where_nothing_was_found_it_says_so(language: str) -> None:
    told = of({}, language)
    assert len(told.lines) == 1
    assert draw(ranking_rows(told), PLAIN).count("\n") == 2


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_reason_has_its_sentence(language: str) -> None:
    several = [
        finding("credentials.key_inactive", subject="A"),
        finding("credentials.key_inactive", subject="B"),
        finding("credentials.malformed"),
        finding("smtp.auth_required"),
        SANDBOX,
    ]
    texts = [line.text.partition("): ")[2] for line in of({"aws.identity": found(*several)}, language).lines]
    warned = of({"ses.account": found(SANDBOX, finding("dkim.failing", severity=Severity.WARN))}, language)
    texts += [warned.lines[0].text, of({"ses.account": found(SANDBOX)}, language).lines[0].text]
    assert len(set(texts)) == 7 and all(texts)
