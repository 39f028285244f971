"""Kill the program at random moments; nothing it acknowledged may be lost."""
