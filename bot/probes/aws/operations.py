"""The allow-list: every AWS operation that may be called, all of them reads, and every field that is read.

Answers are reduced to these fields, so that no other field can be read by mistake. A contract test compares operations
and fields with the installed botocore models. `ses-check policy` prints the IAM policy from the same table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of AWS.

    service, name: as botocore calls them. resource: what IAM restricts it to: *, identity, configuration_set, user, role,
    principal, parameter or secret. fields: paths into the answer, where "[]" stands for every item of a list.
    needs_permission: False where AWS answers without an IAM permission. once_a_second: AWS allows one call per second
    for an account and a region.
    """

    service: str
    name: str
    iam_action: str
    resource: str
    fields: tuple[str, ...]
    needs_permission: bool = True
    once_a_second: bool = False


_ALL = (
    Operation("sts", "GetCallerIdentity", "sts:GetCallerIdentity", "*", ("Account", "Arn", "UserId"), False),
    Operation("sts", "GetAccessKeyInfo", "sts:GetAccessKeyInfo", "*", ("Account",)),
    Operation(
        "sts",
        "AssumeRole",
        "sts:AssumeRole",
        "role",
        (
            "Credentials.AccessKeyId",
            "Credentials.SecretAccessKey",
            "Credentials.SessionToken",
            "Credentials.Expiration",
        ),
    ),
    Operation("iam", "GetUser", "iam:GetUser", "user", ("User.Arn", "User.PermissionsBoundary.PermissionsBoundaryArn")),
    Operation("iam", "GetRole", "iam:GetRole", "role", ("Role.Arn", "Role.PermissionsBoundary.PermissionsBoundaryArn")),
    Operation(
        "iam",
        "ListAccessKeys",
        "iam:ListAccessKeys",
        "user",
        (
            "AccessKeyMetadata[].AccessKeyId",
            "AccessKeyMetadata[].Status",
            "AccessKeyMetadata[].CreateDate",
            "IsTruncated",
            "Marker",
        ),
    ),
    Operation(
        "iam",
        "GetAccessKeyLastUsed",
        "iam:GetAccessKeyLastUsed",
        "*",
        ("UserName", "AccessKeyLastUsed.LastUsedDate", "AccessKeyLastUsed.ServiceName", "AccessKeyLastUsed.Region"),
    ),
    Operation(
        "iam",
        "SimulatePrincipalPolicy",
        "iam:SimulatePrincipalPolicy",
        "principal",
        (
            "EvaluationResults[].EvalActionName",
            "EvaluationResults[].EvalResourceName",
            "EvaluationResults[].EvalDecision",
            "EvaluationResults[].MatchedStatements[].SourcePolicyId",
            "EvaluationResults[].MissingContextValues[]",
            "EvaluationResults[].OrganizationsDecisionDetail.AllowedByOrganizations",
            "EvaluationResults[].PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary",
            "EvaluationResults[].ResourceSpecificResults[].EvalResourceName",
            "EvaluationResults[].ResourceSpecificResults[].EvalResourceDecision",
            "EvaluationResults[].ResourceSpecificResults[].MatchedStatements[].SourcePolicyId",
            "EvaluationResults[].ResourceSpecificResults[].MissingContextValues[]",
            "EvaluationResults[].ResourceSpecificResults[].PermissionsBoundaryDecisionDetail"
            ".AllowedByPermissionsBoundary",
            "IsTruncated",
            "Marker",
        ),
    ),
    Operation(
        "sesv2",
        "GetAccount",
        "ses:GetAccount",
        "*",
        (
            "ProductionAccessEnabled",
            "SendingEnabled",
            "EnforcementStatus",
            "SendQuota.Max24HourSend",
            "SendQuota.MaxSendRate",
            "SendQuota.SentLast24Hours",
            "Details.ReviewDetails.Status",
            "Details.ReviewDetails.CaseId",
            "SuppressionAttributes.SuppressedReasons",
            "VdmAttributes.VdmEnabled",
        ),
    ),
    Operation(
        "ses",
        "GetSendStatistics",
        "ses:GetSendStatistics",
        "*",
        (
            "SendDataPoints[].Timestamp",
            "SendDataPoints[].DeliveryAttempts",
            "SendDataPoints[].Bounces",
            "SendDataPoints[].Complaints",
        ),
        once_a_second=True,
    ),
    Operation(
        "sesv2",
        "ListEmailIdentities",
        "ses:ListEmailIdentities",
        "*",
        (
            "EmailIdentities[].IdentityName",
            "EmailIdentities[].SendingEnabled",
            "EmailIdentities[].VerificationStatus",
            "NextToken",
        ),
    ),
    Operation(
        "sesv2",
        "GetEmailIdentity",
        "ses:GetEmailIdentity",
        "identity",
        (
            "VerifiedForSendingStatus",
            "VerificationStatus",
            "VerificationInfo.ErrorType",
            "VerificationInfo.LastCheckedTimestamp",
            "VerificationInfo.LastSuccessTimestamp",
            "DkimAttributes.SigningEnabled",
            "DkimAttributes.Status",
            "DkimAttributes.SigningAttributesOrigin",
            "DkimAttributes.Tokens",
            "DkimAttributes.SigningHostedZone",
            "DkimAttributes.CurrentSigningKeyLength",
            "MailFromAttributes.MailFromDomain",
            "MailFromAttributes.MailFromDomainStatus",
            "MailFromAttributes.BehaviorOnMxFailure",
            "ConfigurationSetName",
            "FeedbackForwardingStatus",
            "Policies",
        ),
    ),
    Operation(
        "sesv2",
        "GetConfigurationSet",
        "ses:GetConfigurationSet",
        "configuration_set",
        (
            "ConfigurationSetName",
            "SendingOptions.SendingEnabled",
            "DeliveryOptions.TlsPolicy",
            "SuppressionOptions.SuppressedReasons",
        ),
    ),
    Operation(
        "sesv2",
        "GetConfigurationSetEventDestinations",
        "ses:GetConfigurationSetEventDestinations",
        "configuration_set",
        (
            "EventDestinations[].Name",
            "EventDestinations[].Enabled",
            "EventDestinations[].MatchingEventTypes",
            "EventDestinations[].SnsDestination.TopicArn",
            "EventDestinations[].KinesisFirehoseDestination.DeliveryStreamArn",
            "EventDestinations[].EventBridgeDestination.EventBusArn",
            "EventDestinations[].CloudWatchDestination.DimensionConfigurations[].DimensionName",
            "EventDestinations[].PinpointDestination.ApplicationArn",
        ),
    ),
    Operation(
        "ses",
        "GetIdentityNotificationAttributes",
        "ses:GetIdentityNotificationAttributes",
        "*",
        ("NotificationAttributes",),
        once_a_second=True,
    ),
    Operation("sns", "GetTopicAttributes", "sns:GetTopicAttributes", "*", ("Attributes",)),
    Operation("kms", "GetKeyPolicy", "kms:GetKeyPolicy", "*", ("Policy",)),
    Operation(
        "firehose",
        "DescribeDeliveryStream",
        "firehose:DescribeDeliveryStream",
        "*",
        ("DeliveryStreamDescription.DeliveryStreamARN", "DeliveryStreamDescription.DeliveryStreamStatus"),
    ),
    Operation("events", "DescribeEventBus", "events:DescribeEventBus", "*", ("Arn",)),
    Operation(
        "sesv2",
        "GetSuppressedDestination",
        "ses:GetSuppressedDestination",
        "*",
        ("SuppressedDestination.Reason", "SuppressedDestination.LastUpdateTime"),
    ),
    Operation(
        "sesv2",
        "ListRecommendations",
        "ses:ListRecommendations",
        "*",
        (
            "Recommendations[].ResourceArn",
            "Recommendations[].Type",
            "Recommendations[].Impact",
            "NextToken",
        ),
        once_a_second=True,
    ),
    Operation(
        "sesv2",
        "ListReputationEntities",
        "ses:ListReputationEntities",
        "*",
        (
            "ReputationEntities[].ReputationEntityReference",
            "ReputationEntities[].SendingStatusAggregate",
            "ReputationEntities[].CustomerManagedStatus.Status",
            "ReputationEntities[].CustomerManagedStatus.Cause",
            "ReputationEntities[].CustomerManagedStatus.LastUpdatedTimestamp",
            "ReputationEntities[].AwsSesManagedStatus.Status",
            "ReputationEntities[].AwsSesManagedStatus.Cause",
            "ReputationEntities[].AwsSesManagedStatus.LastUpdatedTimestamp",
            "NextToken",
        ),
    ),
    Operation(
        "sesv2",
        "GetMessageInsights",
        "ses:GetMessageInsights",
        "*",
        (
            "FromEmailAddress",
            "Insights[].Destination",
            "Insights[].Isp",
            "Insights[].Events[].Timestamp",
            "Insights[].Events[].Type",
            "Insights[].Events[].Details.Bounce.BounceType",
            "Insights[].Events[].Details.Bounce.BounceSubType",
            "Insights[].Events[].Details.Bounce.DiagnosticCode",
            "Insights[].Events[].Details.Complaint.ComplaintSubType",
            "Insights[].Events[].Details.Complaint.ComplaintFeedbackType",
        ),
        once_a_second=True,
    ),
    Operation("ssm", "GetParameter", "ssm:GetParameter", "parameter", ("Parameter.Value",)),
    Operation("secretsmanager", "GetSecretValue", "secretsmanager:GetSecretValue", "secret", ("SecretString",)),
)

OPERATIONS: Mapping[str, Operation] = MappingProxyType({f"{o.service}.{o.name}": o for o in _ALL})


def prune(answer: Mapping[str, object], operation: Operation) -> dict[str, object]:
    """Returns only the operation's fields of an answer."""
    kept: dict[str, object] = {}
    for path in operation.fields:
        _copy(answer, kept, path.split("."))
    return kept


def _copy(source: object, into: dict[str, object], path: list[str]) -> None:
    head, *rest = path
    name = head.removesuffix("[]")
    if not isinstance(source, Mapping) or name not in source:
        return
    value = source[name]
    if not rest:
        into[name] = value
    elif head.endswith("[]"):
        items = value if isinstance(value, list) else []
        kept = into.setdefault(name, [{} for _ in items])
        if isinstance(kept, list):
            for item, target in zip(items, kept, strict=True):
                _copy(item, target, rest)
    elif isinstance(value, Mapping):
        inner = into.setdefault(name, {})
        if isinstance(inner, dict):
            _copy(value, inner, rest)
