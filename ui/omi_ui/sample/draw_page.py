"""Before the draw: whether it can be done, what helps where it cannot, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.report.drawn_groups import group_words
from omi_desktop.report.wording import counted
from omi_desktop.sampling.rules import read_rules
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label, named
from omi_ui.widgets.rows_table import RowsTable
from omi_ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_ui.sample.reading import LoadedList

_NO_LIST = (
    "The sample is drawn from the area’s list, by the rules that were sealed before it was opened."
)
_HIGH = 12


class DrawPage(QStackedWidget):
    """Says what stands against the draw before anything is drawn."""

    draw_wanted = Signal(str)
    """Why a sample is drawn where there are cases already, else ""."""
    list_wanted = Signal()
    rules_wanted = Signal()

    def __init__(self, bank: Instrument) -> None:
        super().__init__()
        self._bank = bank
        self._needs_reason = False
        self.to_list = button("Go to the list", self.list_wanted.emit, "primary")
        self._empty = EmptyPlace("No list is open", _NO_LIST, self.to_list)
        self.addWidget(self._empty)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("surface")
        scroll.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(12)
        self._title = label("", "heading", wraps=True)
        column.addWidget(self._title)
        self.advice = label("", wraps=True)
        column.addWidget(self.advice)
        self.hindrance = Sentence()
        column.addWidget(self.hindrance)
        self.reason = QLineEdit()
        named(self.reason, "Why a sample is drawn again")
        self.reason.setPlaceholderText("Why a sample is drawn again; cases that fall out keep it")
        self.reason.textChanged.connect(self._on_reason)
        self.reason.returnPressed.connect(self._on_draw)
        column.addWidget(self.reason)
        self.draw_button = button("Draw", self._on_draw, "primary")
        column.addWidget(self.draw_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._to_rules = button("Change the rules…", self.rules_wanted.emit)
        column.addWidget(self._to_rules, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        self._wanted_head = label("What is wanted, and what the list has", "heading")
        column.addWidget(self._wanted_head)
        self.wanted = RowsTable("What is wanted, and what the list has")
        column.addWidget(self.wanted)
        column.addStretch(1)
        self.addWidget(scroll)
        self._ready = scroll

    def show_list(self, loaded: LoadedList | None) -> None:
        """Show whether the sample can be drawn from this list."""
        if loaded is None or loaded.asked is None or loaded.caseload is None:
            self.setCurrentWidget(self._empty)
            return
        size = read_rules(loaded.rules.text).size
        cases = counted(len(loaded.caseload.cases), "case", "cases")
        self._title.setText(f"{size:,} from {cases} of {loaded.path.name}")
        hindrances = [loaded.refused] if loaded.refused else list(loaded.advice)
        self.hindrance.say("\n".join(hindrances))
        self.advice.setVisible(not hindrances)
        self.advice.setText("Everything that the rules ask for can be met.")
        self._needs_reason = bool(loaded.there_already) and not loaded.refused
        if self._needs_reason:
            there = counted(loaded.there_already, "case", "cases")
            self.advice.setText(
                f"{self.advice.text()} The file has {there} already, of which nothing is answered: "
                "those that are not drawn again are withdrawn with your reason."
            )
        self.reason.setVisible(self._needs_reason and not hindrances)
        self.draw_button.setText(f"Draw {counted(size, 'case', 'cases')}")
        self.draw_button.setVisible(not hindrances)
        self._to_rules.setVisible(bool(loaded.advice) and not loaded.refused)
        groups = loaded.asked.groups
        self.wanted.show_rows(
            ("Type or part", "Wanted", "In the list"),
            [
                (
                    group_words(self._bank, group.name),
                    f"{'' if group.is_stratum else 'at least '}{group.wanted:,}",
                    f"{group.available:,}",
                )
                for group in groups
            ],
            stretched=0,
            numbers=(1, 2),
        )
        self.wanted.be_high(_HIGH)
        for part in (self._wanted_head, self.wanted):
            part.setVisible(bool(groups))
        self._on_reason()
        self.setCurrentWidget(self._ready)

    def focus(self) -> None:
        """Take the keyboard where something can be done next."""
        if self.currentWidget() is self._empty:
            self.to_list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        places = (self.reason, self.draw_button, self._to_rules)
        place = next((one for one in places if one.isVisibleTo(self)), None)
        if place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self) -> None:
        self.draw_button.setEnabled(not self._needs_reason or bool(self.reason.text().strip()))

    def _on_draw(self) -> None:
        if self.draw_button.isEnabled():
            self.draw_wanted.emit(self.reason.text().strip())
