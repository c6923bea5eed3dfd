"""Block Kit as Slack checks it: shapes, lengths, counts."""
