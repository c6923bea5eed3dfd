"""Does the sandbox allow mail to one recipient? Pure."""

from __future__ import annotations

from bot.checks.failed_lookup import judge_failure
from bot.checks.identity_names import covering
from bot.core.evidence.aws import Account, Failure
from bot.core.evidence.ses import ListedIdentity
from bot.core.model import Finding, Judgement, Severity, passed
from bot.core.target import Target
from bot.core.values import Value


def sandboxed(
    target: Target,
    recipient: str,
    account: Account | Failure | None,
    listed: tuple[ListedIdentity, ...] | Failure | None,
) -> Judgement:
    """FAIL where no verified identity covers the recipient. listed: all identities of the region, None outside the
    sandbox.
    """
    if listed is None or not isinstance(account, Account):
        return passed()
    if isinstance(listed, Failure):
        return judge_failure(listed)
    covered = {name.lower() for name in covering(recipient.lower())}
    if any(identity.name.lower() in covered and identity.verified for identity in listed):
        return passed()
    review = {"PENDING": "_pending", "DENIED": "_denied", "FAILED": "_denied"}.get(account.review or "", "")
    values: dict[str, Value] = {"recipient": recipient, "review": account.review or ""}
    about = frozenset({f"account:{target.region}", f"recipient:{recipient}"})
    finding = Finding("account.sandbox", Severity.FAIL, target.region, about, values, f"recipient{review}")
    return Judgement(findings=(finding,))
