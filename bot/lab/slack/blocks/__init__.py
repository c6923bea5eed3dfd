"""Checks Block Kit payloads as Slack does: shapes, lengths and counts."""
