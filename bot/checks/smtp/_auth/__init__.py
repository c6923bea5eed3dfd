"""Workings of the check `smtp.auth`: its evidence, judgements and values. Holds no check."""
