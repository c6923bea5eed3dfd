"""Workings of the check `ses.authorization`: its evidence, judgements and values. Holds no check."""
