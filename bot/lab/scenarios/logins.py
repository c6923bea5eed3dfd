"""SES's SMTP passwords, and the logins that its SMTP server accepts.

The derivation is implemented here again, and not imported from bot.probes, so that the lab can check the product's.
Algorithm: https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html
"""

import base64
import hmac
from collections.abc import Callable

from bot.lab.smtp.auth import AuthAnswer
from bot.lab.world import World

_REFUSED = AuthAnswer(accepted=False)


def smtp_password(secret: str, region: str) -> str:
    """Returns the SMTP password of a secret access key for a region."""
    key = f"AWS4{secret}".encode()
    for part in ("11111111", region, "ses", "aws4_request", "SendRawEmail"):
        key = hmac.digest(key, part.encode(), "sha256")
    return base64.b64encode(b"\x04" + key).decode()


def legacy_smtp_password(secret: str) -> str:
    """Returns the SMTP password that SES made before 2019, for all regions. SES still accepts it."""
    return base64.b64encode(b"\x02" + hmac.digest(secret.encode(), b"SendRawEmail", "sha256")).decode()


def ses_logins(world: World, region: str) -> Callable[[str, str], AuthAnswer]:
    """Returns the login check of SES's SMTP endpoint in a region. It accepts active keys of accounts with SES there."""

    def judge(username: str, password: str) -> AuthAnswer:
        found = world.find_key(username)
        if found is None:
            return _REFUSED
        account, _user, key = found
        good = password in (smtp_password(key.secret, region), legacy_smtp_password(key.secret))
        state = account.regions.get(region)
        if not good or key.status != "Active" or state is None or not state.enabled:
            return _REFUSED
        if not state.subscribed:
            return AuthAnswer(accepted=False, reply="535 Account not subscribed to SES")
        return AuthAnswer(accepted=True)

    return judge
