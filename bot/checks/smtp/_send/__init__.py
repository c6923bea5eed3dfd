"""What the check `smtp.send` is made of: what a refusal of a mail means. No check is published here."""
