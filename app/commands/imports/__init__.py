"""How papers come in: read, planned, looked at, added as one act."""
