"""What a cell says as text, whichever program saved it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from omi_desktop.exchange.safe_open import Value

# Workbooks write control characters as _x000D_; not every program undoes that when it reads.
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2}) 00:00:00")


def cell_text(value: Value) -> str:
    """Return what a cell says; a whole number is without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def without_midnight(text: str) -> str:
    """Return a day as it is written here; Excel keeps a day as the first moment of it."""
    day = _MIDNIGHT.fullmatch(text)
    return day[1] if day else text


def same_text(one: str, other: str) -> bool:
    """Tell whether two cells say the same, but for what programs do to text when they save it."""
    return one == other or _settled(one) == _settled(other)


def typed_text(text: str) -> str:
    """Return a text that was typed into a cell, as a person sees it."""
    return _CODED.sub(_decoded, text).replace("\r\n", "\n").replace("\r", "\n")


def _settled(text: str) -> str:
    # Some programs drop the code of the underscore, which keeps such codes apart from text.
    plain = without_midnight(typed_text(text.replace("x005F_", "")))
    return "".join(letter for letter in plain if letter.isprintable() or letter == "\n").rstrip()


def _decoded(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
