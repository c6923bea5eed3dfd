"""The subcommands of `ses-check`: one module each, with a function of the same name."""
