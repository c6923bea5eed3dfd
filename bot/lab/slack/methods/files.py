"""files.*UploadExternal: hands out an address for the bytes, then posts the message that shares the file.

A person's file is attached to a message without these methods, and is read by its private address.
"""

import dataclasses

from bot.lab.slack.blocks.limits import Refusal
from bot.lab.slack.calls import Answer, Call, Method
from bot.lab.slack.methods.conversations import find_channel
from bot.lab.slack.rates import TIER_4
from bot.lab.slack.workspace import BOT_USER_ID, FileUpload, JsonObject, Message, Workspace

# The preview of a text holds so many characters.
PREVIEW = 1000


def _get_upload_url(call: Call) -> Answer:
    name, length = call.text("filename"), call.text("length")
    if not name or not length.isdecimal() or int(length) == 0:
        return Refusal("invalid_arguments")
    file_id = call.workspace.serial("F")
    call.workspace.files[file_id] = FileUpload(file_id, name, int(length))
    return {"ok": True, "upload_url": f"{call.backend.base_url()}/upload/{file_id}", "file_id": file_id}


def store_upload(workspace: Workspace, file_id: str, content: bytes) -> bool:
    """Stores the posted bytes. Returns False where no upload with this id and length was announced."""
    announced = workspace.files.get(file_id)
    if announced is None or announced.content is not None or announced.length != len(content):
        return False
    workspace.files[file_id] = dataclasses.replace(announced, content=content)
    return True


def _file_json(call: Call, upload: FileUpload, title: str) -> JsonObject:
    url = f"{call.backend.base_url()}/files/{upload.id}"
    return {"id": upload.id, "name": upload.name, "title": title, "size": upload.length, "url_private": url}


def _complete_upload(call: Call) -> Answer:
    wanted = call.parsed("files")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(file, dict) for file in wanted):
        return Refusal("invalid_arguments")
    uploads = [call.workspace.files.get(str(file.get("id"))) for file in wanted]
    files = [
        _file_json(call, upload, str(file.get("title") or upload.name))
        for file, upload in zip(wanted, uploads, strict=True)
        if upload is not None and upload.content is not None
    ]
    if len(files) != len(wanted):
        return Refusal("file_not_found")
    channel_id = call.text("channel_id")
    if channel_id:
        channel = find_channel(dataclasses.replace(call, params={"channel": channel_id}))
        if channel is None:
            return Refusal("channel_not_found")
        if BOT_USER_ID not in channel.members:
            return Refusal("not_in_channel")
        message = Message(
            call.workspace.next_ts(), channel.id, BOT_USER_ID, call.text("initial_comment"),
            thread_ts=call.text("thread_ts") or None, by_bot=True, files=files,
        )  # fmt: skip
        call.workspace.add(message)
    return {"ok": True, "files": files}


@dataclasses.dataclass(frozen=True)
class Attachment:
    """A file as a person adds it to a message. snippet: made in Slack by "Create a text snippet"."""

    name: str
    content: bytes
    mimetype: str = "text/plain"
    snippet: bool = False


def attach(workspace: Workspace, base_url: str, attachment: Attachment) -> JsonObject:
    """Stores the file and returns it as a message has it: https://docs.slack.dev/reference/objects/file-object.

    A text has a preview of its beginning. The bytes stand at url_private, for a token with files:read only.
    """
    file_id, size = workspace.serial("F"), len(attachment.content)
    workspace.files[file_id] = FileUpload(file_id, attachment.name, size, attachment.content)
    url = f"{base_url}/files-pri/{file_id}/{attachment.name}"
    shown: JsonObject = {
        "id": file_id, "name": attachment.name, "title": attachment.name, "mimetype": attachment.mimetype,
        "mode": "snippet" if attachment.snippet else "hosted", "size": size, "url_private": url,
        "url_private_download": url, "permalink": f"{base_url}/files/{file_id}",
    }  # fmt: skip
    if not attachment.snippet and not attachment.mimetype.startswith("text/"):
        return shown
    text = attachment.content.decode("utf-8", "replace")
    return {**shown, "preview": text[:PREVIEW], "preview_is_truncated": len(text) > PREVIEW}


METHODS = {
    "files.getUploadURLExternal": Method(_get_upload_url, scopes=("files:write",), rate=TIER_4),
    "files.completeUploadExternal": Method(_complete_upload, scopes=("files:write",), rate=TIER_4),
}
