"""Answers as Markdown, for a ticket or a chat other than Slack."""

FORMAT = "markdown"
