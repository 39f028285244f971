"""How papers and marks are found, ordered and parted, in SQL."""
