"""What lies over the window for a moment: palette, keys, import, settings."""
