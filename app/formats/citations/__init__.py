"""Citations: entries of printed reference lists, styles, and citation keys."""
