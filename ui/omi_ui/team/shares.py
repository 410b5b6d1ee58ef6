"""Pictures of who has what: everybody's cases and expected work beside a fair share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from omi_ui.team.state import share_bars, type_rows
from omi_ui.widgets.labels import label
from omi_ui.widgets.paired_bars import PairedBars
from omi_ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from omi_desktop.sampling.balance import Balance
    from omi_desktop.sampling.team import CaseToRead

_MOST_ROWS = 30


class Shares(QWidget):
    """Two pictures, and a table of everybody's cases of each type."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.cases = PairedBars("Cases", "Fair share", "Has")
        self.work = PairedBars("Expected work, in questions that apply", "Fair share", "Has")
        column.addWidget(self.cases)
        column.addWidget(self.work)
        column.addWidget(label("By type of case", "strong"))
        self.types = RowsTable("Everybody’s cases of each type")
        column.addWidget(self.types)

    def show_balance(
        self,
        found: Balance,
        cases: Sequence[CaseToRead],
        names: Mapping[str, str],
        types: Sequence[str],
        titles: Mapping[str, str],
    ) -> None:
        """Show who has what."""
        bars, work = share_bars(found, names)
        self.cases.show_bars(bars)
        self.work.show_bars(work)
        readers = [(one.reader, names[one.reader]) for one in found.shares]
        rows = type_rows(readers, cases, types)
        self.types.show_rows(
            ("Reader", *(titles[each] for each in types)),
            rows,
            numbers=range(1, len(types) + 1),
        )
        self.types.be_high(_MOST_ROWS)
