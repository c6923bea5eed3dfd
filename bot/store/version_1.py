"""Reads runs that version 0.1.0 stored, and returns them in the form of version 2. Nothing writes this form any more.

In it the facts of a judgement were a mapping with keys such as "owner.<key id>"; some facts stood only in notes, tables and
values of findings. A check's role, and whether a check was needless, were not stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

# The roles that the checks of version 0.1.0 would have had.
_ROLES: Mapping[str, Json] = {
    "aws.identity": {"required_for": ["app"]},
    "aws.permissions": {"required_for": ["smtp", "app"], "proven_by_mail": True},
    "ses.account": {"required_for": ["any"]},
    "ses.authorization": {"counts_only_when_unknown": True},
    "ses.configuration_set": {"required_for": ["any"]},
    "ses.identity": {"required_for": ["any"], "proven_by_mail": True},
    "ses.recipient": {"counts_only_when_unknown": True, "on_request": True},
    "smtp.auth": {"required_for": ["smtp"], "proven_by_mail": True},
    "smtp.send": {"counts_only_when_unknown": True, "on_request": True},
}
_NEEDLESS = ("reason.sweep_not_needed", "reason.sweep_decided")


def upgrade(data: Json) -> dict[str, Any]:
    """A stored run of version 1 as version 2 would have stored it. Raises KeyError where a part is missing."""
    results = [_result(result) for result in data["results"]]
    return {**_without(data, "version", "results"), "results": results, "smtp": _endpoint(data)}


def _endpoint(data: Json) -> Json | None:
    """The values for guides held an endpoint even where the target had none. The note of smtp.connect tells."""
    connect = next((result for result in data["results"] if result["id"] == "smtp.connect"), None)
    if connect is None or _key(connect) == "reason.no_smtp":
        return None
    return {"host": data["context"]["smtp_host"], "port": data["context"]["smtp_port"]}


def _result(result: Json) -> dict[str, Any]:
    own = ("id", "outcome", "ms", "blocked_by", "incident")
    judgement = {**_without(result, *own), "facts": _facts(result), "needless": _key(result) in _NEEDLESS}
    if _key(result) == "reason.blocked":
        # Version 2 leaves this to blocked_by.
        judgement["note"] = None
    if repair := result["repair"]:
        judgement["repair"] = {"kind": repair["key"].removeprefix("repair."), "values": repair["values"]}
    role = _ROLES.get(result["id"], {})
    return {**{name: result[name] for name in own}, "judgement": judgement, "role": role}


def _facts(result: Json) -> dict[str, Any]:
    old: Json = result["facts"]
    known = {
        "credentials": {
            "smtp_username": old.get("key.smtp", ""),
            "app_key_id": old.get("key.app", ""),
            "shapes": _below("shape.", old),
        },
        "keys": [{"key_id": key_id, "user_name": user} for key_id, user in _below("owner.", old).items()],
        "accounts": {
            "inspected": old.get("account", ""),
            "app": old.get("app_account", ""),
            "app_arn": old.get("app_arn", ""),
        },
        "clock_skew": old.get("skew_seconds"),
        "connection": {"local": old.get("vantage_address", ""), "peer": old.get("peer_address", "")},
        "configuration_set": old.get("configuration_set", ""),
        "ses_took_mail": old.get("ses_accepted", False),
        "ports": [
            {"port": row["port"], "answer": row["port_state"], "ms": row["ms"]} for row in _rows(result, "ports")
        ],
    }
    match result["id"]:
        case "dns.host":
            known["addresses"] = _told(result).get("addresses", ())
        case "smtp.tls":
            known["certificate"] = _certificate(result)
        case "smtp.families":
            known["families"] = _families(result)
    return known


def _certificate(result: Json) -> dict[str, Any]:
    """A certificate that verified is in the facts, one that did not is in the values of its finding."""
    values: dict[str, Any] = {}
    for finding in reversed(result["findings"]):
        values |= finding["values"]
    values |= _told(result) | result["facts"]
    names = ("issuer", "subject", "names", "begins_at", "expires_at")
    seen = {name: values.get(f"certificate_{name}") or values.get(name) for name in names}
    seen |= {"tls_version": values.get("tls_version"), "cipher": values.get("tls_cipher") or values.get("cipher")}
    return {name: value for name, value in seen.items() if value}


def _families(result: Json) -> list[dict[str, str]]:
    values = _told(result)
    family, other = (str(values.get(name, "")) for name in ("family", "other_family"))
    match _key(result):
        case "note.both_families":
            answers = {"ipv4": "greets", "ipv6": "greets"}
        case "note.one_family":
            answers = {family: "greets", other: "no_address"}
        case "note.no_route":
            answers = {family: "greets", other: "no_route"}
        case _:
            answers = {row["family"]: row["port_state"] for row in _rows(result, "families")}
    return [{"family": name, "answer": answer} for name, answer in answers.items()]


def _rows(result: Json, key: str) -> list[dict[str, Any]]:
    """The rows of a table, each as a mapping by column."""
    tables = (table for table in result.get("tables", ()) if table["key"] == key)
    return [dict(zip(table["columns"], row, strict=True)) for table in tables for row in table["rows"]]


def _key(result: Json) -> str:
    return str(result["note"]["key"]) if result["note"] else ""


def _told(result: Json) -> dict[str, Any]:
    return dict(result["note"]["values"]) if result["note"] else {}


def _below(prefix: str, values: Json) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


def _without(data: Json, *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}
