"""Tables of papers: their rows, what their columns mean, and their papers."""
