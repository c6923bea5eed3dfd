"""Every scenario of the lab, by name: what is set up, and the answer that is right for it.

A scenario changes one thing on a healthy `Scene`; `bot.lab.lab` puts it on stage.
"""

from collections.abc import Mapping

from bot.lab.scenarios import (
    credentials,
    dns,
    healthy,
    keys,
    looks,
    network,
    own,
    permissions,
    policies,
    reputation,
    sending,
    smtp,
)
from bot.lab.scenarios.scenario import Scenario
from bot.lab.scenarios.scene import Addresses, Scene

_FIRST = (
    healthy.HEALTHY,
    smtp.WRONG_REGION,
    smtp.RAW_SECRET,
    credentials.KEY_INACTIVE,
    credentials.INVALID_KEY_ID,
    sending.SANDBOX,
    sending.ELSEWHERE,
    permissions.NO_PERMISSION,
    sending.PAUSED,
    network.PORT_BLOCKED,
    network.BAD_CERTIFICATE,
)
_OTHERS = (
    *smtp.SCENARIOS,
    *credentials.SCENARIOS,
    *keys.SCENARIOS,
    *sending.SCENARIOS,
    *permissions.SCENARIOS,
    *reputation.SCENARIOS,
    *network.SCENARIOS,
    *dns.SCENARIOS,
    *healthy.SCENARIOS,
    *looks.SCENARIOS,
    *own.SCENARIOS,
    *policies.SCENARIOS,
    own.OLD_POLICY,
)

SCENARIOS: Mapping[str, Scenario] = {scenario.name: scenario for scenario in (*_FIRST, *_OTHERS)}

__all__ = ["SCENARIOS", "Addresses", "Scenario", "Scene"]
