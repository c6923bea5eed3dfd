"""What several DNS checks share: the domains that mail is sent under, the state of a record, and records at wrong names."""
