"""Reports written by hand as bot.words.build makes them, for tests of the renderers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.model import Outcome, Severity, Stage, Verdict
from bot.words.report import Advice, Candidate, CheckLine, Command, Report, ReportLink, Step
from bot.words.text import parse_markdown
from tests.render.places import SEEN

KEY = "AKIAIOSFODNN7EXAMPLE"
ACCOUNT = "111122223333"
STARTED = datetime(2026, 11, 21, 13, 5, 7, tzinfo=UTC)
DERIVE = """python3 - <<'PY'
import base64, getpass, hashlib, hmac
key = ("AWS4" + getpass.getpass("Secret access key: ")).encode()
for part in ("11111111", "eu-central-1", "ses", "aws4_request", "SendRawEmail"):
    key = hmac.new(key, part.encode(), hashlib.sha256).digest()
print(base64.b64encode(b"\\x04" + key).decode())
PY"""
RETIRE = f"aws iam update-access-key --user-name ses-smtp --access-key-id {KEY} --status Inactive"
CONSOLE = "https://eu-central-1.console.aws.amazon.com/ses/home?region=eu-central-1#/smtp"
LINK = ReportLink(
    "Obtaining Amazon SES SMTP credentials", "https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"
)
REPLY = "535 5.7.8 Authentication Credentials Invalid"
STAGES = (
    Stage("resolve", Outcome.PASS, 12),
    Stage("connect", Outcome.PASS, 31),
    Stage("banner", Outcome.PASS, 33, "220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-EXAMPLE"),
)
TLS_STAGES = (Stage("ehlo", Outcome.PASS, 30, "250 8BITMIME"), Stage("starttls", Outcome.PASS, 40, "220 Ready"))
AUTH_STAGES = (Stage("auth", Outcome.FAIL, 112, REPLY), Stage("quit", Outcome.SKIPPED, 0))

TRANSCRIPT = (
    "S: 220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-EXAMPLE",
    "C: EHLO [10.0.1.23]",
    "S: 250 8BITMIME",
    "C: AUTH PLAIN [redacted]",
    f"S: {REPLY}",
)
WORDS = {
    "en": {
        "no": "CAN SEND: NO",
        "yes": "CAN SEND: YES",
        "unknown": "CAN SEND: UNKNOWN",
        "title": "The SMTP password belongs to us-east-1, but prod sends through eu-central-1",
        "why": f"The password given for `{KEY}` is exactly the one that AWS derives for us-east-1.",
        "derive": f"Derive the password for eu-central-1 from the same secret access key. The user name stays `{KEY}`.",
        "create": "No secret access key at hand? Create new SMTP credentials in eu-central-1. The password is shown once.",
        "undo": "Set the new access key to Inactive, then delete it.",
        "retire": "Once the old key has been unused for a day, set it to Inactive.",
        "risk": "stops whatever still uses it",
        "verify": "Run the test from the machine that sends: it must print `(235, b'Authentication successful.')`.",
        "caution": "Do not delete the old key: whatever still sends through us-east-1 would stop.",
        "who": "whoever deploys the application",
        "sandbox": "The account is in the SES sandbox",
        "invalid": "The SMTP server rejects the user name and password",
        "auth": "SMTP sign-in",
        "permission": "the inspector may not ask whether the key is active",
        "unsure": "The account could not be looked at: `ses:GetAccount` is denied.",
    },
    "vi": {
        "no": "GỬI MAIL: KHÔNG ĐƯỢC",
        "yes": "GỬI MAIL: ĐƯỢC",
        "unknown": "GỬI MAIL: CHƯA RÕ",
        "title": "Mật khẩu SMTP là của us-east-1, còn prod gửi qua eu-central-1",
        "why": f"Mật khẩu đang dùng cho `{KEY}` đúng bằng mật khẩu AWS sinh ra cho us-east-1.",
        "derive": f"Tính mật khẩu cho eu-central-1 từ chính secret access key đó. User name vẫn là `{KEY}`.",
        "create": "Không còn secret access key? Tạo SMTP credentials mới ở eu-central-1. Mật khẩu chỉ hiện một lần.",
        "undo": "Chuyển access key mới sang Inactive, rồi xóa.",
        "retire": "Khi key cũ không còn ai dùng trong một ngày, chuyển nó sang Inactive.",
        "risk": "nơi nào còn dùng sẽ không gửi được nữa",
        "verify": "Chạy lệnh kiểm tra trên máy gửi mail: phải in ra `(235, b'Authentication successful.')`.",
        "caution": "Đừng xóa key cũ: ứng dụng nào còn gửi qua us-east-1 sẽ không gửi được nữa.",
        "who": "người deploy ứng dụng",
        "sandbox": "SES còn trong sandbox",
        "invalid": "Máy chủ SMTP từ chối user name và mật khẩu",
        "auth": "Đăng nhập SMTP",
        "permission": "bot không được xem key còn Active hay không",
        "unsure": "Không xem được account: `ses:GetAccount` bị từ chối.",
    },
}


def step(name: str, text: str, *commands: Command, undo: str = "", risk: str = "none", label: str = "") -> Step:
    """One step of a fix."""
    return Step(name, parse_markdown(text), risk, label, parse_markdown(undo) if undo else None, commands)


def advice(code: str, title: str, why: str, *, severity: Severity = Severity.FAIL) -> Advice:
    """A cause without a fix."""
    return Advice(
        code,
        severity,
        KEY,
        {},
        parse_markdown(title),
        parse_markdown(why),
        (),
        parse_markdown(""),
        parse_markdown(""),
        (),
        "",
    )


def wrong_region(language: str = "en") -> Advice:
    """The root of most samples, with a whole fix."""
    say = WORDS[language]
    return Advice(
        code="smtp.password_wrong_region",
        severity=Severity.FAIL,
        subject=KEY,
        values={"key_id": KEY, "password_region": "us-east-1", "regions": ("us-east-1", "eu-central-1"), "port": 587},
        title=parse_markdown(say["title"]),
        why=parse_markdown(say["why"]),
        fix=(
            step("derive", say["derive"], Command("cli", DERIVE)),
            step("create", say["create"], Command("console", CONSOLE), undo=say["undo"]),
            step("retire", say["retire"], Command("cli", RETIRE), risk="breaks_senders", label=say["risk"]),
        ),
        verify=parse_markdown(say["verify"]),
        caution=parse_markdown(say["caution"]),
        links=(LINK,),
        who=say["who"],
    )


def line(check_id: str, outcome: Outcome, label: str, reason: str = "", ms: int = 20, **more: object) -> CheckLine:
    """One check in words."""
    made = CheckLine(check_id, check_id.partition(".")[0], outcome, label, reason, ms, (), None, None)
    return replace(made, **more)  # type: ignore[arg-type]


def report(language: str = "en") -> Report:
    """A run whose SMTP password belongs to another region."""
    say = WORDS[language]
    checks = (
        line("config.credentials", Outcome.PASS, "Credentials' shape", ms=1),
        line("aws.identity", Outcome.PASS, "AWS identity", f"arn:aws:iam::{ACCOUNT}:user/ses-smtp", 182),
        line("aws.access_key", Outcome.UNKNOWN, "Access key", say["permission"], 90, missing_permission="iam:GetUser"),
        line("ses.account", Outcome.WARN, "SES account", say["sandbox"], 1210, causes=("account.sandbox",)),
        line("smtp.connect", Outcome.PASS, "SMTP connection", "", 76, stages=STAGES),
        line("smtp.tls", Outcome.PASS, "TLS", "TLSv1.3", 70, stages=TLS_STAGES),
        line(
            "smtp.auth",
            Outcome.FAIL,
            say["auth"],
            f"`{REPLY}`",
            112,
            causes=("smtp.credentials_invalid",),
            stages=AUTH_STAGES,
        ),
    )
    return Report(
        language=language,
        verdict=Verdict.NO,
        verdict_label=say["no"],
        headline=f"{say['no']} - {say['title']}",
        target="prod",
        region="eu-central-1",
        run_id="r-7f3a9c",
        only=None,
        started_at=STARTED,
        ms=2345,
        roots=(wrong_region(language),),
        symptoms=(advice("smtp.credentials_invalid", say["invalid"], REPLY),),
        checks=checks,
        repairs=(),
        vantage=SEEN.vantage,
        snapshot=SEEN,
        transcript=TRANSCRIPT,
    )


def healthy(language: str = "en") -> Report:
    """A run that found nothing."""
    say = WORDS[language]
    return replace(
        report(language),
        verdict=Verdict.YES,
        verdict_label=say["yes"],
        headline=say["yes"],
        roots=(),
        symptoms=(),
        checks=(line("smtp.auth", Outcome.PASS, say["auth"], "235", 99),),
        run_id="r-000001",
        transcript=(),
    )


def generic(language: str = "en") -> Report:
    """A 535 that could not be decided, seen by a bot that may not look at all."""
    say = WORDS[language]
    root = replace(
        advice("smtp.credentials_invalid", say["invalid"], f"`{REPLY}`"),
        here=True,
        candidates=(
            Candidate("smtp.password_wrong_region", say["title"], say["derive"]),
            Candidate("credentials.key_inactive", say["sandbox"], ""),
        ),
        ruled_out=(say["sandbox"],),
    )
    return replace(
        report(language),
        headline=f"{say['no']} - {say['invalid']}",
        roots=(root,),
        symptoms=(),
        repairs=(say["permission"],),
        only="smtp",
    )


def unsure(language: str = "en") -> Report:
    """A run that found a warning but could not look at all that YES needs."""
    say = WORDS[language]
    return replace(
        report(language),
        verdict=Verdict.UNKNOWN,
        verdict_label=say["unknown"],
        headline=f"{say['unknown']} - {say['sandbox']}",
        roots=(advice("account.sandbox", say["sandbox"], "ProductionAccessEnabled: false", severity=Severity.WARN),),
        symptoms=(),
        unsure=say["unsure"],
    )
