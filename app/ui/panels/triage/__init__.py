"""Deciding on the papers of a list one by one."""
