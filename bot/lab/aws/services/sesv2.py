"""SES, API version 2: accounts, identities, configuration sets and the suppression list."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.lab.aws.operation import Answer, ApiRequest, Operation, Resource
from bot.lab.aws.pages import page_of
from bot.lab.aws.refusals import Refusal
from bot.lab.world import ConfigurationSet, Identity, Suppressed


def _get_account(request: ApiRequest) -> Answer:
    state = request.state
    answer: dict[str, Any] = {
        "DedicatedIpAutoWarmupEnabled": True,
        "EnforcementStatus": state.enforcement,
        "ProductionAccessEnabled": state.production,
        "SendQuota": {
            "Max24HourSend": float(state.max_24h),
            "MaxSendRate": float(state.rate),
            "SentLast24Hours": float(state.sent),
        },
        "SendingEnabled": state.sending,
        "SuppressionAttributes": {"SuppressedReasons": list(state.suppressed_reasons)},
        "VdmAttributes": {"VdmEnabled": "ENABLED" if state.vdm else "DISABLED"},
        "PricingAttributes": {"CurrentPlan": "NONE"},
    }
    if state.review_status:
        review = {"Status": state.review_status} | ({"CaseId": state.case_id} if state.case_id else {})
        answer["Details"] = {
            "MailType": "TRANSACTIONAL",
            "WebsiteURL": "https://example.com",
            "ContactLanguage": "EN",
            "UseCaseDescription": "Receipts and password resets.",
            "ReviewDetails": review,
        }
    return answer


def _list_email_identities(request: ApiRequest) -> Answer:
    identities = sorted(request.state.identities.values(), key=lambda identity: identity.name)
    size = min(request.params.get("PageSize", request.world.page_size), request.world.page_size)
    page = page_of(identities, request.params.get("NextToken"), size)
    if page is None:
        return Refusal("BadRequestException", "The NextToken is not valid.")
    answer: dict[str, Any] = {"EmailIdentities": [_summary(identity) for identity in page.items]}
    return answer | ({"NextToken": page.next_mark} if page.next_mark else {})


def _summary(identity: Identity) -> dict[str, Any]:
    return {
        "IdentityType": _type(identity),
        "IdentityName": identity.name,
        "SendingEnabled": identity.verified,
        "VerificationStatus": identity.status,
    }


def _get_email_identity(request: ApiRequest) -> Answer:
    identity = _identity(request)
    if isinstance(identity, Refusal):
        return identity
    answer: dict[str, Any] = {
        "IdentityType": _type(identity),
        "FeedbackForwardingStatus": identity.forwarding,
        "VerifiedForSendingStatus": identity.verified,
        "DkimAttributes": _dkim(identity),
        "Policies": _policies(identity),
        "Tags": [],
        "VerificationStatus": identity.status,
    }
    if identity.mail_from_domain:
        answer["MailFromAttributes"] = {
            "MailFromDomain": identity.mail_from_domain,
            "MailFromDomainStatus": identity.mail_from_status,
            "BehaviorOnMxFailure": identity.on_mx_failure,
        }
    if identity.configuration_set:
        answer["ConfigurationSetName"] = identity.configuration_set
    verification = {
        "LastCheckedTimestamp": identity.last_checked,
        "LastSuccessTimestamp": identity.last_success,
        "ErrorType": identity.error_type,
    }
    if known := {name: value for name, value in verification.items() if value is not None}:
        answer["VerificationInfo"] = known
    return answer


def _dkim(identity: Identity) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "SigningEnabled": identity.dkim_enabled,
        "Status": identity.dkim_status,
        "SigningAttributesOrigin": identity.origin,
    }
    if not identity.is_address:
        attributes["Tokens"] = list(identity.tokens)
        if identity.signing_hosted_zone and identity.origin != "EXTERNAL":
            attributes["SigningHostedZone"] = identity.signing_hosted_zone
        if identity.origin != "EXTERNAL":
            attributes["CurrentSigningKeyLength"] = attributes["NextSigningKeyLength"] = identity.key_length
    return attributes


def _policies(identity: Identity) -> dict[str, str]:
    return {name: json.dumps(document) for name, document in identity.policies.items()}


def _get_email_identity_policies(request: ApiRequest) -> Answer:
    identity = _identity(request)
    return identity if isinstance(identity, Refusal) else {"Policies": _policies(identity)}


def _get_configuration_set(request: ApiRequest) -> Answer:
    found = _configuration_set(request)
    if isinstance(found, Refusal):
        return found
    answer: dict[str, Any] = {
        "ConfigurationSetName": found.name,
        "DeliveryOptions": {"TlsPolicy": found.tls_policy},
        "ReputationOptions": {"ReputationMetricsEnabled": False},
        "SendingOptions": {"SendingEnabled": found.sending},
        "Tags": [],
    }
    if found.suppressed_reasons is not None:
        answer["SuppressionOptions"] = {"SuppressedReasons": list(found.suppressed_reasons)}
    return answer


def _get_event_destinations(request: ApiRequest) -> Answer:
    found = _configuration_set(request)
    if isinstance(found, Refusal):
        return found
    return {
        "EventDestinations": [
            {
                "Name": destination.name,
                "Enabled": destination.enabled,
                "MatchingEventTypes": list(destination.event_types),
            }
            | _place(destination.arn)
            for destination in found.event_destinations
        ]
    }


def _place(arn: str) -> dict[str, Any]:
    match arn.split(":")[2] if arn else "":
        case "sns":
            return {"SnsDestination": {"TopicArn": arn}}
        case "firehose":
            role = f"arn:aws:iam::{arn.split(':')[4]}:role/ses-events"
            return {"KinesisFirehoseDestination": {"IamRoleArn": role, "DeliveryStreamArn": arn}}
        case "events":
            return {"EventBridgeDestination": {"EventBusArn": arn}}
    dimension = {"DimensionName": "app", "DimensionValueSource": "MESSAGE_TAG", "DefaultDimensionValue": "none"}
    return {"CloudWatchDestination": {"DimensionConfigurations": [dimension]}}


def _get_suppressed_destination(request: ApiRequest) -> Answer:
    address = request.params["EmailAddress"]
    found: Suppressed | None = request.state.suppressed.get(address)
    if found is None:
        return Refusal("NotFoundException", f"Email address {address} does not exist on your suppression list.", 404)
    return {
        "SuppressedDestination": {
            "EmailAddress": address,
            "Reason": found.reason,
            "LastUpdateTime": found.updated,
            "Attributes": {"MessageId": "0100000000000000-example-000000"},
        }
    }


def _identity(request: ApiRequest) -> Identity | Refusal:
    name = request.params["EmailIdentity"]
    found = request.state.identities.get(name)
    return found or Refusal("NotFoundException", f"Email identity {name} does not exist.", 404)


def _configuration_set(request: ApiRequest) -> ConfigurationSet | Refusal:
    name = request.params["ConfigurationSetName"]
    found = request.state.configuration_sets.get(name)
    return found or Refusal("NotFoundException", f"Configuration set <{name}> does not exist.", 404)


def _type(identity: Identity) -> str:
    return "EMAIL_ADDRESS" if identity.is_address else "DOMAIN"


def _resource(kind: str, member: str) -> Callable[[ApiRequest], Resource]:
    def resource(request: ApiRequest) -> Resource:
        arn = request.world.ses_arn(request.account, request.region, kind, request.params[member])
        return Resource(arn, arn)

    return resource


_IDENTITY = _resource("identity", "EmailIdentity")
_CONFIGURATION_SET = _resource("configuration-set", "ConfigurationSetName")

OPERATIONS: Mapping[str, Operation] = {
    "GetAccount": Operation(_get_account),
    "ListEmailIdentities": Operation(_list_email_identities),
    "GetEmailIdentity": Operation(_get_email_identity, _IDENTITY),
    "GetEmailIdentityPolicies": Operation(_get_email_identity_policies, _IDENTITY),
    "GetConfigurationSet": Operation(_get_configuration_set, _CONFIGURATION_SET),
    "GetConfigurationSetEventDestinations": Operation(_get_event_destinations, _CONFIGURATION_SET),
    "GetSuppressedDestination": Operation(_get_suppressed_destination),
}
