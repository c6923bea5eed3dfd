"""What the check `ses.identity` is made of: DKIM and MAIL FROM settings. No check is published here."""
