"""The navigation on the left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.assets import asset
from omi_ui import theme
from omi_ui.widgets.icons import icon
from omi_ui.widgets.labels import button, label

_BEGIN = frozenset({"scores", "findings", "export"})
"""The screens before which a gap stands: the cases come in, are counted, written of, sent out."""

_GAP = 8


class _Entries(QWidget):
    """The buttons, never pressed together: where there is no room for them they scroll."""

    def minimumSizeHint(self) -> QSize:
        """Return the whole height."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class Rail(QFrame):
    """The screens that this copy of the inspection has, and the way out."""

    chosen = Signal(str)
    closed = Signal()
    appearance_wanted = Signal()

    def __init__(
        self,
        area: str,
        whose: str,
        screens: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Screens")
        column = QVBoxLayout(self)
        # On the right stands the line that parts it from the screen in high contrast.
        column.setContentsMargins(0, 16, 1, 12)
        column.setSpacing(2)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 12, 16)
        head.setSpacing(0)
        head.addWidget(label(area, "heading", wraps=True))
        head.addWidget(label(whose, "small"))
        column.addLayout(head)
        # With large text there may be more screens than the window is high.
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        entries = _Entries()
        entries.setObjectName("rail")
        lines = QVBoxLayout(entries)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        side = self.fontMetrics().height() + 5
        for name, words in screens:
            if name in _BEGIN:
                lines.addSpacing(_GAP)
            entry = button(f" {words}", partial(self.chosen.emit, name))
            entry.setCheckable(True)
            entry.setAccessibleName(words)
            drawing = asset(f"icons/{name}.svg").read_text(encoding="utf-8")
            # The rail is dark in both appearances, so its icons never change.
            entry.setIcon(icon(drawing, theme.LIGHT.rail_muted, theme.LIGHT.rail_ink))
            entry.setIconSize(QSize(side, side))
            self._group.addButton(entry)
            self._buttons[name] = entry
            lines.addWidget(entry)
        lines.addStretch(1)
        self._scroll.setWidget(entries)
        column.addWidget(self._scroll, 1)
        tip = "Colours, contrast, motion and text size (Ctrl+,)"
        column.addWidget(button("Appearance", self.appearance_wanted.emit, "", tip))
        column.addWidget(button("Close the file", self.closed.emit))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("m") * 15)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the screens, in order."""
        return tuple(self._buttons)

    def show_chosen(self, name: str) -> None:
        """Mark the screen that is shown."""
        self._buttons[name].setChecked(True)
        self._scroll.ensureWidgetVisible(self._buttons[name])
