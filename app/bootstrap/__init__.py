"""How it is wired: builds every object once and closes it in reverse."""
