"""What the checks that look into other regions share. No check is published here."""
