"""Workings of the check `dns.mail_from`: its evidence, judgements and values. Holds no check."""
