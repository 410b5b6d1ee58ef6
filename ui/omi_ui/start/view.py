"""The first screen: recent files on one side, the ways to begin on the other."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from omi_desktop.assets import asset
from omi_ui import theme
from omi_ui.counts import grouped
from omi_ui.dates import spoken_date
from omi_ui.start.recent import RecentFile
from omi_ui.widgets.card import Card
from omi_ui.widgets.icons import icon, pixmap
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_ui.start.new import NewInspection
    from omi_ui.start.unlock import Unlock


class StartView(QWidget):
    """What one sees before a file is open."""

    unlock_wanted = Signal(object, str)
    demo_wanted = Signal()
    new_wanted = Signal(object, str, str, bool)
    appearance_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self._ways: list[QPushButton] = []
        outer = QHBoxLayout(self)
        outer.setContentsMargins(32, 56, 32, 32)
        outer.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.setMinimumWidth(640)
        # Measured in text, so that large letters find the room that there is.
        self._stack.setMaximumWidth(theme.measure().height() * 61)
        outer.addWidget(self._stack, 8)
        outer.addStretch(1)
        self._home = self._build_home()
        self._stack.addWidget(self._home)

    @cached_property
    def unlock(self) -> Unlock:
        """Return the panel that asks for a passphrase, made when it is first wanted."""
        from omi_ui.start.unlock import Unlock

        panel = Unlock()
        panel.given.connect(self.unlock_wanted)
        panel.left.connect(self.show_home)
        self._stack.addWidget(_narrow(panel))
        return panel

    @cached_property
    def new(self) -> NewInspection:
        """Return the form of a new inspection, made when it is first wanted."""
        from omi_ui.start.new import NewInspection

        panel = NewInspection()
        panel.given.connect(self.new_wanted)
        panel.left.connect(self.show_home)
        self._stack.addWidget(_narrow(panel))
        return panel

    def show_recent(self, files: tuple[RecentFile, ...]) -> None:
        """Show the files that were open lately."""
        body = QWidget()
        body.setObjectName("ground")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for file in files:
            column.addWidget(self._card(file))
        if not files:
            words = "Files that you open stand here, with how far they are."
            column.addWidget(label(words, "muted", wraps=True))
        column.addStretch(1)
        self._recent.setWidget(body)

    def show_home(self) -> None:
        """Go back to the list."""
        self._stack.setCurrentIndex(0)

    def ask_passphrase(self, path: Path) -> None:
        """Ask for the passphrase of a file."""
        self.unlock.ask(path)
        self._show(self.unlock)

    def ask_new(self) -> None:
        """Ask what a new inspection needs."""
        self.new.begin()
        self._show(self.new)

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment, or with "" that it is over."""
        self._busy.setText(words)
        for each in self._ways:
            each.setEnabled(not words)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the appearance changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_home()
        else:
            super().keyPressEvent(event)

    def _show(self, panel: QWidget) -> None:
        frame = panel.parentWidget()
        if frame is not None:
            self._stack.setCurrentWidget(frame)
            panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_home(self) -> QWidget:
        home = QWidget()
        column = QVBoxLayout(home)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(_brand())
        body = QHBoxLayout()
        body.setSpacing(32)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label("Recent", "heading"))
        self._recent = QScrollArea()
        self._recent.setFrameShape(QFrame.Shape.NoFrame)
        self._recent.setWidgetResizable(True)
        self._recent.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left.addWidget(self._recent, 1)
        body.addLayout(left, 3)
        body.addLayout(self._build_ways(), 2)
        column.addLayout(body, 1)
        return home

    def _build_ways(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(label("Begin", "heading"))
        for drawing, words, press in (
            ("open", "Open an inspection…", self._on_open),
            ("new", "New inspection…", self.ask_new),
            ("demo", "Demo inspection", self.demo_wanted.emit),
        ):
            way = button(f"  {words}", press, "card")
            way.setAccessibleName(words)
            way.setProperty("drawing", drawing)
            way.setIconSize(QSize(24, 24))
            self._ways.append(way)
            right.addWidget(way)
        says = "The demo is the Cumbria inspection of July 2006, rebuilt with invented cases."
        right.addWidget(label(says, "small", wraps=True))
        self._busy = label("", wraps=True)
        right.addWidget(self._busy)
        right.addStretch(1)
        tip = "Colours, contrast, motion and text size (Ctrl+,)"
        look = button("Appearance", self.appearance_wanted.emit, "quiet", tip)
        right.addWidget(look, 0, Qt.AlignmentFlag.AlignRight)
        self._draw_icons()
        return right

    def _draw_icons(self) -> None:
        look = theme.tokens(self)
        for way in self._ways:
            text = asset(f"icons/{way.property('drawing')}.svg").read_text(encoding="utf-8")
            way.setIcon(icon(text, look.accent))

    def _card(self, file: RecentFile) -> Card:
        name = file.area or Path(file.path).stem
        counts = f"{grouped(file.answered)} of {grouped(file.applicable)} answered"
        share = counts if file.applicable else "no cases yet"
        copy = "Lead’s copy" if file.role == "lead" else "Assessor’s copy"
        lines = (f"{copy} · {share}", f"{Path(file.path).name} · {_when(file.saved_at)}")
        card = Card(name, lines, partial(self.ask_passphrase, Path(file.path)))
        card.setToolTip(file.path)
        return card

    def _on_open(self) -> None:
        path = ask_file(self)
        if path is not None:
            self.ask_passphrase(path)


def ask_file(parent: QWidget) -> Path | None:
    """Ask which file to open; None where the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, "Open an inspection", "", "Inspection (*.omi);;All files (*)"
    )
    return Path(chosen) if chosen else None


def ask_new_place(parent: QWidget) -> Path | None:
    """Ask where a copy of the open file is to be; None where the person changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Save a copy elsewhere", "", "Inspection (*.omi)"
    )
    return Path(chosen).with_suffix(".omi") if chosen else None


def _brand() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    mark = label()
    drawing = asset("icons/app.svg").read_text(encoding="utf-8")
    picture = pixmap(drawing, "", QSize(96, 96))
    picture.setDevicePixelRatio(2)
    mark.setPixmap(picture)
    line.addWidget(mark)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label("OMI Desktop", "title"))
    words.addWidget(label("Offender management inspections on one encrypted file", "muted"))
    line.addLayout(words)
    line.addStretch(1)
    return line


def _narrow(panel: QWidget) -> QWidget:
    panel.setMaximumWidth(480)
    frame = QWidget()
    line = QHBoxLayout(frame)
    line.setContentsMargins(0, 0, 0, 0)
    line.addStretch(1)
    line.addWidget(panel, 4)
    line.addStretch(1)
    return frame


def _when(stamp: str) -> str:
    try:
        moment = datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return "not saved yet"
    return f"saved {spoken_date(moment.date().isoformat())}, {moment:%H:%M}"
