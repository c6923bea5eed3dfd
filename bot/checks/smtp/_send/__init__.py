"""Workings of the check `smtp.send`: its evidence, judgements and values. Holds no check."""
