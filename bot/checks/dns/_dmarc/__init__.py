"""Workings of the check `dns.dmarc`: its evidence, judgements and values. Holds no check."""
