"""Answers for a terminal, by Rich."""
