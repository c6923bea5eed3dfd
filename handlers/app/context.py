"""What every handler needs to do its work; built once by bot.app."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.jobs.local import LocalRunner
from bot.service import Service
from bot.store import Store
from bot.targets import TargetsFile
from handlers.app.language import Languages
from handlers.app.seen_triggers import Once
from handlers.app.tasks import Tasks
from handlers.slack.client import Slack
from handlers.slack.people import People
from handlers.slack.response_url import ResponseUrl
from handlers.slack.update_limiter import UpdateLimiter


@dataclass(frozen=True, slots=True)
class Desk:
    """One workspace's objects. looks: the work that somebody waits for. joined: by run id, who asked while it ran.

    transcripts: the ids of runs whose transcript stands below their card, the last ones.
    """

    slack: Slack
    store: Store
    targets: TargetsFile
    people: People
    languages: Languages
    limiter: UpdateLimiter
    tasks: Tasks
    looks: Tasks
    service: Service
    runner: LocalRunner[ResponseUrl]
    joined: dict[str, list[str]] = field(default_factory=dict)
    once: Once = field(default_factory=Once)
    transcripts: OrderedDict[str, None] = field(default_factory=OrderedDict)
