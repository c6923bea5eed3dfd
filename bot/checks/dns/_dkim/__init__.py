"""Workings of the check `dns.dkim`: its evidence, judgements and values. Holds no check."""
