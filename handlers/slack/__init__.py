"""Slack itself: its client, its connections, and what its payloads say."""
