"""What AWS can do wrong: every effect on every operation that a run asks, and answers with something missing or new."""

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
from tests.matrix.row import YES, Expect, Prepare, Row, blind, partly


@dataclass(frozen=True)
class Asked:
    """An operation of a healthy run. check: what cannot be decided without it, "" where it is told and not judged.

    needed: `yes` needs that check.
    """

    operation: str
    check: str
    needed: bool = True

    def without(self, reasons: str) -> Expect:
        """What a run says that had no answer."""
        if not self.check:
            return YES
        return (blind if self.needed else partly)(self.check, reasons)


ASKED = (
    Asked("sts.GetCallerIdentity", "aws.identity"),
    Asked("sesv2.GetAccount", "ses.account"),
    Asked("sesv2.GetEmailIdentity", "ses.identity"),
    Asked("sesv2.GetConfigurationSet", "ses.configuration_set"),
    # Where events go, how the mail before was taken, what AWS has paused: that informs, and nothing hangs on it.
    Asked("sesv2.GetConfigurationSetEventDestinations", "", needed=False),
    Asked("ses.GetSendStatistics", "ses.reputation", needed=False),
    Asked("sesv2.ListReputationEntities", "ses.entities", needed=False),
    Asked("iam.GetAccessKeyLastUsed", "aws.permissions"),
    # That a key is Active is proved by a login, too.
    Asked("iam.ListAccessKeys", "aws.access_key", needed=False),
    Asked("iam.GetUser", "aws.permissions"),
    Asked("iam.SimulatePrincipalPolicy", "aws.permissions"),
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
"""What the answer is spoiled with, and the reasons that tell it."""

HARMLESS: dict[str, tuple[Effect, int | None]] = {
    "throttled once": (Throttled(), 1),
    "500 once": (ServerError(500), 1),
    "503 once": (ServerError(503), 1),
    "a second late": (Stalled(1.0), None),
    "another content type": (WrongContentType(), None),
    "a member nobody knows": (Altered(values={"SomethingNew": "x"}), None),
}
"""With these a patient client has its answer: how often each happens."""

_EVERY_FIELD = "reason.fields_missing reason.incomplete"
ALTERED: tuple[tuple[str, Altered, Expect], ...] = (
    ("sesv2.GetAccount", Altered(remove=("ProductionAccessEnabled",)), blind("ses.account", "reason.fields_missing")),
    ("sesv2.GetAccount", Altered(remove=("SendingEnabled",)), blind("ses.account", "reason.fields_missing")),
    ("sesv2.GetAccount", Altered(remove=("EnforcementStatus",)), blind("ses.account", "reason.fields_missing")),
    ("sesv2.GetAccount", Altered(remove=("SendQuota",)), blind("ses.account", "reason.fields_missing")),
    ("sesv2.GetAccount", Altered(remove=("SendQuota.SentLast24Hours",)), blind("ses.account", "reason.fields_missing")),
    (
        "sesv2.GetAccount",
        Altered(values={"EnforcementStatus": "SOMETHING_NEW"}),
        blind("ses.account", "reason.fields_missing"),
    ),
    (
        "sesv2.GetEmailIdentity",
        Altered(remove=("VerifiedForSendingStatus",)),
        blind("ses.identity", "reason.fields_missing"),
    ),
    ("sesv2.GetEmailIdentity", Altered(remove=("DkimAttributes",)), blind("ses.identity", "reason.fields_missing")),
    (
        "sesv2.GetEmailIdentity",
        Altered(values={"DkimAttributes.Status": "SOMETHING_NEW"}),
        blind("ses.identity", "reason.fields_missing"),
    ),
    (
        "sesv2.GetEmailIdentity",
        Altered(values={"MailFromAttributes.MailFromDomainStatus": "SOMETHING_NEW"}),
        blind("ses.identity", "reason.fields_missing"),
    ),
    # How it came to be verified is no question once it is.
    ("sesv2.GetEmailIdentity", Altered(values={"VerificationStatus": "SOMETHING_NEW"}), YES),
    ("sesv2.GetEmailIdentity", Altered(remove=("VerificationInfo",)), YES),
    (
        "sesv2.GetConfigurationSet",
        Altered(remove=("SendingOptions",)),
        blind("ses.configuration_set", "reason.fields_missing"),
    ),
    ("sts.GetCallerIdentity", Altered(remove=("Account",)), blind("aws.identity", "reason.incomplete")),
    ("sts.GetCallerIdentity", Altered(remove=("Arn",)), blind("aws.permissions", "reason.principal_kind")),
    ("iam.GetAccessKeyLastUsed", Altered(remove=("UserName",)), blind("aws.permissions", _EVERY_FIELD)),
    ("iam.GetAccessKeyLastUsed", Altered(remove=("AccessKeyLastUsed",)), YES),
    (
        "iam.ListAccessKeys",
        Altered(values={"AccessKeyMetadata.0.Status": "SomethingNew"}),
        partly("aws.access_key", "reason.incomplete"),
    ),
    ("iam.ListAccessKeys", Altered(remove=("AccessKeyMetadata.0.CreateDate",)), YES),
    ("iam.GetUser", Altered(remove=("User.Arn",)), blind("aws.permissions", "reason.incomplete")),
    (
        "iam.SimulatePrincipalPolicy",
        Altered(remove=("EvaluationResults",)),
        blind("aws.permissions", "reason.incomplete"),
    ),
    (
        "iam.SimulatePrincipalPolicy",
        Altered(
            values={
                "EvaluationResults.0.EvalDecision": "somethingNew",
                "EvaluationResults.0.ResourceSpecificResults.0.EvalResourceDecision": "somethingNew",
            }
        ),
        blind("aws.permissions", "reason.incomplete"),
    ),
)
"""What is missing from one operation's answer, or new in it."""


def rows() -> Iterator[Row]:
    """Effects by operations, then the alterations."""
    for asked in ASKED:
        for name, (effect, reasons) in EFFECTS.items():
            expected = asked.without(reasons)
            if not name.startswith("denied") or asked.operation != "sts.GetCallerIdentity":
                waits = isinstance(effect, Stalled)
                yield _row(asked.operation, name, expected, _spoil(asked.operation, effect), waits=waits)
        for name, (effect, times) in HARMLESS.items():
            yield _row(asked.operation, name, YES, _spoil(asked.operation, effect, times))
    # The only list that a run asks for.
    repeated = _spoil("iam.ListAccessKeys", RepeatedPage())
    yield _row("iam.ListAccessKeys", "pages without end", partly("aws.access_key", "reason.incomplete"), repeated)
    for operation, altered, expected in ALTERED:
        yield _row(operation, _told(altered), expected, _spoil(operation, altered))


def _row(operation: str, name: str, expected: Expect, prepare: Prepare, *, waits: bool = False) -> Row:
    return Row("AWS's answers", f"{operation}: {name}", expected, prepare, waits)


def _told(altered: Altered) -> str:
    if altered.remove:
        return f"without {', '.join(altered.remove)}"
    return f"with a new value in {next(iter(altered.values))}"


def _spoil(operation: str, effect: Effect, times: int | None = None) -> Prepare:
    def prepare(scene: Scene) -> None:
        # Inspector and application each ask who they are: each meets what happens only so many times.
        keys = [None] if times is None else [scene.inspect_table["access_key_id"], scene.app_table["access_key_id"]]
        for key in keys:
            scene.faults.rules.append(Fault(operation, effect, None, None if key is None else str(key), times))

    return prepare
