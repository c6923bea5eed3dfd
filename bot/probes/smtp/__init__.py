"""Talks to an SMTP server (dialogue.py, session.py), and makes further connections that explain a failure (alternatives.py).

To add a step, add a method to `Session` that returns the reply or raises StepFailed, and call it from a phase of
`SmtpProbe`: `_connect`, `_tls`, `_auth` or `_send`. The phase adds the step's stage; the check that awaits the phase
judges it (bot/checks/smtp).
"""
