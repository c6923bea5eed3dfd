"""Pure functions from a Report to one medium: Slack's blocks, a terminal, JSON, Markdown."""
