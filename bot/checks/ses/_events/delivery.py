"""Whether a place takes the events that SES sends it: yes, no and why, or not known. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.ses._authorization.sending_policy import Mail, Unreadable, allowing, denials
from bot.checks.ses._events.places import Look, Place
from bot.core.evidence.aws import Failure, FailureKind
from bot.core.evidence.events import Stream, Topic

_SES = frozenset({"ses.amazonaws.com"})
_KEY_ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends. account: "" where not known. source: the ARN of the configuration set, "" where not known."""

    account: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """place: which. fault: the variant of the guide, "" where none is certain. detail: the state of a place that takes
    nothing. key: the KMS key that refuses. unseen: what could not be looked at, "" where everything was.
    """

    place: Place
    fault: str = ""
    detail: str = ""
    unseen: str = ""
    key: str = ""

    @property
    def good(self) -> bool:
        """True where nothing is wrong and nothing is left open."""
        return not self.fault and not self.unseen


def taken(look: Look, sender: Sender) -> Taken:
    """What the answers about one place say."""
    place, state = look.place, look.state
    if isinstance(state, Failure):
        if state.kind is FailureKind.NOT_FOUND:
            return Taken(place, "topic_gone" if place.kind == "SNS" else "place_gone", "NotFound")
        return Taken(place, unseen=state.action)
    if isinstance(state, Topic):
        return _topic(look, state, sender)
    if isinstance(state, Stream) and state.status != "ACTIVE":
        return Taken(place, "place_gone", state.status) if state.status else Taken(place, unseen="DeliveryStreamStatus")
    if state is None and place.kind != "CloudWatch":
        return Taken(place, unseen=place.kind or "EventDestinations")
    return Taken(place)


def _topic(look: Look, topic: Topic, sender: Sender) -> Taken:
    place = look.place
    known = {"aws:securetransport": "true"}
    if sender.account:
        known |= {"aws:sourceaccount": sender.account, "aws:sourceowner": sender.account}
    source = {} if place.from_identity or not sender.source else {"aws:sourcearn": sender.source}
    if topic.policy is None:
        return Taken(place, unseen="Policy")
    publishes = _lets(topic.policy, Mail(_SES, "SNS:Publish", topic.arn, known | source))
    if publishes is False:
        return Taken(place, "topic_policy")
    uses = [_key_lets(look, topic, action, known) for action in _KEY_ACTIONS]
    if False in uses:
        return Taken(place, "key_policy", key=topic.key)
    if isinstance(look.key_policy, Failure):
        return Taken(place, unseen=look.key_policy.action)
    if publishes is None:
        return Taken(place, unseen="sns Policy")
    return Taken(place, unseen="kms:GetKeyPolicy" if None in uses else "")


def _key_lets(look: Look, topic: Topic, action: str, known: dict[str, str]) -> bool | None:
    if not topic.key:
        return True
    if not isinstance(look.key_policy, str):
        return None
    return _lets(look.key_policy, Mail(_SES, action, topic.key, known))


def _lets(policy: str, request: Mail) -> bool | None:
    """None where that depends on conditions that only a real request has, or where the policy cannot be read."""
    try:
        allowed = allowing({"policy": policy}, request)
        denied = denials({"policy": policy}, request)
    except Unreadable:
        return None
    if allowed is None or any(not denial.depends for denial in denied):
        return False
    return None if allowed or denied else True
