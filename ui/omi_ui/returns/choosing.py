"""Which files: the packs to write, what came back, the receipt to save."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtPrintSupport import QPrinter

_KINDS = (".xlsx", ".omi")
_MOST = 500
"""How many files of a folder are looked at: no inspection has so many returns."""
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


def ask_printer(parent: QWidget) -> QPrinter | None:
    """Ask which printer prints the receipt; None where the person changed their mind."""
    # Loaded here: it is wanted once a visit.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def returns_in(data: QMimeData) -> list[Path]:
    """Return the workbooks, .omi files and folders among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _KINDS or path.is_dir()]


def returns_under(paths: Iterable[Path], own: Path) -> list[Path]:
    """Return the files, and of folders the workbooks and .omi files in them and below.

    `own` is the inspection itself, which may lie beside what came back; what Excel puts beside an
    open workbook is no return.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            below = (one for one in path.rglob("*") if one.suffix.lower() in _KINDS)
            found += sorted(
                one
                for one in islice(below, _MOST)
                if not one.name.startswith(("~$", ".")) and one.resolve() != own.resolve()
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))
