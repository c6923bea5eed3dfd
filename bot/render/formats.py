"""The formats that an answer can be printed in: each package of bot.render whose `FORMAT` is its name after `--format`.

A format renders one kind of answer in the module of that name: `report`, `explanation`, `comparison`, `snapshot`,
`regions` or `trace`. The module's function `render(answer, screen)` returns the whole text, ended by a line end. Each
subcommand offers the formats that have a module for its kind of answer, so that a new package is a new format at once:
`bot/render/html/__init__.py` with `FORMAT = "html"`, and `bot/render/html/report.py`, make `ses-check check --format html`.

Looking for formats imports no renderer: `ses-check explain` loads only the one that it uses.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

from bot.render.screen import Screen

# What is printed where nobody asks for a format.
DEFAULT_FORMAT = "text"

Renderer = Callable[[Any, Screen], str]


def formats(kind: str) -> tuple[str, ...]:
    """The names of the formats that have this kind of answer: the default first, the others in alphabetical order."""
    names = (name for name, package in _packages().items() if find_spec(f"{package}.{kind}"))
    return tuple(sorted(names, key=lambda name: (name != DEFAULT_FORMAT, name)))


def find_renderer(kind: str, name: str) -> Renderer:
    """The function that renders this kind of answer in a format. Raises KeyError for an unknown format."""
    renderer: Renderer = importlib.import_module(f"{_packages()[name]}.{kind}").render
    return renderer


@cache
def _packages() -> Mapping[str, str]:
    """The packages that are formats, by the format's name. Their `__init__` modules import nothing."""
    parent = __name__.rpartition(".")[0]
    found = pkgutil.iter_modules(importlib.import_module(parent).__path__, f"{parent}.")
    packages = (importlib.import_module(module.name) for module in found if module.ispkg)
    return {package.FORMAT: package.__name__ for package in packages if hasattr(package, "FORMAT")}
