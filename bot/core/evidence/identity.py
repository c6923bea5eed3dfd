"""What SES says of one identity, as typed evidence. A field that an answer did not hold is None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """sesv2:GetEmailIdentity of one name in one region.

    dkim_tokens: the three tokens of Easy DKIM, or the selector of the owner's own key (origin EXTERNAL). dkim_zone: the
    zone that the tokens' CNAME records point to. dkim_key: the length of the key, "RSA_2048_BIT". policies: sending
    authorization policies, JSON by name. forwarding: True where bounces and complaints are sent by mail.
    """

    name: str
    region: str
    verified: bool | None
    status: str | None = None
    error: str | None = None
    last_checked: datetime | None = None
    last_success: datetime | None = None
    dkim_enabled: bool | None = None
    dkim_status: str | None = None
    dkim_origin: str | None = None
    dkim_tokens: tuple[str, ...] | None = None
    dkim_zone: str | None = None
    dkim_key: str | None = None
    mail_from_domain: str | None = None
    mail_from_status: str | None = None
    on_mx_failure: str | None = None
    configuration_set: str | None = None
    forwarding: bool | None = None
    policies: Mapping[str, str] = field(default_factory=dict)
