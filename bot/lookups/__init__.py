"""Questions that are not checks: in which regions an identity is verified, what became of one mail. Not stored."""
