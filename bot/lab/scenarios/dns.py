"""What can be wrong with the DNS records that SES needs: those of DKIM and of the MAIL FROM domain."""

from bot.lab.scenarios.scenario import Scenario, broken, endangered
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
    endangered(
        "dkim-records-missing", _DKIM, "The DKIM records were deleted", "Bản ghi DKIM bị xóa mất", _missing
    ),
    endangered(
        "dkim-domain-doubled", _DKIM, "The domain stands twice in the names of the DKIM records",
        "Domain bị lặp hai lần trong tên bản ghi DKIM", _doubled,
    ),
    endangered(
        "dkim-underscore-lost", _DKIM, "The DKIM records were published without their underscore",
        "Bản ghi DKIM mất dấu gạch dưới", _underscore,
    ),
    endangered(
        "dkim-domain-appended", _DKIM, "The domain was appended to the DKIM records' values",
        "Giá trị bản ghi DKIM bị nối thêm domain", _appended,
    ),
    endangered(
        "dkim-proxied", _DKIM, "A proxy answers in the place of the DKIM records", "Proxy trả lời thay bản ghi DKIM", _proxied
    ),
    endangered(
        "dkim-other-zone", _DKIM, "The DKIM records lead to another region's zone",
        "Bản ghi DKIM trỏ tới zone của region khác", _other_zone,
    ),
    endangered(
        "dkim-as-text", _DKIM, "The DKIM records were published as TXT", "Bản ghi DKIM bị đặt thành TXT", _as_text
    ),
    endangered(
        "dkim-tokens-swapped", _DKIM, "Two DKIM records have changed places", "Hai bản ghi DKIM bị đặt nhầm chỗ", _swapped
    ),
    endangered(
        "dkim-text-fails", _DKIM, "The DNS host fails at TXT questions through a CNAME",
        "Nhà cung cấp DNS không trả lời được TXT qua CNAME", _text_fails,
    ),
    endangered(
        "dkim-record-gone", _DKIM, "One DKIM record is gone, and SES has not noticed", "Mất một bản ghi DKIM, SES chưa biết",
        _gone_unnoticed,
    ),
    endangered(
        "dkim-spreading", _DKIM, "Two name servers give different DKIM records",
        "Hai name server trả về bản ghi DKIM khác nhau", _spreading,
    ),
    broken(
        "dkim-not-verified", _DKIM, "The domain is not verified, for its DKIM records stand under a doubled name",
        "Domain chưa verify được vì tên bản ghi DKIM bị lặp domain", _not_verified,
    ),
    endangered(
        "own-key-lower-case", _DKIM, "The DNS provider turned a DKIM key of one's own to lower case",
        "Nhà cung cấp DNS đổi key DKIM riêng thành chữ thường", _own_key_lower,
    ),
    endangered(
        "own-key-quoted", _DKIM, "Quotes are part of a DKIM key of one's own", "Dấu ngoặc kép lọt vào key DKIM riêng",
        _own_key_quoted,
    ),
    endangered(
        "own-key-revoked", _DKIM, "A DKIM key of one's own is revoked (p=)", "key DKIM riêng đã bị thu hồi (p=)",
        _own_key_revoked,
    ),
    endangered(
        "own-key-twice", _DKIM, "Two DKIM keys stand at one selector", "Một selector có hai key DKIM", _own_keys_two
    ),
    Scenario(
        "own-key", (), "yes", "Healthy, with a DKIM key of one's own", "Ổn, dùng key DKIM riêng", _own_key
    ),
    Scenario(
        "dns-fails", (), "yes", "Mail can be sent; what the records say, DNS does not tell just now",
        "Gửi mail được, nhưng lúc này DNS không trả lời về bản ghi", _dns_fails,
    ),
    endangered(
        "mail-from-two-mx", _FROM, "A second MX stands on the MAIL FROM domain", "MAIL FROM domain có hai MX", _two_mx
    ),
    endangered(
        "mail-from-doubled", _FROM, "The domain stands twice in the name of the MAIL FROM domain's MX",
        "Tên bản ghi MX của MAIL FROM domain bị lặp domain", _mx_doubled,
    ),
    endangered(
        "mail-from-lost", _FROM, "The MAIL FROM domain's MX is gone, and SES has not noticed",
        "Mất MX của MAIL FROM domain, SES chưa biết", _mx_lost,
    ),
    broken(
        "mail-from-other-region", _REJECTS, "The MAIL FROM domain has the MX of another region, and mail is refused",
        "MAIL FROM domain có MX của region khác, mail bị từ chối", _mx_elsewhere,
    ),
    endangered(
        "mail-from-lost-rejects", _REJECTS, "The MAIL FROM domain's MX is gone; mail is refused once SES notices",
        "Mất MX của MAIL FROM domain; SES biết thì mail bị từ chối", _mx_lost_rejects,
    ),
)  # fmt: skip
