"""Opening sheets: each command that shows one, and each question that needs one."""
