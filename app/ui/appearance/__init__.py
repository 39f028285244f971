"""The look: theme, style sheet, icons and fonts."""
