"""The panel beside a text from which a figure or a reference is put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from omi_desktop.report.live import Figure, Reference
from omi_ui.writing.insert import InsertFigure
from omi_ui.writing.refer import ReferToFinding

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.report import settling
    from omi_desktop.report.figures import Figures
    from omi_ui.writing.editor import LiveEditor

FIGURE_KEYS, REFERENCE_KEYS = "Ctrl+I", "Ctrl+R"


class Inserting(QStackedWidget):
    """Hidden until it is asked; goes again when something was chosen, and gives the text back."""

    toggled = Signal()

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self.setObjectName("side")
        # Its panels scroll: they take the height there is, and ask for none.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._editor: LiveEditor | None = None
        self.insert = InsertFigure(instrument)
        self.refer = ReferToFinding()
        for panel in (self.insert, self.refer):
            self.addWidget(panel)
            panel.chosen.connect(self._on_chosen)
            panel.closed.connect(self.close_panel)
        self.hide()

    def ask_figure(self, into: LiveEditor, figures: Figures, criterion: str) -> None:
        """Ask which figure is to be put into a text that stands under a criterion, or none ("")."""

        def shown(figure: Figure) -> str:
            return figures.shown(figure, criterion)

        self._editor = into
        self.insert.ask(criterion, shown)
        self._open(self.insert)

    def ask_reference(
        self, into: LiveEditor, figures: Figures, findings: settling.Findings, criterion: str
    ) -> None:
        """Ask which finding a text is to refer to."""
        self._editor = into
        self.refer.ask(findings, figures, criterion)
        self._open(self.refer)

    def close_panel(self) -> None:
        """Go, and give the keyboard back to the text."""
        editor = self.forget()
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> LiveEditor | None:
        """Go without a word to the text, which may be going itself; return it."""
        editor, self._editor = self._editor, None
        if not self.isHidden():
            self.hide()
            self.toggled.emit()
        return editor

    def _open(self, panel: InsertFigure | ReferToFinding) -> None:
        self.setCurrentWidget(panel)
        self.show()
        self.toggled.emit()
        panel.finder.begin()

    def _on_chosen(self, piece: object) -> None:
        editor = self._editor
        if editor is not None and isinstance(piece, Figure | Reference):
            editor.insert_piece(piece)
        self.close_panel()
