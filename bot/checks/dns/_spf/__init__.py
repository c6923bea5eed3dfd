"""What the check `dns.spf` is made of: an SPF evaluator, its lookups, and the findings. No check is published here."""
