"""Finds the causes that a pasted error text shows: offline and deterministic.

`explain.explain(text)` is the entry. It decodes the text (normalise), removes secrets (pasted), reads facts such as the
reply code and the host (facts), compares the text with every sign (match) and orders the causes (rank).

Signs are data. To recognise another text, add a sign to its cause in bot/causes/<area>.toml (bot/causes/signs.py
explains the keys) and the text itself to tests/explain/texts.toml. Sentences of other mail providers go into
dialects.toml, names of client libraries into clients.toml.
"""
