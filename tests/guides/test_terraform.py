"""Every Terraform snippet is Terraform, and none creates what its step only switches on."""

from __future__ import annotations

import json

import hcl2
import pytest

from bot.lab.aws.access.policy import Question, judge, parse_policy
from bot.lab.world import ACCOUNT_ID, CONFIGURATION_SET, REGION
from bot.lab.world.policies import Policy
from tests.guides.aws_command import words_of
from tests.guides.commands import SENDER, Shown, filled, shown, step

SNIPPETS = shown("terraform")
# Resources that hold a setting of something that exists: to apply one changes it, and creates nothing.
SETTINGS = {
    "aws_account_region",
    "aws_servicequotas_service_quota",
    "aws_sesv2_account_suppression_attributes",
    "aws_sesv2_email_identity_mail_from_attributes",
}
CREATES = ("create-", "put-user-policy", "put-role-policy", "authorize-", "change-resource-record-sets")


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_a_snippet_is_terraform(snippet: Shown) -> None:
    parsed = hcl2.loads(filled(snippet.text) + "\n")
    assert set(parsed) - {"__comments__"} <= {"resource", "provider", "output"}
    assert parsed["resource"]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_a_snippet_creates_only_where_the_command_line_creates_too(snippet: Shown) -> None:
    parsed = hcl2.loads(filled(snippet.text) + "\n")
    kinds = {kind.strip('"') for block in parsed["resource"] for kind in block if not kind.startswith("__")}
    commands = " ".join(s.text for s in shown("cli") if (s.code, s.step) == (snippet.code, snippet.step))
    # Where there is none, the finding's records make both.
    assert kinds <= SETTINGS or not commands or any(word in commands for word in CREATES), kinds


def test_a_record_replaces_what_stands_under_its_name() -> None:
    """As the Route 53 command does: a name with two SPF records needs one, not a third."""
    records = [s for s in SNIPPETS if "aws_route53_record" in s.text]
    assert records
    for snippet in records:
        assert snippet.text.count("allow_overwrite = true") == snippet.text.count('resource "aws_route53_record"')
    upserts = [s.text for s in shown("cli") if s.text.startswith("aws route53 change-")]
    assert upserts
    for text in upserts:
        (words,) = words_of(filled(text))
        changes = json.loads(words[words.index("--change-batch") + 1])["Changes"]
        assert {change["Action"] for change in changes} == {"UPSERT"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("iam.access_denied", "allow"),
        ("iam.access_denied", "allow_both"),
        ("credentials.smtp_used_as_api", "allow"),
        ("smtp.temporary_key", "user"),
    ],
)
def test_the_printed_policy_lets_the_sender_send_and_nobody_else(code: str, name: str) -> None:
    policy = _policy(step(code, name, {"action": "ses:SendRawEmail"}))
    identity = f"arn:aws:ses:{REGION}:{ACCOUNT_ID}:identity/example.com"
    for resource in (identity, f"arn:aws:ses:{REGION}:{ACCOUNT_ID}:configuration-set/{CONFIGURATION_SET}"):
        for sender, allowed in ((SENDER, "allowed"), ("ceo@example.org", "implicitDeny")):
            context = {"ses:fromaddress": (sender,)}
            assert judge([policy], Question("ses:SendRawEmail", resource, context)).effect == allowed
    for action, resource in (
        ("ses:DeleteEmailIdentity", identity),
        ("ses:SendRawEmail", identity.replace("com", "org")),
    ):
        question = Question(action, resource, {"ses:fromaddress": (SENDER,)})
        assert judge([policy], question).effect == "implicitDeny"


def _policy(text: str) -> Policy:
    words = next(words for words in words_of(filled(text)) if "--policy-document" in words)
    return parse_policy("printed", words[words.index("--policy-document") + 1])
