"""Answers as text for a terminal, by rich."""

FORMAT = "text"
