"""The panel of what became of an answer: who, when, from what to what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from omi_desktop.store import How
from omi_ui.case.listed_panel import ListedPanel
from omi_ui.dates import clock_time, spoken_date
from omi_ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.instrument.model import Question
    from omi_desktop.store import Change
    from omi_ui.case.sitting import Sitting

_MOST = 40


class AnswerHistory(ListedPanel):
    """The changes of one answer and its note, the latest first."""

    def __init__(self) -> None:
        super().__init__("History of the answer")

    def show_question(self, question: Question, sitting: Sitting) -> None:
        """List what became of the answer to a question."""
        body, column = self.begin("History")
        column.addWidget(label(question.text, "muted", wraps=True))
        column.addSpacing(8)
        found = sitting.history(question.id)
        names = sitting.names()
        for change in found[:_MOST]:
            column.addWidget(label(_when(change, names), "small", wraps=True))
            column.addWidget(label(told(change, question), wraps=True))
            column.addSpacing(8)
        if not found:
            column.addWidget(label("Nothing was answered or noted here yet.", wraps=True))
        if len(found) > _MOST:
            column.addWidget(label(f"and {len(found) - _MOST} changes before.", "muted"))
        self.show_body(body, column)


def told(change: Change, question: Question) -> str:
    """Return a change in words: from what to what."""
    if change.what == "note":
        if not change.new:
            return f"Note removed: “{change.old}”"
        return f"Note: “{change.new}”" + (f", before: “{change.old}”" if change.old else "")
    new = f"“{question.label(change.new)}”" if change.new else "no answer"
    if change.old is None:
        return new[:1].upper() + new[1:]
    return f"“{question.label(change.old)}” became {new}"


def _when(change: Change, names: Mapping[str, str]) -> str:
    day = datetime.fromisoformat(change.at).astimezone().date().isoformat()
    who = names.get(change.by, "")
    how = "" if change.how is How.TYPED else change.how.value
    parts = (f"{spoken_date(day)}, {clock_time(change.at)}", who, how)
    return " · ".join(part for part in parts if part)
