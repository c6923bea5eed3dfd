"""Carries out stored runs. local.py does so in this process; shared_runs.py runs equal questions once."""
