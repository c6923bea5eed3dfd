"""The rules by which a chat platform accepts a question: who may ask what where, and what follows from it.

Everything here takes and returns frozen values and imports nothing of Slack, so a second chat platform needs no rule of its
own: it reads its payloads into an `Origin`, calls these functions, and turns what they return into messages.

    request = parse_check("prod only:smtp")                    bot.request: what was typed
    choice  = choose_target(targets, origin, request.target)   target_choice: a Chosen, or why there is none
    plan    = plan_check(choice.target, request, origin, …)    start: an Ask to store, or what has to come first
    next    = decide_start(await store.accept(plan), running)  start: what the stored ask leads to
    language = choose_language(wishes, shared=True)            language_choice: in which language it is answered

`access` says who may see what; `stored_run` which runs may be read again. To add a rule, add a function to the module of its
subject and a test to tests/intake, which drives all of it without Slack.
"""
