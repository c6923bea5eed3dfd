"""Guides are found by code, area, title words in both languages with or without diacritics, and error texts."""

from __future__ import annotations

import tomllib

import pytest

from bot.causes import all_causes
from bot.languages import LANGUAGES, LOCALES, fold
from bot.words.search import codes_by_area, search_guides


@pytest.mark.parametrize("code", sorted(all_causes()))
def test_a_code_finds_its_own_guide(code: str) -> None:
    assert search_guides(code).fitting == (code,)
    assert search_guides(f"  {code.upper()} ").fitting == (code,)


@pytest.mark.parametrize("query", ["chưa verify", "chua verify", "CHƯA VERIFY", "chưa  verify!"])
def test_case_marks_and_punctuation_do_not_matter(query: str) -> None:
    assert search_guides(query).fitting[0] == "identity.not_verified"


@pytest.mark.parametrize("area", sorted(codes_by_area()))
def test_an_area_finds_its_guides(area: str) -> None:
    assert set(codes_by_area()[area]) <= set(search_guides(area).fitting)


@pytest.mark.parametrize("code", sorted(code for code, cause in all_causes().items() if cause.errors))
def test_an_error_text_finds_its_causes(code: str) -> None:
    for error in all_causes()[code].errors:
        assert code in search_guides(error).fitting
        assert code in search_guides(f"app said: {error} (at line 3)").fitting


def test_of_one_error_the_generic_cause_comes_first() -> None:
    assert search_guides("535 Authentication Credentials Invalid").fitting[0] == "smtp.credentials_invalid"


@pytest.mark.parametrize("query", ["zzz qqq", "làm sao để mail chạy", "x" * 50_000, "a b " * 5_000])
def test_what_fits_nothing_finds_the_nearest_three(query: str) -> None:
    found = search_guides(query)
    assert not found.fitting
    assert len(set(found.nearest)) == 3


@pytest.mark.parametrize("query", ["", "  ", "?!", "\x00"])
def test_nothing_finds_nothing(query: str) -> None:
    assert search_guides(query).fitting == search_guides(query).nearest == ()


EVERYDAY = {
    "s3": "credentials.invalid_key_id",
    "curl": "credentials.invalid_key_id",
    "thiếu quyền": "iam.access_denied",
    "thieu quyen": "iam.access_denied",
    "sai mật khẩu": "smtp.credentials_invalid",
    "vượt quota": "quota.daily",
    "vào spam": "dmarc.failing",
    "535": "smtp.credentials_invalid",
    "wrong password": "smtp.credentials_invalid",
    "login failed": "smtp.credentials_invalid",
    "không đăng nhập được": "smtp.credentials_invalid",
    "sandbox": "account.sandbox",
    "production access": "account.sandbox",
    "xin production": "account.sandbox",
    "bounce": "recipient.rejected",
    "bounce rate": "reputation.bounce_high",
    "mail bị trả lại": "recipient.rejected",
    "khách không nhận được": "recipient.rejected",
    "marked as spam": "reputation.complaint_high",
    "goes to spam": "dmarc.failing",
    "thư rác": "dmarc.failing",
    "timeout": "network.unreachable",
    "hết thời gian chờ": "network.unreachable",
    "connection refused": "network.unreachable",
    "econnreset": "network.connection_dropped",
    "mất kết nối": "network.connection_dropped",
    "port 25": "network.port_blocked",
    "cổng 587": "network.port_blocked",
    "which port": "network.port_blocked",
    "enotfound": "network.dns",
    "ipv6": "network.one_family",
    "certificate": "tls.certificate",
    "self signed": "tls.certificate",
    "chứng chỉ hết hạn": "tls.certificate",
    "wrong version number": "tls.mode_mismatch",
    "ssl hay tls": "tls.mode_mismatch",
    "starttls": "tls.starttls_required",
    "throttling": "quota.rate",
    "gửi quá nhanh": "quota.rate",
    "quota": "quota.daily",
    "daily limit": "quota.daily",
    "attachment": "message.too_large",
    "file đính kèm lớn": "message.too_large",
    "virus": "message.rejected_content",
    "template": "template.error",
    "lỗi template": "template.error",
    "spf": "spf.failing",
    "dmarc": "dmarc.failing",
    "cname": "dkim.record_mismatch",
    "cloudflare": "dkim.record_mismatch",
    "mx record": "mail_from.not_verified",
    "return path": "mail_from.not_verified",
    "chưa xác minh": "identity.not_verified",
    "verify domain": "identity.not_verified",
    "mãi chưa verify": "identity.verification_failed",
    "wrong region": "region.mismatch",
    "nhầm region": "region.mismatch",
    "smtp password region": "smtp.password_wrong_region",
    "derive password": "smtp.password_not_smtp",
    "tạo mật khẩu smtp": "smtp.password_not_smtp",
    "before 2019": "smtp.password_legacy",
    "wrong secret": "credentials.signature_mismatch",
    "sai secret": "credentials.signature_mismatch",
    "token expired": "credentials.expired_token",
    "token hết hạn": "credentials.expired_token",
    "key bị tắt": "credentials.key_inactive",
    "environment variable": "credentials.missing",
    "thiếu biến môi trường": "credentials.missing",
    "special characters in password": "credentials.malformed",
    "dư khoảng trắng": "credentials.malformed",
    "lệch giờ": "credentials.clock_skew",
    "wrong account": "credentials.wrong_account",
    "lambda": "iam.access_denied",
    "permission": "iam.access_denied",
    "permissions boundary": "iam.explicit_deny",
    "suppression list": "recipient.suppressed",
    "gửi rồi mà không nhận được": "recipient.suppressed",
    "too many recipients": "recipient.too_many",
    "account bị khóa": "account.sending_paused",
    "under review": "account.probation",
    "aws down": "service.unavailable",
    "aws sập": "service.unavailable",
    "configuration set does not exist": "config_set.missing",
    "ehlo": "smtp.helo_invalid",
}


@pytest.mark.parametrize("query", EVERYDAY)
def test_everyday_words_find_the_right_guide_first(query: str) -> None:
    assert search_guides(query).fitting[0] == EVERYDAY[query]
    assert search_guides(fold(query)).fitting[0] == EVERYDAY[query]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_everyday_words_and_no_words_mean_two(language: str) -> None:
    said = tomllib.loads((LOCALES / language / "everyday.toml").read_text("utf-8"))
    assert set(said) == set(all_causes())
    words = [word for each in said.values() for word in each]
    assert len(words) == len(set(words))


def test_words_of_a_guides_sentences_and_commands_find_it_too() -> None:
    assert "tls.certificate" in search_guides("openssl s_client").fitting
    assert "iam.access_denied" in search_guides("simulate-principal-policy").fitting
