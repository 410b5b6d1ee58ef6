"""The indicators as cells that can be typed in, each with the asterisk that it has."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from omi_desktop.report.listing import NO_TARGET, Rows
from omi_desktop.report.performance import area_met, area_why, measure, national_met, national_why
from omi_desktop.report.performance_rows import Column, cell
from omi_desktop.store import Indicator

Index = QModelIndex | QPersistentModelIndex

COLUMNS = tuple(Column)
_FIGURES = {Column.TARGET, Column.AREA, Column.NATIONAL}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class IndicatorTable(QAbstractTableModel):
    """The rows as they stand; what is typed is asked of the screen, which may refuse it."""

    typed = Signal(str, object, str)
    """A row's identity, its Column, and the words."""

    def __init__(self, area: str) -> None:
        super().__init__()
        self._area = area
        self.rows: Rows[Indicator] = ()

    def show_rows(self, rows: Rows[Indicator]) -> None:
        """Show these; where only what they say changed, an open cell stays open."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(COLUMNS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many indicators there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column; the area's is its name."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._area if column is Column.AREA else column.value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in _FIGURES else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, what is typed in it, what is spoken of it."""
        indicator, column = self.rows[index.row()].record, COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(indicator, column)
        if role == Qt.ItemDataRole.EditRole:
            return cell(indicator, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in _FIGURES else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return why(indicator, column) or shown(indicator, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown(indicator, column)}. {why(indicator, column)}".strip(" .")
        if role == Qt.ItemDataRole.FontRole and _is_decided(indicator, column):
            slanted = QFont()
            slanted.setItalic(True)
            return slanted
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a cell to say this."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.typed.emit(self.rows[index.row()].id, COLUMNS[index.column()], str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be chosen and typed in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen | Qt.ItemFlag.ItemIsEditable


def shown(indicator: Indicator, column: Column) -> str:
    """Return a cell as the report prints it, the asterisk included."""
    words = cell(indicator, column)
    if column is Column.DIRECTION:
        return indicator.direction.value.capitalize()
    if column not in _FIGURES or not words:
        return words
    if column is Column.TARGET:
        return measure(indicator.target, indicator.unit)
    value = indicator.area if column is Column.AREA else indicator.national
    met = area_met(indicator) if column is Column.AREA else national_met(indicator)
    has_star = bool(met) and indicator.target != NO_TARGET
    return measure(value or 0.0, indicator.unit) + ("*" if has_star else "")


def why(indicator: Indicator, column: Column) -> str:
    """Return why a cell has the asterisk or not; "" for one that can have none."""
    if column not in (Column.AREA, Column.NATIONAL):
        return ""
    if indicator.target == NO_TARGET:
        return "There is no target yet."
    return area_why(indicator) if column is Column.AREA else national_why(indicator)


def _is_decided(indicator: Indicator, column: Column) -> bool:
    own = {Column.AREA: indicator.area_met, Column.NATIONAL: indicator.national_met}
    return own.get(column) is not None
