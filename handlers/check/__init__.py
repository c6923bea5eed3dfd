"""`/ses-check` and the buttons of its card.

`start` accepts a check; `send_dialog` and `send_confirmed` let a person confirm a simulated mail first. `stored_run` finds
the run behind a clicked card. `fix`, `language`, `details`, `transcript` and `export` show that run in other ways;
`below_card` is what those share that post below the card, and `menu` hands an entry of the card's menu to its handler.
"""
