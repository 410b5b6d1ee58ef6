"""The three columns of the findings: criteria, the page that is written, what lies beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from omi_desktop.instrument.model import Instrument
from omi_ui.findings.outline import criteria_outline
from omi_ui.findings.page import CriterionView
from omi_ui.findings.side import Side

_SIDE_FROM = 1080
"""Below this width, at normal text size, the panel beside the text folds away."""


class Columns(QWidget):
    """As many of the three as there is room for."""

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._frame = QFrame()
        self._frame.setObjectName("outlineside")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(0, 8, 1, 8)
        self.outline = criteria_outline()
        inside.addWidget(self.outline)
        line.addWidget(self._frame)
        self.page = CriterionView()
        line.addWidget(self.page, 1)
        self.side = Side(instrument)
        line.addWidget(self.side)

    def is_wide(self, width: int) -> bool:
        """Tell whether all three fit side by side."""
        return width >= _SIDE_FROM * self._em()

    def fold(self, width: int, *, side_asked: bool) -> None:
        """Fit into a width: where not all three fit, what was asked for comes first."""
        em, wide = self._em(), self.is_wide(width)
        self._frame.setFixedWidth(min(int(248 * em), int(width * 0.27)))
        self.side.setFixedWidth(min(int(356 * em), int(width * 0.45)))
        self.side.setVisible(wide or side_asked)
        # Text and what is beside it come first where three columns do not fit.
        self._frame.setVisible(wide or not side_asked)

    def _em(self) -> float:
        return self.fontMetrics().height() / 15
