"""The checks. A check is one question about one target; it finds causes (bot/causes) in evidence that probes return.

bot/checks/<group>/<name>.py publishes `CHECK`, whose id is "<group>.<name>"; the groups are config, aws, ses, dns and smtp.
What a check needs more room for is in bot/checks/<group>/_<name>/. Modules beside the groups are shared by several checks.

To add a check, write these four files; nothing has to be registered. `ses-check docs` then draws it:

    bot/checks/dns/host.py                        the check, here shortened
    tests/checks/dns/test_host.py                 hands evidence to `judge` and expects outcome, findings and note
    bot/locales/{en,vi}/LC_MESSAGES/checks.po     its label `check.dns.host`, and its notes such as `note.resolved`

A check asks in `gather` and concludes in `judge`, which is pure:

    async def gather(context: Context[Probes]) -> Resolution | None:
        smtp = context.target.smtp
        return await context.probes.smtp.resolution(smtp.host) if smtp else None

    def judge(target: Target, found: Resolution | None) -> Judgement:
        if target.smtp is None or found is None:
            return skipped("reason.no_smtp")
        if found.addresses:
            return passed(Note("note.resolved", {"host": found.host}))
        return Judgement(findings=(Finding("network.dns", Severity.FAIL, found.host, frozenset({f"host:{found.host}"})),))

    CHECK = Check("dns.host", gather, judge, probe=True)

What else a check may say of itself (what it needs, what it counts for) are fields of bot.core.engine.Check. A cause that it
finds names it in `decided_by`.
"""
