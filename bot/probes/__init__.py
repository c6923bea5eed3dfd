"""The only code that touches the outside: AWS, SMTP, DNS, secrets. Returns typed evidence or a typed failure."""
