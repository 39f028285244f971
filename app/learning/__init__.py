"""What texts have in common: pure functions and values, standard library only."""
