"""What is done in the reader: motions, marks, peeks, tabs, looks."""
