"""How often Slack is asked about people."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.lab.slack.server import SlackLab
from handlers.slack.client import Slack, http_session, web_client
from handlers.slack.people import AGAIN_PER_MINUTE, Installation, People
from tests.handlers.world import AN, MARY


@pytest.fixture
def lately() -> float:
    """Seconds for which a locale counts as just heard; a test parametrises it."""
    return 0.0


@pytest.fixture
async def people(slack: SlackLab, lately: float) -> AsyncIterator[People]:
    async with http_session(slack.api_url) as session:
        client = Slack(web_client(slack.bot_token, slack.api_url, session), session)
        yield People(client, Installation("T0000000001"), lately=lately)


def _asked(slack: SlackLab) -> int:
    return sum(1 for request in slack.requests if request.method == "users.info")


async def test_a_locale_is_heard_anew(slack: SlackLab, people: People) -> None:
    for locale in ("en-US", "vi-VN"):
        slack.workspace.users[AN].locale = locale
        assert people.known_person_now(AN) is None
        assert (await people.find_person_now(AN)).locale == locale


@pytest.mark.parametrize("lately", [60.0])
async def test_a_locale_that_was_just_heard_is_not_asked_for_again(slack: SlackLab, people: People) -> None:
    first = await people.find_person(AN)
    assert await people.find_person_now(AN) == first == people.known_person_now(AN)
    assert _asked(slack) == 1


async def test_known_people_are_asked_about_within_what_slack_allows(slack: SlackLab, people: People) -> None:
    for _ in range(AGAIN_PER_MINUTE + 5):
        await people.find_person_now(AN)
    assert _asked(slack) == 1 + AGAIN_PER_MINUTE
    assert people.known_person_now(AN) is not None
    # Who is not known yet is asked about all the same.
    await people.find_person_now(MARY)
    assert _asked(slack) == 2 + AGAIN_PER_MINUTE


async def test_a_locale_stays_where_slack_does_not_tell_it_anew(slack: SlackLab, people: People) -> None:
    slack.workspace.users[AN].locale = "vi-VN"
    await people.find_person_now(AN)
    slack.faults.status("users.info", 503)
    assert (await people.find_person_now(AN)).locale == "vi-VN"
    # Not asked again at once.
    assert people.known_person_now(AN) is not None
