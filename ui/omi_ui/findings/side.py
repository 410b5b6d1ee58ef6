"""The panels beside the text: evidence, and what can be inserted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from omi_desktop.report import settling
from omi_ui.findings.evidence import Evidence
from omi_ui.writing.insert import InsertFigure
from omi_ui.writing.refer import ReferToFinding

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_ui.findings.desk import Desk


class Side(QStackedWidget):
    """One panel at a time; evidence is the one it comes back to."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self.setObjectName("side")
        # Its panels scroll: they take the height there is, and ask for none.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.evidence = Evidence()
        self.insert = InsertFigure(instrument)
        self.refer = ReferToFinding()
        for panel in (self.evidence, self.insert, self.refer):
            self.addWidget(panel)
        for asking in (self.insert, self.refer):
            asking.chosen.connect(self.chosen)
            asking.closed.connect(self.closed)

    @property
    def is_evidence(self) -> bool:
        """Tell whether the panel shows evidence and nothing that was asked for."""
        return self.currentWidget() is self.evidence

    def show_evidence(self) -> None:
        """Go back to the evidence."""
        self.setCurrentWidget(self.evidence)

    def ask_figure(self, desk: Desk, criterion: str) -> None:
        """Ask which figure is to be inserted on the page of a criterion."""
        self.insert.ask(criterion, partial(desk.shown, criterion=criterion))
        self.setCurrentWidget(self.insert)

    def ask_reference(self, desk: Desk, key: str) -> None:
        """Ask which finding the one with this key is to refer to."""
        own = settling.found(desk.findings, key).criterion
        self.refer.ask(desk.findings, desk.figures, own, but=key)
        self.setCurrentWidget(self.refer)
