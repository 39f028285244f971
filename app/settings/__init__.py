"""What the user prefers: one typed declaration."""
