"""What a person typed, as a value: one grammar for every command. Nothing that can be typed raises."""
