"""Scenarios about the bot itself.

The verdict is `unknown`, without a cause; the answer says what to repair in the bot.
"""

from bot.lab.aws import Fault, Refused
from bot.lab.scenarios.scenario import Scenario
from bot.lab.scenarios.scene import Scene
from bot.lab.world import READER_KEY_ID, allow, deny


def _no_inspector(scene: Scene) -> None:
    scene.inspect_table = {}
    del scene.secrets["inspect.secret"]


def _inspector_refused(scene: Scene) -> None:
    scene.user(READER_KEY_ID).keys[0].status = "Inactive"


def _inspector_denied(scene: Scene) -> None:
    scene.user(READER_KEY_ID).policies = [allow("ses:Get*", "ses:List*", name="read-ses")]


def _cannot_read_identities(scene: Scene) -> None:
    scene.user(READER_KEY_ID).policies.append(deny("ses:GetEmailIdentity", name="not-one-by-one"))


def _old_policy(scene: Scene) -> None:
    """Denies the actions that an older version of the bot's IAM policy did not include."""
    newer = ("ses:ListRecommendations", "ses:ListReputationEntities", "ses:GetSendStatistics")
    scene.user(READER_KEY_ID).policies.append(deny(*newer, "ses:ListEmailIdentities", name="older"))


def _clock(scene: Scene) -> None:
    scene.faults.clock_offset_seconds = 11 * 60


def _resolver(scene: Scene) -> None:
    scene.dns_faults["*"] = "servfail"


def _aws_down(scene: Scene) -> None:
    scene.faults.rules.append(Fault("sesv2.*", Refused("InternalFailure", "We are sorry.", 500)))


SCENARIOS = tuple(
    Scenario(name, (), "unknown", summary_en, summary_vi, prepare, repair=repair)
    for name, summary_en, summary_vi, prepare, repair in (
        (
            "no-inspector", "The bot has no AWS credentials of its own",
            "Bot chưa có AWS credentials của riêng nó", _no_inspector, True,
        ),
        (
            "inspector-refused", "The bot's own access key was deactivated",
            "Access key của chính bot đã bị tắt", _inspector_refused, True,
        ),
        (
            "inspector-denied", "The bot may read SES, but not IAM",
            "Bot xem được SES nhưng không xem được IAM", _inspector_denied, True,
        ),
        (
            "identities-unreadable", "The bot may list identities, but not read one: DKIM and MAIL FROM are unknown",
            "Bot xem được danh sách identity, không xem được từng cái: không rõ DKIM và MAIL FROM",
            _cannot_read_identities, True,
        ),
        (
            "bot-clock-skew", "The clock of the bot's machine is eleven minutes late",
            "Đồng hồ máy chạy bot chậm 11 phút", _clock, True,
        ),
        (
            "resolver-broken", "The name server that the bot asks answers SERVFAIL",
            "DNS server mà bot hỏi trả về SERVFAIL", _resolver, True,
        ),
        (
            "aws-unavailable", "SES's API answers with server errors",
            "API của SES đang trả về lỗi", _aws_down, False,
        ),
    )
)  # fmt: skip
OLD_POLICY = Scenario(
    "older-policy", (), "yes", "Healthy, and the bot lacks some optional permissions",
    "Ổn, bot chỉ thiếu vài quyền để xem thêm thông tin", _old_policy,
)  # fmt: skip
