"""The tokens that signs compare beside phrases: "code:535", "stage:auth", "host:ses_smtp", "ses", "role:recipient".

code, enhanced, stage, aws, client, port    the fact of that name (bot.explain.facts)
host      none, other, aws, ses_api, ses_smtp, ses_feedback; key_id: a key id in the host's place; hidden: asterisks
port      smtp, not_mail: a port that mail servers use, or one of a database, cache or queue
ses, aws  the text mentions SES, AWS
service   ses, other: the service of the IAM action
region    unknown: AWS has no such region; without_smtp: SES has no SMTP endpoint there
regions, accounts, identity    several; identity also: one
key       AKIA, ASIA: the kind of key id
role      sender, recipient: the one that SES refused, where the text shows it
"""

from __future__ import annotations

import re

from bot.explain.hosts import Host
from bot.explain.normalise import NormalText

_KEY = r"(?i)\b(AKIA|ASIA)[A-Z0-9*]{8,124}"
_FROM = r"(?i)\b(?:from|sender|source)[\"']?\s{0,2}[:=]\s{0,2}\\?[\"']?<?([\w.+-]{1,64}@[\w.-]{1,120})"
_TO = r"(?i)\b(?:to|recipient|toaddresses)[\"']?\s{0,2}[:=]\s{0,2}\[?\\?[\"']?<?([\w.+-]{1,64}@[\w.-]{1,120})"
_SES_WORDS = (" ses ", " sesv2 ", " amazonses ", "simpleemail", "simple email service", " email smtp ", " 2010 12 01 ")
_AWS_WORDS = (" aws", " amazon", " boto", "amazonaws ")
# Names by which people replace a recipient in a public report.
_RECIPIENT_NAMES = frozenset({
    "recipient", "some", "someone", "somebody", "user", "customer", "client", "to", "receiver", "subscriber",
})  # fmt: skip


def about_aws(view: NormalText, lower: str, host: Host | None) -> set[str]:
    """Returns the tokens for SES, AWS and the kind of key id that the text mentions. lower: the text in lower case."""
    tokens = set()
    key = re.search(_KEY, view.text) if "akia" in lower or "asia" in lower else None
    if key:
        tokens |= {f"key:{key[1].upper()}", "aws"}
    if (host and host.kind in ("ses_smtp", "ses_api")) or any(word in view.words for word in _SES_WORDS):
        tokens |= {"ses", "aws"}
    elif any(word in view.words for word in _AWS_WORDS):
        tokens.add("aws")
    return tokens


def roles(text: str, identities: tuple[str, ...]) -> set[str]:
    """Returns the tokens for the role (sender, recipient) and the number of the identities that SES refused."""
    refused = {identity.lower() for identity in identities}
    if not refused:
        return set()
    tokens = {"identity:several"} if len(refused) > 1 else {"identity:one"}
    local = {identity.partition("@")[0] for identity in refused if "@" in identity}
    if refused & {m.lower().rstrip(".") for m in re.findall(_FROM, text)}:
        tokens.add("role:sender")
    if refused & {m.lower().rstrip(".") for m in re.findall(_TO, text)} or (
        len(refused) == 1 and local & _RECIPIENT_NAMES
    ):
        tokens.add("role:recipient")
    return tokens
