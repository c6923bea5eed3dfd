"""Workings of the check `aws.access_key`: its evidence, judgements and values. Holds no check."""
