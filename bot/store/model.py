"""What is stored about a run: who asked for it, how far it came, and its result."""

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


# Not ended: the next process that starts takes them up.
UNFINISHED = (State.ACCEPTED, State.POSTING, State.RUNNING, State.FINISHED)
# Without a result: later asks of the same question may join them.
UNDER_WAY = (State.ACCEPTED, State.POSTING, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request for a run, as it was made in Slack.

    trigger: Slack's id of the command or click; a redelivery has the same. language: that of the flag. previous: the run
    whose card is changed by "Run again" or "Verify". origin: "command", "again", "verify" or "explain". suspects: the causes
    that an explanation suspected, for which the run was asked. recipient, simulate: as in bot.core.options.Options. region,
    sender, target_language: of the target when the run was asked, so that a changed targets file changes no card. A run
    without a result that was stored before version 0004 has no region and no sender. thread_ts: of the thread in which it
    was asked, "" for none.
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
    region: str = ""
    sender: str = ""
    target_language: str = ""
    thread_ts: str = ""

    @property
    def options(self) -> Options:
        """The options of the run."""
        return Options(self.recipient, self.simulate)


class Preference(StrEnum):
    """What a channel or a person may choose.

    LAST_TARGET: of a channel, the target that was checked there last. LANGUAGE: of either. MODE: of a channel, a
    bot.core.channel_mode.ChannelMode. FORM: of a person, the form of commands in which a fix is shown.
    """

    LAST_TARGET = "last_target"
    LANGUAGE = "language"
    MODE = "mode"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose choice it is. owner_id: of a channel or a person."""

    enterprise_id: str
    team_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a card stands: the ids of its channel and of its message."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as stored. Times are UTC. resumed: taken up again after a restart. incident: the id of a crash, "" without
    one.
    """

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

    @property
    def card_thread(self) -> str:
        """The thread for what belongs to the card: the one that the card stands in, else the card's own; "" without a card."""
        in_thread = bool(self.ask.thread_ts) and self.card_channel == self.ask.channel_id
        return self.ask.thread_ts if in_thread else self.card_ts or ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The stored run. created: False where a run for the same trigger had been stored before."""

    run: StoredRun
    created: bool
