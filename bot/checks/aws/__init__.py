"""Checks of the credentials with AWS: whose they are, what state they are in, what they may do."""
