"""What a comparison shows: in words, as pairs of bars, and in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.exchange.comparison_csv import published_rows
from omi_desktop.scoring.scorecard import percent
from omi_desktop.statistics.comparing import Comparison, Part
from omi_desktop.statistics.comparison_wording import (
    chance_in_words,
    difference_in_words,
    method_in_words,
    part_in_words,
    shown_by,
    shows_difference,
)
from omi_desktop.statistics.suppression import THRESHOLD
from omi_ui.comparison.reading import Found
from omi_ui.widgets.flow_line import FlowLine
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.paired_bars import PairedBar, PairedBars
from omi_ui.widgets.pictures import PictureButtons
from omi_ui.widgets.rows_table import RowsTable

_TOLD = 6
"""With more comparisons than this, only those that show a difference are told in words."""
_MANY = 14


class ResultPage(QScrollArea):
    """One comparison or several at once; Enter on a row of the numbers opens its cases."""

    opened = Signal(int)
    """The place of a comparison whose cases are wanted."""
    keep_wanted = Signal()
    copy_wanted = Signal(int)
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._places: list[int] = []
        body = self._body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        self._title = label("", "title", wraps=True)
        column.addWidget(self._title)
        self._by = label("", "muted", wraps=True)
        column.addWidget(self._by)
        self._words = label("", wraps=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._words)
        self.bars = PairedBars("Shares", "All others", "In the group", opens=True)
        self.bars.opened.connect(self._on_bar)
        self.bars.reached.connect(self._on_reached)
        column.addWidget(self.bars)
        self.pictures = PictureButtons(self.bars)
        column.addWidget(self.pictures, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label("The numbers", "heading"))
        self.table = RowsTable("Figures that are compared")
        self.table.opened.connect(self._on_opened)
        column.addWidget(self.table)
        self._method = label("", "small", wraps=True)
        column.addWidget(self._method)
        self.cases_button = button(
            "Show the cases", self._on_cases, "quiet", "Of the row that is marked (Enter)"
        )
        self.keep_button = button("Keep", self.keep_wanted.emit, "quiet", "In the list on the left")
        self.copy_button = button(
            "Copy for the report",
            self._on_copy,
            "quiet",
            "The row that is marked, with live figures for any text of the report",
        )
        self.save_button = button("Save as CSV…", self.save_wanted.emit, "quiet")
        shown = (self.cases_button, self.keep_button, self.copy_button, self.save_button)
        column.addWidget(FlowLine(*shown, gap=4))
        column.addStretch(1)
        self.setWidget(body)

    @property
    def words(self) -> str:
        """Return what is told of the comparison."""
        return self._words.text()

    @property
    def method(self) -> str:
        """Return how it was tested, or what stands in the way of publishing it."""
        return self._method.text()

    def show_found(self, found: Found, figure: str, by: str) -> None:
        """Show a comparison under the title of its figure and of what divides the cases."""
        self._title.setText(figure)
        self._by.setText(_divided(found, by))
        table = found.table
        whole = table is not None and table.is_whole
        publishing = found.asked.for_publication
        tells_all = not publishing or (not found.withheld and (table is None or whole))
        shown = found.comparisons if tells_all else ()
        self._words.setText("\n".join(_words(found, tells_all=tells_all)))
        bars = [
            _bar(str(place), comparison, found)
            for place, comparison in enumerate(shown)
            if comparison.part.share is not None
        ]
        self.bars.show_bars(bars, 1.0)
        self.bars.setVisible(bool(bars))
        self.pictures.title = f"{figure}, by {by}"
        self.pictures.setVisible(bool(bars))
        self._show_table(found)
        self._method.setText(_method(found, tells_all=tells_all))
        has_rows = bool(self._places)
        self.cases_button.setEnabled(has_rows)
        self.keep_button.setEnabled(bool(found.comparisons))
        self.save_button.setEnabled(bool(found.comparisons) and not found.withheld)
        self.copy_button.setEnabled(has_rows and not publishing)

    def take_focus(self) -> None:
        """Give the keyboard to the numbers."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_table(self, found: Found) -> None:
        titles: Sequence[str]
        if found.withheld:
            titles, rows, self._places = ("Withheld",), [], []
        elif found.table is not None:
            titles, *rows = published_rows(found.table)
            titles = ("Group", *map(_answer_alone, titles[1:-1]), "All")
            groups = list(dict.fromkeys(c.group.id for c in found.comparisons))
            first = {c.group.id: at for at, c in reversed(list(enumerate(found.comparisons)))}
            # The last rows are all others and the total: they rest on the same cases.
            self._places = [first[groups[min(at, len(groups) - 1)]] for at, _ in enumerate(rows)]
        else:
            titles = (
                "Group",
                "In the group",
                "All others",
                "Difference",
                "p",
                "p adjusted",
                "Shows a difference",
            )
            rows = [_row(comparison, found) for comparison in found.comparisons]
            self._places = list(range(len(rows)))
        numbers = range(1, len(titles)) if found.table is not None else (3, 4, 5)
        self.table.show_rows(titles, rows, numbers=tuple(numbers))
        self.table.be_high(_MANY)
        if rows and self.table.row < 0:
            self.table.choose(0)

    def _place(self) -> int:
        row = self.table.row
        return self._places[row] if 0 <= row < len(self._places) else -1

    def _on_bar(self, key: str) -> None:
        # Back from the cases, the keyboard comes to the row of the numbers that was opened.
        self.table.choose(self._places.index(int(key)))
        self.opened.emit(int(key))

    def _on_reached(self, where: QRect) -> None:
        middle = self.bars.mapTo(self._body, where.center())
        self.ensureVisible(middle.x(), middle.y(), 0, where.height())

    def _on_opened(self, row: int) -> None:
        if 0 <= row < len(self._places):
            self.opened.emit(self._places[row])

    def _on_cases(self) -> None:
        if self._place() >= 0:
            self.opened.emit(self._place())

    def _on_copy(self) -> None:
        if self._place() >= 0:
            self.copy_wanted.emit(self._place())


def _words(found: Found, *, tells_all: bool) -> list[str]:
    comparisons = found.comparisons
    if not comparisons:
        return ["There is nothing to compare: no case that counts is in any of these groups."]
    if found.withheld:
        return [found.withheld]
    if not tells_all:
        return [
            f"For publication: counts below {THRESHOLD} are left out, and further ones so that "
            "nobody can work them out from the totals. Shares and tests would give them away."
        ]
    told = [c for c in comparisons if len(comparisons) <= _TOLD or shows_difference(c)]
    words = [f"{_named(c, comparisons)}: {shown_by(c, small=found.small)}" for c in told]
    if len(told) < len(comparisons):
        rest = len(comparisons) - len(told)
        none = "None of the" if not told else "The other"
        ending = "shows" if not told or rest == 1 else "show"
        no = "a difference" if not told else "none"
        words.append(f"{none} {rest} comparisons {ending} {no} that this sample could tell.")
    return words


def _method(found: Found, *, tells_all: bool) -> str:
    if not found.comparisons or found.withheld or not tells_all:
        return ""
    told = method_in_words(found.comparisons)
    return f"{told} A base below {found.small} is given as a count only." if told else ""


def _named(comparison: Comparison, among: Sequence[Comparison]) -> str:
    if not comparison.answer or len({c.answer for c in among}) == 1:
        return comparison.group.title
    return f"{_answer_alone(comparison.what)}, {comparison.group.title}"


def _answer_alone(what: str) -> str:
    return what.rpartition(": ")[2]


def _divided(found: Found, by: str) -> str:
    groups = {comparison.group for comparison in found.comparisons}
    if len(groups) != 1:
        return f"By: {by}"
    (group,) = groups
    sizes = f"{group.cases.bit_count()} cases in the group, {group.others.bit_count()} others"
    return f"By: {by} · {sizes}"


def _bar(key: str, comparison: Comparison, found: Found) -> PairedBar:
    small = found.small
    part = part_in_words(comparison.part, small=small)
    others = part_in_words(comparison.others, small=small)
    title = _named(comparison, found.comparisons)
    share, other = comparison.part.share, comparison.others.share
    return PairedBar(
        title,
        None if other is None else float(other),
        0.0 if share is None else float(share),
        f"{_short(comparison.part, small)} against {_short(comparison.others, small)}",
        f"{title}: {part} in the group, {others} among all others",
        key,
    )


def _short(part: Part, small: int) -> str:
    if part.share is None:
        return "none"
    few = part.count is not None and part.base < small
    return f"{part.count} of {part.base}" if few else f"{percent(part.share)}%"


def _row(comparison: Comparison, found: Found) -> tuple[str, ...]:
    small = found.small
    return (
        _named(comparison, found.comparisons),
        part_in_words(comparison.part, small=small),
        part_in_words(comparison.others, small=small),
        difference_in_words(comparison, small=small),
        chance_in_words(comparison.p_value),
        chance_in_words(comparison.holm),
        "Yes" if shows_difference(comparison) else "No",
    )
