"""Workings of the check `aws.identity`: its evidence, judgements and values. Holds no check."""
