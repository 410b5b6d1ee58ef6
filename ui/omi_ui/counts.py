"""Counts as people read them."""

from __future__ import annotations

_THIN = "\N{NARROW NO-BREAK SPACE}"


def grouped(count: int) -> str:
    """Return a count with its thousands set apart: 16 821."""
    return f"{count:,}".replace(",", _THIN)
