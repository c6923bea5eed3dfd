"""Answers as JSON objects, documented in docs/json.md. A key is never renamed or removed, only added."""

FORMAT = "json"
