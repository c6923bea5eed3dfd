"""The message of one run: posted once, edited while the run goes on, found again after a crash."""
