"""How keys act in a case: as everywhere, or without single keys, or without going on."""

from __future__ import annotations

import msgspec


class KeySettings(msgspec.Struct, frozen=True):
    """Whether single keys do anything, and whether a digit that answers leads to the next."""

    single_keys: bool = True
    goes_on: bool = True
