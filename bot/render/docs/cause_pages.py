"""The reference pages for GitHub, written by `ses-check docs`: every cause with its words, steps and commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from bot.causes import Cause, all_causes
from bot.causes.signs import aws_names
from bot.core.model import Finding, Severity
from bot.languages import LANGUAGES
from bot.render.clean import as_text
from bot.render.markdown.advice import advice as advice_blocks
from bot.render.markdown.advice import fix_step
from bot.render.markdown.markup import inline
from bot.words.build import build_advice, check_label
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Advice
from bot.words.text import Mark, Span, Text

INDEX = "README.md"
# The variant of a guide whose wording needs no values; not every cause has one.
_PLAIN = "text"
_NOTE = "<!-- Written by `ses-check docs` from bot/causes and bot/guides. -->"


def pages() -> Mapping[str, str]:
    """Every page by its path below docs/causes: "en/smtp.md"."""
    found = {}
    for language in LANGUAGES:
        say = catalogue(language)
        found[f"{language}/{INDEX}"] = _joined(_index(say))
        for area, causes in _areas():
            found[f"{language}/{area}.md"] = _joined(_area(area, causes, say))
    return found


def _areas() -> Iterator[tuple[str, list[Cause]]]:
    ordered = sorted(all_causes().values(), key=lambda cause: cause.code)
    for area, causes in groupby(ordered, key=lambda cause: cause.area):
        yield area, list(causes)


def _joined(blocks: Iterator[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _index(say: Catalogue) -> Iterator[str]:
    yield _NOTE
    yield f"# {_prose(say('docs.title'))}"
    yield _others(INDEX, say)
    yield _prose(say("docs.intro"))
    yield f"## {_prose(say('docs.by_code'))}"
    yield "\n".join(_code_rows(say))
    yield f"## {_prose(say('docs.by_text'))}"
    yield _prose(say("docs.by_text.intro"))
    yield "\n".join(_text_rows(say))


def _code_rows(say: Catalogue) -> Iterator[str]:
    yield _row(_prose(say("docs.code")), _prose(say("docs.meaning")), _prose(say("docs.who")))
    yield _row("---", "---", "---")
    for _, causes in _areas():
        for cause in causes:
            yield _row(_linked(cause.code), inline(_main(cause, say).title), _prose(say(f"who.{cause.who}")))


def _text_rows(say: Catalogue) -> Iterator[str]:
    by_text: dict[str, list[str]] = {}
    for code, cause in sorted(all_causes().items()):
        for text in dict.fromkeys((*cause.errors, *aws_names(code))):
            by_text.setdefault(text, []).append(code)
    yield _row(_prose(say("docs.text")), _prose(say("docs.causes")))
    yield _row("---", "---")
    for text in sorted(by_text, key=str.casefold):
        yield _row(_code(text), ", ".join(map(_linked, by_text[text])))


def _area(area: str, causes: list[Cause], say: Catalogue) -> Iterator[str]:
    yield _NOTE
    yield f"# {_prose(say(f'docs.area.{area}'))}"
    yield f"[{_prose(say('docs.title'))}]({INDEX}) · {_others(f'{area}.md', say)}"
    yield "\n".join(f"- [{inline(_main(cause, say).title)}](#{cause.state})" for cause in causes)
    for cause in causes:
        yield from _cause(cause, say)


def _cause(cause: Cause, say: Catalogue) -> Iterator[str]:
    main = _main(cause, say)
    yield f'<a id="{cause.state}"></a>'
    yield f"## {inline(main.title)}"
    yield _code(cause.code)
    if cause.errors:
        yield _prose(say("docs.errors", texts=", ".join(f"`{text}`" for text in cause.errors)))
    # A page is about no run, so that it names no machine.
    yield from advice_blocks(replace(main, here=False), say)
    yield from _more(cause, main, say)
    if cause.explains:
        yield _prose(say("docs.explains")) + " " + ", ".join(map(_linked, sorted(cause.explains)))
    if cause.decided_by:
        labels = ", ".join(check_label(check, say.language) for check in cause.decided_by)
        yield _prose(say("docs.decided", checks=labels))
    yield _prose(say("docs.reviewed", date=cause.reviewed_on.isoformat()))


def _more(cause: Cause, main: Advice, say: Catalogue) -> Iterator[str]:
    """The other wordings of a cause, each with the steps that only it has."""
    shown = {step.id for step in main.fix}
    others = [(variant, _advice(cause, variant, say)) for variant in ("", *sorted(cause.variants - {_PLAIN}))]
    kept = [
        (variant, other, tuple(step for step in other.fix if step.id not in shown))
        for variant, other in others
        if other != main
    ]
    # The usual wording repeats the plain one with values, so it is listed only where it has steps of its own.
    kept = [(variant, other, steps) for variant, other, steps in kept if variant or steps]
    if not kept:
        return
    yield f"### {_prose(say('docs.more'))}"
    for _, other, steps in kept:
        if other.title != main.title:
            yield f"**{inline(other.title)}**"
        if other.why != main.why:
            yield inline(other.why)
        for number, step in enumerate(steps, 1):
            yield from fix_step(number, step, say)


def _main(cause: Cause, say: Catalogue) -> Advice:
    return _advice(cause, _PLAIN if _PLAIN in cause.variants else "", say)


def _advice(cause: Cause, variant: str, say: Catalogue) -> Advice:
    finding = Finding(cause.code, Severity(cause.severity), "", frozenset(), {}, variant)
    return build_advice(finding, {}, say)


def _others(name: str, say: Catalogue) -> str:
    """Links to the same page in the other languages."""
    return " · ".join(
        f"[{language.name}](../{code}/{name})" for code, language in LANGUAGES.items() if code != say.language
    )


def _linked(code: str) -> str:
    area, _, state = code.partition(".")
    return f"[{_code(code)}]({area}.md#{state})"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _prose(sentence: str) -> str:
    return inline(as_text(sentence))


def _code(text: str) -> str:
    return inline(Text((Span(text, Mark.CODE),)))
