"""A paper's PDF, with its marks."""
