"""Answers as Markdown documents."""
