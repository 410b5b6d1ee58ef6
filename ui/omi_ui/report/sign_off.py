"""Signing off: what is still open, the sign-off itself, and reopening with a reason."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from omi_desktop.report import wording
from omi_desktop.report.checklist import checklist, reasons_missing
from omi_ui.report.page import Page
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.store import SignOff


class SignOffPage(Page):
    """Asks once, in place, since a sign-off closes the file to changes."""

    sign_off_wanted = Signal()
    reopening_wanted = Signal(str)
    """Why the file is opened to changes again."""

    def __init__(self) -> None:
        super().__init__()
        self.sign_button: QPushButton | None = None
        self.confirm_button: QPushButton | None = None
        self.reason: QLineEdit | None = None
        self.reopen_button: QPushButton | None = None

    @property
    def is_open_when_signed(self) -> bool:
        """Tell that a file that was signed off is reopened here."""
        return True

    def fill(self, column: QVBoxLayout) -> None:
        """Fill the body: what is open, or the sign-off that holds; earlier ones below."""
        self.sign_button = self.confirm_button = self.reason = self.reopen_button = None
        kept = self.desk.data.kept
        if kept.sign_off is None:
            self._fill_checklist(column)
        else:
            self._fill_signed(column, kept.sign_off)
        earlier = [signed for signed in kept.sign_offs if not signed.holds]
        if earlier:
            column.addSpacing(16)
            column.addWidget(label("Earlier sign-offs", "heading"))
        for signed in reversed(earlier):
            self._fill_earlier(column, signed)

    def _fill_checklist(self, column: QVBoxLayout) -> None:
        points = checklist(self.desk.data)
        words = (
            "The report is a draft until the lead inspector stands for it. This is still open:"
            if points
            else "Nothing is open. The report says “Draft” until it is signed off."
        )
        column.addWidget(label(words, "muted", wraps=True))
        for point in points:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(label("○"))
            claim = wording.capital(point.claim)
            line.addWidget(label(claim, wraps=True), 1)
            led = partial(self.wanted.emit, str(point.spot.screen), point.spot.place)
            go = button("Go there", led, "quiet")
            go.setAccessibleName(f"Go there: {claim}")
            line.addWidget(go)
            column.addLayout(line)
        missing = reasons_missing(self.desk.data)
        if missing:
            answers = wording.counted(missing, "answer has", "answers have")
            words = (
                f"{answers} no reason in the note although one is asked for. "
                "The report does not wait for it."
            )
            column.addWidget(label(words, "muted", wraps=True))
        column.addSpacing(8)
        self.sign_button = button("Sign off…", self._on_sign, "primary")
        self.sign_button.setEnabled(not points)
        column.addWidget(self.sign_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill_question(column)

    def _fill_question(self, column: QVBoxLayout) -> None:
        self._question = QFrame()
        self._question.setObjectName("sheet")
        inside = QVBoxLayout(self._question)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        who = self.desk.name_of(self.desk.by)
        words = (
            f"Sign off as {who}? The file is closed to changes: every figure and sentence stays "
            "as it is now. It can be reopened with a reason."
        )
        inside.addWidget(label(words, wraps=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        self.confirm_button = button("Sign off", self._on_confirmed, "primary")
        line.addWidget(self.confirm_button)
        line.addWidget(button("Not yet", self._on_not_yet))
        line.addStretch(1)
        inside.addLayout(line)
        self._question.hide()
        column.addWidget(self._question)

    def _fill_signed(self, column: QVBoxLayout, signed: SignOff) -> None:
        words = "The report is final and the file is closed to changes."
        column.addWidget(label(words, "strong", wraps=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(
            (
                ("Signed off by", self.desk.name_of(signed.by)),
                ("On", _moment(signed.at)),
                ("Number", str(signed.number)),
                ("Revision of the file", str(signed.revision)),
                ("Reconciliation code", signed.code),
            )
        ):
            grid.addWidget(label(name, "muted"), row, 0)
            shown = label(value)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, row, 1)
        column.addLayout(grid)
        column.addSpacing(16)
        column.addWidget(label("Reopen", "heading"))
        words = "The report becomes a draft again; the history keeps the reason."
        column.addWidget(label(words, "muted", wraps=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why it is reopened")
        self.reason.setAccessibleName("Why it is reopened")
        self.reason.textChanged.connect(self._on_reason)
        self.reason.returnPressed.connect(self._on_reopen)
        line.addWidget(self.reason, 1)
        self.reopen_button = button("Reopen", self._on_reopen)
        self.reopen_button.setEnabled(False)
        line.addWidget(self.reopen_button)
        column.addLayout(line)

    def _fill_earlier(self, column: QVBoxLayout, signed: SignOff) -> None:
        words = (
            f"Number {signed.number}: signed off by {self.desk.name_of(signed.by)} on "
            f"{_moment(signed.at)}, reopened by {self.desk.name_of(signed.reopened_by)} on "
            f"{_moment(signed.reopened_at)}: {signed.reason}"
        )
        column.addWidget(label(words, wraps=True))

    def _on_sign(self) -> None:
        self._question.show()
        if self.sign_button is not None and self.confirm_button is not None:
            self.sign_button.hide()
            self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_yet(self) -> None:
        self._question.hide()
        if self.sign_button is not None:
            self.sign_button.show()
            self.sign_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_confirmed(self) -> None:
        if self.confirm_button is not None:
            self.confirm_button.setEnabled(False)
        self.sign_off_wanted.emit()

    def _on_reason(self, typed: str) -> None:
        if self.reopen_button is not None:
            self.reopen_button.setEnabled(bool(typed.strip()))

    def _on_reopen(self) -> None:
        if self.reason is not None and self.reason.text().strip():
            self.reopening_wanted.emit(self.reason.text().strip())


def _moment(stamp: str) -> str:
    return wording.time(datetime.fromisoformat(stamp))
