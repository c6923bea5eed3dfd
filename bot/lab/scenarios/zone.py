"""The DNS records of the lab: those that a careful owner publishes for each identity, and AWS's own."""

from collections.abc import Mapping

from bot.lab.world import Account, Identity
from bot.lab.zones import Records, key

# A public key that was made for the lab. Its private key was not kept.
PUBLIC_KEY = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5ogFNRNnvkcxka3ujBGf/+ohh/wVGdNiRwY5z7wAz9qgz8zhZXxHVUf+raFThNanbtB4"
    "SP3pVtgNm4sriUQ4cvGBREfnDgoP+/zemvNcRYOIHlPqhPo2fRqnGTycpj8IfC79fbiECeRQ5sz1mPH/LMPtzYlRw4gEmkUxnJlfOQCGWmPMZFF9"
    "9od5cJHXJ2cVzRhwuW0Hm48dIAZyd8PfGY2XYLKrrWKr/Ksf/WI+gMAcazVMZ8+zdkrGm4yXrVymS5UULX/M/eIpEFWEfnv5uYG/xTor0gmQqnNN"
    "ezKRmSBR1yb/yJfsxnjUB7tg9DDPx/MT65sWjuQqSJWTEQ+adQIDAQAB"
)
SPF = "v=spf1 include:amazonses.com ~all"
Zone = dict[str, list[str]]
"""Values by `name TYPE`; an empty list means that there is no such record."""


def standard_records(account: Account, home: str) -> Zone:
    """Returns all records that belong to an account's identities.

    Where two regions need the same one, `home` has priority.
    """
    zone = _amazon()
    for region in (home, *(r for r in account.regions if r != home)):
        state = account.regions.get(region)
        for identity in state.identities.values() if state is not None else ():
            # The domain of an address exists, whoever publishes its other records.
            domain = _authority(identity.name.rpartition("@")[2])
            records = domain if identity.is_address else _domain(identity.name) | _sending(identity, region)
            for record, values in records.items():
                zone.setdefault(record, values)
    return zone


def _amazon() -> Zone:
    return {
        **_authority("amazonses.com"),
        "amazonses.com TXT": ["v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all"],
        **_authority("amazonaws.com"),
    }


def _authority(zone: str) -> Zone:
    return {
        f"{zone} SOA": [f"ns1.{zone}. hostmaster.{zone}. 2026110101 7200 900 1209600 60"],
        f"{zone} NS": [f"ns1.{zone}.", f"ns2.{zone}."],
        f"ns1.{zone} A": ["127.0.0.1"],
        f"ns2.{zone} A": ["127.0.0.1"],
    }


def _domain(domain: str) -> Zone:
    """Returns a domain's other records: a web site, an MX, SPF and DMARC."""
    return {
        **_authority(domain),
        f"{domain} A": ["192.0.2.80"],
        f"{domain} MX": [f"10 mx.{domain}."],
        f"mx.{domain} A": ["192.0.2.25"],
        f"{domain} TXT": [SPF],
        f"_dmarc.{domain} TXT": [f"v=DMARC1; p=none; rua=mailto:dmarc@{domain}"],
    }


def _sending(identity: Identity, region: str) -> Zone:
    zone: Zone = {}
    own_key = identity.origin == "EXTERNAL"
    for token in identity.tokens:
        name = f"{token}._domainkey.{identity.name}"
        if own_key:
            zone[f"{name} TXT"] = [f"p={PUBLIC_KEY}"]
        else:
            beyond = f"{token}.{identity.signing_hosted_zone or 'dkim.amazonses.com'}"
            zone |= {f"{name} CNAME": [f"{beyond}."], f"{beyond} TXT": [f"p={PUBLIC_KEY}"]}
    if identity.mail_from_domain:
        zone[f"{identity.mail_from_domain} MX"] = [f"10 feedback-smtp.{region}.amazonses.com."]
        zone[f"{identity.mail_from_domain} TXT"] = [SPF]
    return zone


def merge_records(zone: Zone, *changes: Mapping[str, list[str]]) -> Records:
    """Returns a zone in the form that a name server takes.

    changes: records that differ; later ones replace earlier ones.
    """
    by_record = {key(record): values for layer in (zone, *changes) for record, values in layer.items()}
    served: dict[str, dict[str, list[str]]] = {}
    for record, values in by_record.items():
        name, _space, rdtype = record.partition(" ")
        if values:
            served.setdefault(name, {})[rdtype.upper()] = values
    return served
