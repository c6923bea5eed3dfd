"""Workings of the check `dns.spf`: its evidence, judgements and values. Holds no check."""
