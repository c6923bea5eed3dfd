"""What a name server of the lab serves: records by name and type, how long they may be kept, and whose zone a name is in."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

import dns.name
import dns.rdatatype
import dns.rrset

Records = Mapping[str, Mapping[str, str | Iterable[str]]]
"""By name, then by type: one value or several, as in a zone file. A TXT value without quotes is taken as it is.
A name without types exists and has no records."""

T = TypeVar("T")
TTL = 60
_TEXT_CHUNK = 255


class Zones:
    """Records and `ttls`, in seconds, keyed by `name TYPE` or by a name as narrow or wide as `keys` says."""

    def __init__(self, records: Records) -> None:
        self.ttls: dict[str, int] = {}
        self._records: dict[str, dict[str, tuple[str, ...]]] = {}
        self.replace(records)

    def replace(self, records: Records) -> None:
        """Serve these records and no others. Raises dns.exception.DNSException for a value that is no such record."""
        self._records = {}
        for name, by_type in records.items():
            self._records.setdefault(key(name), {})
            for rdtype, values in by_type.items():
                self.set(name, rdtype, *([values] if isinstance(values, str) else values))

    def set(self, name: str, rdtype: str, *values: str) -> None:
        """Replace a name's records of one type; without values it has none of it. Raises as `replace` does."""
        rdtype = rdtype.upper()
        texts = tuple(quoted(value) if rdtype == "TXT" else value for value in values)
        by_type = self._records.setdefault(key(name), {})
        by_type.pop(rdtype, None)
        if texts:
            dns.rrset.from_text_list("check.", TTL, "IN", rdtype, texts)
            by_type[rdtype] = texts

    def remove(self, name: str) -> None:
        """Take a name away with all its records; it then does not exist."""
        self._records.pop(key(name), None)

    def find(self, name: dns.name.Name) -> Mapping[str, tuple[str, ...]] | None:
        """A name's records by type; empty if it exists without any, None if it does not exist."""
        for candidate in keys(name):
            if candidate in self._records:
                return self._records[candidate]
        below = "." + key(name.to_text())
        return {} if any(known.endswith(below) for known in self._records) else None

    def rrset(self, name: dns.name.Name, rdtype: str, values: Collection[str]) -> dns.rrset.RRset:
        """Values as they go into an answer."""
        return dns.rrset.from_text_list(name, self._ttl(name, rdtype), "IN", rdtype, values)

    def soa(self, name: dns.name.Name) -> dns.rrset.RRset | None:
        """The start of the zone that a name lies in; None where no zone of ours has it."""
        while name != dns.name.root:
            values = self._records.get(key(name.to_text()), {}).get("SOA")
            if values:
                return self.rrset(name, "SOA", values)
            name = name.parent()
        return None

    def _ttl(self, name: dns.name.Name, rdtype: str) -> int:
        return narrowest(self.ttls, name, rdtype) or TTL


def narrowest(settings: Mapping[str, T], name: dns.name.Name, rdtype: str) -> T | None:
    """What is set for a name and type: under `name TYPE`, a name, `*.name` for all below it, or `*`."""
    by_key = {key(written): setting for written, setting in settings.items()}
    candidates = (candidate for known in keys(name) for candidate in (f"{known} {rdtype.lower()}", known))
    return next((by_key[candidate] for candidate in candidates if candidate in by_key), None)


def key(name: str) -> str:
    """A name as records are kept under it."""
    return name.lower().removesuffix(".")


def keys(name: dns.name.Name) -> Iterator[str]:
    """The keys under which something about a name may lie, the narrowest first: itself, then wildcards."""
    labels = key(name.to_text()).split(".")
    yield ".".join(labels)
    for position in range(1, len(labels) + 1):
        yield ".".join(["*", *labels[position:]])


def quoted(text: str) -> str:
    """A TXT value in zone file form, cut into the strings of 255 bytes that the format allows."""
    if text.startswith('"'):
        return text
    escaped = [f"\\{byte:03d}" if byte in b'"\\' or not 32 <= byte < 127 else chr(byte) for byte in text.encode()]
    chunks = ("".join(escaped[start : start + _TEXT_CHUNK]) for start in range(0, len(escaped) or 1, _TEXT_CHUNK))
    return " ".join(f'"{chunk}"' for chunk in chunks)
