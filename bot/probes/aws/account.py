"""The questions to STS, IAM and SES about credentials, permissions, the account and its identities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.evidence.aws import (
    CREDENTIAL_KINDS,
    Account,
    Caller,
    ConfigurationSet,
    Failure,
    FailureKind,
    KeyListing,
    KeyUse,
    Owner,
    Reached,
    ResourceDecision,
)
from bot.core.evidence.identity import Identity
from bot.probes.aws.gateway import Signer
from bot.probes.aws.sending import SendingQueries
from bot.probes.aws.sessions import Anonymous

_NOBODY = Signer("", Anonymous())
# Failures that have an HTTP status but were not sent by AWS, or not by the service that was asked.
_NOT_ANSWERED = frozenset({FailureKind.NOT_AWS, FailureKind.UNAVAILABLE})
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
_CONTEXT_TYPES = {"aws:SecureTransport": "boolean", "aws:ViaAWSService": "boolean", "aws:CurrentTime": "date"}


class AwsQueries(SendingQueries):
    """The questions to AWS of one run, except those about a single message."""

    async def caller(self, by: str, region: str = "") -> Caller | Failure | None:
        """Returns whose keys `by` ("inspect" or "app") has.

        Returns None where no app keys are configured or their values are empty, and for the inspector of a run
        without one.
        """
        if by == "inspect" and self._context.options.probing:
            return None
        signer = await (self._secrets.app() if by == "app" else self._secrets.inspector())
        if signer is None or isinstance(signer, Failure):
            return signer
        answer = await self._ask(signer, "sts.GetCallerIdentity", region or self._region, {})
        if isinstance(answer, Failure):
            return answer
        data = answer.data
        if not data.get("Account"):
            return Failure(FailureKind.INCOMPLETE, "sts:GetCallerIdentity", by=by)
        return Caller(data.get("Account"), data.get("Arn"), data.get("UserId"), answer.skew)

    async def endpoint(self) -> Reached | Failure:
        """Returns Reached where SES's API answers from here, else why not.

        The call is signed by the inspector, or not at all where the run has no inspector or its credentials are
        unusable.
        """
        signer = _NOBODY if self._context.options.probing else await self._secrets.inspector()
        answer = await self._reach(signer) if isinstance(signer, Signer) else signer
        if isinstance(answer, Failure) and answer.kind in CREDENTIAL_KINDS:
            answer = await self._reach(_NOBODY)
        return answer

    async def _reach(self, signer: Signer) -> Reached | Failure:
        answer = await self._ask(signer, "sesv2.GetAccount", self._region, {})
        if isinstance(answer, Failure) and (not answer.status or answer.kind in _NOT_ANSWERED):
            return answer
        return Reached(answer.skew)

    async def key_account(self, key_id: str) -> str | Failure:
        """Returns the id of the account that owns a key id, whatever the key's state."""
        return await self._query(
            "sts.GetAccessKeyInfo", self._region, {"AccessKeyId": key_id}, lambda d: d.get("Account")
        )

    async def key_use(self, key_id: str) -> KeyUse | Failure:
        """Returns the user that a key id belongs to, and when, where and for which service it was last used."""

        def read(data: Mapping[str, Any]) -> KeyUse:
            last = data.get("AccessKeyLastUsed") or {}
            return KeyUse(
                data.get("UserName"),
                last.get("LastUsedDate"),
                _known(last.get("ServiceName")),
                _known(last.get("Region")),
            )

        return await self._query("iam.GetAccessKeyLastUsed", self._iam_region, {"AccessKeyId": key_id}, read)

    async def access_keys(self, user: str) -> tuple[KeyListing, ...] | Failure:
        """Returns all access keys of a user."""

        def read(data: Mapping[str, Any]) -> tuple[KeyListing, ...] | None:
            listed = data.get("AccessKeyMetadata")
            if listed is None:
                return None
            return tuple(KeyListing(k.get("AccessKeyId", ""), k.get("Status"), k.get("CreateDate")) for k in listed)

        return await self._query("iam.ListAccessKeys", self._iam_region, {"UserName": user}, read)

    async def user(self, name: str) -> Owner | Failure:
        """Returns a user's ARN, path included, and its permissions boundary."""
        return await self._query("iam.GetUser", self._iam_region, {"UserName": name}, lambda d: _owner(d.get("User")))

    async def role(self, name: str) -> Owner | Failure:
        """Returns a role's ARN, path included, and its permissions boundary."""
        return await self._query("iam.GetRole", self._iam_region, {"RoleName": name}, lambda d: _owner(d.get("Role")))

    async def simulate(
        self, principal_arn: str, actions: tuple[str, ...], resources: tuple[str, ...], context: Mapping[str, str]
    ) -> tuple[ResourceDecision, ...] | Failure:
        """Returns what a principal's policies decide for each action on each resource.

        context: values of condition keys ("ses:FromAddress") for the simulated request.
        """
        params = {
            "PolicySourceArn": principal_arn,
            "ActionNames": list(actions),
            "ResourceArns": list(resources),
            "ContextEntries": [
                {
                    "ContextKeyName": name,
                    "ContextKeyValues": [value],
                    "ContextKeyType": _CONTEXT_TYPES.get(name, "string"),
                }
                for name, value in sorted(context.items())
            ],
        }
        return await self._query("iam.SimulatePrincipalPolicy", self._iam_region, params, _decisions)

    async def account(self, region: str) -> Account | Failure:
        """Returns SES's account in one region: limits, production access, reviews."""

        def read(data: Mapping[str, Any]) -> Account | None:
            if not data:
                return None
            quota = data.get("SendQuota") or {}
            review = (data.get("Details") or {}).get("ReviewDetails") or {}
            return Account(
                production=data.get("ProductionAccessEnabled"),
                sending=data.get("SendingEnabled"),
                enforcement=data.get("EnforcementStatus"),
                review=review.get("Status"),
                case_id=review.get("CaseId"),
                max_24h=_number(quota.get("Max24HourSend")),
                rate=_number(quota.get("MaxSendRate")),
                sent_24h=_number(quota.get("SentLast24Hours")),
                suppressed_reasons=_names((data.get("SuppressionAttributes") or {}).get("SuppressedReasons")),
                vdm=(data.get("VdmAttributes") or {}).get("VdmEnabled"),
            )

        return await self._query("sesv2.GetAccount", region, {}, read)

    async def identity(self, name: str, region: str) -> Identity | Failure:
        """Returns one identity in one region; a Failure of kind NOT_FOUND where it does not exist there."""
        return await self._query(
            "sesv2.GetEmailIdentity", region, {"EmailIdentity": name}, lambda d: _identity(name, region, d)
        )

    async def owned_identity(self) -> Identity | Failure:
        """Returns the identity that the target names by its ARN, as the owner's account has it."""
        name, region = self._context.target.identity_name, self._context.target.identity_arn.split(":")[3]
        params = {"EmailIdentity": name}
        return await self._query(
            "sesv2.GetEmailIdentity", region, params, lambda d: _identity(name, region, d), by_owner=True
        )

    async def configuration_set(self, name: str) -> ConfigurationSet | Failure:
        """Returns one configuration set of the target's region."""

        def read(data: Mapping[str, Any]) -> ConfigurationSet | None:
            if not data:
                return None
            # AWS always sends SendingOptions. Where a damaged answer lacks it, None makes the check report UNKNOWN.
            return ConfigurationSet(
                name,
                (data.get("SendingOptions") or {}).get("SendingEnabled"),
                (data.get("DeliveryOptions") or {}).get("TlsPolicy"),
                _names((data.get("SuppressionOptions") or {}).get("SuppressedReasons")),
            )

        return await self._query("sesv2.GetConfigurationSet", self._region, {"ConfigurationSetName": name}, read)


def _known(value: str | None) -> str | None:
    return None if value in (None, "", "N/A") else value


def _names(value: list[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)


def _number(value: float | None) -> float | None:
    """Returns a quota; None for NaN, infinity and absurdly high numbers, all of which Python's JSON parser accepts."""
    return value if value is not None and abs(value) < 1e12 else None


def _owner(data: Mapping[str, Any] | None) -> Owner | None:
    if not data:
        return None
    return Owner(data.get("Arn"), (data.get("PermissionsBoundary") or {}).get("PermissionsBoundaryArn"))


def _identity(name: str, region: str, data: Mapping[str, Any]) -> Identity | None:
    if not data:
        return None
    info, dkim = data.get("VerificationInfo") or {}, data.get("DkimAttributes") or {}
    mail_from = data.get("MailFromAttributes") or {}
    return Identity(
        name=name,
        region=region,
        verified=data.get("VerifiedForSendingStatus"),
        status=data.get("VerificationStatus"),
        error=info.get("ErrorType"),
        last_checked=info.get("LastCheckedTimestamp"),
        last_success=info.get("LastSuccessTimestamp"),
        dkim_enabled=dkim.get("SigningEnabled"),
        dkim_status=dkim.get("Status"),
        dkim_origin=dkim.get("SigningAttributesOrigin"),
        dkim_tokens=None if dkim.get("Tokens") is None else tuple(dkim["Tokens"]),
        dkim_zone=dkim.get("SigningHostedZone") or None,
        dkim_key=dkim.get("CurrentSigningKeyLength"),
        mail_from_domain=mail_from.get("MailFromDomain") or None,
        mail_from_status=mail_from.get("MailFromDomainStatus"),
        on_mx_failure=mail_from.get("BehaviorOnMxFailure"),
        configuration_set=data.get("ConfigurationSetName") or None,
        forwarding=data.get("FeedbackForwardingStatus"),
        # AWS may omit an empty map.
        policies=data.get("Policies") or {},
    )


def _decisions(data: Mapping[str, Any]) -> tuple[ResourceDecision, ...] | None:
    found = []
    for result in data.get("EvaluationResults") or ():
        organization = (result.get("OrganizationsDecisionDetail") or {}).get("AllowedByOrganizations")
        rows = result.get("ResourceSpecificResults") or (result,)
        for row in rows:
            boundary = row.get("PermissionsBoundaryDecisionDetail") or result.get("PermissionsBoundaryDecisionDetail")
            found.append(
                ResourceDecision(
                    action=result.get("EvalActionName", ""),
                    resource=row.get("EvalResourceName", ""),
                    decision=row.get("EvalResourceDecision") or result.get("EvalDecision") or "",
                    matched=tuple(m.get("SourcePolicyId", "") for m in row.get("MatchedStatements") or ()),
                    missing_context=tuple(row.get("MissingContextValues") or ()),
                    boundary_allows=(boundary or {}).get("AllowedByPermissionsBoundary"),
                    organization_allows=organization,
                )
            )
    return tuple(found) or None
