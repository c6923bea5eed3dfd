"""A `file:` reference may only point to a plain file. Reading anything else could block a run."""

import os
from pathlib import Path

import pytest

from bot.core.evidence.aws import Failure, FailureKind
from bot.core.target import Reference, RefKind
from bot.probes.local_values import read_local
from bot.targets.reference import missing_reason


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/tty", "."])
def test_only_plain_files_are_read(pipe: Path, name: str) -> None:
    reference = Reference(RefKind.FILE, str(pipe.parent / name))
    found = read_local(reference)
    assert isinstance(found, Failure)
    assert found.kind is FailureKind.REFERENCE
    assert missing_reason(reference, {}) is not None


def test_a_link_to_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("made up\n")
    (tmp_path / "link").symlink_to("secret")
    found = read_local(Reference(RefKind.FILE, str(tmp_path / "link")))
    assert not isinstance(found, Failure)
    assert found.reveal() == "made up"
    assert missing_reason(Reference(RefKind.FILE, str(tmp_path / "link")), {}) is None
