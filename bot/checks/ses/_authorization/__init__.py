"""What the check `ses.authorization` is made of: what a sending authorization policy says of a mail. No check is published
here.
"""
