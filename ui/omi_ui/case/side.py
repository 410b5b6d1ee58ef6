"""What stands beside the questions: guidance, or one panel that was asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from omi_ui.case.guidance import Guidance

if TYPE_CHECKING:
    from omi_ui.case.answer_history import AnswerHistory
    from omi_ui.case.comments import Comments
    from omi_ui.case.jump import Jump
    from omi_ui.case.key_settings import KeySettings
    from omi_ui.case.keys import KeysPanel
    from omi_ui.case.marks import Marks
    from omi_ui.case.precedents import Precedents
    from omi_ui.case.withdrawing import Reason


class Side(QStackedWidget):
    """One panel at a time; guidance is the one it comes back to.

    A panel is made when it is first asked for: opening a case is to cost nothing for it.
    """

    jump_wanted = Signal(str)
    withdrawn = Signal(str)
    closed = Signal()
    settings_changed = Signal(object)
    mark_removed = Signal(object)
    precedent_given = Signal(str, str)
    precedent_removed = Signal(object)
    spot_wanted = Signal(object)
    comment_given = Signal(str, str)
    reply_given = Signal(str, str)
    comment_closed = Signal(str, bool)

    def __init__(self, settings: KeySettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._settings = settings
        self.guidance = Guidance()
        self.addWidget(self.guidance)

    @cached_property
    def keys(self) -> KeysPanel:
        """Return the sheet of all keys."""
        from omi_ui.case.keys import KeysPanel

        made = KeysPanel(self._settings)
        made.closed.connect(self.show_guidance)
        made.changed.connect(self.settings_changed)
        self.addWidget(made)
        return made

    @cached_property
    def marks(self) -> Marks:
        """Return the panel of what was marked for the report."""
        from omi_ui.case.marks import Marks

        made = Marks()
        made.removed.connect(self.mark_removed)
        made.jump_wanted.connect(self.jump_wanted)
        made.closed.connect(self.show_guidance)
        self.addWidget(made)
        return made

    @cached_property
    def reason(self) -> Reason:
        """Return the panel that asks why a case is withdrawn."""
        from omi_ui.case.withdrawing import Reason

        made = Reason()
        made.closed.connect(self.show_guidance)
        made.given.connect(self.withdrawn)
        self.addWidget(made)
        return made

    @cached_property
    def answer_history(self) -> AnswerHistory:
        """Return the panel of what became of an answer."""
        from omi_ui.case.answer_history import AnswerHistory

        made = AnswerHistory()
        made.closed.connect(self.show_guidance)
        self.addWidget(made)
        return made

    @cached_property
    def precedents(self) -> Precedents:
        """Return the panel in which the lead inspector writes down decisions."""
        from omi_ui.case.precedents import Precedents

        made = Precedents()
        made.given.connect(self.precedent_given)
        made.removed.connect(self.precedent_removed)
        made.closed.connect(self.show_guidance)
        self.addWidget(made)
        return made

    @cached_property
    def comments(self) -> Comments:
        """Return the panel of what the lead inspector says about the case."""
        from omi_ui.case.comments import Comments

        made = Comments()
        made.given.connect(self.comment_given)
        made.replied.connect(self.reply_given)
        made.shut.connect(self.comment_closed)
        made.jump_wanted.connect(self.jump_wanted)
        made.closed.connect(self.show_guidance)
        self.addWidget(made)
        return made

    @cached_property
    def jump(self) -> Jump:
        """Return the panel that finds a case, a criterion or a question by a few letters."""
        from omi_ui.case.jump import Jump

        made = Jump()
        made.wanted.connect(self.spot_wanted)
        made.closed.connect(self.show_guidance)
        self.addWidget(made)
        return made

    @property
    def is_guidance(self) -> bool:
        """Tell whether the panel shows guidance and nothing that was asked for."""
        return self.currentWidget() is self.guidance

    def shows(self, panel: str) -> bool:
        """Tell whether the panel of this name is shown, without making it for the question."""
        return panel in self.__dict__ and self.currentWidget() is self.__dict__[panel]

    def show_guidance(self) -> None:
        """Go back to guidance."""
        self.setCurrentWidget(self.guidance)
        self.closed.emit()

    def ask_reason(self) -> None:
        """Ask why the case is withdrawn."""
        self.setCurrentWidget(self.reason)
        self.reason.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self, panel: QWidget) -> None:
        """Show a panel, or put it away where it is shown."""
        if self.currentWidget() is panel:
            self.show_guidance()
        else:
            self.setCurrentWidget(panel)

    def toggle_marks(self) -> None:
        """Show what was marked in the case, or put it away."""
        self.toggle(self.marks)

    def toggle_keys(self) -> None:
        """Show the list of keys, or put it away."""
        self.toggle(self.keys)
