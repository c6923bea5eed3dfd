"""The trace of one mail in Slack: the events of each recipient, or the reason why there are none."""

from __future__ import annotations

from bot.core.redact import cut, mask
from bot.render.slack.mrkdwn import DOT, Line, code, date_token, joined_by, prose, raw, strong
from bot.render.slack.payload import Payload, contexts, fallback, pack, sections
from bot.render.slack.sentence import sentence
from bot.render.slack.signs import OUTCOMES
from bot.words.catalogue import Catalogue, catalogue
from bot.words.message_trace import EventLine, Recipient, TraceReport, format_times

_INDENT = "\u2003"
_DOT = "•"
_WHEN = "{date_short_pretty} {time_secs}"
NAME_TEXT = 100


def trace(traced: TraceReport, *, asked_by: str, private: bool) -> Payload:
    """The message. private: only one person sees it; otherwise addresses must be masked, by build_trace(public=True)."""
    say = catalogue(traced.language)
    headline = traced.headline if private else mask(traced.headline)
    head = (*raw(f"{OUTCOMES[traced.outcome]} "), *strong(headline))
    body = [block for recipient in traced.recipients for block in sections(_recipient(recipient, traced))]
    asked = [] if private else [sentence(say, "trace.asked", user=prose(cut(asked_by, NAME_TEXT)))]
    tail = contexts([_footer(traced, say), *asked])
    alone = len(traced.recipients) == 1
    body = sections(_recipient(traced.recipients[0], traced)[1:]) if alone else body
    return pack([*sections([head]), *body], tail, fallback([head]), say("card.thread"))


def _recipient(recipient: Recipient, traced: TraceReport) -> list[Line]:
    sign = OUTCOMES[recipient.outcome] if recipient.outcome else _DOT
    named = [strong(recipient.destination), *([prose(recipient.isp)] if recipient.isp else []), prose(recipient.state)]
    stamps = format_times(recipient.events, traced.language)
    return [
        (*raw(f"{sign} "), *joined_by(DOT, named)),
        *(_event(stamp, event) for stamp, event in zip(stamps, recipient.events, strict=True)),
    ]


def _event(stamp: str, event: EventLine) -> Line:
    said = (*raw(" "), *code(event.said)) if event.said else ()
    when = date_token(event.at, f"{stamp} UTC", _WHEN) if event.at else code(stamp)
    return (*raw(_INDENT), *when, *raw(" "), *prose(event.words), *said)


def _footer(traced: TraceReport, say: Catalogue) -> Line:
    found = traced.trace
    values = {
        "id": code(found.message_id),
        "target": prose(cut(found.target, NAME_TEXT)),
        "region": prose(found.region),
    }
    if not traced.sender:
        return sentence(say, "trace.footer_none", **values)
    return sentence(say, "trace.footer", sender=prose(traced.sender), **values)
