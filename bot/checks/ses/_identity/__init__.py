"""Workings of the check `ses.identity`: its evidence, judgements and values. Holds no check."""
