"""What the check `aws.permissions` is made of: whose policies are simulated, for which request, and what the decisions mean.
No check is published here.
"""
