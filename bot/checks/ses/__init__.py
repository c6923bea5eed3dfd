"""The SES account, its identities and their regions."""
