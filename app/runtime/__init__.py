"""When it happens: library client, change feed, task supervisor, reporter."""
