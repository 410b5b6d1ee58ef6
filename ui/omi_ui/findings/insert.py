"""The panel that chooses a figure by a few letters and shows what it makes now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.instrument.model import Instrument
from omi_desktop.report.live import Figure, Form
from omi_ui.findings.choosing import FORMS, Side, Subject, made, meant, sides, subjects
from omi_ui.findings.finder import Finder
from omi_ui.widgets.labels import button, label


class InsertFigure(QWidget):
    """Choose question, form, side and cases; Enter inserts, Escape closes."""

    chosen = Signal(object)
    looked_at = Signal(str)
    """The question that is marked, so that its results and notes can be shown."""
    closed = Signal()

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._instrument = instrument
        self._every = subjects(instrument)
        self._shown: Callable[[Figure], str] = str
        self._criterion = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(label("Insert figure", "strong"), 1)
        line.addWidget(button("Close", self.closed.emit, "quiet", "Back to the text (Esc)"))
        column.addLayout(line)
        self.finder = Finder("Find a question or a score", "Questions and scores")
        self.finder.letters_changed.connect(self._on_letters)
        self.finder.marked.connect(self._on_marked)
        self.finder.taken.connect(self._on_taken)
        column.addWidget(self.finder, 1)
        self.side = self._combo(column, "Counting")
        self.gate = self._combo(column, "Among")
        self.gate.addItem("All cases", "")
        for gate in instrument.gates:
            self.gate.addItem(gate.title, gate.id)
        self.form = self._combo(column, "Shown as")
        self._makes = label("", "heading", wraps=True)
        self._makes.setAccessibleName("What it makes now")
        column.addSpacing(4)
        column.addWidget(self._makes)
        self._insert = button("Insert", self._on_taken, "primary", "Enter")
        column.addWidget(self._insert, 0, Qt.AlignmentFlag.AlignLeft)
        for combo in (self.side, self.gate):
            combo.currentIndexChanged.connect(self._show_forms)
        self.form.currentIndexChanged.connect(self._show_made)

    @property
    def makes(self) -> str:
        """Return the text that the chosen figure makes now."""
        return self._makes.text()

    def ask(self, criterion: str, shown: Callable[[Figure], str]) -> None:
        """Begin to choose for a criterion's page; `shown` tells what a figure makes."""
        self._criterion, self._shown = criterion, shown
        self.gate.setCurrentIndex(0)
        self.finder.begin()

    def figure(self) -> Figure | None:
        """Return the figure that is chosen, if one is."""
        subject = self._subject()
        if subject is None:
            return None
        form = Form.SCORE if subject.is_score else Form(self.form.currentData() or Form.PERCENT)
        side = self._sides(subject)[max(self.side.currentIndex(), 0)]
        return made(subject, form, side, str(self.gate.currentData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert on Enter wherever the keyboard is, close on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_taken()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _combo(self, column: QVBoxLayout, name: str) -> QComboBox:
        words = label(name, "small")
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        words.setBuddy(combo)
        column.addWidget(words)
        column.addWidget(combo)
        return combo

    def _subject(self) -> Subject | None:
        found = self.finder.marked_thing()
        return found if isinstance(found, Subject) else None

    def _sides(self, subject: Subject) -> tuple[Side, ...]:
        if subject.is_score:
            return (Side("The score"),)
        return sides(self._instrument.questions[subject.id])

    def _on_letters(self, letters: str) -> None:
        found = meant(self._every, letters, self._criterion)
        self.finder.show_things([(f"{each.id}  {each.title}", each.text, each) for each in found])

    def _on_marked(self) -> None:
        subject = self._subject()
        self.side.blockSignals(True)
        self.side.clear()
        for side in self._sides(subject) if subject else ():
            self.side.addItem(side.words)
        self.side.setEnabled(subject is not None and not subject.is_score)
        self.side.blockSignals(False)
        self._show_forms()
        if subject is not None and not subject.is_score:
            self.looked_at.emit(subject.id)

    def _show_forms(self) -> None:
        subject = self._subject()
        chosen = self.form.currentData()
        self.form.blockSignals(True)
        self.form.clear()
        if subject is not None and not subject.is_score:
            side = self._sides(subject)[max(self.side.currentIndex(), 0)]
            for form, words in FORMS:
                figure = made(subject, form, side, str(self.gate.currentData()))
                self.form.addItem(f"{words}: {self._shown(figure)}", form)
            self.form.setCurrentIndex(max(self.form.findData(chosen), 0))
        elif subject is not None:
            self.form.addItem("As the report prints it", Form.SCORE)
        self.form.setEnabled(self.form.count() > 1)
        self.form.blockSignals(False)
        self._show_made()

    def _show_made(self) -> None:
        figure = self.figure()
        self._makes.setText("" if figure is None else self._shown(figure))
        self._insert.setEnabled(figure is not None)

    def _on_taken(self) -> None:
        figure = self.figure()
        if figure is not None:
            self.chosen.emit(figure)
