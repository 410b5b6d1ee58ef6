"""Checks: completed cases that are drawn to be read once more, and the comments on them."""
