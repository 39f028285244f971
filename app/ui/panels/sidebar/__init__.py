"""The places and topics at the left."""
