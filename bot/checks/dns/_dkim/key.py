"""Decides whether a TXT value is a DKIM key record that receivers can use. RFC 6376, section 3.6.1. Pure, and never
raises.
"""

from __future__ import annotations

import base64
import binascii
import re

_TAG = re.compile(r"\s*([a-z][a-z0-9_]*)\s*=\s*(.*?)\s*", re.DOTALL | re.IGNORECASE)
_RSA = bytes.fromhex("06092a864886f70d010101")  # rsaEncryption, 1.2.840.113549.1.1.1
_QUOTES = re.compile(r'(\\?"\s*)+')
_PEM = re.compile(r"-----(BEGIN|END) [A-Z ]*KEY-----")
# The shortest key that SES accepts: https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-bring-your-own.html
SHORTEST_KEY = 1024


def tags(value: str) -> dict[str, str] | None:
    """The tags of a record. None where it is not a list of tags, or holds one twice."""
    found: dict[str, str] = {}
    for part in value.strip().rstrip(";").split(";"):
        match = _TAG.fullmatch(part)
        if match is None or match[1].lower() in found:
            return None
        found[match[1].lower()] = match[2]
    return found


def mistake_of(value: str) -> str:
    """What is wrong with a key record, a code of `value.mistake`. "" where receivers can use it."""
    if '"' in value:
        return "quoted"
    if "-----BEGIN" in value:
        return "pem"
    found = tags(value)
    if found is None or "p" not in found or found.get("v", "DKIM1") != "DKIM1":
        return "no_key"
    key = re.sub(r"\s+", "", found["p"])
    if not key:
        return "revoked"
    if found.get("k", "rsa").lower() != "rsa":
        # SES signs with RSA only.
        return "no_key"
    return _key_mistake(key)


def mended(value: str) -> str:
    """The record without quotes or PEM frame that got into it. "" where it is not a key even then."""
    text = _PEM.sub("", _QUOTES.sub("", value)).strip()
    return "" if mistake_of(text) else text


def _key_mistake(key: str) -> str:
    try:
        der = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        # One character too few or too many: the end was cut off.
        return "cut_off" if re.fullmatch(r"[A-Za-z0-9+/]+=*", key) else "no_key"
    bits = key_length(der)
    if bits is None:
        if key == key.lower():
            return "lower_cased"
        outer = _element(der, 0)
        return "cut_off" if outer is not None and outer[2] > len(der) else "no_key"
    return "short_key" if bits < SHORTEST_KEY else ""


def key_length(der: bytes) -> int | None:
    """Bits of an RSA key as SubjectPublicKeyInfo or bare RSAPublicKey. None where it is neither, or cut off."""
    outer = _whole(der, 0x30, 0)
    if outer is None or outer[1] != len(der):
        return None
    first = _element(der, outer[0])
    if first is None:
        return None
    if first[0] == 0x30:  # AlgorithmIdentifier, then the key in a bit string
        bits = _whole(der, 0x03, first[2])
        if _RSA not in der[first[1] : first[2]] or bits is None or bits[1] - bits[0] < 2:
            return None
        inner = _whole(der, 0x30, bits[0] + 1)
        if inner is None or inner[1] != bits[1]:
            return None
        start = inner[0]
    else:
        start = outer[0]
    modulus = _whole(der, 0x02, start)
    return int.from_bytes(der[modulus[0] : modulus[1]], "big").bit_length() if modulus else None


def _whole(der: bytes, tag: int, at: int) -> tuple[int, int] | None:
    """Where the content of an element with this tag begins and ends. None where the tag differs or the content is cut
    off.
    """
    found = _element(der, at)
    return (found[1], found[2]) if found is not None and found[0] == tag and found[2] <= len(der) else None


def _element(der: bytes, at: int) -> tuple[int, int, int] | None:
    """Tag, begin and end of the element at a place. The end may lie beyond the data."""
    if at + 2 > len(der):
        return None
    tag, length, begin = der[at], der[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4 or begin + count > len(der):
            return None
        length, begin = int.from_bytes(der[begin : begin + count], "big"), begin + count
    return tag, begin, begin + length
