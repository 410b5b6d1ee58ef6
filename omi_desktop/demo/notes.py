"""The invented notes of the demo: what was written beside an answer, and why none was given."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from omi_desktop.demo.cases import Chance
from omi_desktop.instrument.model import NOT_APPLICABLE, Question

# How often a note stands beside an answer: on each side of the line, and below it on Risk of Harm.
_ABOVE = 0.06
_BELOW = 0.35
_BELOW_ON_RISK = 0.8


@dataclass(slots=True)
class Notes:
    """Notes by what they fit; each list is gone through in turn, so that few repeat."""

    by_judgement: Mapping[tuple[str, bool], list[str]]
    reasons: Mapping[str, list[str]]
    _turn: dict[tuple[str, bool | None], int] = field(default_factory=dict)

    def for_answer(self, question: Question, value: str, chance: Chance) -> str:
        """Return the note to an answer, most often none; a reason where it was not applicable."""
        if value == NOT_APPLICABLE:
            own = self.reasons.get(question.id) or self.reasons.get("", [])
            return self._next((question.id, None), own)
        above = question.above_line(value)
        if above is None:
            return ""
        often = _ABOVE if above else _BELOW_ON_RISK if question.risk_of_harm else _BELOW
        if chance.number() >= often:
            return ""
        for home in (question.id, question.criterion):
            if found := self.by_judgement.get((home, above)):
                return self._next((home, above), found)
        return ""

    def _next(self, turn: tuple[str, bool | None], texts: list[str]) -> str:
        if not texts:
            return ""
        place = self._turn.get(turn, 0)
        self._turn[turn] = place + 1
        return texts[place % len(texts)]


def read_notes(text: str) -> Notes:
    """Return the notes of a TOML text with the tables [[note]] and [[reason]]."""
    data = tomllib.loads(text)
    by_judgement: dict[tuple[str, bool], list[str]] = {}
    reasons: dict[str, list[str]] = {}
    for note in data["note"]:
        home = note.get("question") or note["criterion"]
        by_judgement.setdefault((home, note["above"]), []).append(note["text"])
    for reason in data["reason"]:
        reasons.setdefault(reason.get("question", ""), []).append(reason["text"])
    return Notes(by_judgement, reasons)
