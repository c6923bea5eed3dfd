"""Writes targets files for the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import trustme

from bot.targets import Targets, load

Read = Callable[..., Targets]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Returns a function that reads a targets file of this text. It uses no environment variables unless given."""

    def _read(text: str | bytes, environ: Mapping[str, str] | None = None) -> Targets:
        path = tmp_path / "ses-check.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return load(path, {} if environ is None else environ)

    return _read


@pytest.fixture
def one(read: Read) -> Read:
    """Returns a function that reads a targets file with one target `prod`, which has region, from and these lines."""

    def _one(lines: str, environ: Mapping[str, str] | None = None) -> Targets:
        return read(f'[targets.prod]\nregion = "eu-central-1"\nfrom = "noreply@example.com"\n{lines}', environ)

    return _one


@pytest.fixture
def pem() -> bytes:
    """A new certificate in PEM."""
    return trustme.CA().cert_pem.bytes()
