"""`/ses-check` and the buttons of its card."""
