"""What the check `ses.reputation` is made of: rates and their trend. No check is published here."""
