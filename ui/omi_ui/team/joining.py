"""A line that adds somebody to the team."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from omi_desktop.report.wording import capital
from omi_desktop.store import PersonKind
from omi_desktop.store.team_records import Attendance
from omi_ui.widgets.labels import button, named
from omi_ui.widgets.sentence import Sentence
from omi_ui.widgets.still_combo import StillCombo

_RESERVE = "Area assessor in the reserve"


class Joining(QWidget):
    """A name and a kind; Enter adds the person."""

    wanted = Signal(str, object, object)
    """Name, kind, and whether they read now."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.name = QLineEdit()
        named(self.name, "Name of somebody to add")
        self.name.setPlaceholderText("Name of somebody to add")
        self.name.returnPressed.connect(self._on_add)
        line.addWidget(self.name, 1)
        self.kind = StillCombo()
        named(self.kind, "What they are in the team")
        for kind in (
            PersonKind.AREA_ASSESSOR,
            PersonKind.INSPECTOR,
            PersonKind.PRACTICE_ASSESSOR,
            PersonKind.LEAD_INSPECTOR,
        ):
            self.kind.addItem(capital(kind.value), (kind, Attendance.WORKING))
        self.kind.insertItem(1, _RESERVE, (PersonKind.AREA_ASSESSOR, Attendance.RESERVE))
        line.addWidget(self.kind)
        self.add_button = button("Add", self._on_add)
        line.addWidget(self.add_button)
        self.problem = Sentence()
        column.addWidget(self.problem)

    def begin_anew(self) -> None:
        """Empty the line for the next person."""
        self.name.clear()
        self.problem.say("")
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self) -> None:
        kind, attendance = self.kind.currentData()
        self.wanted.emit(self.name.text(), kind, attendance)
