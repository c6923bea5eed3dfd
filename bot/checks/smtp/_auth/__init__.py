"""What the check `smtp.auth` is made of: what a reply to AUTH means. No check is published here."""
