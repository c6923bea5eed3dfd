"""What is kept about a run: who asked for it, how far it came, and its result as codes and values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.model import RunResult
from bot.core.options import Options


class State(StrEnum):
    """How far a run came.

    accepted: stored, nothing shown yet · posting: its card is about to be posted, perhaps it already is ·
    running: shown · finished: the result is stored · delivered: the result was shown ·
    joined: answered by another run's card · failed: it crashed, see `incident`.
    """

    ACCEPTED = "accepted"
    POSTING = "posting"
    RUNNING = "running"
    FINISHED = "finished"
    DELIVERED = "delivered"
    JOINED = "joined"
    FAILED = "failed"


# Not ended: to be taken up by whoever starts next.
UNFINISHED = (State.ACCEPTED, State.POSTING, State.RUNNING, State.FINISHED)
# Without a result: others may join it.
UNDER_WAY = (State.ACCEPTED, State.POSTING, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question as it was asked in Slack.

    trigger: Slack's id of the command or click; a redelivery has the same. language: the flag. previous: the run whose
    "Verify the fix" was clicked. origin: "command", "again", "verify" or "explain". suspects: codes of the causes that an
    explanation suspected, for which it was asked. recipient, simulate: as bot.core.options has them.
    """

    run_id: str
    trigger: str
    enterprise_id: str
    team_id: str
    channel_id: str
    user_id: str
    target: str
    only: str | None = None
    language: str | None = None
    private: bool = False
    previous: str | None = None
    origin: str = "command"
    suspects: tuple[str, ...] = ()
    recipient: str = ""
    simulate: str = ""

    @property
    def options(self) -> Options:
        """What the run is asked for beside its target."""
        return Options(self.recipient, self.simulate)


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as stored. Times are UTC. resumed: taken up again after a restart. incident: of a crash, else ""."""

    ask: Ask
    state: State
    created_at: datetime
    joined_to: str | None = None
    card_channel: str | None = None
    card_ts: str | None = None
    reposted: bool = False
    resumed: bool = False
    finished_at: datetime | None = None
    result: RunResult | None = None
    incident: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of an ask. created: False where the same trigger had been stored before."""

    run: StoredRun
    created: bool
