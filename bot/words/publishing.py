"""DNS records ready to be published: as a list, as a Route 53 command, as Terraform, as lines of a BIND zone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from bot.core.model import Record
from bot.words.report import Command

TTL = 300
# A string of a TXT record holds at most 255 octets: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.14
_CHUNK = 255
_ZONE = "<hosted-zone-id>"


def build_publish_commands(records: Sequence[Record]) -> tuple[Command, ...]:
    """What to publish, in every form; () where nothing is to be published. Values that stay are part of each."""
    wanted = [record for record in records if record.expected]
    if not wanted:
        return ()
    return (
        Command("dns", "\n".join(row for r in wanted for row in _listed(r))),
        Command("cli", _route53(wanted)),
        Command("terraform", "\n\n".join(map(_terraform, wanted))),
        Command("bind", "\n".join(row for r in wanted for row in _bind(r))),
    )


def published_values(record: Record) -> tuple[str, ...]:
    """All values of the name and type once it is right."""
    return (*record.keep, record.expected)


def _listed(record: Record) -> Iterable[str]:
    return (f"{record.name} {record.type} {_listed_value(record.type, value)}" for value in published_values(record))


def _listed_value(kind: str, value: str) -> str:
    return _quoted(value, whole=True) if kind == "TXT" else value


def _bind(record: Record) -> Iterable[str]:
    return (
        f"{record.name}. {TTL} IN {record.type} {_zone_value(record.type, value)}" for value in published_values(record)
    )


def _zone_value(kind: str, value: str) -> str:
    """As a zone file and Route 53 take it: TXT in quotes and in pieces, host names with their final dot."""
    if kind == "TXT":
        return _quoted(value)
    return value if value.endswith(".") else f"{value}."


def _quoted(value: str, *, whole: bool = False) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", value)
    size = len(escaped) if whole else _CHUNK
    pieces = [escaped[at : at + size] for at in range(0, len(escaped), max(size, 1))] or [""]
    return " ".join(f'"{piece}"' for piece in pieces)


def _route53(records: Sequence[Record]) -> str:
    changes = [
        {
            "Action": "UPSERT",
            "ResourceRecordSet": {
                "Name": record.name,
                "Type": record.type,
                "TTL": TTL,
                "ResourceRecords": [{"Value": _zone_value(record.type, value)} for value in published_values(record)],
            },
        }
        for record in records
    ]
    # A line for each record. A single quote would end the argument; JSON can write it otherwise.
    batch = '{"Changes": [\n' + ",\n".join(map(json.dumps, changes)).replace("'", "\\u0027") + "\n]}"
    return f"aws route53 change-resource-record-sets --hosted-zone-id {_ZONE} --change-batch '{batch}'"


def _terraform(record: Record) -> str:
    label = re.sub(r"[^a-z0-9]+", "_", f"{record.name}_{record.type}".lower()).strip("_")
    listed = ", ".join(
        json.dumps(_terraform_value(record.type, value)).replace("${", "$${") for value in published_values(record)
    )
    return (
        f'resource "aws_route53_record" "{label}" {{\n'
        "  allow_overwrite = true\n"
        f'  zone_id         = "{_ZONE}"\n'
        f'  name            = "{record.name}"\n'
        f'  type            = "{record.type}"\n'
        f"  ttl             = {TTL}\n"
        f"  records         = [{listed}]\n"
        "}"
    )


def _terraform_value(kind: str, value: str) -> str:
    """A long TXT value in pieces, as the provider asks for: `first""second`."""
    if kind != "TXT":
        return value
    return '""'.join(value[at : at + _CHUNK] for at in range(0, len(value), _CHUNK))
