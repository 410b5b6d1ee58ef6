"""The minimums of a sample: a line each, named in words, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from omi_desktop.sampling.rules import Minimum
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.number_field import NumberField
from omi_ui.widgets.still_combo import StillCombo


class MinimumLine(QWidget):
    """At least so many of a gate."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, gates: Sequence[tuple[str, str]], minimum: Minimum) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label("at least"))
        self.number = NumberField()
        self.number.show_value(minimum.number)
        line.addWidget(self.number)
        self.gate = StillCombo()
        self.gate.setSizeAdjustPolicy(
            StillCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.gate.setMinimumContentsLength(16)
        for gate, title in gates:
            self.gate.addItem(title, gate)
        self.gate.setCurrentIndex(max(self.gate.findData(minimum.gate), 0))
        self.gate.setAccessibleName("Cases of which there is a minimum")
        line.addWidget(self.gate, 1)
        self.remove_button = button("Remove", partial(self.removed.emit, self), "quiet")
        line.addWidget(self.remove_button)
        self.number.value_changed.connect(self.changed)
        self.gate.currentIndexChanged.connect(self._on_gate)
        self._name()

    def minimum(self) -> Minimum:
        """Return the minimum as it stands."""
        return Minimum(str(self.gate.currentData()), self.number.value)

    def _on_gate(self) -> None:
        self._name()
        self.changed.emit()

    def _name(self) -> None:
        title = self.gate.currentText()
        self.number.setAccessibleName(f"At least so many: {title}")
        self.remove_button.setAccessibleName(f"Remove the minimum: {title}")


class Minimums(QWidget):
    """All minimums, in the order in which a booster is put down to one of them."""

    changed = Signal()

    def __init__(self, gates: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._gates = gates
        self.lines: list[MinimumLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.add_button: QPushButton = button("Add a minimum", self.add)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def minimums(self) -> tuple[Minimum, ...]:
        """Return the minimums as they stand."""
        return tuple(line.minimum() for line in self.lines)

    def show_minimums(self, minimums: Sequence[Minimum]) -> None:
        """Show these minimums."""
        for line in self.lines:
            self._take_away(line)
        self.lines = []
        for minimum in minimums:
            self._append(minimum)

    def add(self) -> None:
        """Add a minimum for the first gate that has none, and take the keyboard for its number."""
        named = {line.minimum().gate for line in self.lines}
        gate = next((gate for gate, _ in self._gates if gate not in named), "")
        if not gate:
            return
        line = self._append(Minimum(gate, 1))
        self.changed.emit()
        line.number.setFocus(Qt.FocusReason.OtherFocusReason)
        line.number.selectAll()

    def _append(self, minimum: Minimum) -> MinimumLine:
        line = MinimumLine(self._gates, minimum)
        line.changed.connect(self.changed)
        line.removed.connect(self._on_removed)
        self.lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        return line

    def _on_removed(self, line: MinimumLine) -> None:
        self.lines.remove(line)
        self._take_away(line)
        self.changed.emit()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self, line: MinimumLine) -> None:
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
