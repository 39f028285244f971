"""From key presses to commands."""
