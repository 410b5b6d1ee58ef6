"""The page of what was typed and never saved: before and after side by side, keep one of them."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.casework.comparing import compared
from omi_ui import theme
from omi_ui.dates import clock_time
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.casework.comparing import Stretch
    from omi_desktop.instrument.model import Question
    from omi_desktop.store import Typed
    from omi_ui.case.sitting import Sitting

SAVED, TYPED = "1", "2"
"""The keys that keep the note as it was saved, and as it was typed."""

_BESIDE_FROM = 620
"""Below this width, at normal text size, the two versions stand below each other."""

_HOW = (
    "The program stopped before this was saved. Keep one of the two. What stands only in the "
    "saved note is struck through; what stands only in the typed one is bold and underlined."
)


class RecoveredPage(QScrollArea):
    """Each note that the program was stopped in, as the file holds it and as it was typed."""

    taken = Signal(str, str)
    """The question, and the text as it was typed."""
    left = Signal(str, str)
    jump_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Typed and never saved")
        self.takes_single_keys = True
        self.entries: tuple[Versions, ...] = ()

    def show_sitting(self, sitting: Sitting) -> None:
        """List what was typed in this case and never saved."""
        body = QWidget()
        body.setObjectName("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 24)
        column.setSpacing(4)
        count = len(sitting.typed)
        notes = "1 note was" if count == 1 else f"{count} notes were"
        column.addWidget(label(f"{notes} typed and never saved", "heading", wraps=True))
        column.addWidget(label(_HOW, "muted", wraps=True))
        made = []
        for each in sitting.typed:
            versions = Versions(sitting.instrument.questions[each.question], each)
            versions.taken.connect(self.taken)
            versions.left.connect(self.left)
            versions.jump_wanted.connect(self.jump_wanted)
            column.addSpacing(16)
            column.addWidget(versions)
            made.append(versions)
        self.entries = tuple(made)
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        self._fold()
        if old is not None:
            # Later: it may be one of its own buttons that was pressed.
            old.deleteLater()

    def focus_first(self) -> None:
        """Give the keyboard to what was typed first."""
        if self.entries:
            self.entries[0].focus()
            self.ensureWidgetVisible(self.entries[0].typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from note to note with the arrows; keep a version by its digit."""
        at = next((n for n, each in enumerate(self.entries) if each.has_keyboard), None)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if at is None:
            super().keyPressEvent(event)
        elif event.key() in steps:
            to = max(0, min(at + steps[Qt.Key(event.key())], len(self.entries) - 1))
            self.entries[to].focus()
            self.ensureWidgetVisible(self.entries[to])
        elif self.takes_single_keys and event.text() in (SAVED, TYPED):
            self.entries[at].keep(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions below each other where they do not fit beside each other."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        em = self.fontMetrics().height() / 15
        for each in self.entries:
            each.stand_beside(is_wide=self.viewport().width() >= _BESIDE_FROM * em)


class Versions(QWidget):
    """One note twice: as it was saved, and as it was typed."""

    taken = Signal(str, str)
    left = Signal(str, str)
    jump_wanted = Signal(str)

    def __init__(self, question: Question, typed: Typed) -> None:
        super().__init__()
        self._question = question.id
        self._text = typed.text
        name = f"{question.id}  {question.short}" if question.criterion else question.short
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        jump = button(name, partial(self.jump_wanted.emit, question.id), "quiet")
        jump.setAccessibleName(f"Go to {name}")
        jump.setToolTip(question.text)
        column.addWidget(jump, 0, Qt.AlignmentFlag.AlignLeft)
        both = compared(typed.saved, typed.text)
        self.saved = button("Keep as saved", partial(self.keep, SAVED), tip=f"Key {SAVED}")
        self.saved.setAccessibleName(f"Keep the note on {name} as saved")
        self.typed = button("Keep as typed", partial(self.keep, TYPED), "primary", f"Key {TYPED}")
        self.typed.setAccessibleName(f"Keep the note on {name} as typed")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(12)
        at = clock_time(typed.at)
        before, after = typed.saved, typed.text
        self._line.addWidget(_Version(SAVED, "As saved", before, both.before, "s", self.saved), 1)
        self._line.addWidget(
            _Version(TYPED, f"As typed, {at}", after, both.after, "b", self.typed), 1
        )
        column.addLayout(self._line)

    @property
    def has_keyboard(self) -> bool:
        """Tell whether one of the buttons of this note has the keyboard."""
        return any(each.hasFocus() for each in self.findChildren(QPushButton))

    @property
    def is_beside(self) -> bool:
        """Tell whether the versions stand beside each other."""
        return self._line.direction() is QBoxLayout.Direction.LeftToRight

    def stand_beside(self, *, is_wide: bool) -> None:
        """Put the versions beside each other, or below each other."""
        way = QBoxLayout.Direction
        self._line.setDirection(way.LeftToRight if is_wide else way.TopToBottom)

    def focus(self) -> None:
        """Take the keyboard, at what was typed."""
        self.typed.setFocus(Qt.FocusReason.TabFocusReason)

    def keep(self, which: str) -> None:
        """Keep the note as it was saved, or as it was typed."""
        (self.taken if which == TYPED else self.left).emit(self._question, self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one version to the other with the arrows; keep the chosen one with Enter."""
        ways = {Qt.Key.Key_Left: self.saved, Qt.Key.Key_Right: self.typed}
        if event.key() in ways:
            ways[Qt.Key(event.key())].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            next((b for b in self.findChildren(QPushButton) if b.hasFocus()), self.typed).click()
        else:
            event.ignore()


class _Version(QFrame):
    """One version of a note, with the button that keeps it."""

    def __init__(
        self,
        key: str,
        title: str,
        text: str,
        stretches: Sequence[Stretch],
        tag: str,
        keep: QPushButton,
    ) -> None:
        super().__init__()
        self.setObjectName("sheet")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(label(f"{key}  {title}", "strong"))
        words = QLabel(_marked(stretches, tag, self) if text else "No note")
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setAccessibleName(f"{title}: {text or 'no note'}")
        own = [each.text.strip() for each in stretches if not each.is_common]
        words.setAccessibleDescription(f"Only here: {'; '.join(filter(None, own))}" if own else "")
        column.addWidget(words, 1)
        column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)


def _marked(stretches: Sequence[Stretch], tag: str, seen_on: QWidget) -> str:
    """Return the text for a label; what stands only in this version is marked by form and tint."""
    tint = theme.tokens(seen_on).accent_soft
    opening = f'<span style="background-color: {tint}">'
    opens, closes = ("<s>", "</s>") if tag == "s" else ("<b><u>", "</u></b>")
    parts = []
    for each in stretches:
        words = escape(each.text).replace("\n", "<br>")
        core = words.strip()
        if each.is_common or not core:
            parts.append(words)
            continue
        # A line under the space before a word would look like a slip.
        before, _, after = words.partition(core)
        parts.append(f"{before}{opening}{opens}{core}{closes}</span>{after}")
    return "".join(parts)
