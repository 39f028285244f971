"""The same commands from a terminal."""
