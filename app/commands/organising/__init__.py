"""How the library is kept in order: topics, fields, searches, duplicates, undo."""
