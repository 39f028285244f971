"""Octavo's tests: unit mirrors app, the other folders look at it as a whole."""
