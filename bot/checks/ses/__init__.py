"""Checks of SES: the account, the sender's identity and its regions, configuration set, reputation, one recipient."""
