"""Compares what two machines found for the same target.

snapshot.py takes a Snapshot of a run, parse.py reads one back from pasted text, diff.py compares two of them, and
conclusions.py says what follows from the differences. All of it is pure: frozen values in, frozen values out.
"""
