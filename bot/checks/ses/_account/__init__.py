"""Workings of the check `ses.account`: its evidence, judgements and values. Holds no check."""
