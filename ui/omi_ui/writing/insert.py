"""The panel that chooses a figure by a few letters and shows what it makes now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.instrument.model import Instrument
from omi_desktop.report.live import Figure, Form
from omi_desktop.report.wording import listed
from omi_ui.widgets.labels import button, label
from omi_ui.writing.choosing import (
    MEAN,
    Side,
    Subject,
    forms,
    made,
    mean,
    meant,
    sides,
    subjects,
)
from omi_ui.writing.finder import Finder


class InsertFigure(QWidget):
    """Choose one question or several, form, side and cases; Enter inserts, Escape closes."""

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
        self.finder = Finder("Find a question or a score", "Questions and scores", _is_judged)
        self.finder.ticks_changed.connect(self._on_marked)
        self.finder.letters_changed.connect(self._on_letters)
        self.finder.marked.connect(self._on_marked)
        self.finder.taken.connect(self._on_taken)
        column.addWidget(self.finder, 1)
        line = QHBoxLayout()
        self._of = label("", "small", wraps=True)
        line.addWidget(self._of, 1)
        self._untick = button("Untick all", self.finder.untick, "quiet")
        line.addWidget(self._untick)
        column.addLayout(line)
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
        chosen = self._chosen()
        if not chosen:
            return None
        subject = chosen[0]
        gate = str(self.gate.currentData())
        if len(chosen) > 1:
            return mean(chosen, self._sides(subject)[max(self.side.currentIndex(), 0)], gate)
        form = Form.SCORE if subject.is_score else Form(self.form.currentData() or Form.PERCENT)
        side = self._sides(subject)[max(self.side.currentIndex(), 0)]
        return made(subject, form, side, gate)

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

    def _chosen(self) -> tuple[Subject, ...]:
        """Return what is ticked, in the order of the report, else the one that is marked."""
        ticked = self.finder.ticked()
        marked = self.finder.marked_thing()
        if not ticked:
            return (marked,) if isinstance(marked, Subject) else ()
        return tuple(subject for subject in self._every if subject in ticked)

    def _sides(self, subject: Subject) -> tuple[Side, ...]:
        if subject.is_score:
            return (Side("The score"),)
        every = sides(self._instrument.questions[subject.id])
        # The answers of one question are not those of another.
        return tuple(s for s in every if not s.value) if len(self._chosen()) > 1 else every

    def _on_letters(self, letters: str) -> None:
        found = meant(self._every, letters, self._criterion)
        self.finder.show_things([(f"{each.id}  {each.title}", each.text, each) for each in found])

    def _on_marked(self) -> None:
        chosen = self._chosen()
        subject = chosen[0] if chosen else None
        self._show_of()
        self.side.blockSignals(True)
        before = self.side.currentText()
        self.side.clear()
        for side in self._sides(subject) if subject else ():
            self.side.addItem(side.words)
        if self.finder.ticked():
            # Ticking one more is no new beginning.
            self.side.setCurrentIndex(max(self.side.findText(before), 0))
        self.side.setEnabled(subject is not None and not subject.is_score)
        self.side.blockSignals(False)
        self._show_forms()
        marked = self.finder.marked_thing()
        if isinstance(marked, Subject) and not marked.is_score:
            self.looked_at.emit(marked.id)

    def _show_of(self) -> None:
        ticked = self.finder.ticked()
        names = listed(subject.id for subject in self._chosen())
        words = "Ctrl+T ticks a question. Several that are ticked give their mean."
        if len(ticked) == 1:
            words = f"Of {names}. Tick another question for the mean of both."
        elif ticked:
            words = f"Mean of {names}."
        self._of.setText(words)
        self._untick.setVisible(bool(ticked))

    def _show_forms(self) -> None:
        chosen = self._chosen()
        before = self.form.currentData()
        self.form.blockSignals(True)
        self.form.clear()
        for form, words in self._forms(chosen):
            self.form.addItem(words, form)
        if self.form.count():
            self.form.setCurrentIndex(max(self.form.findData(before), 0))
        self.form.setEnabled(self.form.count() > 1)
        self.form.blockSignals(False)
        self._show_made()

    def _forms(self, chosen: tuple[Subject, ...]) -> tuple[tuple[Form, str], ...]:
        if not chosen:
            return ()
        if len(chosen) > 1:
            return (MEAN,)
        subject = chosen[0]
        if subject.is_score:
            return ((Form.SCORE, "As the report prints it"),)
        side = self._sides(subject)[max(self.side.currentIndex(), 0)]
        gate = str(self.gate.currentData())
        offered = forms(self._instrument.questions[subject.id], side)
        return tuple(
            (form, words if form is Form.SENTENCE else f"{words}: {self._shown(figure)}")
            for form, words in offered
            for figure in (made(subject, form, side, gate),)
        )

    def _show_made(self) -> None:
        figure = self.figure()
        self._makes.setText("" if figure is None else self._shown(figure))
        self._insert.setEnabled(figure is not None)

    def _on_taken(self) -> None:
        figure = self.figure()
        if figure is not None:
            self.chosen.emit(figure)


def _is_judged(thing: object) -> bool:
    return isinstance(thing, Subject) and thing.is_judged
