"""Import modules as Python does, without the hook that PySide6 puts in its way.

PySide6 replaces `__import__` to serve `from __feature__ import snake_case`, and reads the source of
every module imported from then on to see whether it mentions PySide6. No module of ours asks for a
feature, and reading them all again takes longer than opening an inspection.
"""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Give Python its own import back; call after PySide6 is loaded, calling twice does no harm."""
    # Under this name PySide6 keeps what it replaced.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
