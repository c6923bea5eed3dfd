"""What the check `ses.account` is made of: the daily quota and its forecast. No check is published here."""
