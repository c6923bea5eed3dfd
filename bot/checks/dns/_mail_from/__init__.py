"""What the check `dns.mail_from` is made of: the MX record and its mistakes. No check is published here."""
