"""A Slack workspace on loopback: Web API, response_url, Socket Mode, signed HTTP, faults and a page to type in.

Not here: anything that knows what the bot does. The lab sees a bot only through Slack's own protocols.
"""
