"""Both readings of one question and what was agreed on, in three columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from omi_ui.moderation.state import moment, said, who
from omi_ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.store.second_readings import Given
    from omi_ui.moderation.state import Difference

_SIDES = ("First reading", "Second reading", "Agreed")


class SideBySide(QScrollArea):
    """What was asked, and below it who answered what, with notes and times."""

    ROLE = QAccessible.Role.Document

    def __init__(self) -> None:
        super().__init__()
        # The keyboard scrolls long notes here, and it is framed while it does.
        self.setProperty("reads", True)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Both readings, side by side")
        body = QWidget()
        body.setObjectName("surface")
        self.setWidget(body)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        self._asked = label("", "strong", wraps=True)
        grid.addWidget(self._asked, 0, 0, 1, len(_SIDES))
        self._cells: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        for at, side in enumerate(_SIDES):
            grid.setColumnStretch(at, 1)
            grid.addWidget(label(side, "small"), 1, at)
            made = (
                label("", "strong", wraps=True),
                label("", "muted", wraps=True),
                label("", wraps=True),
            )
            for below, cell in enumerate(made, 2):
                cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(cell, below, at)
            self._cells[side] = made
        grid.setRowStretch(5, 1)

    @property
    def sides(self) -> tuple[str, str, str]:
        """Return what stands in the columns."""
        first, second, agreed = (
            "\n".join(filter(None, (cell.text() for cell in self._cells[side]))) for side in _SIDES
        )
        return first, second, agreed

    def show_difference(self, one: Difference | None, names: Mapping[str, str]) -> None:
        """Show a difference, or nothing."""
        if one is None:
            self._asked.setText("")
            for side in _SIDES:
                self._show(side, "", "", "")
            return
        answer = one.answer
        question = answer.question
        named = f"{one.read.case.ref}, {question.id}" if question.criterion else one.read.case.ref
        harm = " (Risk of Harm)" if question.risk_of_harm else ""
        self._asked.setText(f"{named}{harm}: {question.text}")
        both = ((_SIDES[0], answer.first), (_SIDES[1], answer.second))
        for side, given in both:
            self._show(side, said(question, given.value), _who(given, names), given.note)
        agreed = answer.agreed
        if agreed is not None:
            by = ", ".join(filter(None, (names.get(agreed.by, agreed.by), moment(agreed.at))))
            self._show(_SIDES[2], said(question, agreed.value), by, agreed.reason, "Why")
        elif answer.is_overtaken:
            self._show(_SIDES[2], "The answer was changed since", "", "")
        else:
            self._show(_SIDES[2], "Nothing yet", "The first reading’s counts", "")
        self.verticalScrollBar().setValue(0)

    def _show(self, side: str, value: str, whose: str, note: str, what: str = "Note") -> None:
        shown, by, noted = self._cells[side]
        shown.setText(value)
        by.setText(whose)
        noted.setText(f"{what}: {note}" if note else "")


def _who(given: Given, names: Mapping[str, str]) -> str:
    return who(given, names) if given.value is not None or given.note else ""
