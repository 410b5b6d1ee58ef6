"""The page for typing in a form that was filled in on paper: the count above, the sheet below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.casework.orders import Order
from omi_ui.case.layout import ALONE
from omi_ui.case.paper_sheet import PaperSheet
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_ui.case.sitting import Sitting

_HOW = (
    "Press the figure that stands in the crossed box. Enter goes on and changes nothing, "
    "Backspace goes back. N or + writes a note, * one on the question before; Enter ends it."
)
_ABOVE = 0.3
"""How much of the height stays free above the question that has the keyboard."""


class PaperPage(QWidget):
    """A form of a case while somebody keys it."""

    closed = Signal(str)
    """The question that had the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Type in a form")
        self.setProperty(ALONE, True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 8)
        top.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(label("Type in a form", "heading"), 1)
        self.in_reading_order = QCheckBox("Printed in reading order")
        self.in_reading_order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.in_reading_order.clicked.connect(self._on_order)
        line.addWidget(self.in_reading_order)
        done = button("Done", self._on_left, tip="Back to the questions (Esc)")
        done.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line.addWidget(done)
        top.addLayout(line)
        self._counts = label("", "strong", wraps=True)
        top.addWidget(self._counts)
        top.addWidget(label(_HOW, "small", wraps=True))
        column.addLayout(top)
        self.sheet = PaperSheet()
        self._area = _Area()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setWidget(self.sheet)
        column.addWidget(self._area, 1)
        self.sheet.moved.connect(self._on_moved)
        # The sheet is measured anew at another width, and when questions come and go.
        self._area.verticalScrollBar().rangeChanged.connect(self._follow)
        self.sheet.ended.connect(self._on_ended)
        self.sheet.left.connect(self._on_left)

    @property
    def counts(self) -> str:
        """Return how far the form is typed in, in words."""
        return self._counts.text()

    def show_sitting(self, sitting: Sitting) -> None:
        """Show the form of a case."""
        self.sheet.show_sitting(sitting)

    def focus_first(self) -> None:
        """Give the form the keyboard, where it was left."""
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_moved()

    def _on_order(self) -> None:
        in_reading = self.in_reading_order.isChecked()
        self.sheet.show_order(Order.READING if in_reading else Order.REPORT)
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self) -> None:
        sheet = self.sheet
        if sheet.current not in sheet.asked:
            return
        at = sheet.asked.index(sheet.current) + 1
        parts = [f"Question {at} of {len(sheet.asked)}", f"{len(sheet.typing.keyed)} typed in"]
        if sheet.typing.kept:
            parts.append(
                f"{len(sheet.typing.kept)} left as in the file, though the form says otherwise"
            )
        self._counts.setText(" · ".join(parts))
        self._follow()

    def _follow(self) -> None:
        """Keep the question that has the keyboard in sight, always at the same height."""
        place = self.sheet.place_of(self.sheet.current)
        bar = self._area.verticalScrollBar()
        bar.setValue(place.top() - int(self._area.viewport().height() * _ABOVE))

    def _on_ended(self) -> None:
        self._counts.setText(f"{self._counts.text()} · that was the last question of the form")

    def _on_left(self) -> None:
        self.closed.emit(self.sheet.current)


class _Area(QScrollArea):
    """Stays where it is when Tab leaves the form: Qt would show the form's beginning."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)
