"""Slack in, Slack out: one file per command, action, shortcut or view.

Every public module publishes what it answers (COMMAND, ACTION) and `attach(app, desk)`; `attach_all` walks them.
"""
