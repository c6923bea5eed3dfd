"""Slack in, Slack out.

`routes.py` is the table of all that Slack may send; `fallback.py` answers what no other row answers; `errors.py` answers
a crash. Each folder holds the handlers of one subject: `check`, `explain`, `compare`, `lookup`. `card` shows a run's one
message, `slack` speaks Slack's protocol, `app` holds what every handler uses.
"""
