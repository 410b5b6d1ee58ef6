"""Which files: the packs to write, what came back, the receipt to save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

_KINDS = (".xlsx", ".omi")
_FILES = "Returns (*.xlsx *.omi);;All files (*)"


def ask_pack(parent: QWidget, suggested: str) -> Path | None:
    """Ask where the pack goes; None where the person changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Save the pack", suggested, "Inspection (*.omi)"
    )
    if not chosen:
        return None
    # Without its ending it would not be known for a pack when it comes back.
    return Path(chosen if chosen.lower().endswith(".omi") else f"{chosen}.omi")


def ask_returns(parent: QWidget) -> list[Path]:
    """Ask for the files that came back; none where the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Choose what came back", "", _FILES)
    return [Path(one) for one in chosen]


def ask_receipt(parent: QWidget, suggested: str) -> Path | None:
    """Ask where the receipt goes; None where the person changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "Save the receipt", suggested, "Text (*.txt)")
    return Path(chosen) if chosen else None


def returns_in(data: QMimeData) -> list[Path]:
    """Return the workbooks and .omi files among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _KINDS]
