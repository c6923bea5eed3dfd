"""What the handlers of every subject use.

`context` holds the objects of the running bot; `access` and `language` ask the rules of bot.intake for one requester;
`messages` builds private lines; `reply` is what a handler returns, and `answer_now`, `modal` and `publish` are the ways in
which an answer reaches Slack. `tasks` runs work in the background, `seen_triggers` recognises a second delivery.
"""
