"""From check results to one answer: the verdict, the root causes, what each explains, and what is still possible. Pure."""
