"""The file: its tables, the steps to them, and what is checked before it is used."""
