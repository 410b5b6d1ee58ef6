"""Keep None, True and False alive under Python 3.11, where PySide6 6.12.0 wears them out.

Methods of that release give back references to these constants that they never took: every one
that returns nothing does so with None. After some tens of thousands of calls Python 3.11 aborts
with “deallocating None”. From Python 3.12 on these objects are immortal and the fault has no
effect; here they are made immortal too.
"""

from __future__ import annotations

import sys

_FOR_EVER = 1 << 60


def keep_constants() -> None:
    """Give the constants more references than a program can lose; call before any use of Qt."""
    if sys.version_info >= (3, 12):
        return
    import ctypes

    for constant in (None, True, False):
        # The count of references is the first field of every object of CPython.
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _FOR_EVER:
            count.value += _FOR_EVER
