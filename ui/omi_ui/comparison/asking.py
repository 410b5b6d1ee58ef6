"""The panel that asks what is compared by what, and holds the comparisons that are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.instrument.model import Instrument
from omi_desktop.store import KeptComparison
from omi_ui import theme
from omi_ui.comparison.asked import Asked, Divider, divider_title, dividers, figure_title
from omi_ui.widgets.labels import button, label
from omi_ui.writing.choosing import Subject, meant, subjects
from omi_ui.writing.finder import Finder

_KEPT = Qt.ItemDataRole.UserRole
_KEPT_LINES = 4


class AskingPanel(QWidget):
    """Two lists found by a few letters, a switch, and the kept comparisons below."""

    asked = Signal(object)
    forget_wanted = Signal(object)

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._instrument = instrument
        self._subjects = subjects(instrument)
        self._dividers = dividers(instrument)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(label("Compare", "title"))
        column.addWidget(label("A question or a score", "strong"))
        self.figure = Finder("Find a question or a score", "Questions and scores", _is_judged)
        self.figure.letters_changed.connect(self._on_figure_letters)
        self.figure.ticks_changed.connect(self._show_ticked)
        self.figure.taken.connect(self.ask)
        column.addWidget(self.figure, 3)
        self._ticked = label("", "small", wraps=True)
        column.addWidget(self._ticked)
        column.addWidget(label("By a fact or a group", "strong"))
        self.by = Finder("Find a fact or a group", "Facts and groups")
        self.by.letters_changed.connect(self._on_by_letters)
        self.by.taken.connect(self.ask)
        column.addWidget(self.by, 3)
        line = QHBoxLayout()
        self.publication = QCheckBox("For publication")
        self.publication.setToolTip("Leave out small counts, and what would give them away")
        self.publication.toggled.connect(self.ask)
        line.addWidget(self.publication, 1)
        self.compare_button = button("Compare", self.ask, "primary", "Enter in either list")
        line.addWidget(self.compare_button)
        column.addLayout(line)
        self._kept_title = label("Kept", "strong")
        column.addWidget(self._kept_title)
        self.kept = QListWidget()
        self.kept.setAccessibleName("Kept comparisons")
        self.kept.setUniformItemSizes(True)
        self.kept.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.kept.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.kept.itemClicked.connect(self._on_kept)
        self.kept.itemActivated.connect(self._on_kept)
        column.addWidget(self.kept)
        self.forget_button = button("Forget this one", self._on_forget, "quiet")
        column.addWidget(self.forget_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFixedWidth(theme.measure().horizontalAdvance("m") * 26)
        self.figure.begin()
        self.by.begin()
        self.show_kept(())

    def wanted(self) -> Asked | None:
        """Return what is chosen in both lists, or None where one of them shows nothing."""
        by, of = self.by.marked_thing(), self._of()
        if not isinstance(by, Divider) or not of:
            return None
        return Asked(of, by.id, self.publication.isChecked())

    def ask(self) -> None:
        """Ask for what is chosen."""
        wanted = self.wanted()
        if wanted is not None:
            self.asked.emit(wanted)

    def choose(self, asked: Asked) -> None:
        """Choose what was asked for elsewhere, such as a kept comparison."""
        names = asked.of.split("+")
        self.figure.begin()
        if len(names) == 1:
            self.figure.line.setText(asked.of)
        else:
            for name in names:
                self.figure.line.setText(name)
                self.figure.tick_marked()
            self.figure.line.clear()
        self.by.line.setText(asked.by)
        self.publication.blockSignals(True)
        self.publication.setChecked(asked.for_publication)
        self.publication.blockSignals(False)

    def show_kept(self, kept: Sequence[KeptComparison]) -> None:
        """List the comparisons that are kept."""
        row = self.kept.currentRow()
        self.kept.clear()
        for each in kept:
            by = divider_title(self._instrument, each.by)
            words = f"{figure_title(self._instrument, each.of)} · by {by}"
            entry = QListWidgetItem(words)
            entry.setToolTip(words)
            entry.setData(_KEPT, each)
            self.kept.addItem(entry)
        self.kept.setCurrentRow(min(row, len(kept) - 1))
        lines = min(max(len(kept), 1), _KEPT_LINES)
        self.kept.setFixedHeight(lines * (theme.measure().height() + 6) + 6)
        for widget in (self._kept_title, self.kept, self.forget_button):
            widget.setVisible(bool(kept))

    def take_focus(self) -> None:
        """Give the keyboard to the letters that find a figure."""
        self.figure.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _of(self) -> str:
        ticked = self.figure.ticked()
        if len(ticked) > 1:
            order = [subject for subject in self._subjects if subject in ticked]
            return "+".join(subject.id for subject in order)
        chosen = ticked[0] if ticked else self.figure.marked_thing()
        return chosen.id if isinstance(chosen, Subject) else ""

    def _show_ticked(self) -> None:
        ticked = self.figure.ticked()
        of = self._of() if ticked else ""
        told = "Ctrl+T ticks a question; several give their mean."
        self._ticked.setText(figure_title(self._instrument, of) if of else told)

    def _on_figure_letters(self, letters: str) -> None:
        found = meant(self._subjects, letters, "") if letters.strip() else self._subjects
        things = [(self._named(each), each.text, each) for each in found]
        self.figure.show_things(things)

    def _named(self, subject: Subject) -> str:
        """Return what a line of the list says; that a criterion is a score needs no words."""
        named = figure_title(self._instrument, subject.id)
        return named if subject.is_score else f"{subject.id}  {subject.title}"

    def _on_by_letters(self, letters: str) -> None:
        exact = letters.strip().casefold()
        found = [each for each in self._dividers if each.is_meant_by(letters)]
        found.sort(key=lambda each: each.id.casefold() != exact)
        self.by.show_things([(each.title, f"{each.kind}: {each.title}", each) for each in found])

    def _on_kept(self, entry: QListWidgetItem) -> None:
        kept = entry.data(_KEPT)
        asked = Asked(kept.of, kept.by, kept.for_publication)
        self.choose(asked)
        self.asked.emit(asked)

    def _on_forget(self) -> None:
        entry = self.kept.currentItem()
        if entry is not None:
            self.forget_wanted.emit(entry.data(_KEPT))


def _is_judged(thing: object) -> bool:
    return isinstance(thing, Subject) and thing.is_judged
