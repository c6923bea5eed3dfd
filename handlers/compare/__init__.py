"""`/ses-compare`: two results side by side. `compare` answers the command, `dialog` the dialog for pasting both texts."""
