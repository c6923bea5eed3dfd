"""A pasted text to the causes that it shows: offline, deterministic, from signs that are data (bot/causes/*.toml)."""
