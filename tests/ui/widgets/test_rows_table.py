"""A table gives one column the room that is left, and scrolls where too little is left."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from omi_ui import theme
from omi_ui.widgets.rows_table import RowsTable

TITLES = ("Case", "State", "Questions")
ROWS = (("CU-0001", "Leads, reads no cases", "1,080"), ("CU-0002", "Reads cases", "9"))


@pytest.fixture
def table(qtbot: QtBot) -> RowsTable:
    made = RowsTable("Readers")
    qtbot.addWidget(made)
    made.resize(900, 200)
    with qtbot.waitExposed(made):
        made.show()
    made.show_rows(TITLES, ROWS, stretched=1, numbers=(2,))
    return made


def test_a_wide_table_is_filled_and_does_not_scroll(table: RowsTable) -> None:
    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0


def test_words_of_the_stretched_column_are_not_cut_away_where_there_is_no_room(
    qtbot: QtBot, table: RowsTable
) -> None:
    table.resize(200, 200)
    words = theme.measure().horizontalAdvance("Reads cases")
    assert table.columnWidth(1) > words
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    table.resize(900, 200)
    assert table.horizontalHeader().length() == table.viewport().width()
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
