"""`/ses-compare`: two places side by side, and the dialog that takes both texts."""
