from dataclasses import replace
from pathlib import Path

import pytest

from bot.checks.config.application import judge
from bot.core.model import Judgement, Outcome
from bot.env_file.describe import describe
from bot.env_file.mail import find_mail_settings
from bot.env_file.read import Problem, parse_env
from tests.checks.evidence import TARGET, found, reason

OF = replace(TARGET, env_file=Path("/app/.env"))


def judged(text: str) -> Judgement:
    return judge(OF, describe(find_mail_settings(parse_env(text, Path("/app/.env")))))


def test_a_mailer_that_only_logs_is_the_cause() -> None:
    [finding] = judged("APP=x\nMAIL_MAILER=log\n").findings
    assert (finding.subject, finding.values["line"], finding.values["file"]) == ("MAIL_MAILER", 2, ".env")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MAIL_MAILER=log\n", "app.mail_disabled"),
        ("SMTP_ENABLED=false\n", "app.mail_disabled/switch"),
        ("MAIL_HOST=mailpit\n", "app.mail_disabled/catcher"),
        ("MAIL_MAILER=postmark\n", "app.mail_disabled/provider"),
    ],
)
def test_each_way_of_keeping_mail_has_its_words(text: str, expected: str) -> None:
    assert found(judged(text)) == [expected]


def test_mail_that_is_on_is_no_finding_and_its_settings_are_a_table() -> None:
    judgement = judged("MAIL_MAILER=smtp\nMAIL_PASSWORD='made up'\n")
    assert judgement.outcome is Outcome.PASS
    assert [table.key for table in judgement.tables] == ["env_taken", "env_damage"]
    assert "made up" not in str(judgement)


def test_without_a_file_nothing_is_said() -> None:
    assert judge(TARGET, None).outcome is Outcome.SKIPPED


@pytest.mark.parametrize("problem", Problem)
def test_a_file_that_cannot_be_read_is_unknown(problem: Problem) -> None:
    assert judge(OF, problem).outcome is Outcome.UNKNOWN
    assert reason(judge(OF, problem)).startswith("reason.env_file_")
