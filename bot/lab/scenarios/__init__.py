"""The scenarios of the lab, by name: environments in which one thing is broken, with the answer that is right for each.

A scenario's `prepare` function changes one thing in a healthy `Scene` (scene.py). `bot.lab.stage.Stage` runs it, and
tests/lab/test_scenarios.py checks that the product gives the right answer. To add a scenario, write the function and a
row in SCENARIOS of the module that fits:

    def _paused(scene: Scene) -> None:
        scene.ses.sending = False

    broken("sending-switched-off", "account.sending_paused", "Someone has switched the account's sending off",
           "Có người đã tắt việc gửi của account", _paused)

The arguments are the name, the code of the root cause, a summary in English and in Vietnamese, and the function.
`broken` expects the verdict `no`, `at_risk` the verdict `at_risk`; use `Scenario` for any other.
"""

from collections.abc import Mapping

from bot.lab.scenarios import (
    application,
    bot_repairs,
    credentials,
    delegated,
    dns,
    domains,
    events,
    healthy,
    keys,
    lookups,
    network,
    permissions,
    policies,
    regions,
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
    *lookups.SCENARIOS,
    *bot_repairs.SCENARIOS,
    *policies.SCENARIOS,
    *application.SCENARIOS,
    *regions.SCENARIOS,
    *delegated.SCENARIOS,
    *domains.SCENARIOS,
    *events.SCENARIOS,
    bot_repairs.OLD_POLICY,
)

SCENARIOS: Mapping[str, Scenario] = {scenario.name: scenario for scenario in (*_FIRST, *_OTHERS)}

__all__ = ["SCENARIOS", "Addresses", "Scenario", "Scene"]
