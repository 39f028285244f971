"""How it is written: bytes or text to domain values and back, pure functions."""
