"""Print pages of our own PDF; the printer is asked for on the main thread, used on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from omi_desktop.errors import RequestError
from omi_ui.widgets.pdf_paper import on_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from omi_ui.tasks import Step

_DOTS = 300
"""Dots an inch at which pages are rendered: sharp text without pages of 100 MB."""

_BAND = 200
"""Pages are printed in bands of so many lines: the window waits while one is made."""


def ask_printer(parent: QWidget) -> QPrinter | None:
    """Ask which printer; None where nothing is to be printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    # Which pages was said in the window, where ranges and parts can be chosen.
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pages(content: bytes, numbers: Sequence[int], printer: QPrinter, step: Step) -> int:
    """Print the pages of a PDF with these numbers, from 1, and return how many they were.

    When `step` raises, the printer is told to drop what it has. Raises RequestError where it takes
    no pages.
    """
    held = QBuffer()
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(held)
    printer.setFullPage(True)
    printer.setResolution(_DOTS)
    painter = QPainter()
    if not painter.begin(printer):
        raise RequestError(
            f"The printer “{printer.printerName()}” takes no pages. See that it is switched on "
            "and connected, or choose another."
        )
    is_whole = False
    try:
        for place, number in enumerate(numbers):
            step(f"Printing page {place + 1} of {len(numbers)}", place / len(numbers))
            if place:
                printer.newPage()
            _print_page(document, number - 1, painter, printer)
        is_whole = True
    finally:
        if not is_whole:
            printer.abort()
        painter.end()
        document.close()
    return len(numbers)


def _print_page(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter) -> None:
    paper = printer.pageLayout().fullRectPixels(printer.resolution()).size()
    fitted = _fitted(document.pagePointSize(page), paper)
    for top in range(0, fitted.height(), _BAND):
        room = QRect(0, top, fitted.width(), min(_BAND, fitted.height() - top))
        painter.drawImage(QPoint(0, top), on_paper(document, page, fitted, room))


def _fitted(page: QSizeF, paper: QSize) -> QSize:
    """Return the size of a page in dots of the paper: one for one, so that bands leave no seam."""
    return page.scaled(paper.toSizeF(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
