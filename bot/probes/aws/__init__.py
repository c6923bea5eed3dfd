"""Questions to AWS: one gateway with an allow-list, and what each answer means."""
