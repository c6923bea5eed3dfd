"""Checks of the configuration alone. They ask nobody."""
