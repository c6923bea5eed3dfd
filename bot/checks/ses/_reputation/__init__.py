"""Workings of the check `ses.reputation`: its evidence, judgements and values. Holds no check."""
