"""Workings of the check `smtp.every_port`: its evidence, judgements and values. Holds no check."""
