"""Opens, replaces and closes modals and publishes App Homes, for the views.* methods and for response_actions."""

import secrets

from bot.lab.slack.blocks.identifiers import add_ids
from bot.lab.slack.blocks.limits import Refusal, check_view
from bot.lab.slack.workspace import JsonObject, View, Workspace

STACK = 3


def _body(view: JsonObject) -> JsonObject:
    return {**view, "blocks": add_ids(view["blocks"])}


def _hash(workspace: Workspace) -> str:
    return f"{int(workspace.clock())}.{secrets.token_urlsafe(6)}"


def _is_taken(workspace: Workspace, view: JsonObject) -> bool:
    external = view.get("external_id")
    return bool(external) and workspace.find_view(external_id=external) is not None


def open_view(workspace: Workspace, user: str, view: JsonObject, *, on_top: bool = False) -> View | Refusal:
    """Opens a modal for `user`. on_top: above the open ones (three at most), else instead of them."""
    if refusal := check_view(view):
        return refusal
    if _is_taken(workspace, view):
        return Refusal("duplicate_external_id")
    stack = workspace.views.get(user, []) if on_top else []
    if len(stack) >= STACK:
        return Refusal("push_limit_reached")
    view_id = workspace.serial("V")
    root, previous = (stack[0].id, stack[-1].id) if stack else (view_id, None)
    opened = View(view_id, user, _body(view), _hash(workspace), root, previous)
    workspace.views[user] = [*stack, opened]
    workspace.changed()
    return opened


def replace_view(workspace: Workspace, shown: View, view: JsonObject) -> Refusal | None:
    """Replaces the contents of an open modal. Blocks that keep their block_id keep what was filled in."""
    if refusal := check_view(view):
        return refusal
    shown.body = _body(view)
    shown.hash = _hash(workspace)
    kept = {block["block_id"] for block in shown.body["blocks"]}
    shown.state = {block_id: values for block_id, values in shown.state.items() if block_id in kept}
    workspace.changed()
    return None


def publish_home(workspace: Workspace, user: str, view: JsonObject) -> View:
    """Shows a person the App Home, in the place of the one before it."""
    view_id = workspace.homes[user].id if user in workspace.homes else workspace.serial("V")
    workspace.homes[user] = View(view_id, user, _body(view), _hash(workspace), view_id, None)
    workspace.changed()
    return workspace.homes[user]


def close_view(workspace: Workspace, view: View, *, all_of_them: bool = False) -> None:
    """Closes a modal, or all modals of its person."""
    stack = [] if all_of_them else [v for v in workspace.views.get(view.user, []) if v.id != view.id]
    workspace.views[view.user] = stack
    workspace.changed()
