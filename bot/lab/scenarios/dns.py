"""Scenarios about the DNS records that SES needs: those of DKIM and of the MAIL FROM domain."""

from bot.lab.scenarios.scenario import Scenario, at_risk, broken
from bot.lab.scenarios.scene import Scene
from bot.lab.scenarios.zone import PUBLIC_KEY
from bot.lab.world import DOMAIN

_MX = f"mail.{DOMAIN} MX"


def _names(scene: Scene) -> list[str]:
    return [f"{token}._domainkey.{DOMAIN}" for token in scene.identity.tokens]


def _targets(scene: Scene, zone: str = "dkim.amazonses.com") -> list[str]:
    return [f"{token}.{zone}" for token in scene.identity.tokens]


def _unsigned(scene: Scene) -> None:
    scene.identity.dkim_status = "FAILED"


def _missing(scene: Scene) -> None:
    _unsigned(scene)
    scene.zone |= {f"{name} CNAME": [] for name in _names(scene)}


def _doubled(scene: Scene) -> None:
    _missing(scene)
    for name, target in zip(_names(scene), _targets(scene), strict=True):
        scene.zone[f"{name}.{DOMAIN} CNAME"] = [f"{target}."]


def _underscore(scene: Scene) -> None:
    _missing(scene)
    for name, target in zip(_names(scene), _targets(scene), strict=True):
        scene.zone[f"{name.replace('._', '.')} CNAME"] = [f"{target}."]


def _appended(scene: Scene) -> None:
    _unsigned(scene)
    for name, target in zip(_names(scene), _targets(scene), strict=True):
        scene.zone[f"{name} CNAME"] = [f"{target}.{DOMAIN}."]


def _proxied(scene: Scene) -> None:
    _missing(scene)
    scene.zone |= {f"{name} A": ["192.0.2.7"] for name in _names(scene)}


def _other_zone(scene: Scene) -> None:
    _unsigned(scene)
    for name, target in zip(_names(scene), _targets(scene, "dkim.eu-south-1.amazonses.com"), strict=True):
        scene.zone[f"{name} CNAME"] = [f"{target}."]


def _as_text(scene: Scene) -> None:
    _missing(scene)
    for name, target in zip(_names(scene), _targets(scene), strict=True):
        scene.zone[f"{name} TXT"] = [target]


def _swapped(scene: Scene) -> None:
    first, second, _third = _names(scene)
    one, two, _three = _targets(scene)
    scene.zone |= {f"{first} CNAME": [f"{two}."], f"{second} CNAME": [f"{one}."]}


def _text_fails(scene: Scene) -> None:
    _unsigned(scene)
    scene.dns_faults |= {f"{name} TXT": "servfail" for name in _names(scene)}


def _gone_unnoticed(scene: Scene) -> None:
    scene.zone[f"{_names(scene)[0]} CNAME"] = []


def _not_verified(scene: Scene) -> None:
    _doubled(scene)
    scene.identity.verified, scene.identity.status, scene.identity.dkim_status = False, "PENDING", "PENDING"


def _spreading(scene: Scene) -> None:
    scene.other_zone = {f"{name} CNAME": ["old.dkim.amazonses.com."] for name in _names(scene)}
    scene.ttls = {f"{name} CNAME": 3600 for name in _names(scene)}


def _own_key(scene: Scene) -> None:
    identity = scene.identity
    identity.origin, identity.tokens, identity.signing_hosted_zone = "EXTERNAL", ["mail2026"], None


def _own_key_lower(scene: Scene) -> None:
    _own_key(scene)
    scene.zone[f"mail2026._domainkey.{DOMAIN} TXT"] = [f"v=DKIM1; k=rsa; p={PUBLIC_KEY.lower()}"]


def _own_key_quoted(scene: Scene) -> None:
    _own_key(scene)
    scene.zone[f"mail2026._domainkey.{DOMAIN} TXT"] = [f'p={PUBLIC_KEY[:200]}" "{PUBLIC_KEY[200:]}']


def _own_key_revoked(scene: Scene) -> None:
    _own_key(scene)
    scene.zone[f"mail2026._domainkey.{DOMAIN} TXT"] = ["v=DKIM1; p="]


def _own_keys_two(scene: Scene) -> None:
    _own_key(scene)
    scene.zone[f"mail2026._domainkey.{DOMAIN} TXT"] = [f"p={PUBLIC_KEY}", "v=DKIM1; p="]


def _dns_fails(scene: Scene) -> None:
    for record in (*(f"{name} CNAME" for name in _names(scene)), _MX):
        scene.dns_faults[record] = "servfail"


def _two_mx(scene: Scene) -> None:
    scene.identity.mail_from_status = "FAILED"
    scene.zone[_MX] = [f"10 feedback-smtp.{scene.region}.amazonses.com.", f"20 mx.{DOMAIN}."]


def _mx_elsewhere(scene: Scene) -> None:
    scene.identity.mail_from_status, scene.identity.on_mx_failure = "FAILED", "REJECT_MESSAGE"
    scene.zone[_MX] = ["10 feedback-smtp.us-east-1.amazonses.com."]


def _mx_doubled(scene: Scene) -> None:
    scene.identity.mail_from_status = "FAILED"
    scene.zone |= {_MX: [], f"mail.{DOMAIN}.{DOMAIN} MX": [f"10 feedback-smtp.{scene.region}.amazonses.com."]}


def _mx_lost(scene: Scene) -> None:
    scene.zone[_MX] = []


def _mx_lost_rejects(scene: Scene) -> None:
    scene.zone[_MX] = []
    scene.identity.on_mx_failure = "REJECT_MESSAGE"


_DKIM, _FROM, _REJECTS = "dkim.record_mismatch", "mail_from.not_verified", "mail_from.rejects_on_failure"
SCENARIOS = (
    at_risk(
        "dkim-records-missing", _DKIM, "The DKIM records were deleted", "Bản ghi DKIM bị xóa mất", _missing
    ),
    at_risk(
        "dkim-domain-doubled", _DKIM, "The names of the DKIM records contain the domain twice",
        "Domain bị lặp hai lần trong tên bản ghi DKIM", _doubled,
    ),
    at_risk(
        "dkim-underscore-lost", _DKIM, "The DKIM records were published without their underscore",
        "Bản ghi DKIM mất dấu gạch dưới", _underscore,
    ),
    at_risk(
        "dkim-domain-appended", _DKIM, "The domain was appended to the DKIM records' values",
        "Giá trị bản ghi DKIM bị nối thêm domain", _appended,
    ),
    at_risk(
        "dkim-proxied", _DKIM, "A proxy answers in the place of the DKIM records", "Proxy trả lời thay bản ghi DKIM", _proxied
    ),
    at_risk(
        "dkim-other-zone", _DKIM, "The DKIM records lead to another region's zone",
        "Bản ghi DKIM trỏ tới zone của region khác", _other_zone,
    ),
    at_risk(
        "dkim-as-text", _DKIM, "The DKIM records were published as TXT", "Bản ghi DKIM bị đặt thành TXT", _as_text
    ),
    at_risk(
        "dkim-tokens-swapped", _DKIM, "Two DKIM records were swapped", "Hai bản ghi DKIM bị đặt nhầm chỗ", _swapped
    ),
    at_risk(
        "dkim-text-fails", _DKIM, "The DNS host does not answer TXT queries through a CNAME",
        "Nhà cung cấp DNS không trả lời được TXT qua CNAME", _text_fails,
    ),
    at_risk(
        "dkim-record-gone", _DKIM, "One DKIM record is gone, and SES has not noticed", "Mất một bản ghi DKIM, SES chưa biết",
        _gone_unnoticed,
    ),
    at_risk(
        "dkim-spreading", _DKIM, "Two name servers give different DKIM records",
        "Hai name server trả về bản ghi DKIM khác nhau", _spreading,
    ),
    broken(
        "dkim-not-verified", _DKIM, "The domain is not verified: the names of its DKIM records contain it twice",
        "Domain chưa verify được vì tên bản ghi DKIM bị lặp domain", _not_verified,
    ),
    at_risk(
        "own-key-lower-case", _DKIM, "The DNS provider changed the domain's own DKIM key to lower case",
        "Nhà cung cấp DNS đổi key DKIM riêng thành chữ thường", _own_key_lower,
    ),
    at_risk(
        "own-key-quoted", _DKIM, "The domain's own DKIM key contains quotation marks", "Dấu ngoặc kép lọt vào key DKIM riêng",
        _own_key_quoted,
    ),
    at_risk(
        "own-key-revoked", _DKIM, "The domain's own DKIM key is revoked (p=)", "key DKIM riêng đã bị thu hồi (p=)",
        _own_key_revoked,
    ),
    at_risk(
        "own-key-twice", _DKIM, "One selector has two DKIM keys", "Một selector có hai key DKIM", _own_keys_two
    ),
    Scenario(
        "own-key", (), "yes", "Healthy, with the domain's own DKIM key", "Ổn, dùng key DKIM riêng", _own_key
    ),
    Scenario(
        "dns-fails", (), "yes", "Mail can be sent, but DNS does not answer for the records just now",
        "Gửi mail được, nhưng lúc này DNS không trả lời về bản ghi", _dns_fails,
    ),
    at_risk(
        "mail-from-two-mx", _FROM, "The MAIL FROM domain has a second MX", "MAIL FROM domain có hai MX", _two_mx
    ),
    at_risk(
        "mail-from-doubled", _FROM, "The name of the MAIL FROM domain's MX contains the domain twice",
        "Tên bản ghi MX của MAIL FROM domain bị lặp domain", _mx_doubled,
    ),
    at_risk(
        "mail-from-lost", _FROM, "The MAIL FROM domain's MX is gone, and SES has not noticed",
        "Mất MX của MAIL FROM domain, SES chưa biết", _mx_lost,
    ),
    broken(
        "mail-from-other-region", _REJECTS, "The MAIL FROM domain has the MX of another region, and mail is refused",
        "MAIL FROM domain có MX của region khác, mail bị từ chối", _mx_elsewhere,
    ),
    at_risk(
        "mail-from-lost-rejects", _REJECTS, "The MAIL FROM domain's MX is gone; mail is refused once SES notices",
        "Mất MX của MAIL FROM domain; SES biết thì mail bị từ chối", _mx_lost_rejects,
    ),
)  # fmt: skip
