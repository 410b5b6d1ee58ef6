"""What every page of the screen has: a place of the report, a body that scrolls, its signals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_ui.report.acts import Act
from omi_ui.widgets.labels import label

if TYPE_CHECKING:
    from omi_desktop.report.live import Figure, Reference
    from omi_desktop.report.outline import Place
    from omi_desktop.store import Saved
    from omi_ui.report.desk import ReportDesk


class Page(QScrollArea):
    """Shows one place of the report; it says that it saved only when the file said so."""

    saved = Signal(object)
    writing = Signal()
    refused = Signal(object)
    said = Signal(str, object)
    """What happened, and a callable that undoes it, or None."""
    panel_wanted = Signal(object)
    """An Act that a panel beside the text asks for."""
    wanted = Signal(str, str)
    """A screen and the place on it."""

    ACTS: ClassVar[frozenset[Act]] = frozenset()
    """What the keys of the screen do here."""

    def __init__(self) -> None:
        super().__init__()
        self._is_writing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._desk: ReportDesk | None = None
        self._place: Place | None = None

    @property
    def desk(self) -> ReportDesk:
        """Return the desk the page was shown from."""
        if self._desk is None:
            raise LookupError("the page was not shown yet")
        return self._desk

    @property
    def place(self) -> Place:
        """Return the place that is shown."""
        if self._place is None:
            raise LookupError("the page was not shown yet")
        return self._place

    def show_place(self, desk: ReportDesk, place: Place) -> None:
        """Show a place; the same one keeps where it was scrolled to."""
        is_same = self._place is not None and self._place.id == place.id
        top = self.verticalScrollBar().value() if is_same else 0
        self._desk, self._place = desk, place
        body = QWidget()
        body.setObjectName("surface")
        body.setAccessibleName(place.title)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 16, 24)
        column.setSpacing(6)
        column.addWidget(label(place.group, "small"))
        column.addWidget(label(place.title, "title", wraps=True))
        self.fill(column)
        column.addStretch(1)
        self._replace_body(body)
        self.refresh()
        body.adjustSize()
        self.verticalScrollBar().setValue(top)

    def fill(self, column: QVBoxLayout) -> None:
        """Fill the body below its title."""
        raise NotImplementedError

    def save(self) -> None:
        """Bring what was typed to disk."""

    @property
    def has_unsaved(self) -> bool:
        """Tell whether words stand on the screen that could not be brought to disk."""
        return False

    def refresh(self) -> None:
        """Show anew what follows from the figures and findings, and touch no word."""

    def focus_first(self) -> None:
        """Give the first thing that can be done here the keyboard."""
        body = self.widget()
        first = body.nextInFocusChain() if body is not None else None
        while first is not None and first is not body:
            if first.focusPolicy() & Qt.FocusPolicy.TabFocus and first.isVisibleTo(self):
                if self.isAncestorOf(first):
                    first.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            first = first.nextInFocusChain()

    def do(self, act: Act) -> None:
        """Do with what has the keyboard what its menu or its keys ask for."""

    def insert(self, piece: Figure | Reference) -> None:
        """Put a figure or reference where the caret was."""

    def focus_again(self) -> None:
        """Give back the keyboard after a panel was closed."""

    def attempt(self, write: Callable[[], Saved]) -> bool:
        """Do a write, and say that it is on disk, or why not."""
        try:
            saved = write()
        except OmiError as error:
            self.refused.emit(error)
            return False
        self._is_writing = False
        self.saved.emit(saved)
        return True

    def begin_writing(self) -> None:
        """Say that something is being typed that is not on disk yet."""
        self._is_writing = True
        self.writing.emit()

    def settle(self) -> None:
        """Say that all is on disk where what was typed turned out to change nothing."""
        if self._is_writing:
            self.attempt(self.desk.inspection.saved)

    def _replace_body(self, body: QWidget) -> None:
        old = self.takeWidget()
        body.setEnabled(not self.desk.is_signed_off or self.is_open_when_signed)
        self.setWidget(body)
        if old is not None:
            # Later: the step may have been asked for by one of its own buttons.
            old.deleteLater()

    @property
    def is_open_when_signed(self) -> bool:
        """Tell whether something can be done here after the sign-off."""
        return False
