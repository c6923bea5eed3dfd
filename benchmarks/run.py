"""Measures a full run when every server answers after 80 ms, and the derivation of the SMTP password for all regions.

The run is compared with its longest chain of dependent round trips, and with the same checks one after another.
Run it with `.venv/bin/python -m benchmarks.run`.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import replace

from bot.core.engine import in_order
from bot.core.redact import Redactor
from bot.core.secret import Secret
from bot.core.target import Target
from bot.lab.aws.faults import Faults
from bot.lab.smtp.script import Script
from bot.lab.stage import Stage
from bot.probes.aws.gateway import Gateway
from bot.probes.aws.pace import SPACING
from bot.probes.probes import context_for
from bot.probes.regions import ses_regions
from bot.probes.secrets import RoleCache
from bot.probes.smtp import password as smtp_password
from bot.service import Service, selected
from bot.targets import load

DELAY = 0.08
# One name lookup, then banner, EHLO, STARTTLS, EHLO and AUTH. Each needs the answer before it.
CHAIN = 6
TIMES = 7


async def main() -> None:
    """Prints the measured numbers."""
    stage = Stage()
    await stage.start("healthy")
    target = load(stage.config_path).get("prod")
    assert target is not None
    stage.aws.faults, stage.dns.latency = Faults(latency_seconds=DELAY), DELAY
    for server in stage.mail:
        server.script = replace(server.script or Script(), latency=DELAY)
    service = Service()
    await service.warm(target)
    together = [await _together(service, target) for _ in range(TIMES)]
    one_by_one = [await _sequential(target) for _ in range(3)]
    await service.close()
    await stage.stop()
    chain = CHAIN * DELAY * 1000
    print(f"longest chain of {CHAIN} dependent round trips of {DELAY * 1000:.0f} ms: {chain:.0f} ms")
    median = statistics.median(together)
    print(f"a full run, median of {TIMES}: {median:.0f} ms = {median / chain:.2f} x the chain")
    print(f"the same checks one after another, median of 3: {statistics.median(one_by_one):.0f} ms")
    _derivation()


async def _together(service: Service, target: Target) -> float:
    # AWS allows some calls once a second. A run right after another would wait for that, which is not its own time.
    await asyncio.sleep(SPACING)
    return (await service.run(target, run_id="benchmark")).ms


async def _sequential(target: Target) -> float:
    gateway, roles = Gateway(), RoleCache()
    started = time.perf_counter()
    context = context_for(target, gateway, roles, Redactor())
    for check in in_order(selected(None)):
        await check.gather(context)
    context.probes.smtp.close()
    await context.close()
    gateway.close()
    return (time.perf_counter() - started) * 1000


def _derivation() -> None:
    regions = ses_regions()
    password, secret = Secret("made-up password"), Secret("made-up/secret/0000000000000000000EXAMPLE")
    started = time.perf_counter()
    for _ in range(100):
        smtp_password.match(password, secret, regions)
    print(f"the SMTP password of {len(regions)} regions: {(time.perf_counter() - started) * 10:.2f} ms")


if __name__ == "__main__":
    asyncio.run(main())
