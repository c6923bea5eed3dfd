"""Who carries out a run: this process (local)."""
