"""Below the table: why each asterisk of the chosen row stands or not, and the way to decide it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
)

from omi_desktop.report.listing import NO_TARGET
from omi_desktop.report.performance_rows import NATIONAL, Column
from omi_desktop.store import Indicator
from omi_ui.performance.table import shown, why
from omi_ui.widgets.labels import label, named
from omi_ui.widgets.still_combo import StillCombo

_DECISIONS: tuple[tuple[str, bool | None], ...] = (
    ("By the rule", None),
    ("Asterisk", True),
    ("No asterisk", False),
)
_UNFINISHED = "Not kept yet: it needs a name and a target."


class Why(QFrame):
    """One row's asterisks: what the rule says, what was decided, and for what reason."""

    changed = Signal()
    """Something was decided or a reason typed; `decision` and `reason` say what."""
    typed = Signal()
    left = Signal()

    def __init__(self, area: str) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        rule = QFrame()
        rule.setProperty("role", "rule")
        whole.addWidget(rule)
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 10)
        column.setSpacing(4)
        whole.addLayout(column)
        self._title = label("", "strong", wraps=True)
        column.addWidget(self._title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.sentences: dict[Column, QLabel] = {}
        self.choices: dict[Column, StillCombo] = {}
        for at, (own, whose) in enumerate(((Column.AREA, area), (Column.NATIONAL, NATIONAL))):
            grid.addWidget(label(whose), at, 0)
            self.sentences[own] = label("", wraps=True)
            grid.addWidget(self.sentences[own], at, 1)
            choice = self.choices[own] = StillCombo()
            choice.addItems([words for words, _ in _DECISIONS])
            choice.setAccessibleName(f"Asterisk of {whose}")
            choice.activated.connect(self.changed)
            grid.addWidget(choice, at, 2)
        self._why = label("Reason")
        grid.addWidget(self._why, 2, 0)
        self.reason_field = QLineEdit()
        named(self.reason_field, "Reason for the decision")
        self.reason_field.setPlaceholderText("Why the rule does not decide; printed with the table")
        self.reason_field.textEdited.connect(self.typed)
        self.reason_field.editingFinished.connect(self.left)
        grid.addWidget(self.reason_field, 2, 1, 1, 2)
        self._hint = label("", "problem", wraps=True)
        column.addWidget(self._hint)

    @property
    def reason(self) -> str:
        """Return the reason as it is typed."""
        return self.reason_field.text()

    @property
    def hint(self) -> str:
        """Return what is still wanted, or ""."""
        return "" if self._hint.isHidden() else self._hint.text()

    def decision(self, column: Column) -> bool | None:
        """Return what is chosen for a cell: the asterisk, none, or None for the rule."""
        return _DECISIONS[self.choices[column].currentIndex()][1]

    def show_indicator(self, indicator: Indicator) -> None:
        """Show what the file holds of an indicator."""
        self._title.setText(indicator.text or "New indicator")
        self._hint.setVisible(indicator.target == NO_TARGET or not indicator.text)
        self._hint.setText(_UNFINISHED)
        for column, met in (
            (Column.AREA, indicator.area_met),
            (Column.NATIONAL, indicator.national_met),
        ):
            self.sentences[column].setText(why(indicator, column))
            values = [value for _, value in _DECISIONS]
            self.choices[column].setCurrentIndex(values.index(met))
            has_figure = bool(shown(indicator, column)) and indicator.target != NO_TARGET
            self.choices[column].setEnabled(has_figure)
        if self.reason_field.text() != indicator.reason:
            self.reason_field.setText(indicator.reason)
            self.reason_field.setCursorPosition(0)
        self._show_reason()

    def show_hint(self, hint: str) -> None:
        """Say what a decision still wants before it is kept."""
        self._show_reason()
        self._hint.setText(hint)
        self._hint.setVisible(True)

    def _show_reason(self) -> None:
        decided = any(self.decision(column) is not None for column in self.choices)
        self._why.setVisible(decided)
        self.reason_field.setVisible(decided)
