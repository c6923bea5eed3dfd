"""Two places side by side: snapshots of runs, read back from pasted text, compared, and what follows from the difference."""
