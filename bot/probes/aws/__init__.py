"""Asks AWS: one gateway with an allow-list of read operations, and methods that turn its answers into evidence."""
