"""Begins an inspection: whose area, where the file stands, and its passphrase twice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from omi_ui.start.strength import LEAST_BITS, bits, strength
from omi_ui.widgets.labels import button, label


class NewInspection(QWidget):
    """A form that says what is missing as it is filled in."""

    given = Signal(object, str, str, bool)
    """The path, the area, the passphrase, and whether Risk of Harm only is asked."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("New inspection", "title"))
        column.addSpacing(8)
        self.area = self._field(column, "Probation area", hint="Cumbria")
        self.setFocusProxy(self.area)
        self.only = QCheckBox("Risk of Harm only")
        self.only.setToolTip("As a re-inspection: only the questions of the thread are asked")
        column.addWidget(self.only)
        column.addSpacing(8)
        self.first = self._field(column, "Passphrase", hidden=True)
        self._meter = QProgressBar()
        self._meter.setRange(0, 4)
        self._meter.setTextVisible(False)
        self._meter.setAccessibleName("Strength of the passphrase")
        column.addWidget(self._meter)
        self._strength = label("", "small", wraps=True)
        column.addWidget(self._strength)
        column.addSpacing(8)
        self.second = self._field(column, "The same passphrase again", hidden=True)
        self._says = label("", "muted", wraps=True)
        column.addSpacing(8)
        column.addWidget(self._says)
        column.addWidget(
            label(
                "Write the passphrase down and keep it apart from the laptop. "
                "Without it nobody can open the file, and nothing can restore it.",
                "muted",
                wraps=True,
            )
        )
        column.addSpacing(8)
        line = QHBoxLayout()
        self.save = button("Choose where to save…", self._on_save, "primary")
        line.addWidget(self.save)
        line.addWidget(button("Back", self.left.emit))
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        for field in (self.area, self.first, self.second):
            field.textChanged.connect(self._refresh)
        self._refresh()

    def begin(self) -> None:
        """Clear the form and take the keyboard."""
        for field in (self.area, self.first, self.second):
            field.clear()
        self.only.setChecked(False)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(
        self, column: QVBoxLayout, name: str, *, hint: str = "", hidden: bool = False
    ) -> QLineEdit:
        words = label(name)
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        if hidden:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        words.setBuddy(field)
        column.addWidget(words)
        column.addWidget(field)
        return field

    def _missing(self) -> str:
        if not self.area.text().strip():
            return "Name the area."
        if bits(self.first.text()) < LEAST_BITS:
            return "Give a stronger passphrase."
        if self.first.text() != self.second.text():
            return "Type the same passphrase twice."
        return ""

    def _refresh(self) -> None:
        how = strength(self.first.text())
        self._meter.setValue(how.level)
        self._strength.setText(how.words)
        missing = self._missing()
        self._says.setText(missing)
        self.save.setEnabled(not missing)

    def _on_save(self) -> None:
        area = self.area.text().strip()
        path = ask_new_path(self, f"{area}.omi")
        if path is not None:
            self.given.emit(path, area, self.first.text(), self.only.isChecked())


def ask_new_path(parent: QWidget, suggested: str) -> Path | None:
    """Ask where the new file is to stand; None where the person changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Save the new inspection", suggested, "Inspection (*.omi)"
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".omi")
