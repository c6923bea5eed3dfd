"""Questions that are no check of a target: where an identity is verified, what became of one mail. Not stored."""
