"""`/ses-check` and the buttons of its card.

`start` accepts a check; `send_dialog` and `send_confirmed` let a person confirm a simulated mail first. `stored_run` finds
the run behind a clicked card for `fix`, `language` and `transcript`, which show it in other ways.
"""
