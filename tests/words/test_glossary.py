"""AWS's terms stay English in Vietnamese; where one is the matter of a guide, it is explained once in Vietnamese."""

from __future__ import annotations

import pytest

from bot.words.guide import load_guide
from bot.words.text import Text

EXPLAINED = [
    ("account.sandbox", "sandbox", "chế độ thử nghiệm"),
    ("account.sandbox", "production access", "quyền gửi tới mọi địa chỉ"),
    ("account.probation", "bounce", "mail bị trả lại"),
    ("account.probation", "complaint", "người nhận báo spam"),
    ("config_set.missing", "configuration set", "bộ cấu hình gửi mail"),
    ("config_set.paused", "configuration set", "bộ cấu hình gửi mail"),
    ("credentials.expired_token", "session token", "mã phiên"),
    ("dkim.failing", "DKIM", "chữ ký của domain trên mail"),
    ("dmarc.failing", "alignment", "khớp đúng cả tên domain"),
    ("iam.explicit_deny", "Permissions boundary", "mức trần quyền"),
    ("identity.not_verified", "Identity", "khai báo với SES"),
    ("mail_from.not_verified", "MAIL FROM", "domain nhận bounce"),
    ("network.connection_dropped", "MTU", "cỡ gói tin tối đa"),
    ("quota.daily", "Quota", "hạn mức"),
    ("recipient.suppressed", "suppression list", "danh sách không gửi tới"),
    ("region.not_enabled", "opt-in", "phải tự bật"),
    ("reputation.sending_paused", "reputation", "độ tin cậy khi gửi mail"),
    ("spf.failing", "SPF", "danh sách máy chủ được phép gửi"),
    ("tls.certificate", "CA", "nơi cấp chứng chỉ"),
]


@pytest.mark.parametrize(("code", "term", "words"), EXPLAINED)
def test_a_term_is_explained_in_vietnamese_where_it_is_the_matter(code: str, term: str, words: str) -> None:
    found = load_guide(code, "vi")
    texts: list[Text] = [*found.parts["why"].values(), *(step.text for step in found.steps)]
    explained = [text.plain for text in texts if words in text.plain]
    assert explained and all(term.lower() in text.lower() for text in explained), code
