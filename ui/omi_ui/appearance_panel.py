"""The page on which somebody chooses how the program looks; each choice holds at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.errors import OmiError
from omi_ui.appearance import SIZES
from omi_ui.widgets.labels import button, label
from omi_ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_ui.appearance import Wearing

_CHOICES: tuple[tuple[str, str, str, tuple[tuple[str, bool | None], ...]], ...] = (
    (
        "dark",
        "Colours",
        "",
        (("As the system", None), ("Light", False), ("Dark", True)),
    ),
    (
        "contrast",
        "Contrast",
        "High contrast gives letters at least 7 to 1, and draws a line round every part.",
        (("As the system", None), ("Ordinary", False), ("High", True)),
    ),
    (
        "still",
        "Motion",
        "Reduced, nothing blinks or moves by itself.",
        (("As the system", None), ("Ordinary", False), ("Reduced", True)),
    ),
)


class AppearancePanel(QScrollArea):
    """Colours, contrast, motion and text size; Escape goes back."""

    closed = Signal()

    def __init__(self, wearing: Wearing) -> None:
        super().__init__()
        self._wearing = wearing
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Appearance")
        body = QWidget()
        body.setObjectName("ground")
        outer = QHBoxLayout(body)
        outer.setContentsMargins(32, 32, 32, 32)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(16)
        outer.addLayout(column, 8)
        outer.addStretch(1)
        column.addWidget(label("Appearance", "title"))
        words = "Kept for you on this computer, whichever inspection is open."
        column.addWidget(label(words, "muted", wraps=True))
        chosen = wearing.appearance
        for field, title, about, choices in _CHOICES:
            now = getattr(chosen, field)
            offered = [
                (name, partial(self._choose, field, value), value is now) for name, value in choices
            ]
            column.addWidget(self._group(title, about, offered))
        sizes = [
            (f"{size}%", partial(self._choose, "text", size), size == chosen.text) for size in SIZES
        ]
        about = "In percent of the system’s text size."
        column.addWidget(self._group("Text size", about, sizes))
        self.says = Sentence()
        column.addWidget(self.says)
        self.back = button("Back", self.closed.emit, "primary", "Back to where you were (Esc)")
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(body)

    def focus_first(self) -> None:
        """Give the keyboard to the first choice."""
        first = next(each for each in self.findChildren(QRadioButton) if each.isChecked())
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def choice(self, title: str, name: str) -> QRadioButton:
        """Return the button of a choice by what both are called on the page."""
        groups = (box for box in self.findChildren(QGroupBox) if box.accessibleName() == title)
        return next(each for each in next(groups).findChildren(QRadioButton) if each.text() == name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _group(
        self, title: str, about: str, choices: Sequence[tuple[str, partial[None], bool]]
    ) -> QGroupBox:
        box = QGroupBox()
        box.setObjectName("plain")
        box.setAccessibleName(title)
        box.setAccessibleDescription(about)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(title, "heading"))
        if about:
            column.addWidget(label(about, "muted", wraps=True))
        line = QHBoxLayout()
        line.setSpacing(16)
        group = QButtonGroup(box)
        for name, choose, is_chosen in choices:
            each = QRadioButton(name)
            each.setChecked(is_chosen)
            each.toggled.connect(partial(_if_chosen, choose))
            group.addButton(each)
            line.addWidget(each)
        line.addStretch(1)
        column.addLayout(line)
        return box

    def _choose(self, field: str, value: object) -> None:
        self.says.say("")
        try:
            self._wearing.choose(replace(self._wearing.appearance, **{field: value}))
        except OmiError as error:
            self.says.say(str(error))


def _if_chosen(choose: partial[None], is_chosen: bool) -> None:
    if is_chosen:
        choose()
