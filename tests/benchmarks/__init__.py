"""Measure what the program takes against a floor of the same run."""
