"""What the check `ses.recipient` is made of: what the sandbox allows. No check is published here."""
