"""Slack in, Slack out.

`routes.py` is the table of all that Slack may send. `mention.py` answers messages to the bot, `fallback.py` what no other
row answers, `errors.py` a crash. Each folder holds the handlers of one subject: `check`, `explain`, `compare`, `lookup`.
`card` shows a run's one message, `slack` speaks Slack's protocol, `app` holds what every handler uses. What a handler
decides by stands in bot.intake, which knows nothing of Slack.

A handler takes the objects of the running bot and what Slack sent, and returns a `Reply`:

    async def survey_regions(context: HandlerContext, requester: Requester) -> Reply:
        request = parse_regions(requester.text)
        ...
        return await start_lookup(context, requester, Lookup(target, request.language, public, announce, run))

It may store, but it sends nothing: the reply's acknowledgement goes out first, and its work starts after it.

To add a command, as `/ses-regions` was added: its grammar in `bot/request/commands.py`, the handler in a folder here, its
line in `HANDLERS` of `routes.py`, its entry in `manifest.yml` (a test prints it), and its sentences in `bot/locales`. To
add a button: its action id where it is rendered (`bot/render/slack`), its handler, and its row in `routes.py`.
"""
