"""What is written to the bot in a message: a command in every language, a target's name, or a text to explain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.languages import LANGUAGES, fold
from bot.request.check import CheckRequest, parse_check
from bot.request.commands import CHECK, COMMANDS, COMPARE, EXPLAIN, GUIDE, REGIONS, SETTINGS, TRACE, Command
from bot.request.flags import UsageProblem
from bot.request.mention import Mention, parse_mention, split_verb

BOT = "U0000000B01"
VERBS = [(c, w) for c in COMMANDS for each in LANGUAGES.values() for w in each.commands.get(c.verb, ())]


def read(text: str) -> Mention:
    return parse_mention(text, BOT, lambda word: fold(word) in ("prod", "staging"))


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("<@U0000000B01> prod", CHECK, "prod"),
        ("<@U0000000B01> check prod", CHECK, "prod"),
        ("<@U0000000B01|ses-check>: Check: *prod*", CHECK, "*prod*"),
        ("<@U0000000B01> kiểm tra prod only:smtp", CHECK, "prod only:smtp"),
        ("<@U0000000B01> kiem tra  prod", CHECK, "prod"),
        ("hey <@U0000000B01> check prod", CHECK, "prod"),
        ("prod <@U0000000B01>", CHECK, "prod"),
        ("<@U0000000B01> prod?", CHECK, "prod"),
        ("<@U0000000B01> ?", CHECK, "?"),
        ("<@U0000000B01> /ses-check prod", CHECK, "prod"),
        ("PROD lang:vi private", CHECK, "PROD lang:vi private"),
        ("check", CHECK, ""),
        ("check nowhere", CHECK, "nowhere"),
        ("check prod onyl:smtp", CHECK, "prod onyl:smtp"),
        ("prod only:smpt", CHECK, "prod only:smpt"),
        ("check prod staging", CHECK, "prod staging"),
        ("trợ giúp", CHECK, "trợ giúp"),
        ("help lang:vi", CHECK, "help lang:vi"),
        ("hướng dẫn", CHECK, "hướng dẫn"),
        ("hướng dẫn sandbox", GUIDE, "sandbox"),
        ("guide", GUIDE, ""),
        ("regions prod example.com", REGIONS, "prod example.com"),
        ("Các region prod", REGIONS, "prod"),
        (f"trace {EXAMPLE_ID} prod", TRACE, f"{EXAMPLE_ID} prod"),
        ("trace abc", TRACE, "abc"),
        ("explain check prod", EXPLAIN, "check prod"),
        ("giải thích 535 no", EXPLAIN, "535 no"),
        ("Giai thich loi:\n535 no", EXPLAIN, "535 no"),
        ("compare", COMPARE, ""),
    ],
)
def test_a_command_is_understood(text: str, command: Command, rest: str) -> None:
    found = read(text)
    assert (found.command, found.text) == (command, rest)


@pytest.mark.parametrize(
    "text",
    [
        "535 Authentication Credentials Invalid",
        "Check your credentials: the server said 535 Authentication failed",
        "check the log",
        "prod fails with 535 Authentication failed",
        "Regions are unavailable for this account now",
        "Trace: Traceback (most recent call last):\n  File x",
        "To: name@example.com",
        "hello",
        "x" * 100_000,
        "",
    ],
)
def test_what_is_no_command_is_explained(text: str) -> None:
    assert read(f"<@U0000000B01> {text}") == Mention(EXPLAIN, text)


@pytest.mark.parametrize(("command", "word"), VERBS)
def test_every_word_of_every_language_names_its_command(command: Command, word: str) -> None:
    assert split_verb(f"{word.upper()} prod") == (command, "prod")


def test_no_word_names_two_commands() -> None:
    words = [word for _, word in VERBS]
    assert len(set(words)) == len({(command, word) for command, word in VERBS})


@pytest.mark.parametrize(
    ("typed", "command", "rest"),
    [
        ("check prod", CHECK, "prod"),
        ("Kiểm tra prod lang:vi", CHECK, "prod lang:vi"),
        ("settings", SETTINGS, ""),
        ("Cài đặt lang:vi", SETTINGS, "lang:vi"),
    ],
)
def test_the_word_may_follow_the_command_too(typed: str, command: Command, rest: str) -> None:
    assert split_verb(typed) == (command, rest)


@pytest.mark.parametrize("typed", ["prod", "checkout"])
def test_another_word_is_no_command(typed: str) -> None:
    assert split_verb(typed) is None


@pytest.mark.parametrize(
    ("typed", "command"),
    [("settings", SETTINGS), ("settings mode:thread", SETTINGS), ("settings of our mailer are wrong: 535", EXPLAIN)],
)
def test_settings_are_a_command_only_by_themselves(typed: str, command: Command) -> None:
    assert parse_mention(typed, "U0", lambda word: word == "prod").command is command


@given(
    st.text() | st.lists(st.sampled_from(["check", "kiểm", "tra", "prod", "only:smtp", "<@U0000000B01>", ":", "\n"]))
)
def test_nothing_that_is_written_raises(written: str | list[str]) -> None:
    text = written if isinstance(written, str) else " ".join(written)
    found = read(text)
    assert f"<@{BOT}>" not in found.text
    if found.command is CHECK and not found.named:
        parsed = parse_check(found.text)
        assert not isinstance(parsed, CheckRequest) or fold(parsed.target or "") in ("prod", "staging")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_what_is_explained_is_what_was_written(text: str) -> None:
    found = parse_mention(text, BOT, lambda _: False)
    assert found.command is not CHECK or found.named or not isinstance(parse_check(found.text), UsageProblem)
    if found.command is EXPLAIN and not found.named:
        assert found.text in text
