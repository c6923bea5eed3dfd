"""`/ses-regions` and `/ses-trace`: lookups that are not stored."""
