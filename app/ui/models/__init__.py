"""The models behind the views."""
