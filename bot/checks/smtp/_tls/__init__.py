"""Workings of the check `smtp.tls`: its evidence, judgements and values. Holds no check."""
