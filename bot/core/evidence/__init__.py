"""What probes return: frozen types, one module for each source. Checks judge these and ask nothing themselves.

A field that an answer did not hold is None, which means unknown. A lookup that failed is a `Failure` (aws) or has a
`problem`.

To add evidence, define its type here and return it from a probe. For example, `ses.SendPoint` is made by
`bot.probes.aws.operations` from ses:GetSendStatistics and judged by `bot.checks.ses.reputation`.
"""
