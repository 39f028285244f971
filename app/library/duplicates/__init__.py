"""Which papers are one: by name, by file, by title."""
