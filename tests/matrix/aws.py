"""Faults of AWS: each effect on each operation of a run, and answers with a member missing or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.lab.aws import (
    Altered,
    Dropped,
    EmptyBody,
    Fault,
    HtmlError,
    Refused,
    RepeatedPage,
    ServerError,
    Stalled,
    Throttled,
    Truncated,
    WrongContentType,
)
from bot.lab.aws.faults import Effect
from bot.lab.scenarios import Scene
from tests.matrix.row import YES, Expect, Prepare, Row, undecided, yes_except


@dataclass(frozen=True)
class RunOperation:
    """An operation of a healthy run.

    check: the check that cannot decide without it; "" where no check needs it. needed: the verdict `yes` needs that
    check.
    """

    operation: str
    check: str
    needed: bool = True

    def without(self, reasons: str) -> Expect:
        """Returns the expected answer of a run in which the operation failed for one of these reasons."""
        if not self.check:
            return YES
        return (undecided if self.needed else yes_except)(self.check, reasons)


ASKED = (
    RunOperation("sts.GetCallerIdentity", "aws.identity"),
    RunOperation("sesv2.GetAccount", "ses.account"),
    RunOperation("sesv2.GetEmailIdentity", "ses.identity"),
    RunOperation("sesv2.GetConfigurationSet", "ses.configuration_set"),
    # Event destinations, notifications, statistics and paused entities only inform. The verdict does not depend on them.
    RunOperation("sesv2.GetConfigurationSetEventDestinations", "", needed=False),
    RunOperation("ses.GetIdentityNotificationAttributes", "", needed=False),
    RunOperation("ses.GetSendStatistics", "ses.reputation", needed=False),
    RunOperation("sesv2.ListReputationEntities", "ses.entities", needed=False),
    RunOperation("iam.GetAccessKeyLastUsed", "aws.permissions"),
    # A successful login also proves that the key is active.
    RunOperation("iam.ListAccessKeys", "aws.access_key", needed=False),
    RunOperation("iam.GetUser", "aws.permissions"),
    RunOperation("iam.SimulatePrincipalPolicy", "aws.permissions"),
)

_NOTHING = "reason.incomplete reason.fields_missing reason.other"
EFFECTS: dict[str, tuple[Effect, str]] = {
    "denied (AccessDeniedException)": (Refused("AccessDeniedException", "Not authorized.", 403), "reason.denied"),
    "denied (AccessDenied)": (Refused("AccessDenied", "Not authorized.", 403), "reason.denied"),
    "throttled": (Throttled(), "reason.throttled"),
    "500": (ServerError(500), "reason.unavailable"),
    "503": (ServerError(503), "reason.unavailable"),
    "HTML 502": (HtmlError(502), "reason.not_aws"),
    "HTML 200": (HtmlError(200), f"reason.not_aws {_NOTHING}"),
    "empty body": (EmptyBody(), _NOTHING),
    "truncated": (Truncated(), _NOTHING),
    "connection closed in mid-answer": (Dropped(), f"reason.unreachable {_NOTHING}"),
    "connection reset in mid-answer": (Dropped(reset=True), f"reason.unreachable {_NOTHING}"),
    "no answer": (Stalled(30.0), "reason.aws_timeout reason.timeout"),
    "an error nobody knows": (Refused("SomethingNewException", "New.", 400), "reason.other"),
}
"""Faults of an answer, and the reasons that may be reported for each."""

HARMLESS: dict[str, tuple[Effect, int | None]] = {
    "throttled once": (Throttled(), 1),
    "500 once": (ServerError(500), 1),
    "503 once": (ServerError(503), 1),
    "a second late": (Stalled(1.0), None),
    "another content type": (WrongContentType(), None),
    "a member nobody knows": (Altered(values={"SomethingNew": "x"}), None),
}
"""Faults that a patient client survives, and how often each happens (None: always)."""

_EVERY_FIELD = "reason.fields_missing reason.incomplete"
ALTERED: tuple[tuple[str, Altered, Expect], ...] = (
    (
        "sesv2.GetAccount",
        Altered(remove=("ProductionAccessEnabled",)),
        undecided("ses.account", "reason.fields_missing"),
    ),
    ("sesv2.GetAccount", Altered(remove=("SendingEnabled",)), undecided("ses.account", "reason.fields_missing")),
    ("sesv2.GetAccount", Altered(remove=("EnforcementStatus",)), undecided("ses.account", "reason.fields_missing")),
    ("sesv2.GetAccount", Altered(remove=("SendQuota",)), undecided("ses.account", "reason.fields_missing")),
    (
        "sesv2.GetAccount",
        Altered(remove=("SendQuota.SentLast24Hours",)),
        undecided("ses.account", "reason.fields_missing"),
    ),
    (
        "sesv2.GetAccount",
        Altered(values={"EnforcementStatus": "SOMETHING_NEW"}),
        undecided("ses.account", "reason.fields_missing"),
    ),
    (
        "sesv2.GetEmailIdentity",
        Altered(remove=("VerifiedForSendingStatus",)),
        undecided("ses.identity", "reason.fields_missing"),
    ),
    ("sesv2.GetEmailIdentity", Altered(remove=("DkimAttributes",)), undecided("ses.identity", "reason.fields_missing")),
    (
        "sesv2.GetEmailIdentity",
        Altered(values={"DkimAttributes.Status": "SOMETHING_NEW"}),
        undecided("ses.identity", "reason.fields_missing"),
    ),
    (
        "sesv2.GetEmailIdentity",
        Altered(values={"MailFromAttributes.MailFromDomainStatus": "SOMETHING_NEW"}),
        undecided("ses.identity", "reason.fields_missing"),
    ),
    # VerificationStatus and VerificationInfo do not matter once an identity is verified.
    ("sesv2.GetEmailIdentity", Altered(values={"VerificationStatus": "SOMETHING_NEW"}), YES),
    ("sesv2.GetEmailIdentity", Altered(remove=("VerificationInfo",)), YES),
    (
        "sesv2.GetConfigurationSet",
        Altered(remove=("SendingOptions",)),
        undecided("ses.configuration_set", "reason.fields_missing"),
    ),
    ("sts.GetCallerIdentity", Altered(remove=("Account",)), undecided("aws.identity", "reason.incomplete")),
    ("sts.GetCallerIdentity", Altered(remove=("Arn",)), undecided("aws.permissions", "reason.principal_kind")),
    ("iam.GetAccessKeyLastUsed", Altered(remove=("UserName",)), undecided("aws.permissions", _EVERY_FIELD)),
    ("iam.GetAccessKeyLastUsed", Altered(remove=("AccessKeyLastUsed",)), YES),
    (
        "iam.ListAccessKeys",
        Altered(values={"AccessKeyMetadata.0.Status": "SomethingNew"}),
        yes_except("aws.access_key", "reason.incomplete"),
    ),
    ("iam.ListAccessKeys", Altered(remove=("AccessKeyMetadata.0.CreateDate",)), YES),
    ("iam.GetUser", Altered(remove=("User.Arn",)), undecided("aws.permissions", "reason.incomplete")),
    (
        "iam.SimulatePrincipalPolicy",
        Altered(remove=("EvaluationResults",)),
        undecided("aws.permissions", "reason.incomplete"),
    ),
    (
        "iam.SimulatePrincipalPolicy",
        Altered(
            values={
                "EvaluationResults.0.EvalDecision": "somethingNew",
                "EvaluationResults.0.ResourceSpecificResults.0.EvalResourceDecision": "somethingNew",
            }
        ),
        undecided("aws.permissions", "reason.incomplete"),
    ),
)
"""Answers of one operation with a member missing or changed, and the expected outcome."""


def rows() -> Iterator[Row]:
    """Yields each effect on each operation, then the altered answers."""
    for asked in ASKED:
        for name, (effect, reasons) in EFFECTS.items():
            expected = asked.without(reasons)
            if not name.startswith("denied") or asked.operation != "sts.GetCallerIdentity":
                waits = isinstance(effect, Stalled)
                yield _row(asked.operation, name, expected, _spoil(asked.operation, effect), waits=waits)
        for name, (effect, times) in HARMLESS.items():
            yield _row(asked.operation, name, YES, _spoil(asked.operation, effect, times))
    # ListAccessKeys is the only list that a run reads.
    repeated = _spoil("iam.ListAccessKeys", RepeatedPage())
    yield _row("iam.ListAccessKeys", "pages without end", yes_except("aws.access_key", "reason.incomplete"), repeated)
    for operation, altered, expected in ALTERED:
        yield _row(operation, _describe(altered), expected, _spoil(operation, altered))


def _row(operation: str, name: str, expected: Expect, prepare: Prepare, *, waits: bool = False) -> Row:
    return Row("AWS's answers", f"{operation}: {name}", expected, prepare, waits)


def _describe(altered: Altered) -> str:
    if altered.remove:
        return f"without {', '.join(altered.remove)}"
    return f"with a new value in {next(iter(altered.values))}"


def _spoil(operation: str, effect: Effect, times: int | None = None) -> Prepare:
    def prepare(scene: Scene) -> None:
        # Inspector and application both call GetCallerIdentity, so each key gets the fault this many times.
        keys = [None] if times is None else [scene.inspect_table["access_key_id"], scene.app_table["access_key_id"]]
        for key in keys:
            scene.faults.rules.append(Fault(operation, effect, None, None if key is None else str(key), times))

    return prepare
