"""Does what people do in a workspace: type commands, click buttons, submit forms, write messages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.lab.slack import payloads
from bot.lab.slack.blocks.identifiers import interactive_elements
from bot.lab.slack.blocks.limits import Refusal
from bot.lab.slack.delivery import Delivery
from bot.lab.slack.envelope import Ack
from bot.lab.slack.forms import FormFault, fill, missing_inputs
from bot.lab.slack.methods.files import Attachment, attach
from bot.lab.slack.modals import close_view, open_view, replace_view
from bot.lab.slack.response_url import ResponseUrls, answer_message
from bot.lab.slack.triggers import Triggers
from bot.lab.slack.workspace import BOT_USER_ID, JsonObject, Message, View, Workspace

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class CommandOutcome:
    """The result of a command. ack_text: the text of the acknowledgement. error: what Slack shows instead, or None."""

    ack_text: str = ""
    error: str | None = None
    payload: JsonObject = field(default_factory=dict)
    trigger_id: str = ""
    ms: float = 0.0


@dataclass(frozen=True)
class SubmitOutcome:
    """The result of a form. errors: by block_id, from Slack or from the bot. error: of the delivery, or None."""

    errors: JsonObject = field(default_factory=dict)
    error: str | None = None


class People:
    """The actions of people. base_url: returns the lab's address."""

    def __init__(
        self,
        workspace: Workspace,
        triggers: Triggers,
        response_urls: ResponseUrls,
        delivery: Delivery,
        base_url: Callable[[], str],
    ) -> None:
        self._workspace = workspace
        self._triggers = triggers
        self._response_urls = response_urls
        self._delivery = delivery
        self._base_url = base_url

    async def command(self, text: str, *, user: str, channel: str, trigger: str | None = None) -> CommandOutcome:
        """Types "/name arguments". trigger: an earlier trigger_id to repeat, as in a redelivery."""
        name, _, arguments = text.strip().partition(" ")
        trigger_id = self._triggers.issue(user, trigger_id=trigger)
        payload = payloads.slash_command(
            self._workspace, command=name, text=arguments.strip(), user=user, channel=self._workspace.channels[channel],
            trigger_id=trigger_id, response_url=self._url(user, channel),
        )  # fmt: skip
        ack = await self._delivery.send("slash_commands", payload)
        error = ack.error
        if error is None and (ack.payload.get("text") or ack.payload.get("blocks")):
            reply = answer_message(self._workspace, ack.payload, user=user, channel=channel)
            error = None if reply.status == 200 else reply.text
        if error is not None:
            self.show_privately(f'{name} failed with the error "{error}"', user, channel)
        return CommandOutcome(str(ack.payload.get("text") or ""), error, ack.payload, trigger_id, ack.ms)

    async def click(
        self,
        shown: Message | View,
        action_id: str,
        *,
        user: str,
        option: str | None = None,
        block_id: str | None = None,
    ) -> Ack:
        """Clicks a button, or chooses the option with this value of a select, an overflow menu or radio buttons."""
        blocks: list[JsonObject] = shown.body["blocks"] if isinstance(shown, View) else shown.blocks
        for block in blocks:
            for element in interactive_elements(block):
                if element["action_id"] == action_id and block_id in (None, block["block_id"]):
                    return await self._press(shown, block, element, user, option)
        raise LookupError(f"no element with action_id {action_id!r}")

    async def _press(
        self, shown: Message | View, block: JsonObject, element: JsonObject, user: str, option: str | None
    ) -> Ack:
        chosen: JsonObject = {}
        if option is not None:
            found = fill(element, option)
            chosen = {name: value for name, value in found.items() if name != "type"}
            if isinstance(shown, View):
                shown.state.setdefault(block["block_id"], {})[element["action_id"]] = found
        action = payloads.action_json(self._workspace, block, element, chosen)
        url = "" if isinstance(shown, View) else self._url(user, shown.channel, shown)
        trigger_id = self._triggers.issue(user, view_id=shown.id if isinstance(shown, View) else None)
        payload = payloads.block_actions(
            self._workspace, shown=shown, actions=[action], user=user, trigger_id=trigger_id, url=url
        )
        return await self._delivery.send("interactive", payload)

    async def submit(self, view: View, values: dict[str, str] | None = None, *, user: str) -> SubmitOutcome:
        """Fills in a form and submits it. values: a text or an option's value for each action_id."""
        if view.user != user:
            raise LookupError(f"{user} does not see this modal")
        faults = self._fill(view, values or {})
        if faults:
            return SubmitOutcome(errors=faults)
        trigger_id = self._triggers.issue(user, view_id=view.id)
        ack = await self._delivery.send("interactive", payloads.view_submission(self._workspace, view, trigger_id))
        if ack.error is not None:
            return SubmitOutcome(error=ack.error)
        return self._respond(view, ack.payload)

    async def close(self, view: View, *, user: str) -> Ack:
        """Closes a modal by its button or by Escape. The bot is notified if the view asks for it."""
        if view.user != user:
            raise LookupError(f"{user} does not see this modal")
        cleared = bool(view.body.get("clear_on_close"))
        close_view(self._workspace, view, all_of_them=cleared)
        if not view.body.get("notify_on_close"):
            return Ack()
        return await self._delivery.send("interactive", payloads.view_closed(self._workspace, view, cleared=cleared))

    async def shortcut(self, callback_id: str, message: Message, *, user: str) -> Ack:
        """Chooses a message shortcut from the menu of a message."""
        payload = payloads.message_action(
            self._workspace, callback_id=callback_id, message=message, user=user,
            trigger_id=self._triggers.issue(user), url=self._url(user, message.channel, message),
        )  # fmt: skip
        return await self._delivery.send("interactive", payload)

    async def say(
        self,
        text: str,
        *,
        user: str,
        channel: str,
        thread_ts: str | None = None,
        files: Sequence[Attachment] = (),
    ) -> Message:
        """Writes a message, with files. The bot is notified if it is mentioned or written to directly."""
        name = re.escape(self._workspace.bot_name)
        text = re.sub(
            rf"@({name}|{name.replace(' ', '-')}|ses-check)\b", f"<@{BOT_USER_ID}>", text, flags=re.IGNORECASE
        )
        message = Message(self._workspace.next_ts(), channel, user, text, thread_ts=thread_ts)
        message.files += [attach(self._workspace, self._base_url(), file) for file in files]
        self._workspace.add(message)
        place = self._workspace.channels[channel]
        if place.kind == "im":
            await self._event("message.im", payloads.message_event(message, "message"))
        elif f"<@{BOT_USER_ID}>" in text and BOT_USER_ID in place.members:
            await self._event("app_mention", payloads.message_event(message, "app_mention"))
        return message

    async def open_home(self, user: str, tab: str = "messages") -> None:
        """Opens the direct conversation with the bot: the tab "messages" or "home"."""
        channel = self._workspace.direct_channel(user).id
        body = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
        await self._event("app_home_opened", body | {"event_ts": self._workspace.next_ts()})

    async def _event(self, name: str, body: JsonObject) -> None:
        if name in self._workspace.subscriptions:
            await self._delivery.send("events_api", payloads.event(self._workspace, body))

    def _url(self, user: str, channel: str, original: Message | None = None) -> str:
        token = self._response_urls.issue(user=user, channel=channel, original=original)
        return f"{self._base_url()}/response/{token}"

    def show_privately(self, text: str, user: str, channel: str, thread_ts: str | None = None) -> None:
        """Shows a message of Slack itself to one person."""
        message = Message(self._workspace.next_ts(), channel, SLACKBOT, text, thread_ts=thread_ts, only_for=user)
        self._workspace.add(message)

    def _fill(self, view: View, values: dict[str, str]) -> JsonObject:
        for block in view.body["blocks"]:
            for element in interactive_elements(block):
                if element["action_id"] in values:
                    try:
                        filled = fill(element, values[element["action_id"]])
                    except FormFault as fault:
                        return {block["block_id"]: str(fault)}
                    view.state.setdefault(block["block_id"], {})[element["action_id"]] = filled
        return missing_inputs(view)

    def _respond(self, view: View, answer: JsonObject) -> SubmitOutcome:
        """Does what the acknowledgement of a form asks for. An empty one closes the modal."""
        action, body = answer.get("response_action"), answer.get("view") or {}
        refusal: Refusal | None = None
        if action == "errors":
            return SubmitOutcome(errors=answer.get("errors") or {})
        if action == "update":
            refusal = replace_view(self._workspace, view, body)
        elif action == "push":
            pushed = open_view(self._workspace, view.user, body, on_top=True)
            refusal = pushed if isinstance(pushed, Refusal) else None
        else:
            close_view(self._workspace, view, all_of_them=action == "clear")
        return SubmitOutcome(error=refusal.code if refusal else None)
