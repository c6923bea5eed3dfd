"""Pure functions that lay an answer out for one medium: Slack, a terminal, Markdown, JSON, the pages in docs/.

Each medium is a package. Those that `--format` offers are found by bot.render.formats, which says how to add one.
"""
