"""How somebody works in a case: which keys act, and in which order the pages stand."""

from __future__ import annotations

import msgspec


class KeySettings(msgspec.Struct, frozen=True):
    """Whether single keys do anything, whether a digit that answers leads to the next, the order.

    `reading` is true where the pages stood in reading order last.
    """

    single_keys: bool = True
    goes_on: bool = True
    reading: bool = False
