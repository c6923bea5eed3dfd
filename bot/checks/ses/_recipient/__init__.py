"""Workings of the check `ses.recipient`: its evidence, judgements and values. Holds no check."""
