"""Which keys commands have: the key map, its presets, and the user's own."""
