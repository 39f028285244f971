"""Where it comes from: the only HTTP."""
