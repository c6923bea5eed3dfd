"""What the check `dns.dkim` is made of: the records that SES expects, what DNS says of them, and the findings. No check is
published here.
"""
