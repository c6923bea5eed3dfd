"""Runs one scenario: AWS, DNS and mail servers on loopback, and a targets file that points to them."""

import asyncio
import re
import tempfile
from pathlib import Path

from bot.lab.aws import AwsServer
from bot.lab.certificates import Authority
from bot.lab.dns import DnsServer
from bot.lab.scenarios import SCENARIOS, Addresses, Scenario, Scene
from bot.lab.scenarios.logins import ses_logins
from bot.lab.smtp.dialogue import Dialogue
from bot.lab.smtp.script import Script
from bot.lab.smtp.server import SmtpServer
from bot.lab.world import World

_TARGETS_FILE = "ses-check.toml"
_LOOPBACK = "127.0.0.1"
_REGION = re.compile(r"email-smtp\.([a-z0-9-]+)\.amazonaws\.com")


class Stage:
    """The servers and files of one scenario at a time. `scenario` and `scene` are the current ones.

    The files are in the lab's own folder (mode 0700), which `stop` removes.
    """

    def __init__(self) -> None:
        self.scenario: Scenario = SCENARIOS["healthy"]
        self.scene = Scene()
        self.aws = AwsServer(World())
        self.dns = DnsServer()
        self.other_dns = DnsServer()
        self._authority = Authority()
        self._mail: list[SmtpServer] = []
        self._folder = tempfile.TemporaryDirectory(prefix="ses-check-lab-")
        self._written: set[str] = set()
        self._switching = asyncio.Lock()

    @property
    def folder(self) -> Path:
        """The folder of the targets file and the secrets."""
        return Path(self._folder.name)

    @property
    def config_path(self) -> Path:
        """The path of the targets file."""
        return self.folder / _TARGETS_FILE

    @property
    def mail(self) -> tuple[SmtpServer, ...]:
        """The mail servers of the current scenario."""
        return tuple(self._mail)

    @property
    def dialogues(self) -> list[Dialogue]:
        """The recorded dialogues of all connections to the current mail servers."""
        return [dialogue for server in self._mail for dialogue in server.dialogues]

    async def start(self, wanted: str | Scenario = "healthy") -> None:
        """Starts the servers with a scenario. Raises KeyError for an unknown name, before anything starts."""
        scenario = SCENARIOS[wanted] if isinstance(wanted, str) else wanted
        (self.folder / "ca.pem").write_bytes(self._authority.ca_pem)
        await asyncio.gather(self.aws.start(), self.dns.start(), self.other_dns.start())
        await self._run(scenario)

    async def switch(self, name: str) -> None:
        """Changes to another scenario.

        Its targets file is written when this returns. Raises KeyError for an unknown name.
        """
        await self._run(SCENARIOS[name])

    async def stop(self) -> None:
        """Stops every server and removes the folder. May be called twice."""
        async with self._switching:
            names = (self.dns.stop(), self.other_dns.stop())
            await asyncio.gather(self.aws.stop(), *names, *(server.stop() for server in self._mail))
            self._folder.cleanup()

    async def _run(self, scenario: Scenario) -> None:
        async with self._switching:
            scene = Scene()
            scenario.prepare(scene)
            self.aws.world, self.aws.faults = scene.world, scene.faults
            self.aws.calls.clear()
            for server, names in zip((self.dns, self.other_dns), scene.dns_records(), strict=False):
                server.replace(names)
                server.zones.ttls = dict(scene.ttls)
                server.faults = dict(scene.dns_faults)
                server.queries.clear()
            await self._start_mail(scene)
            self.scenario, self.scene = scenario, scene
            self._write(scene)

    async def _start_mail(self, scene: Scene) -> None:
        """Starts the new mail servers before it stops the old ones, so that no new server gets an old one's port."""
        old, self._mail = self._mail, []
        self._mail.append(await self._start_server(scene, scene.smtp, implicit_tls=scene.implicit_tls))
        if scene.other_smtp is not None:
            self._mail.append(await self._start_server(scene, scene.other_smtp, implicit_tls=False))
        await asyncio.gather(*(server.stop() for server in old))

    async def _start_server(self, scene: Scene, script: Script, *, implicit_tls: bool) -> SmtpServer:
        logins = scene.logins or ses_logins(scene.world, scene.region)
        names = tuple(scene.hosts) or (_LOOPBACK,)
        # Each of SES's host names belongs to a region. The server learns from the TLS hello which one the client means.
        regions = {host: ses_logins(scene.world, found[1]) for host in names if (found := _REGION.match(host))}
        server = SmtpServer(
            authority=self._authority, logins=logins, names=names, script=script,
            logins_by_name={} if scene.logins else regions,
        )  # fmt: skip
        await server.start(_LOOPBACK, implicit_tls=implicit_tls)
        return server

    def _write(self, scene: Scene) -> None:
        """Writes the secrets, then the targets file that refers to them, then removes secrets no longer used."""
        ports = [server.port for server in self._mail]
        other_dns = self.other_dns.port if scene.other_zone is not None else 0
        addresses = Addresses(self.aws.url, self.dns.port, ports[0], ports[1] if len(ports) > 1 else 0, other_dns)
        for name, value in scene.secrets.items():
            _replace(self.folder / name, value)
        _replace(self.config_path, scene.targets_file(addresses))
        for name in self._written - set(scene.secrets):
            (self.folder / name).unlink(missing_ok=True)
        self._written = set(scene.secrets)


def _replace(path: Path, text: str) -> None:
    """Writes a file in one step, so that a reader sees either the old text or the new."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(text.encode())
    new.replace(path)
