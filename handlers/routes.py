"""Walks this package and attaches every handler."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from slack_bolt.async_app import AsyncApp

import handlers
from handlers import errors
from handlers.app.context import Desk


def modules() -> list[ModuleType]:
    """Every module that publishes `attach`, by name; those with LAST at the end."""
    own = ("routes", "errors")
    names = sorted(m.name for m in pkgutil.iter_modules(handlers.__path__) if not m.ispkg and m.name not in own)
    found = [importlib.import_module(f"{handlers.__name__}.{name}") for name in names]
    return sorted(found, key=lambda module: bool(getattr(module, "LAST", False)))


def attach_all(app: AsyncApp, desk: Desk) -> None:
    """Let the app answer all that this package answers."""
    for module in modules():
        module.attach(app, desk)
    errors.attach(app, desk)
