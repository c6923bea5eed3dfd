"""What the check `smtp.connect` is made of: from the stage at which a dialogue ended to the cause. No check is published
here.
"""
