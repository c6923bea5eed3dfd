"""The SMTP dialogue and its password."""
