"""Answers as JSON objects whose keys docs/json.md promises: keys are only added."""
