"""The private lines that one person gets, as Slack messages. Sentences come from bot/locales."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bot.core.errors import Mistake
from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.core.redact import cut
from bot.intake.access import AudienceRefusal
from bot.languages import LANGUAGES
from bot.render.slack.mrkdwn import Line, code, escape, joined_by, prose, raw, render, user
from bot.render.slack.payload import BUTTON_TEXT, SECTION_TEXT, button, buttons, contexts, paragraphs, sections
from bot.render.slack.sentence import sentence
from bot.request.commands import CHECK, COMMANDS, EXPLAIN, GUIDE, REGIONS, TRACE
from bot.request.flags import LANG, UsageProblem
from bot.words.catalogue import catalogue
from bot.words.mistakes import describe_mistake

Message = dict[str, Any]
# What a person types to make the bot a member of a channel. The name is that of manifest.yml.
INVITE = "/invite @SES Check"
# What follows the word for a command in the examples of `mention_help`.
_EXAMPLES = {
    CHECK: "prod",
    EXPLAIN: "535 Authentication Credentials Invalid",
    REGIONS: "prod",
    TRACE: EXAMPLE_ID,
    GUIDE: "sandbox",
}
# The action id of the buttons that stand for /ses-check with a target.
TARGET = "check_target"
# Slack allows 25 buttons in a row. Targets beyond four rows are named in words.
_ROW = 25
_ROWS = 4
# A mistyped name is repeated up to so many characters.
_TYPED = 80
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,24}")
_AUDIENCE = {
    AudienceRefusal.OUTSIDER: "slack.outsider",
    AudienceRefusal.SHARED_CHANNEL: "slack.shared_channel",
}
_EXAMPLE = re.compile(r"(/\S+(?: \S+)*?): (.+)", re.DOTALL)


def line(language: str, key: str, **values: Line) -> Message:
    """One sentence. key: of bot/locales."""
    return join_lines([sentence(catalogue(language), key, **values)])


def join_lines(lines: Sequence[Line]) -> Message:
    """A few sentences, one below the other."""
    return {"text": "\n".join(map(render, lines))}


def mention_channel(channel_id: str) -> Line:
    """A channel, which Slack shows by its name. A direct message has no name and is shown by its id."""
    return raw(f"<#{channel_id}>") if _CHANNEL.fullmatch(channel_id) else code(channel_id)


def usage_problem(problem: UsageProblem, language: str) -> Message:
    """What of the typed words was not understood."""
    return line(language, problem.key, **{name: code(value) for name, value in problem.values.items()})


def usage_help(language: str) -> Message:
    """How /ses-check is used."""
    others = ", ".join(command.name for command in COMMANDS if command is not CHECK)
    return format_help(catalogue(language)("request.help", command=CHECK.name, lang=LANG.syntax, others=others))


def mention_help(language: str) -> Message:
    """How the bot is asked in a message: with the words of the reader's language."""
    say, words = catalogue(language), LANGUAGES[language].commands
    examples = {c.verb: code(f"{words[c.verb][0]} {_EXAMPLES[c]}".strip()) for c in _EXAMPLES}
    return join_lines(
        [
            sentence(say, "slack.mention.check", check=examples["check"], name=code("prod"), flags=code(CHECK.hint)),
            sentence(say, "slack.mention.explain", explain=examples["explain"]),
            sentence(
                say,
                "slack.mention.others",
                regions=examples["regions"],
                trace=examples["trace"],
                guide=examples["guide"],
            ),
        ]
    )


def format_help(words: str) -> Message:
    """A help text, in which a line "/command example: what it does" shows the command as code."""
    text = "\n".join(_format_example(row) for row in words.split("\n"))
    return {"text": text, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]}


def target_buttons(
    language: str, names: Sequence[str], rest: str, action: str = TARGET, head_key: str = "slack.choose"
) -> Message:
    """A list of targets, a button each. rest: the other words that were typed: each button's value is "<name> <rest>".

    action: what the buttons' action ids begin with.
    """
    say = catalogue(language)
    head = sentence(say, head_key)
    rows = [names[at : at + _ROW] for at in range(0, min(len(names), _ROW * _ROWS), _ROW)]
    actions = [
        buttons(*(_target_button(name, f"{action}_{at}_{number}", rest) for number, name in enumerate(row)))
        for at, row in enumerate(rows)
    ]
    others = names[_ROW * _ROWS :]
    more = contexts([sentence(say, "slack.more_targets", names=join_names(others))]) if others else []
    text = [head, sentence(say, "slack.your_targets", names=join_names(names))]
    return {"text": paragraphs(text, SECTION_TEXT)[0], "blocks": [*sections([head]), *actions, *more]}


def audience_refusal(language: str, refusal: AudienceRefusal) -> Message:
    """Why this person is shown nothing that names a target here."""
    return line(language, _AUDIENCE[refusal])


def unknown_target(language: str, typed: str, near: Sequence[str], names: Sequence[str]) -> Message:
    """No target has the typed name. near: those of `names` that look like it. names: what this person may check here."""
    say = catalogue(language)
    lines = [sentence(say, "slack.unknown_target", target=code(cut(typed, _TYPED)))]
    if near:
        lines.append(sentence(say, "slack.near_targets", names=join_names(near)))
    if names:
        lines.append(sentence(say, "slack.your_targets", names=join_names(names)))
    else:
        lines.append(sentence(say, "slack.no_targets"))
    return {"text": paragraphs(lines, SECTION_TEXT)[0]}


def no_targets(language: str, count: int, elsewhere: Sequence[tuple[str, Sequence[str]]]) -> Message:
    """This person may check nothing here. count: of the targets that there are. elsewhere: names, with channels for them."""
    say = catalogue(language)
    if not count:
        return line(language, "slack.no_targets.none", init=code("ses-check init"))
    lines = [sentence(say, "slack.no_targets.here", count=raw(str(count)))]
    for name, channels in elsewhere:
        places = joined_by(", ", [mention_channel(channel) for channel in channels])
        lines.append(sentence(say, "slack.no_targets.elsewhere", target=code(name), channels=places))
    lines.append(sentence(say, "slack.no_targets.ask", channels=code("channels"), users=code("users")))
    return {"text": paragraphs(lines, SECTION_TEXT)[0]}


def forbidden_target(language: str, key: str, target: str, channels: Iterable[str]) -> Message:
    """Why this person may not check the target here, and the channels in which they may."""
    say = catalogue(language)
    lines = [sentence(say, f"slack.refused.{key.rpartition('.')[2]}", target=code(target))]
    places = [mention_channel(channel_id) for channel_id in channels]
    if places:
        lines.append(sentence(say, "slack.refused.where", channels=joined_by(", ", places)))
    return join_lines(lines)


def broken_target(language: str, target: str, mistakes: Iterable[Mistake]) -> Message:
    """What is wrong with the target's own table in the targets file."""
    head = sentence(catalogue(language), "slack.broken_target", target=code(target))
    rows = [(*raw("• "), *prose(describe_mistake(mistake, language))) for mistake in mistakes]
    return {"text": "\n".join(paragraphs([head, *rows], SECTION_TEXT)[:1])}


def joined_run(language: str, who: str, seconds: int) -> Message:
    """Somebody else's check of the same is under way. who: their user id. seconds: since it was asked."""
    return line(language, "slack.joined", user=user(who), seconds=raw(str(max(0, seconds))))


def join_names(names: Iterable[str]) -> Line:
    """Names as code, with commas between them."""
    return joined_by(", ", [code(name) for name in names])


def _target_button(name: str, action_id: str, rest: str) -> Message:
    return button(name[:BUTTON_TEXT], action_id, f"{name} {rest}".strip())


def _format_example(row: str) -> str:
    match = _EXAMPLE.fullmatch(row)
    return f"`{escape(match[1])}`: {escape(match[2])}" if match else escape(row)
