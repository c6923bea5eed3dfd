import socket
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.lab.stage import Stage
from bot.lab.world import API_SECRET


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    found = Stage()
    yield found
    await found.stop()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_the_folder_is_private_and_goes_with_the_stage(stage: Stage) -> None:
    await stage.start()
    folder = stage.folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert files(folder) == {"ca.pem", "ses-check.toml", "inspect.secret", "app.secret", "smtp.password"}
    assert API_SECRET not in stage.config_path.read_text()
    await stage.stop()
    assert not folder.exists()


async def test_a_switch_changes_file_secrets_and_servers(stage: Stage) -> None:
    await stage.start("port-blocked")
    before = tomllib.loads(stage.config_path.read_text())["targets"]["prod"]
    await stage.switch("api-only")
    after = tomllib.loads(stage.config_path.read_text())["targets"]["prod"]
    assert "smtp" not in after
    assert "smtp.password" not in files(stage.folder)
    assert after["endpoint_url"] == before["endpoint_url"]
    [open_port] = before["smtp"]["alternative_ports"]
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", open_port), 1):
        pass


async def test_an_unknown_scenario_changes_nothing(stage: Stage) -> None:
    await stage.start("sandbox")
    before = stage.config_path.read_text()
    with pytest.raises(KeyError):
        await stage.switch("no-such-thing")
    assert stage.config_path.read_text() == before
    assert stage.scenario.name == "sandbox"
