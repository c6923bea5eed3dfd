"""Asks name servers: for the addresses of hosts (addresses.py) and for mail records (names.py)."""
