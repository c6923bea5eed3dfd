"""`/ses-explain`, `/ses-guide` and the message shortcut."""
