"""Checks of DNS: the SMTP host's name, and the records that DKIM, MAIL FROM, SPF and DMARC need."""
