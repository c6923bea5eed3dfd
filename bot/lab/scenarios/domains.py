"""Scenarios about the sender's domain as a whole."""

from bot.lab.scenarios.scenario import at_risk
from bot.lab.scenarios.scene import Scene
from bot.lab.scenarios.zone import standard_records


def _records(scene: Scene) -> list[str]:
    """The records of the domain, by name and type, without those of AWS that they lead to."""
    every = standard_records(scene.account, scene.region)
    return [record for record in every if record.partition(" ")[0].endswith("example.com")]


def _expired(scene: Scene) -> None:
    scene.zone |= {record: [] for record in _records(scene)}


def _lame(scene: Scene) -> None:
    scene.dns_faults |= dict.fromkeys((*_records(scene), "example.com SOA", "example.com NS"), "servfail")


SCENARIOS = (
    at_risk(
        "domain-expired", "domain.not_delegated", "The sender's domain does not exist in DNS any more",
        "Domain của người gửi không còn trong DNS", _expired,
    ),
    at_risk(
        "domain-lame", "domain.not_delegated", "The name servers of the sender's domain do not answer for it",
        "Name server của domain người gửi không trả lời", _lame,
    ),
)  # fmt: skip
