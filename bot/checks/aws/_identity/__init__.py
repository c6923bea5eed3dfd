"""What the check `aws.identity` is made of: what a refusal of the keys means. No check is published here."""
