"""Print our own PDF, page by page."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from omi_desktop.errors import RequestError

_DOTS = 300
"""Dots an inch at which pages are rendered: sharp text without pages of 100 MB."""


def ask_printer(parent: QWidget, pages: int) -> QPrinter | None:
    """Ask which printer and pages; None where nothing is to be printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pages(document: QPdfDocument, printer: QPrinter) -> int:
    """Print the pages that were asked for and return how many they were."""
    first = printer.fromPage() or 1
    last = printer.toPage() or document.pageCount()
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise RequestError(
            f"The printer “{printer.printerName()}” takes no pages. See that it is switched on "
            "and connected, or choose another."
        )
    try:
        for number in range(first - 1, last):
            if number > first - 1:
                printer.newPage()
            _print_page(document, number, painter, printer)
    finally:
        painter.end()
    return last - first + 1


def _print_page(document: QPdfDocument, number: int, painter: QPainter, printer: QPrinter) -> None:
    points = document.pagePointSize(number)
    size = QSize(round(points.width() / 72 * _DOTS), round(points.height() / 72 * _DOTS))
    rendered = document.render(number, size)
    # QtPdf leaves the ground of a page transparent, which some printers take for black.
    page = QImage(size, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    onto = QPainter(page)
    onto.drawImage(0, 0, rendered)
    onto.end()
    paper = printer.pageLayout().fullRectPixels(printer.resolution()).size()
    fitted = size.scaled(paper, Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(0, 0, fitted.width(), fitted.height()), page)
