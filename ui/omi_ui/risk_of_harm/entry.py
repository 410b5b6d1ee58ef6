"""The line in which an earlier figure is entered by hand, or read from its file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from omi_desktop.store import EarlierInspection
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.number_field import NumberField


class EarlierForm(QWidget):
    """Which inspection, when, how much met the standard, and where that stands."""

    given = Signal(object)
    """The earlier inspection as it was entered."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._id, self._position = "", 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("An earlier inspection", "heading"))
        fields = QFormLayout()
        fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.title = _line("Effective Supervision Inspection")
        self.when = _line("November 2004")
        self.percent = NumberField(0, 100)
        self.cases = NumberField(0)
        self.source = _line("Its report, page 7")
        self.remark = _line("How its measure differs, if it does")
        for words, field in (
            ("Inspection", self.title),
            ("When", self.when),
            ("Per cent that met the standard", self.percent),
            ("Cases, if the source says", self.cases),
            ("Source", self.source),
            ("Remark", self.remark),
        ):
            field.setAccessibleName(words)
            field.textChanged.connect(self._refresh)
            fields.addRow(words, field)
        column.addLayout(fields)
        line = QHBoxLayout()
        self.save_button = button("Save", self._on_save, "primary", "Enter")
        line.addWidget(self.save_button)
        line.addWidget(button("Cancel", self.left.emit, "quiet", "Esc"))
        self._missing = label("", "muted", wraps=True)
        line.addWidget(self._missing, 1)
        column.addLayout(line)

    def ask(self, earlier: EarlierInspection) -> None:
        """Ask for an inspection, beginning with what is known of it."""
        self._id, self._position = earlier.id, earlier.position
        self.title.setText(earlier.title)
        self.when.setText(earlier.when)
        self.percent.setText(str(earlier.percent) if earlier.title else "")
        self.cases.setText("" if earlier.cases is None else str(earlier.cases))
        self.source.setText(earlier.source)
        self.remark.setText(earlier.remark)
        self._refresh()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Enter, leave on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.save_button.isEnabled():
            self._on_save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        missing = ""
        if not self.title.text().strip():
            missing = "Name the inspection."
        elif not self.when.text().strip():
            missing = "Say when it was."
        elif not self.percent.text():
            missing = "Give the percentage as it was published."
        elif self.percent.value > 100:
            missing = "A percentage is at most 100."
        elif not self.source.text().strip():
            missing = "Say where the figure stands."
        self._missing.setText(missing)
        self.save_button.setEnabled(not missing)

    def _on_save(self) -> None:
        self.given.emit(
            EarlierInspection(
                id=self._id,
                position=self._position,
                title=self.title.text().strip(),
                when=self.when.text().strip(),
                percent=self.percent.value,
                cases=self.cases.value or None,
                source=self.source.text().strip(),
                remark=self.remark.text().strip(),
            )
        )


class FromFile(QWidget):
    """Asks for the passphrase of an earlier inspection's file."""

    given = Signal(object, str)
    """The path and the passphrase."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path = Path()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._words = label("", wraps=True)
        column.addWidget(self._words)
        line = QHBoxLayout()
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("Passphrase of the earlier file")
        self.field.returnPressed.connect(self._on_read)
        line.addWidget(self.field, 1)
        self.read_button = button("Read its figure", self._on_read, "primary")
        line.addWidget(self.read_button)
        line.addWidget(button("Cancel", self.left.emit, "quiet", "Esc"))
        column.addLayout(line)

    def ask(self, path: Path) -> None:
        """Ask for the passphrase of this file."""
        self._path = path
        self._words.setText(f"Passphrase of “{path.name}”. Only a copy is read; it stays as it is.")
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_read(self) -> None:
        if self.field.text():
            self.given.emit(self._path, self.field.text())


def ask_file(parent: QWidget) -> Path | None:
    """Ask for the file of an earlier inspection; None where the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Earlier inspection", "", "Inspection (*.omi)")
    return Path(chosen) if chosen else None


def _line(hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(hint)
    return field
