"""Who the credentials are, what state they are in, what they may do."""
