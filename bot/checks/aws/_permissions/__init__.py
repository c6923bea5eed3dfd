"""Workings of the check `aws.permissions`: its evidence, judgements and values. Holds no check."""
