"""Answers as Slack messages and modals, within Slack's limits."""
