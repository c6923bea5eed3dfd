"""What the check `smtp.tls` is made of: what a certificate means. No check is published here."""
