"""What the check `dns.dmarc` is made of: DMARC records, the tree walk, alignment, and the findings. No check is published
here.
"""
