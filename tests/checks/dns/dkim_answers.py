"""Answers about DKIM records, made by hand: all right, except for what a test changes."""

from collections.abc import Callable
from dataclasses import replace

from bot.checks.dns import dkim
from bot.checks.dns._dkim.names import Wanted, deciding, wanted
from bot.checks.dns._dkim.records import RecordAnswers
from bot.checks.dns._records.strays import Strays
from bot.checks.identity_names import Found
from bot.core.evidence.aws import Failure
from bot.core.evidence.dns import DnsAnswer
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement
from bot.lab.scenarios.zone import PUBLIC_KEY
from tests.checks.evidence import INSPECTOR, REGION, WHEN, target

TOKENS = ("one", "two", "three")
DOMAIN = Identity(
    "example.com", REGION, True, "SUCCESS", None, WHEN, WHEN, True, "SUCCESS", "AWS_SES", TOKENS, "dkim.amazonses.com"
)
ADDRESS = replace(DOMAIN, name="noreply@example.com", dkim_tokens=())
OWN = replace(DOMAIN, dkim_origin="EXTERNAL", dkim_tokens=("mail2026",), dkim_zone=None)
KEY = DnsAnswer("x", "TXT", (f"p={PUBLIC_KEY}",))
Change = Callable[[RecordAnswers], RecordAnswers]


def said(wanted: Wanted, *values: str, problem: str = "", **more: object) -> DnsAnswer:
    problem = problem or ("" if values else "nxdomain")
    return DnsAnswer(wanted.name, wanted.type, values, problem, **more)  # type: ignore[arg-type]


def good(record: Wanted) -> RecordAnswers:
    if record.type == "TXT":
        return RecordAnswers(record, (said(record, f"v=DKIM1; p={PUBLIC_KEY}"),))
    return RecordAnswers(record, (said(record, record.value),), KEY)


def told(*values: str, **more: object) -> Change:
    """A change: the record has other values."""
    return lambda asked: replace(asked, answers=(said(asked.wanted, *values, **more),))  # type: ignore[arg-type]


def judged(
    *identities: Identity,
    change: Change = lambda asked: asked,
    failures: tuple[Failure, ...] = (),
    inspector: object = INSPECTOR,
    **changes: object,
) -> Judgement:
    """The judgement where every record was changed like this."""
    state = Found(REGION, identities, failures)
    identity = deciding(state)
    records = [w for w in wanted(identity) if isinstance(w, Wanted)] if identity else []
    evidence = dkim.Evidence(state, tuple(change(good(record)) for record in records), inspector)  # type: ignore[arg-type]
    return dkim.judge(target(**changes), evidence)


def mistakes(judgement: Judgement) -> set[str]:
    return {record.mistake for finding in judgement.findings for record in finding.records}


def missing(**strays: object) -> Change:
    return lambda asked: replace(told()(asked), strays=Strays(**strays))  # type: ignore[arg-type]
