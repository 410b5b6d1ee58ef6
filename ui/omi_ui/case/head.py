"""The line above a case: which case it is, how far it has come, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton

from omi_desktop.store import CaseStatus
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_ui.case.sitting import Sitting

_NO_BREAK = "\u00a0"
_EDGE = 10


class CaseHead(QFrame):
    """The case on the left, counts and actions on the right, or below where it is narrow."""

    back_wanted = Signal()
    withdraw_wanted = Signal()
    marks_wanted = Signal()
    comments_wanted = Signal()
    form_wanted = Signal()
    keys_wanted = Signal()
    complete_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("head")
        # Until its width is known it asks for no more room than it needs at least.
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(8, 8, 16, 8)
        self._box.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(12)
        self._box.addLayout(line, 1)
        back = button("← Cases", self.back_wanted.emit, "quiet", "Back to the list (Esc)")
        back.setAccessibleName("Back to the cases")
        line.addWidget(back)
        self._ref = label("", "heading")
        line.addWidget(self._ref)
        self._facts = label("", "muted")
        self._facts.setMinimumWidth(40)
        line.addWidget(self._facts, 1)
        line = self._actions = QHBoxLayout()
        self._box.addLayout(line)
        self._counts = label("", wraps=True)
        line.addWidget(self._counts, 1)
        self.withdraw_button = button("Withdraw…", self.withdraw_wanted.emit, "quiet")
        line.addWidget(self.withdraw_button)
        self.marks_button = button("Marks", self.marks_wanted.emit, "quiet")
        self.marks_button.setToolTip("What is marked for the report")
        line.addWidget(self.marks_button)
        self.comments_button = button("Comments", self.comments_wanted.emit, "quiet")
        self.comments_button.setToolTip("What the lead inspector says about this case")
        line.addWidget(self.comments_button)
        self.form_button = button("Form", self.form_wanted.emit, "quiet")
        self.form_button.setToolTip("Type in a form that was filled in on paper (F8)")
        self.form_button.setAccessibleName("Type in a form")
        line.addWidget(self.form_button)
        line.addWidget(button("Keys", self.keys_wanted.emit, "quiet", "Show the keys (?)"))
        self.complete_button: QPushButton = button("", self.complete_wanted.emit, "primary")
        line.addWidget(self.complete_button)

    @property
    def counts(self) -> str:
        """Return how far the case is, in words."""
        return self._counts.text().replace(_NO_BREAK, " ")

    def show_sitting(self, sitting: Sitting) -> None:
        """Show what a case is and how far it has come."""
        self._ref.setText(sitting.case.ref)
        risk = sitting.fact("roh_level")
        facts = (
            sitting.fact("case_type"),
            sitting.fact("tier"),
            f"{risk} Risk of Harm" if risk else "",
            "PPO" if sitting.values.get("ppo") == "yes" else "",
        )
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self._counts.setText(_counts(sitting))
        self.form_button.setVisible(sitting.is_open)
        self.complete_button.setText("Complete…" if sitting.is_open else "Reopen")
        self.withdraw_button.setVisible(sitting.case.status is not CaseStatus.WITHDRAWN)
        marks = len(sitting.marks)
        self.marks_button.setText(f"Marks · {marks}" if marks else "Marks")
        self.marks_button.setAccessibleName(f"Marks of the case, {marks}")
        found = len(sitting.threads)
        # An assessor comments on nothing, so without comments there is nothing to show.
        self.comments_button.setVisible(bool(found) or sitting.is_lead)
        self.comments_button.setText(f"Comments · {found}" if found else "Comments")
        self.comments_button.setAccessibleName(f"Comments on the case, {found}")

    def show_in_two_lines(self, *, two_lines: bool) -> None:
        """Put the counts and actions below, or beside."""
        direction = QBoxLayout.Direction
        # Where the line is short, the counts take two; beside each other they never break.
        self._counts.setWordWrap(two_lines)
        # Below the words of the button above, which has an edge round them.
        self._actions.setSpacing(4 if two_lines else 12)
        self._counts.setContentsMargins(_EDGE if two_lines else 0, 0, 0, 0)
        self._box.setDirection(direction.TopToBottom if two_lines else direction.LeftToRight)


def _counts(sitting: Sitting) -> str:
    wanted = len(sitting.reasons)
    reasons = f" · {wanted} {'reason' if wanted == 1 else 'reasons'} to give" if wanted else ""
    if not sitting.is_open:
        reason = f": {sitting.case.reason}" if sitting.case.reason else ""
        is_complete = sitting.case.status is CaseStatus.COMPLETE
        still = reasons if is_complete else ""
        return f"{str(sitting.case.status).capitalize()}{reason}{still}"
    standing = sitting.standing
    parked = f" · {standing.parked} parked" if standing.parked else ""
    words = f"{standing.answered} of {standing.applicable} answered{reasons}{parked}"
    # Where it takes two lines it breaks between the counts, and not inside one.
    whole = words.replace(" ", _NO_BREAK)
    return whole.replace(f"·{_NO_BREAK}", "· ").replace(f"{_NO_BREAK}answered", " answered")
