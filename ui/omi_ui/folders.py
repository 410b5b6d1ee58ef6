"""Where this person's files of the program are, as the system says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

_NAME = "omi-desktop"
_LOCATION = QStandardPaths.StandardLocation


def settings_folder() -> Path:
    """Return the folder that remembers how somebody works; it may not exist yet."""
    return Path(QStandardPaths.writableLocation(_LOCATION.GenericConfigLocation)) / _NAME


def data_folder() -> Path:
    """Return the folder of files that the program makes for itself; it may not exist yet."""
    return Path(QStandardPaths.writableLocation(_LOCATION.GenericDataLocation)) / _NAME
