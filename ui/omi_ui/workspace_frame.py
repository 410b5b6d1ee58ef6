"""What stands round the screens of an open file: the rail, what is told, and the strip."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from omi_desktop.store import Role
from omi_ui.notices import NoticeBar
from omi_ui.problems import ProblemBar
from omi_ui.rail import Rail
from omi_ui.strip import SavedStrip
from omi_ui.watching import Watch
from omi_ui.written_screens import (
    CHECKS,
    COMMENTS,
    MODERATION,
    OF_A_WHOLE_INSPECTION,
    RETURNS,
    SAMPLE,
    TEAM,
    WRITTEN_SCREENS,
)

if TYPE_CHECKING:
    from omi_desktop.store import Inspection


class WorkspaceFrame(QWidget):
    """The rail on the left; problems above the screen that is shown, notices and strip below."""

    closed = Signal()
    appearance_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, inspection: Inspection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inspection = inspection
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        screens = _screens_of(inspection)
        self.rail = Rail(inspection.details.area, _whose(inspection), screens)
        self.rail.chosen.connect(self.show_screen)
        self.rail.closed.connect(self.closed)
        self.rail.appearance_wanted.connect(self.appearance_wanted)
        line.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        line.addLayout(column, 1)
        self.problems = ProblemBar(has_file=True)
        self.problems.copy_wanted.connect(self.copy_wanted)
        column.addWidget(self.problems)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.notices = NoticeBar()
        column.addWidget(self.notices)
        self.strip = SavedStrip()
        column.addWidget(self.strip)
        self.watch = Watch(inspection, self)
        self.watch.told.connect(self.problems.tell)
        self.watch.gone.connect(self.problems.show_error)
        self.watch.woken.connect(self.notices.say)
        for number, (name, _) in zip("1234567890", screens, strict=False):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(partial(self.show_screen, name))

    def show_screen(self, name: str, place: str = "") -> None:
        """Show a screen of the rail by its name, at a place where it has places."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Keep an eye on the file while it is in sight."""
        super().showEvent(event)
        self.watch.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the file be while nobody looks."""
        super().hideEvent(event)
        self.watch.stop()


def _screens_of(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    """Return name and words of every screen that this copy of the inspection has."""
    is_lead = inspection.details.role is Role.LEAD
    first = ("cases", "Cases" if is_lead else "My cases")
    checked = (RETURNS, CHECKS, MODERATION)
    begun = (SAMPLE, first, TEAM, *checked) if is_lead else (first, COMMENTS)
    is_whole = not inspection.is_risk_of_harm_only
    written = tuple(
        screen
        for screen in WRITTEN_SCREENS
        if is_lead and (is_whole or screen[0] not in OF_A_WHOLE_INSPECTION)
    )
    return (*begun, ("scores", "Scores"), *written, ("export", "Export and print"))


def _whose(inspection: Inspection) -> str:
    whose = "Lead’s copy" if inspection.details.role is Role.LEAD else "Assessor’s copy"
    return whose + ("\nRisk of Harm only" if inspection.is_risk_of_harm_only else "")
