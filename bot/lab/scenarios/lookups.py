"""Scenarios for commands other than a check, such as /ses-trace."""

from datetime import UTC, datetime, timedelta

from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.lab.scenarios.scenario import Scenario
from bot.lab.scenarios.scene import Scene
from bot.lab.world import InsightEvent, SentMail

_REFUSED = "smtp; 550 5.1.1 <no-one@example.net>: Recipient address rejected: User unknown"
_FULL = "smtp; 452 4.2.2 The recipient's mailbox is full"


def message_to_four(mail_id: str, now: datetime) -> SentMail:
    """Returns one message to four recipients: delivered, bounced, delayed and then bounced, complained about."""

    def at(seconds: float) -> datetime:
        return now - timedelta(minutes=40) + timedelta(seconds=seconds)

    return SentMail(
        mail_id,
        {
            "an@example.net": [
                InsightEvent("SEND", at(0)),
                InsightEvent("DELIVERY", at(2)),
                InsightEvent("OPEN", at(600)),
                InsightEvent("OPEN", at(660)),
                InsightEvent("CLICK", at(670)),
            ],
            "no-one@example.net": [
                InsightEvent("SEND", at(0)),
                InsightEvent("BOUNCE", at(3), "PERMANENT", "NoEmail", _REFUSED),
            ],
            "full@example.net": [
                InsightEvent("SEND", at(0)),
                InsightEvent("DELIVERY_DELAY", at(5)),
                InsightEvent("BOUNCE", at(900), "TRANSIENT", "MailboxFull", _FULL),
            ],
            "mary@example.net": [
                InsightEvent("SEND", at(0)),
                InsightEvent("DELIVERY", at(4)),
                InsightEvent("COMPLAINT", at(1200), feedback="abuse"),
            ],
        },
        {"an@example.net": "Gmail", "mary@example.net": "Yahoo"},
    )


def _message_trace(scene: Scene) -> None:
    scene.ses.vdm = True
    scene.ses.mails[EXAMPLE_ID] = message_to_four(EXAMPLE_ID, datetime.now(UTC).replace(microsecond=0))


SCENARIOS = (
    Scenario(
        "message-trace", (), "yes", "Healthy, with VDM on and one mail for /ses-trace",
        "Ổn, VDM đang bật, có một mail để thử /ses-trace", _message_trace,
    ),
)  # fmt: skip
