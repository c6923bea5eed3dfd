"""What the check `aws.access_key` is made of: what IAM says of a key, how new it is, and what its state means. No check is
published here.
"""
