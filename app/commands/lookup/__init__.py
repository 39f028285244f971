"""What the world's catalogues tell of papers, and what is taken over from it."""
