"""Puts a survey of regions into words: a conclusion, a table, and what could not be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.evidence.aws import Account
from bot.core.evidence.region_survey import RegionAnswer, Standing, Survey
from bot.core.model import Note, Outcome
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Grid
from bot.words.undecided import describe_note
from bot.words.values import format_duration, format_moment, format_number

# Of more regions, those with nothing in them are named in one line.
_WHOLE = 8
_UNKNOWN = "?"
# What the line that follows from a survey amounts to.
SIGNS = {True: Outcome.PASS, False: Outcome.WARN, None: Outcome.UNKNOWN}


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """A survey in one language. survey: the codes and values behind it.

    headline: the conclusion. good: whether the identity is verified in the target's own region, None where that is not
    known. table: None where no region answered. remarks: what the table does not show. footer: what was asked, and when.
    """

    language: str
    headline: str
    good: bool | None
    table: Grid | None
    remarks: tuple[str, ...]
    footer: str
    survey: Survey

    @property
    def started_at(self) -> datetime:
        """UTC."""
        return self.survey.started_at


def build_survey(survey: Survey, language: str) -> SurveyReport:
    """The survey in one language."""
    say = catalogue(language)
    answered = [answer for answer in survey.answers if _answered(answer)]
    empty = [answer for answer in answered if _nothing_there(answer) and answer.region != survey.region]
    folded = empty if len(answered) > _WHOLE else []
    shown = [answer for answer in answered if answer not in folded]
    good, headline = _headline(survey, say)
    remarks = [*_about_here(survey, say), *_folded(folded, say), *_not_enabled(survey, say), *_failed(survey, say)]
    table = Grid(say("survey.title"), _columns(say), tuple(_row(answer, survey, say) for answer in shown))
    footer = say(
        "survey.took",
        target=survey.target,
        count=len(survey.answers),
        duration=format_duration(survey.ms, say),
        date=format_moment(survey.started_at.isoformat(), language),
    )
    return SurveyReport(language, headline, good, table if shown else None, tuple(remarks), footer, survey)


def _answered(answer: RegionAnswer) -> bool:
    return answer.enabled and (answer.standing is not Standing.UNKNOWN or answer.account is not None)


def _nothing_there(answer: RegionAnswer) -> bool:
    """No identity, and an account as SES hands it out."""
    account = answer.account
    fresh = account is not None and account.production is False and account.sending is True and not account.sent_24h
    return answer.standing is Standing.ABSENT and fresh


def _headline(survey: Survey, say: Catalogue) -> tuple[bool | None, str]:
    if survey.trouble is not None:
        reason = describe_note(survey.trouble, say, survey.target)
        return None, say("survey.trouble", target=survey.target, reason=reason)
    values = {
        "identity": _subject(survey),
        "target": survey.target,
        "region": survey.region,
        "regions": ", ".join(answer.region for answer in survey.verified),
    }
    here = survey.here.standing if survey.here else Standing.UNKNOWN
    if here is Standing.VERIFIED:
        return True, say("survey.here", **values)
    if survey.verified and here is Standing.UNKNOWN:
        return None, say("survey.elsewhere_unsure", **values)
    if survey.verified:
        return False, say("survey.elsewhere", **values)
    if not any(answer.standing is not Standing.UNKNOWN for answer in survey.answers):
        return None, say("survey.nobody", **values)
    if any(answer.standing is Standing.UNKNOWN and answer.enabled for answer in survey.answers):
        return (None if here is Standing.UNKNOWN else False), say("survey.nowhere_unsure", **values)
    return False, say("survey.nowhere", **values)


def _subject(survey: Survey) -> str:
    """The identity that the answer is about: the one that is verified, where there is one only."""
    names = {answer.name for answer in survey.verified}
    return names.pop() if len(names) == 1 else survey.identity


def _about_here(survey: Survey, say: Catalogue) -> list[str]:
    """What stops or limits mail from the target's own region although the identity is good there."""
    answer = survey.here
    if answer is None or answer.account is None or answer.standing is not Standing.VERIFIED:
        return []
    remarks = []
    if answer.account.sending is False or answer.account.enforcement == "SHUTDOWN":
        remarks.append(say("survey.paused", region=answer.region))
    if answer.account.production is False:
        remarks.append(say("survey.sandbox", region=answer.region))
    return remarks


def _folded(answers: list[RegionAnswer], say: Catalogue) -> list[str]:
    return [say("survey.empty", regions=", ".join(answer.region for answer in answers))] if answers else []


def _not_enabled(survey: Survey, say: Catalogue) -> list[str]:
    regions = ", ".join(answer.region for answer in survey.answers if not answer.enabled)
    return [say("survey.not_enabled", regions=regions)] if regions else []


def _failed(survey: Survey, say: Catalogue) -> list[str]:
    """Each reason once, with the regions that have it."""
    regions: dict[str, list[str]] = {}
    for answer in survey.answers:
        for reason in answer.reasons:
            regions.setdefault(_reason(reason, survey, say), []).append(answer.region)
    everywhere = len(survey.answers) if len(survey.answers) > 1 else 0
    return [
        say("survey.all", reason=reason) if len(named) == everywhere else f"{', '.join(named)}: {reason}"
        for reason, named in regions.items()
    ]


def _reason(reason: Note, survey: Survey, say: Catalogue) -> str:
    return describe_note(reason, say, survey.target)


def _columns(say: Catalogue) -> tuple[str, ...]:
    return (
        say("survey.column.region"),
        say("survey.column.identity"),
        say("survey.column.account"),
        say("survey.column.sending"),
        say("survey.column.quota"),
    )


def _row(answer: RegionAnswer, survey: Survey, say: Catalogue) -> tuple[str, ...]:
    account = answer.account
    if account is None:
        return (answer.region, _identity(answer, survey, say), _UNKNOWN, _UNKNOWN, _UNKNOWN)
    return (
        answer.region,
        _identity(answer, survey, say),
        _production(account, say),
        _sending(account, say),
        _quota(account, say),
    )


def _identity(answer: RegionAnswer, survey: Survey, say: Catalogue) -> str:
    if answer.standing is Standing.UNKNOWN:
        return _UNKNOWN
    standing = say(f"survey.standing.{answer.standing.value}")
    other = answer.name and answer.name != _subject(survey)
    return say("survey.by", standing=standing, name=answer.name) if other else standing


def _production(account: Account, say: Catalogue) -> str:
    if account.production is None:
        return _UNKNOWN
    return say("survey.account.production") if account.production else say("survey.account.sandbox")


def _sending(account: Account, say: Catalogue) -> str:
    if account.sending is False or account.enforcement == "SHUTDOWN":
        return say("survey.sending.paused")
    return _UNKNOWN if account.sending is None else say("survey.sending.on")


def _quota(account: Account, say: Catalogue) -> str:
    if account.max_24h is None or account.sent_24h is None:
        return _UNKNOWN
    used = format_number(round(account.sent_24h), say.language)
    # -1 is no limit: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html
    if account.max_24h < 0:
        return say("survey.quota.no_limit", used=used)
    return f"{used} / {format_number(round(account.max_24h), say.language)}"
