"""What probes bring home: frozen types, one module a source.

A field that an answer did not hold is None: unknown, never false.
"""
