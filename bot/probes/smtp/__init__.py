"""The SMTP dialogue and the further connections that explain it."""
