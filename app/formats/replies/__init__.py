"""Replies of the catalogues: bytes of JSON to works, one module each."""
