"""`/ses-regions` and `/ses-trace`: questions to AWS whose answers are not stored. `run_lookup` is what they share."""
