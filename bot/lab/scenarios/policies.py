"""Scenarios about SPF of the MAIL FROM domain, DMARC of the sender's domain, and their alignment."""

from bot.lab.scenarios.scenario import Scenario, Verdict, at_risk, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.world import API_KEY_ID, SMTP_KEY_ID, Identity, allow

_BOUNCE = "mail.example.com"
_SPF = f"{_BOUNCE} TXT"
_DMARC = "_dmarc.example.com TXT"
_YES: Verdict = "yes"


def _spf_missing(scene: Scene) -> None:
    scene.zone[_SPF] = []


def _spf_twice(scene: Scene) -> None:
    scene.zone[_SPF] = ["v=spf1 include:amazonses.com ~all", "v=spf1 ip4:203.0.113.7 ~all"]


def _spf_without_ses(scene: Scene) -> None:
    scene.zone[_SPF] = ["v=spf1 ip4:203.0.113.7 -all", "site-verification=made-up"]


def _spf_over_limit(scene: Scene) -> None:
    names = [f"sender{number}.example.net" for number in range(1, 12)]
    includes = " ".join(f"include:{name}" for name in names)
    scene.zone |= {f"{name} TXT": ["v=spf1 ip4:203.0.113.7 -all"] for name in names}
    scene.zone[_SPF] = [f"v=spf1 {includes} include:amazonses.com ~all"]


def _spf_broken_behind(scene: Scene) -> None:
    scene.zone[_SPF] = ["v=spf1 include:amazonses.com include:gone.example.net ~all"]


def _spf_spreading(scene: Scene) -> None:
    scene.other_zone = {_SPF: ["v=spf1 -all"]}


def _name_gone(scene: Scene) -> None:
    scene.zone |= {_SPF: [], f"{_BOUNCE} MX": []}


def _keys_gone(scene: Scene) -> None:
    """Removes the DKIM keys while SES, which has not checked since, still signs.

    The domain's DMARC policy is reject.
    """
    scene.identity.mail_from_domain = None
    scene.zone[_DMARC] = ["v=DMARC1; p=reject"]
    for token in scene.identity.tokens:
        scene.zone[f"{token}._domainkey.example.com CNAME"] = []


def _dmarc_twice(scene: Scene) -> None:
    scene.zone[_DMARC] = ["v=DMARC1; p=reject; rua=mailto:dmarc@example.com", "v=DMARC1; p=none"]


def _strict(scene: Scene) -> None:
    scene.target["from"] = "noreply@news.example.com"
    scene.zone[_DMARC] = ["v=DMARC1; p=reject; adkim=s; aspf=s; rua=mailto:dmarc@example.com"]


def _boundary(scene: Scene) -> None:
    """Gives only the subdomain a DMARC record, so that the two names do not share an organizational domain."""
    scene.target["from"] = "noreply@news.example.com"
    scene.zone |= {_DMARC: [], "_dmarc.news.example.com TXT": ["v=DMARC1; p=reject"]}


def _foreign(scene: Scene) -> None:
    scene.target["from"] = "shop@example.org"
    for key_id in (SMTP_KEY_ID, API_KEY_ID):
        scene.user(key_id).policies = [allow("ses:SendEmail", "ses:SendRawEmail", name="send")]
    scene.ses.add(Identity("shop@example.org", dkim_enabled=False, dkim_status="NOT_STARTED", tokens=[]))
    scene.zone["_dmarc.example.org TXT"] = ["v=DMARC1; p=reject"]


def _rejected(scene: Scene) -> None:
    """Turns DKIM and MAIL FROM off, so that DMARC fails, and sets the domain's DMARC policy to reject."""
    scene.identity.dkim_enabled = False
    scene.identity.mail_from_domain = None
    scene.zone[_DMARC] = ["v=DMARC1; p=reject"]


def _dkim_alone(scene: Scene) -> None:
    scene.identity.mail_from_domain = None
    scene.zone[_DMARC] = ["v=DMARC1; p=reject; adkim=s; aspf=s"]


def _chain(scene: Scene) -> None:
    scene.target["from"] = "noreply@news.example.com"
    scene.zone |= {
        _SPF: ["v=spf1 a mx include:_spf.example.com -all"],
        "_spf.example.com TXT": ["v=spf1 redirect=_all.example.com"],
        "_all.example.com TXT": ["v=spf1 ip4:203.0.113.0/24 include:amazonses.com -all"],
        f"{_BOUNCE} A": ["203.0.113.7"],
        _DMARC: ["v=DMARC1;p=none;sp=reject;np=reject;t=n;rua=mailto:dmarc@example.com"],
        "news.example.com A": ["203.0.113.8"],
    }


def _no_dmarc(scene: Scene) -> None:
    scene.zone[_DMARC] = []


def _spf_silent(scene: Scene) -> None:
    scene.zone[_SPF] = ["v=spf1 include:silent.example.net include:amazonses.com ~all"]
    scene.dns_faults["silent.example.net"] = "servfail"


SCENARIOS = (
    at_risk(
        "spf-missing", "spf.failing", "The MAIL FROM domain has no SPF record", "MAIL FROM domain chưa có bản ghi SPF",
        _spf_missing,
    ),
    at_risk(
        "spf-twice", "spf.failing", "The MAIL FROM domain has two SPF records", "MAIL FROM domain có hai bản ghi SPF",
        _spf_twice,
    ),
    at_risk(
        "spf-without-ses", "spf.failing", "The SPF record of the MAIL FROM domain leaves SES out",
        "Bản ghi SPF của MAIL FROM domain thiếu SES", _spf_without_ses,
    ),
    at_risk(
        "spf-over-limit", "spf.failing", "SPF of the MAIL FROM domain needs more than ten look-ups",
        "SPF của MAIL FROM domain cần quá mười lần tra", _spf_over_limit,
    ),
    at_risk(
        "spf-broken-behind", "spf.failing", "SPF passes for SES, and breaks at another sender behind it",
        "SPF pass cho SES, nhưng phần của bên gửi khác phía sau bị lỗi", _spf_broken_behind,
    ),
    at_risk(
        "spf-spreading", "spf.failing", "One of two name servers still has an SPF record that leaves SES out",
        "Một trong hai name server vẫn giữ bản ghi SPF thiếu SES", _spf_spreading,
    ),
    at_risk(
        "mail-from-gone", "mail_from.not_verified", "The MAIL FROM domain has neither MX nor SPF any more",
        "MAIL FROM domain không còn cả MX lẫn SPF", _name_gone,
    ),
    broken(
        "dmarc-without-keys", "dkim.record_mismatch", "The DKIM records are gone, and DMARC says reject",
        "Bản ghi DKIM không còn, mà DMARC là reject", _keys_gone,
    ),
    at_risk(
        "dmarc-twice", "dmarc.failing", "The domain has two DMARC records", "Domain có hai bản ghi DMARC", _dmarc_twice
    ),
    broken(
        "dmarc-strict", "dmarc.failing", "DMARC wants the exact domain, and the sender is in a subdomain",
        "DMARC đòi đúng domain, mà người gửi thuộc subdomain", _strict,
    ),
    at_risk(
        "dmarc-boundary", "dmarc.failing", "Only the subdomain has a DMARC record, its domain has none",
        "Chỉ subdomain có bản ghi DMARC, domain chính không có", _boundary,
    ),
    broken(
        "dmarc-foreign", "dmarc.failing", "Only an address is verified, at a domain that rejects such mail",
        "Chỉ verify một địa chỉ, mà domain đó đặt DMARC reject", _foreign,
    ),
    broken(
        "dmarc-rejected", "dkim.failing", "DKIM is off, no MAIL FROM, and DMARC says reject",
        "DKIM tắt, không có MAIL FROM, mà DMARC là reject", _rejected,
    ),
    Scenario(
        "dmarc-by-dkim", (), _YES, "Healthy, DMARC strict and reject, carried by DKIM alone",
        "Ổn, DMARC strict và reject, chỉ nhờ DKIM", _dkim_alone,
    ),
    Scenario(
        "spf-by-chain", (), _YES, "Healthy, SES reached through other SPF records, from a subdomain",
        "Ổn, gửi từ subdomain, SPF tới SES qua nhiều include", _chain,
    ),
    Scenario("dmarc-missing", (), _YES, "Healthy, without a DMARC record", "Ổn, chưa có bản ghi DMARC", _no_dmarc),
    Scenario(
        "spf-silent", (), _YES, "An SPF record leads to a name server that fails",
        "Bản ghi SPF dẫn tới một name server bị lỗi", _spf_silent,
    ),
)  # fmt: skip
