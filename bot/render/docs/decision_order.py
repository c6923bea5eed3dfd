"""Draws the decision order as SVG, from the checks, the causes and the order of areas.

Three parts: the checks with what each waits for, the causes with what each explains, and the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from bot.causes import Cause
from bot.core.engine import Check, in_steps
from bot.diagnosis.order import AREAS
from bot.languages import DEFAULT
from bot.words.catalogue import catalogue

_NARROWEST, _MARGIN, _LINE = 1240, 30, 18
_BOX, _BOX_HEIGHT, _GAP, _COLUMN = 252, 40, 10, 290
# Where what a cause explains begins, right of the longest name.
_EXPLAINS = 222
_LETTER = 6.7
_COLOURS = {"config": "#7a5195", "aws": "#c05621", "ses": "#2b6cb0", "dns": "#2f855a", "smtp": "#b83280"}
_STYLE = (
    "text{font:11px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#1a202c}"
    ".h{font-size:17px;font-weight:700}.s{fill:#4a5568}.w{fill:#fff;font-weight:700}.b{font-weight:700}.g{fill:#718096}"
    ".n{fill:none;stroke:#4a5568;stroke-width:1.4}.c{stroke-dasharray:4 3;stroke:#a0aec0}"
)
_ASKED = "1  What is asked: everything at once, save what an arrow holds back"
_SOLID = "Solid: only if that check passed or warned."
_DASHED = "Dashed: unless that check found "
_FOLDED = "2  What follows from what, from the foundation up"
_HOW_FOLDED = (
    "A cause hides what it explains (after the arrow) where both are about the same thing, and is then as severe.",
    "What nothing explains is a root. Roots: failures first, then by these places. Grey: known from pasted texts only.",
)
_JUDGED = "3  The verdict: the first that is true"
_VERDICTS = (
    ("NO", "#c53030", "a cause stops mail"),
    ("UNKNOWN", "#6b46c1", "a look that YES needs is missing"),
    ("AT RISK", "#b7791f", "a cause endangers mail"),
    ("YES", "#2f855a", "nothing of all that"),
)


def svg(checks: Sequence[Check], causes: Mapping[str, Cause]) -> str:
    """The whole page, ended by a line end."""
    body: list[str] = []
    holding = sorted({code for check in checks for need in check.needs for code in need.codes})
    y = _head(body, _ASKED, (_SOLID, f"{_DASHED}{' or '.join(holding)}."), 40)
    y = _checks(body, checks, y)
    y = _head(body, _FOLDED, _HOW_FOLDED, y + 34)
    y = _areas(body, causes, y)
    y = _head(body, _JUDGED, (), y + 34)
    y = _verdicts(body, y)
    width = max(_NARROWEST, 2 * _MARGIN + max(_depths(checks).values()) * _COLUMN + _BOX)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}" role="img">'
    )
    arrow = (
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#4a5568"/></marker></defs>'
    )
    title = "<title>The order in which SES Check decides</title>"
    ground = f'<rect width="{width}" height="{y}" fill="#fff"/>'
    return "\n".join([opening, title, f"<style>{_STYLE}</style>", arrow, ground, *body, "</svg>"]) + "\n"


def _head(body: list[str], title: str, remarks: Sequence[str], y: int) -> int:
    body.append(_text(_MARGIN, y, title, "h"))
    for number, remark in enumerate(remarks, 1):
        body.append(_text(_MARGIN, y + 4 + number * _LINE, remark, "s"))
    return y + 18 + len(remarks) * _LINE


def _depths(checks: Sequence[Check]) -> dict[str, int]:
    """By check id: the length of the longest chain of checks that it waits for."""
    return {check.id: depth for depth, step in enumerate(in_steps(checks)) for check in step}


def _checks(body: list[str], checks: Sequence[Check], top: int) -> int:
    """Draw the checks: a lane for each group, a column for each depth. Returns the y below them."""
    say, depth = catalogue(DEFAULT), _depths(checks)
    places: dict[str, tuple[int, int]] = {}
    y = top
    for group in dict.fromkeys(check.group for check in checks):
        used = dict.fromkeys(range(max(depth.values()) + 1), y)
        for check in (c for c in checks if c.group == group):
            column = depth[check.id]
            places[check.id] = (_MARGIN + column * _COLUMN, used[column])
            used[column] += _BOX_HEIGHT + _GAP
        y = max(used.values()) + 8
    body.extend(line for check in checks for line in _arrows(check, places))
    for check in checks:
        x, box_y = places[check.id]
        body.append(_rect(x, box_y, _BOX, _BOX_HEIGHT, _COLOURS[check.group]))
        body.append(_text(x + 10, box_y + 17, check.id, "w"))
        label = _cut(say(f"check.{check.id}"), _BOX - 20)
        body.append(_text(x + 10, box_y + 32, label, "", fill="#fff"))
    return y


def _arrows(check: Check, places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    x, y = places[check.id]
    for need in check.needs:
        if need.check not in places:
            continue
        from_x, from_y = places[need.check][0] + _BOX, places[need.check][1] + _BOX_HEIGHT // 2
        to_y = y + _BOX_HEIGHT // 2
        bend = max(24, (x - from_x) // 2)
        kind = "n c" if need.codes else "n"
        path = f"M{from_x} {from_y}C{from_x + bend} {from_y} {x - bend} {to_y} {x - 2} {to_y}"
        yield f'<path class="{kind}" d="{path}" marker-end="url(#a)"/>'


def _areas(body: list[str], causes: Mapping[str, Cause], top: int) -> int:
    y = top + 6
    for place, area in enumerate(AREAS, 1):
        own = [cause for cause in causes.values() if cause.area == area]
        rows = list(_chips(own, y))
        bottom = max((row_y for row_y, _line in rows), default=y) + 12
        body.append(f'<rect x="{_MARGIN}" y="{y - 12}" width="150" height="{bottom - y}" rx="5" fill="#edf2f7"/>')
        body.append(_text(_MARGIN + 10, y + 4, f"{place:>2}  {area}", "b"))
        body.extend(line for _y, line in rows)
        y = bottom + 8
    return y


def _chips(causes: Sequence[Cause], top: int) -> Iterator[tuple[int, str]]:
    """Draw causes with what each explains, in two columns. Yields pairs of a lowest y and a line of SVG."""
    left, width = _MARGIN + 170, (_NARROWEST - 2 * _MARGIN - 170) // 2
    heights = [top, top]
    for cause in sorted(causes, key=lambda c: (not c.decided_by, not c.explains, c.state)):
        column = 0 if heights[0] <= heights[1] else 1
        x, y = left + column * width, heights[column]
        yield y + _LINE - 6, _text(x, y + 4, cause.state, "b" if cause.decided_by else "g")
        rows = list(_wrapped(sorted(cause.explains), width - _EXPLAINS - 14))
        for number, row in enumerate(rows):
            yield y + (number + 1) * _LINE - 6, _text(x + _EXPLAINS, y + 4 + number * _LINE, row, "s")
        if rows:
            line = f"M{x + len(cause.state) * _LETTER + 8:.0f} {y}H{x + _EXPLAINS - 8}"
            yield y, f'<path class="n" d="{line}" marker-end="url(#a)"/>'
        heights[column] = y + max(1, len(rows)) * _LINE


def _wrapped(names: Sequence[str], width: int) -> Iterator[str]:
    row = ""
    for name in names:
        longer = f"{row}, {name}" if row else name
        if row and len(longer) * _LETTER > width:
            yield f"{row},"
            longer = name
        row = longer
    if row:
        yield row


def _verdicts(body: list[str], top: int) -> int:
    width = (_NARROWEST - 2 * _MARGIN - 3 * 40) // 4
    for number, (verdict, colour, reason) in enumerate(_VERDICTS):
        x = _MARGIN + number * (width + 40)
        body.append(_rect(x, top, width, _BOX_HEIGHT, colour))
        body.append(_text(x + 12, top + 17, verdict, "w"))
        body.append(_text(x + 12, top + 32, reason, "", fill="#fff"))
        if number:
            y = top + _BOX_HEIGHT // 2
            body.append(f'<path class="n" d="M{x - 40} {y}H{x - 2}" marker-end="url(#a)"/>')
    return top + _BOX_HEIGHT + 30


def _rect(x: int, y: int, width: int, height: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{colour}"/>'


def _text(x: int, y: int, words: str, kind: str, *, fill: str = "") -> str:
    style = f' style="fill:{fill}"' if fill else ""
    return f'<text x="{x}" y="{y}" class="{kind}"{style}>{escape(words)}</text>'


def _cut(words: str, width: int) -> str:
    most = int(width / _LETTER)
    return words if len(words) <= most else f"{words[: most - 1]}…"
