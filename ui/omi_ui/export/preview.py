"""The report as it will print, beside the buttons that hand it over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMargins
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from omi_desktop.errors import RequestError


class Preview(QPdfView):
    """Shows the pages of a PDF one below the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages of the report")
        self._pages = QPdfDocument(self)
        self.setDocument(self._pages)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(16)
        self.setDocumentMargins(QMargins(16, 16, 16, 16))

    @property
    def pages(self) -> QPdfDocument:
        """Return the document that is shown."""
        return self._pages

    def show_pdf(self, path: Path) -> int:
        """Show a file and return how many pages it has."""
        self._pages.close()
        if self._pages.load(str(path)) != QPdfDocument.Error.None_:
            raise RequestError(f"The pages of “{path.name}” cannot be shown. Make them again.")
        return self._pages.pageCount()
