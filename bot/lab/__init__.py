"""The offline world that ships with the product: stand-ins for AWS, an SMTP server, DNS and a Slack workspace.

Used by `ses-check demo` and by the tests; nothing else imports it. Everything listens on loopback.
"""
