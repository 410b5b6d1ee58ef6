"""Pages as they will print: a document, its place and its size."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from omi_desktop.errors import RequestError
from omi_ui.widgets.flow import flow
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.pages_area import Fit, PagesArea, Zoom

_SIZES: tuple[tuple[str, Zoom], ...] = (
    ("Fit width", Fit.WIDTH),
    ("Whole page", Fit.PAGE),
    ("100%", 1.0),
)


class PagePreview(QWidget):
    """Shows a PDF; another version takes its place without moving what is in sight."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: QBuffer | None = None
        self._document: QPdfDocument | None = None
        self.area = PagesArea()
        self.area.setAccessibleName("Pages as they will print")
        self._number = label("", "small")
        self._words = label("", wraps=True)
        self._words.setContentsMargins(16, 8, 16, 8)
        self._words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = self._build_head()
        column.addWidget(self._head)
        column.addWidget(self._words)
        column.addWidget(self.area, 1)
        self.area.moved.connect(self._on_moved)
        self.area.zoomed.connect(self._on_zoomed)
        self._on_moved()
        self._on_zoomed()

    @property
    def document(self) -> QPdfDocument | None:
        """Return the document that is shown, or None before the first."""
        return self._document

    @property
    def words(self) -> str:
        """Return the sentence over the pages, or ""."""
        return "" if self._words.isHidden() else self._words.text()

    def show_pdf(self, content: bytes) -> None:
        """Show a document in place of the last one, at the same place and size.

        Raises RequestError where it cannot be read; what was shown before then stays.
        """
        fresh = QBuffer(self)
        fresh.setData(QByteArray(content))
        fresh.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(fresh)
        if document.error() != QPdfDocument.Error.None_ or not document.pageCount():
            _let_go(document, fresh)
            raise RequestError("The pages cannot be shown. Make them again.")
        old, before = self._document, self._content
        self._document, self._content = document, fresh
        self.area.show_document(document)
        _let_go(old, before)
        self._words.hide()
        self._on_moved()

    def say(self, words: str, role: str = "muted") -> None:
        """Say something over the pages until others are shown; `role` is muted or problem."""
        self._words.setProperty("role", role)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def add_tool(self, control: QWidget) -> None:
        """Put a control after those for the size."""
        self._tools.add(control)

    def close_document(self) -> None:
        """Let go of the pages, before the window closes."""
        self.area.show_document(None)
        _let_go(self._document, self._content)
        self._document = self._content = None
        self._on_moved()

    def _build_head(self) -> QFrame:
        tools: list[QWidget] = []
        self._sizes = QButtonGroup(self)
        self._buttons: list[tuple[QPushButton, Zoom]] = []
        for words, zoom in _SIZES:
            made = button(words, partial(self.area.set_zoom, zoom), "quiet")
            made.setCheckable(True)
            self._sizes.addButton(made)
            self._buttons.append((made, zoom))
            tools.append(made)
        for words, name, press in (
            ("–", "Smaller pages (Ctrl and minus)", self.area.smaller),
            ("+", "Larger pages (Ctrl and plus)", self.area.larger),
        ):
            made = button(words, press, "quiet", name)
            made.setAccessibleName(name)
            tools.append(made)
        head = QFrame()
        head.setObjectName("head")
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(self._number)
        self._tools = _Tools(tools)
        line.addWidget(self._tools, 1)
        return head

    def _on_moved(self) -> None:
        count = self._document.pageCount() if self._document else 0
        page = self.area.page
        words = f"Page {page + 1} of {count}" if count else "No pages yet"
        if words != self._number.text():
            self._number.setText(words)
            self.area.setAccessibleDescription(words)
            self.page_changed.emit(page)

    def _on_zoomed(self) -> None:
        # None is chosen while the pages stand at a size between.
        self._sizes.setExclusive(False)
        for made, zoom in self._buttons:
            made.setChecked(self.area.zoom == zoom)
        self._sizes.setExclusive(True)


class _Tools(QWidget):
    """Controls in a line, or in several where there is no room for one."""

    def __init__(self, controls: list[QWidget]) -> None:
        super().__init__()
        self._controls: list[QWidget] = []
        for control in controls:
            self.add(control)

    def add(self, control: QWidget) -> None:
        """Put a control after the others."""
        control.setParent(self)
        control.show()
        self._controls.append(control)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Break the lines anew where a control wants more room or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        self.setFixedHeight(flow(self._controls, self.width()))


def _let_go(document: QPdfDocument | None, content: QBuffer | None) -> None:
    """Close a document before what it reads from."""
    if document is not None:
        document.close()
        document.deleteLater()
    if content is not None:
        content.close()
        content.deleteLater()
