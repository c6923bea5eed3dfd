"""Workings of the check `config.credentials`: its evidence, judgements and values. Holds no check."""
