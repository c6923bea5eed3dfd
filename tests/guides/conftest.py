"""The lab that the guides' commands run against, and what makes their tools look there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.lab.scenarios import SCENARIOS, Scene
from bot.lab.stage import Stage


@dataclass(frozen=True)
class Site:
    """A healthy lab. folder: where commands run; their tools trust the lab's certificates there."""

    stage: Stage
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        return {"SSL_CERT_FILE": str(self.stage.folder / "ca.pem")}

    @property
    def mail(self) -> dict[str, str | int]:
        """The lab's mail server in the place of SES's."""
        port = self.stage.mail[0].port
        return {"host": "localhost", "smtp_host": "localhost", "port": port, "smtp_port": port, "open_port": port}


def _at_localhost(scene: Scene) -> None:
    scene.hosts = ["localhost"]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    stage = Stage()
    await stage.start(replace(SCENARIOS["healthy"], prepare=_at_localhost))
    yield Site(stage, tmp_path)
    await stage.stop()
