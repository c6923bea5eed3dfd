"""The first calls to Slack. They are repeated while Slack cannot be reached.

They end the start where a token is bad, and where something else than Slack answers.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.core.errors import ConfigurationError, Mistake
from bot.core.retry import repeat
from handlers.slack.client import Answer, Done, Refused, Slack, Unsure, ask
from handlers.slack.people import Installation
from handlers.slack.requester import read
from handlers.slack.retry import pause_after

log = logging.getLogger("ses_check.slack")

# Seconds.
_LONGEST_PAUSE = 30.0
# A proxy may answer in Slack's place for a moment.
_TRIES_ELSEWHERE = 4
# What auth.test and apps.connections.open answer to a token that will never work. missing_scope: an app-level token without
# connections:write.
_BAD_TOKEN = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "missing_scope",
    }
)


async def sign_in(slack: Slack) -> Installation:
    """Where the bot is installed, by auth.test. Raises ConfigurationError where Slack refuses the bot's token."""
    answer = await wait_for_slack(
        lambda: ask(slack.web.auth_test()), slack.web.base_url, "SLACK_BOT_TOKEN", "config.slack_bot_refused"
    )
    data = answer.data if isinstance(answer, Done) else {}
    return Installation(
        team_id=read(data, "team_id"),
        enterprise_id=read(data, "enterprise_id"),
        bot_id=read(data, "bot_id"),
        bot_user_id=read(data, "user_id"),
    )


async def wait_for_slack(call: Callable[[], Awaitable[Answer]], address: str, place: str, key: str) -> Answer:
    """The first answer that Slack gives, however long it cannot be reached.

    address: where Slack is asked. place, key: the variable that holds the token, and the key of the mistake. Raises
    ConfigurationError with them where Slack refuses the token, and with SLACK_API_URL where something else answers.
    """

    def pause(answer: Answer, number: int) -> float | None:
        if _is_elsewhere(answer) and number >= _TRIES_ELSEWHERE:
            return None
        seconds = pause_after(answer, number, longest=_LONGEST_PAUSE)
        if seconds is not None:
            log.warning(
                "Slack cannot be reached; asking again", extra={"with": place, "at": address, "why": _reason(answer)}
            )
        return seconds

    answer = await repeat(call, pause)
    if isinstance(answer, Refused) and answer.code in _BAD_TOKEN:
        raise ConfigurationError((Mistake(place, key, detail=answer.code),))
    if _is_elsewhere(answer):
        raise ConfigurationError((Mistake("SLACK_API_URL", "config.slack_elsewhere", detail=address),))
    return answer


def _is_elsewhere(answer: Answer) -> bool:
    """Whether what answers is not Slack, which gives every refusal a code of its own."""
    return isinstance(answer, Unsure) and answer.why.startswith("http 4")


def _reason(answer: Answer) -> str:
    match answer:
        case Unsure(why):
            return why
        case Refused(code):
            return code
        case _:
            return "ratelimited"
