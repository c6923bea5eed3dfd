"""The App Home. `publish` shows it, `check` answers its buttons."""
