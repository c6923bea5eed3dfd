"""What the check `ses.events` is made of: the places that events go to, and whether each takes them."""
