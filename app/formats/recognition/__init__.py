"""Which paper a PDF is, judged from its first pages: pure functions on their layout."""
