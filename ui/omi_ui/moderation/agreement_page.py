"""How far readers agree: over everything, by criterion, question, assessor and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.scoring.scorecard import percent
from omi_desktop.statistics.agreement_wording import coefficient_in_words
from omi_desktop.statistics.wording import between
from omi_ui.widgets.empty import EmptyPlace
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.rows_table import RowsTable
from omi_ui.widgets.still_combo import StillCombo

if TYPE_CHECKING:
    from omi_desktop.statistics.reader_agreement import AgreementRow, ReaderAgreement

_EMPTY = (
    "How far readers agree is told here once both readings of a case are complete: as per cent "
    "alike, as Cohen’s kappa and as Gwet’s AC1."
)
_WORDS = (
    "Two readers agree where both are on the same side of the line, as each of them answered "
    "before anything was agreed on. Kappa and AC1 take off what chance would bring; where nearly "
    "all answers are alike kappa is low however well readers agree, and AC1 is not. In brackets: "
    "between what and what it may lie. Fewer than 10 cases are few, and tell a count alone."
)
TITLES = ("Of", "Cases", "Judgements", "Alike", "Per cent alike", "Kappa", "AC1", "Exactly alike")
_BY = ("By criterion", "By question", "By assessor", "By kind of assessor")


class AgreementPage(QStackedWidget):
    """A table whose first line is everything, and below it what is chosen above."""

    table_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: ReaderAgreement | None = None
        self.addWidget(EmptyPlace("Nothing to compare yet", _EMPTY))
        body = QWidget()
        body.setObjectName("surface")
        self.addWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(_WORDS, "muted", wraps=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        self.by = StillCombo()
        self.by.setAccessibleName("Agreement by")
        self.by.addItems(_BY)
        self.by.currentIndexChanged.connect(self._show)
        line.addWidget(self.by)
        line.addStretch(1)
        self.save_button = button("Save as a table…", self.table_wanted.emit)
        line.addWidget(self.save_button)
        self.table = RowsTable("How far readers agree")
        column.addWidget(self.table, 1)

    def show_agreement(self, found: ReaderAgreement) -> None:
        """Show how far readers agree."""
        self._found = found
        self.setCurrentIndex(1 if found.cases else 0)
        self._show()

    def focus(self) -> None:
        """Take the keyboard, in the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        chosen = (found.criteria, found.questions, found.assessors, found.kinds)
        at = self.by.currentIndex()
        rows = [_row(found.whole, with_number=False)]
        rows += [_row(one, with_number=at < 2) for one in chosen[at]]
        self.table.show_rows(TITLES, rows, stretched=0, numbers=tuple(range(1, len(TITLES))))
        if self.table.row < 0:
            self.table.choose(0)


def _row(one: AgreementRow, *, with_number: bool) -> tuple[str, ...]:
    line = one.line
    few = line.small or line.share is None
    shown = "few"
    if line.share is not None and not few:
        ends = between(line.interval).removeprefix("between ") if line.interval else ""
        shown = f"{percent(line.share)}% ({ends.replace(' and ', ' to ')})"
    return (
        f"{one.id} {one.title}" if with_number else one.title,
        str(one.cases),
        f"{line.cases:,}",
        f"{line.alike:,}",
        shown,
        "few" if few else coefficient_in_words(line.kappa),
        "few" if few else coefficient_in_words(line.ac1),
        f"{one.alike_exactly:,}",
    )
