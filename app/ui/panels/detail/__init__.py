"""One paper, set for reading."""
