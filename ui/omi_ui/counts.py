"""Counts as people read them."""

from __future__ import annotations


def grouped(count: int) -> str:
    """Return a count with its thousands set apart: 16,821."""
    return f"{count:,}"
