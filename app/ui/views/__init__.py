"""How each list is looked at: columns, order, sections, widths."""
