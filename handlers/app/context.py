"""The objects that every handler works with; bot.app builds them once."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field

from cachetools import FIFOCache

from bot.jobs.local import LocalRunner
from bot.service import Service
from bot.store import Store
from bot.targets import TargetsFile
from handlers.app.language import Languages
from handlers.app.opened_from import OpenedFrom
from handlers.app.seen_triggers import SeenTriggers
from handlers.app.tasks import Tasks
from handlers.slack.client import Slack
from handlers.slack.people import People
from handlers.slack.response_url import ResponseUrl
from handlers.slack.update_limiter import UpdateLimiter

_BELOW_CARDS = 1000


@dataclass(frozen=True, slots=True)
class HandlerContext:
    """The objects of one workspace.

    tasks: background work that ends with the bot. lookups: background work that somebody waits for, so that a bot that
    stops gives it time. joined: by the id of a run under way, the users who asked the same meanwhile. below_cards: what
    was posted below a card lately, as "<kind> <run id>". opened_from: the clicks that opened the dialog "Fix".
    """

    slack: Slack
    store: Store
    targets: TargetsFile
    people: People
    languages: Languages
    limiter: UpdateLimiter
    tasks: Tasks
    lookups: Tasks
    service: Service
    runner: LocalRunner[ResponseUrl]
    joined: dict[str, list[str]] = field(default_factory=dict)
    seen_triggers: SeenTriggers = field(default_factory=SeenTriggers)
    below_cards: MutableMapping[str, None] = field(default_factory=lambda: FIFOCache(_BELOW_CARDS))
    opened_from: OpenedFrom = field(default_factory=OpenedFrom)
