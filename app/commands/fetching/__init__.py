"""How a paper's PDF is had and shown: fetched, opened, kept, renewed."""
