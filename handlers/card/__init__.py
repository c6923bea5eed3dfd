"""The card: the one message of a run.

It is posted once, edited while the run goes on, and found again after a crash. `delivery` decides what happens when,
`places` are the ways of showing it, `content` is what it shows, `position` stores where it stands, `find_posted` finds it.
"""
