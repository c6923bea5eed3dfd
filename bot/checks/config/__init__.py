"""What can be judged from the configuration alone, offline."""
