"""A survey of regions as the object "ses-regions/1"."""

from __future__ import annotations

from typing import Any

from bot.core.evidence.region_survey import RegionAnswer
from bot.render.json.document import dump, timestamp
from bot.render.screen import PLAIN, Screen
from bot.words.catalogue import catalogue
from bot.words.region_survey import SurveyReport
from bot.words.undecided import describe_note

SCHEMA = "ses-regions/1"


def render(report: SurveyReport, _screen: Screen = PLAIN) -> str:
    """The whole survey, ended by a line end."""
    return dump(survey_object(report))


def survey_object(report: SurveyReport) -> dict[str, Any]:
    """The survey as JSON-safe values."""
    survey = report.survey
    return {
        "schema": SCHEMA,
        "target": survey.target,
        "region": survey.region,
        "identity": survey.identity,
        "language": report.language,
        "verified_here": report.good,
        "headline": report.headline,
        "remarks": list(report.remarks),
        "regions": [_region(answer, report) for answer in survey.answers],
        "started_at": timestamp(survey.started_at),
        "ms": survey.ms,
    }


def _region(answer: RegionAnswer, report: SurveyReport) -> dict[str, Any]:
    account = answer.account
    return {
        "region": answer.region,
        "enabled": answer.enabled,
        "identity": answer.standing.value,
        "name": answer.name or None,
        "production": account.production if account else None,
        "sending": account.sending if account else None,
        "enforcement": account.enforcement if account else None,
        "sent_24h": account.sent_24h if account else None,
        "max_24h": account.max_24h if account else None,
        "reasons": [
            describe_note(reason, catalogue(report.language), report.survey.target) for reason in answer.reasons
        ],
        "missing_permissions": list(answer.missing),
    }
