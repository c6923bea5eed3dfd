"""The records of the lab's name server, by name and type, with their TTLs and zones."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

import dns.name
import dns.rdatatype
import dns.rrset

Records = Mapping[str, Mapping[str, str | Iterable[str]]]
"""By name, then by type: one value or several, as in a zone file. A TXT value needs no quotes.
A name with an empty mapping exists and has no records."""

T = TypeVar("T")
TTL = 60
_TEXT_CHUNK = 255


class Zones:
    """Records and their TTLs. ttls: seconds, by `name TYPE` or any other key that `keys` yields."""

    def __init__(self, records: Records) -> None:
        self.ttls: dict[str, int] = {}
        self._records: dict[str, dict[str, tuple[str, ...]]] = {}
        self.replace(records)

    def replace(self, records: Records) -> None:
        """Serves these records and no others. Raises dns.exception.DNSException for a malformed value."""
        self._records = {}
        for name, by_type in records.items():
            self._records.setdefault(key(name), {})
            for rdtype, values in by_type.items():
                self.set(name, rdtype, *([values] if isinstance(values, str) else values))

    def set(self, name: str, rdtype: str, *values: str) -> None:
        """Replaces a name's records of one type; without values, removes them. Raises as `replace` does."""
        rdtype = rdtype.upper()
        texts = tuple(quote_text(value) if rdtype == "TXT" else value for value in values)
        by_type = self._records.setdefault(key(name), {})
        by_type.pop(rdtype, None)
        if texts:
            dns.rrset.from_text_list("check.", TTL, "IN", rdtype, texts)
            by_type[rdtype] = texts

    def remove(self, name: str) -> None:
        """Removes a name with all its records, so that it does not exist."""
        self._records.pop(key(name), None)

    def find(self, name: dns.name.Name) -> Mapping[str, tuple[str, ...]] | None:
        """Returns a name's records by type: empty if the name exists without records, None if it does not exist."""
        for candidate in keys(name):
            if candidate in self._records:
                return self._records[candidate]
        below = "." + key(name.to_text())
        return {} if any(known.endswith(below) for known in self._records) else None

    def rrset(self, name: dns.name.Name, rdtype: str, values: Collection[str]) -> dns.rrset.RRset:
        """Returns values as the record set of an answer."""
        return dns.rrset.from_text_list(name, self._ttl(name, rdtype), "IN", rdtype, values)

    def soa(self, name: dns.name.Name) -> dns.rrset.RRset | None:
        """Returns the SOA record of the zone that contains a name; None where no zone here contains it."""
        while name != dns.name.root:
            values = self._records.get(key(name.to_text()), {}).get("SOA")
            if values:
                return self.rrset(name, "SOA", values)
            name = name.parent()
        return None

    def _ttl(self, name: dns.name.Name, rdtype: str) -> int:
        return narrowest(self.ttls, name, rdtype) or TTL


def narrowest(settings: Mapping[str, T], name: dns.name.Name, rdtype: str) -> T | None:
    """Returns the setting for a name and type under its most specific key: `name TYPE`, a name, `*.name`, or `*`."""
    by_key = {key(written): setting for written, setting in settings.items()}
    candidates = (candidate for known in keys(name) for candidate in (f"{known} {rdtype.lower()}", known))
    return next((by_key[candidate] for candidate in candidates if candidate in by_key), None)


def key(name: str) -> str:
    """Returns a name in the form in which records are keyed: lower case, no final dot."""
    return name.lower().removesuffix(".")


def keys(name: dns.name.Name) -> Iterator[str]:
    """Yields the keys that may hold a setting for a name, the most specific first: the name, then wildcards."""
    labels = key(name.to_text()).split(".")
    yield ".".join(labels)
    for position in range(1, len(labels) + 1):
        yield ".".join(["*", *labels[position:]])


def quote_text(text: str) -> str:
    """Returns a TXT value in zone file form, split into strings of 255 bytes as the format requires."""
    if text.startswith('"'):
        return text
    escaped = [f"\\{byte:03d}" if byte in b'"\\' or not 32 <= byte < 127 else chr(byte) for byte in text.encode()]
    chunks = ("".join(escaped[start : start + _TEXT_CHUNK]) for start in range(0, len(escaped) or 1, _TEXT_CHUNK))
    return " ".join(f'"{chunk}"' for chunk in chunks)
