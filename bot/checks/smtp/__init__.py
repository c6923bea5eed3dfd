"""Checks of the SMTP dialogue, stage by stage, and of the SMTP password."""
