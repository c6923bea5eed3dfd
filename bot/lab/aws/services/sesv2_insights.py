"""SES, API version 2: the events of single messages."""

from collections.abc import Mapping
from typing import Any

from bot.lab.aws.operation import Answer, ApiRequest, Operation
from bot.lab.aws.refusals import Refusal
from bot.lab.world import InsightEvent, SentMail


def _get_message_insights(request: ApiRequest) -> Answer:
    if not request.state.vdm:
        return Refusal("BadRequestException", "VDM is not enabled for this account.")
    name = request.params["MessageId"]
    mail: SentMail | None = request.state.mails.get(name)
    if mail is None:
        return Refusal("NotFoundException", f"Message {name} was not found.", 404)
    return {
        "MessageId": mail.id,
        "FromEmailAddress": mail.sender,
        "Subject": mail.subject,
        "EmailTags": [{"Name": "ses:from-domain", "Value": mail.sender.rpartition("@")[2]}],
        "Insights": [_insights(mail, destination) for destination in mail.events],
    }


def _insights(mail: SentMail, destination: str) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "Destination": destination,
        "Events": [_event(event) for event in mail.events[destination]],
    }
    return answer | ({"Isp": mail.isps[destination]} if destination in mail.isps else {})


def _event(event: InsightEvent) -> dict[str, Any]:
    answer: dict[str, Any] = {"Timestamp": event.at, "Type": event.type}
    if event.type == "BOUNCE":
        bounce = {
            "BounceType": event.bounce_type,
            "BounceSubType": event.subtype,
            "DiagnosticCode": event.diagnostic,
        }
        answer["Details"] = {"Bounce": {name: value for name, value in bounce.items() if value}}
    if event.type == "COMPLAINT":
        complaint = {"ComplaintSubType": event.subtype, "ComplaintFeedbackType": event.feedback}
        answer["Details"] = {"Complaint": {name: value for name, value in complaint.items() if value}}
    return answer


OPERATIONS: Mapping[str, Operation] = {"GetMessageInsights": Operation(_get_message_insights)}
