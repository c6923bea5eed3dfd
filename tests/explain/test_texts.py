"""The texts of texts.toml are explained correctly, also in each form in which people paste them."""

from __future__ import annotations

import html
import json
import textwrap
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.causes.signs import all_signs
from bot.explain.explain import explain
from bot.explain.explanation import Certainty, Explanation

TEXTS = tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8"))["text"]
CASES = [(entry["cause"], {entry["cause"], *entry.get("or", ())}, said) for entry in TEXTS for said in entry["said"]]
# These texts are not recognised in every form, because the form splits a host name or changes the case of a word.
FRAGILE = ("endpoint URL", "127.0.0.1:5432", "nodemailer/lib")


def _first(text: str) -> str:
    result = explain(text)
    assert isinstance(result, Explanation)
    if result.verdict is Certainty.NOT_SES:
        return "not_ses"
    return result.causes[0].code if result.causes else "unknown"


@pytest.mark.parametrize(("cause", "accepted", "said"), CASES, ids=[f"{c}-{n}" for n, (c, _, _) in enumerate(CASES)])
def test_a_text_is_understood(cause: str, accepted: set[str], said: str) -> None:
    assert _first(said) in accepted


def _mojibake(text: str) -> str:
    """Decodes UTF-8 as cp1252, and the five bytes that cp1252 leaves undefined as Latin-1."""
    out = []
    for byte in text.encode():
        raw = bytes([byte])
        try:
            out.append(raw.decode("cp1252"))
        except UnicodeDecodeError:
            out.append(raw.decode("latin-1"))
    return "".join(out)


def _noise(text: str) -> str:
    before = "\n".join(f"10:0{n % 10}:00 INFO GET /api/v1/items/{n} 200 {n}ms" for n in range(40))
    after = "\n".join(f"    at com.acme.app.Thing{n}.run(Thing.java:{n})" for n in range(30))
    return f"{before}\n{text}\n{after}"


DISGUISES: dict[str, Callable[[str], str]] = {
    "JSON": json.dumps,
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "wrapped": lambda text: textwrap.indent(textwrap.fill(text, 60), "    "),
    "broken at the terminal's edge": lambda text: "\n".join(text[i : i + 80] for i in range(0, len(text), 80)),
    "quoted": lambda text: textwrap.indent(text, "> "),
    "in a log": lambda text: textwrap.indent(text, "2026-11-21T10:00:00.123Z app[web.1]: ERROR "),
    "within Vietnamese": lambda text: (
        f"Anh ơi em bị lỗi này mấy hôm nay, không gửi mail được:\n{text}\nAi biết chỉ em với ạ"
    ),
    "as mojibake": lambda text: _mojibake(f"Lỗi khi gửi: “{text}”"),
    "with direction marks": lambda text: "\u200f" + text.replace(" ", " \u200e"),
    "as HTML": lambda text: f"<pre>{html.escape(text)}</pre>",
    "among noise": _noise,
    "with Windows line ends": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_changes_nothing(disguise: str) -> None:
    missed = [
        (cause, text)
        for cause, accepted, said in CASES
        if not any(part in said for part in FRAGILE)
        if _first(text := DISGUISES[disguise](said)) not in accepted
    ]
    assert not missed


def test_every_cause_is_recognised_by_some_sign() -> None:
    written = {entry["cause"] for entry in TEXTS}
    unseen = set(all_signs()) - written
    # No text proves these causes: a check finds them, or a text makes them one of several.
    assert unseen <= {
        "credentials.key_inactive", "credentials.smtp_used_as_api", "credentials.wrong_account", "smtp.password_not_smtp",
        "smtp.password_other_key", "network.port_blocked", "mail_from.not_verified", "dkim.record_mismatch",
        "identity.shadows_domain",
    }  # fmt: skip
