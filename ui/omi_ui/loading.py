"""Load Qt's binding, with all that makes it quick and safe; before any other import of it."""

from __future__ import annotations

import sys

from omi_ui.kept_support import support_kept
from omi_ui.lasting_constants import keep_constants
from omi_ui.plain_imports import import_plainly
from omi_ui.swift_enums import make_enums_swiftly


def load_qt() -> None:
    """Load QtCore; whatever of Qt is imported later then comes quickly too."""
    keep_constants()
    make_enums_swiftly()
    with support_kept():
        import PySide6.QtCore  # noqa: F401
    import_plainly()


def load_msgspec() -> None:
    """Load msgspec without typing_extensions, which takes longer to load than msgspec itself.

    All that msgspec looks for in it stands in `typing` of Python 3.11, where it looks next. Call
    before a second thread imports anything.
    """
    if "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]
