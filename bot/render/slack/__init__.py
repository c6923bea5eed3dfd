"""Reports, comparisons and explanations as Slack payloads, within its limits."""
