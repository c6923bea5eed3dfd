"""Questions to name servers: addresses of hosts, and records of mail."""
