"""What is typed to search: the language and the values in it."""
