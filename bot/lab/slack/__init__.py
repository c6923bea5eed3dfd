"""A simulated Slack workspace on loopback: Web API, response_url, Socket Mode, signed HTTP, faults, and a web page.

The lab knows nothing of the bot; the two exchange only Slack's own protocols. `SlackLab` (server.py) is the entry.

To add a method of the Web API, write a function from `Call` to an answer in a module of methods/, and add it to METHODS
with its scopes and its rate limit:

    def _permalink(call: Call) -> Answer:
        return {"ok": True, "permalink": ...}

    METHODS = {"chat.getPermalink": Method(_permalink, rate=UNLIMITED)}
"""
