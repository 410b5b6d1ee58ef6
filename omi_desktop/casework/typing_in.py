"""Typing a filled-in form in: what was keyed, what waits for one more key, what to do next.

It writes nothing. Each key is answered with what is to be done, and whoever writes says so when it
is on disk.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from omi_desktop.casework.keying import Beside, beside, boxes, meant

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Question


class Deed(Enum):
    """What follows a key."""

    STAY = "stay"
    GO_ON = "go on"
    WRITE = "write"
    """Write `TypingIn.pending`, say so with `wrote`, and go on."""


class TypingIn:
    """A form while it is keyed, one question at a time."""

    def __init__(self) -> None:
        self.keyed: dict[str, str] = {}
        """What the form says and the file too, by question."""
        self._written: dict[str, str] = {}
        self.kept: dict[str, str] = {}
        """What the form says where the file's other answer was left, by question."""
        self.last = ""
        """The question that was keyed last."""
        self.figures = ""
        self.pending: str | None = None
        """The answer that is to be written, or that waits because the file holds another."""
        self.is_asking = False
        """Whether the file holds another answer, and nobody has said yet which of them stays."""
        self.wrong_figure = ""

    def clear(self) -> None:
        """Forget the figures of which nothing became, as at another question."""
        self.figures, self.pending, self.wrong_figure = "", None, ""
        self.is_asking = False

    @property
    def is_begun(self) -> bool:
        """Tell whether something was keyed on the question that is not an answer yet."""
        return bool(self.figures or self.is_asking or self.wrong_figure)

    def figure(self, question: Question, stored: str | None, figure: str) -> Deed:
        """Take a figure on a question with boxes; `stored` is what the file holds."""
        means = next((box.value for box in boxes(question) if box.figure == figure), "")
        if self.is_asking and self.pending == means:
            # The same figure once more means it.
            return self.replace()
        if self.is_asking:
            self.clear()
        self.wrong_figure = ""
        found = meant(question, self.figures + figure)
        if found.is_wrong:
            self.clear()
            self.wrong_figure = figure
            return Deed.STAY
        self.figures += figure
        if found.is_whole and found.value is not None:
            return self.value(question, stored, found.value)
        return Deed.STAY

    def enter(self, question: Question, stored: str | None) -> Deed:
        """Take the figures as they are; without any the question is left as the file has it."""
        if self.is_asking:
            return self.leave(question)
        found = meant(question, self.figures).value if self.figures else None
        return Deed.GO_ON if found is None else self.value(question, stored, found)

    def value(self, question: Question, stored: str | None, value: str) -> Deed:
        """Take a whole answer: to be written, known already, or to be asked about."""
        how = beside(stored, value)
        self.pending = value
        if how is Beside.SAME:
            self._agree(question)
            return Deed.GO_ON
        # What was typed in from this form may be mended without a word.
        if how is Beside.NEW or self._written.get(question.id) == stored:
            return Deed.WRITE
        self.is_asking = True
        return Deed.STAY

    def replace(self) -> Deed:
        """Let the form's answer take the place of the file's."""
        self.is_asking = False
        return Deed.WRITE

    def leave(self, question: Question) -> Deed:
        """Leave the file's answer, and remember that the form says otherwise."""
        if self.pending is not None:
            self.kept[question.id] = self.pending
        return Deed.GO_ON

    def wrote(self, question: Question) -> None:
        """Note that the file now says what the form says."""
        if self.pending is not None:
            self._written[question.id] = self.pending
        self._agree(question)

    def _agree(self, question: Question) -> None:
        if self.pending is not None:
            self.keyed[question.id] = self.pending
            self.kept.pop(question.id, None)
            self.last = question.id
        self.clear()
