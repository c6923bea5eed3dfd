"""Workings of the check `smtp.connect`: its evidence, judgements and values. Holds no check."""
