"""What is known beside a question: guidance, what was decided before, and the case's facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.instrument.model import Kind
from omi_ui.dates import spoken_date
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Question
    from omi_ui.case.sitting import Sitting

_THIS_CASE = ("start_date", "requirements", "purposes", "mappa", "ppo", "transferred_in")


class Guidance(QScrollArea):
    """What to look for, what was decided before, whom it is asked of, what the case is."""

    history_wanted = Signal()
    interview_wanted = Signal(str)
    """A prompt of the interview that informs the question."""
    precedents_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setObjectName("ground")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._title = label("Guidance", "strong", wraps=True)
        self._text = label("", wraps=True)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        self._decided_title = label("Decided before", "small")
        self._decided = label("", wraps=True)
        self._decide = button("Write a decision…", self.precedents_wanted.emit, "quiet")
        self._decide.setToolTip("Written beside this question, for every assessor")
        column.addWidget(self._decided_title)
        column.addWidget(self._decided)
        column.addWidget(self._decide, 0, Qt.AlignmentFlag.AlignLeft)
        self._heard_title = label("In the interview", "small")
        self._heard = label("", wraps=True)
        self._prompt = ""
        self._to_interview = button("Go to the interview", self._on_interview, "quiet", "Ctrl+I")
        column.addSpacing(8)
        column.addWidget(self._heard_title)
        column.addWidget(self._heard)
        column.addWidget(self._to_interview, 0, Qt.AlignmentFlag.AlignLeft)
        self._asked = label("", wraps=True)
        self._case = label("", wraps=True)
        self._of_a_question: list[QWidget] = []
        for title, part in (("Asked of", self._asked), ("This case", self._case)):
            name = label(title, "small")
            column.addSpacing(8)
            column.addWidget(name)
            column.addWidget(part)
            self._of_a_question += (name, part)
        column.addSpacing(8)
        history = button("History of the answer", self.history_wanted.emit, "quiet", "Ctrl+H")
        column.addWidget(history, 0, Qt.AlignmentFlag.AlignLeft)
        self._of_a_question.append(history)
        column.addStretch(1)
        self.setWidget(body)

    @property
    def decided(self) -> str:
        """Return what is shown as decided before, or ""."""
        return self._decided.text()

    @property
    def heard(self) -> str:
        """Return what is shown of the interview, or ""."""
        return "" if self._heard.isHidden() else self._heard.text()

    def show_question(self, question: Question, sitting: Sitting) -> None:
        """Show the guidance of a question beside the facts of the case."""
        name = question.short if question.kind is Kind.FACT else f"{question.id} {question.short}"
        self._title.setText(name)
        self._text.setText(question.guidance or "There is no guidance for this question.")
        decided = sitting.precedents(question.id)
        lines = [f"{spoken_date(each.decided[:10])}: {each.text}" for each in decided]
        self._decided.setText("\n".join(lines))
        self._decided.setVisible(bool(lines))
        self._decided_title.setVisible(bool(lines) or sitting.is_lead)
        self._decide.setVisible(sitting.is_lead)
        self._show_heard(question.id, sitting)
        self._asked.setText(sitting.asked_of(question.id) or "Every case")
        self._case.setText(_facts(sitting))
        for part in self._of_a_question:
            part.show()

    def show_case(self, sitting: Sitting) -> None:
        """Show the facts of the case alone, as beside the interview, which is of no question."""
        self._title.setText("This case")
        self._text.setText(_facts(sitting))
        decided = (self._decided_title, self._decided, self._decide)
        heard = (self._heard_title, self._heard, self._to_interview)
        for part in (*decided, *heard, *self._of_a_question):
            part.hide()

    def _show_heard(self, question: str, sitting: Sitting) -> None:
        """Show what was said in the interview on a question, else what to ask there."""
        guide = sitting.instrument.interview
        prompts = guide.on(question) if guide else ()
        heard = [(p.id, text) for p in prompts if (text := sitting.heard.get(p.id))]
        told = [text for _, text in heard] or [prompt.text for prompt in prompts]
        self._prompt = next((prompt for prompt, _ in heard), prompts[0].id if prompts else "")
        self._heard_title.setText("Said in the interview" if heard else "To ask in the interview")
        self._heard.setText("\n".join(told))
        for part in (self._heard_title, self._heard, self._to_interview):
            part.setVisible(bool(prompts))

    def _on_interview(self) -> None:
        self.interview_wanted.emit(self._prompt)


def _facts(sitting: Sitting) -> str:
    known = sitting.instrument.questions
    facts = [(fact, sitting.fact(fact)) for fact in _THIS_CASE]
    told = [f"{known[fact].short}: {spoken_date(words)}" for fact, words in facts if words]
    return "\n".join(told) or "No facts yet."
