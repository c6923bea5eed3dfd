"""An explanation as text, Markdown and JSON: warnings and the verdict come first, and no value becomes markup."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt

from bot.explain.explain import explain
from bot.explain.explanation import Explanation
from bot.languages import LANGUAGES
from bot.render.json.explanation import explanation_object
from bot.render.json.explanation import render as render_json
from bot.render.markdown.explanation import render as render_markdown
from bot.render.screen import Screen
from bot.render.terminal.explanation import render as render_text
from bot.words.explanation import ExplanationReport, build_explanation

TEXTS = (
    "535 Authentication Credentials Invalid (email-smtp.eu-west-1.amazonaws.com:587)",
    "454 Throttling failure: Daily message quota exceeded",
    "535-5.7.8 Username and Password not accepted - gsmtp",
    "The quick brown fox",
)


def _explained(text: str, language: str = "en") -> ExplanationReport:
    result = explain(text)
    assert isinstance(result, Explanation)
    return build_explanation(result, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_medium_says_the_verdict_and_whether_to_retry(text: str, language: str) -> None:
    explained = _explained(text, language)
    flat = " ".join(render_text(explained).split())
    assert flat.index(explained.headline) < flat.index(explained.retry_short)
    flat = " ".join(render_text(explained, Screen(details=True)).split())
    assert flat.index(explained.headline) < flat.index(explained.retry)
    html = MarkdownIt("commonmark").render(render_markdown(explained))
    assert html.startswith("<h1>")
    said = json.loads(render_json(explained))
    assert (said["headline"], said["retry_advice"]) == (explained.headline, explained.retry)


def test_the_page_keeps_to_its_width_save_for_commands() -> None:
    page = render_text(_explained(TEXTS[0]), Screen(60))
    suspects = page.partition("How to fix it")[0]
    assert max(map(len, suspects.splitlines())) <= 60


def test_a_warning_stands_before_everything() -> None:
    explained = _explained("SMTP_PASSWORD=made-up-pass1 535 Authentication Credentials Invalid")
    assert render_text(explained).startswith("! This text holds a secret")
    assert render_markdown(explained).startswith("> **This text holds a secret")
    assert explanation_object(explained)["pasted"] == ["password"]


def test_the_json_holds_the_keys_of_jsonl_and_more() -> None:
    said = explanation_object(_explained(TEXTS[1]))
    assert {"verdict", "causes", "nearest", "facts", "provider", "retry"} <= set(said)
    assert said["schema"] == "ses-explain/1"
    assert said["root_cause"]["code"] == "quota.daily"
    assert explanation_object(_explained(TEXTS[3]))["root_cause"] is None


def test_facts_are_no_markup() -> None:
    explained = _explained(
        "host mail.example.com: the following identities failed the check in region eu-west-1: *x*@example.com, _a_@b.example"
    )
    html = MarkdownIt("commonmark").render(render_markdown(explained))
    assert "<em>" not in html.partition("What the text says")[2]
