"""The cases behind a comparison, and what each of them answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from omi_desktop.instrument.applicability import standings
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.behind import moment
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.statistics.comparing import questions_of
from omi_desktop.statistics.judgements import indices
from omi_ui.behind.rows import CaseRow, Columns

if TYPE_CHECKING:
    from omi_desktop.statistics.comparing import Comparison, Part
    from omi_desktop.store import Answer, Case

GROUP, OTHERS = "In the group", "All others"
_ANSWERS = Columns(("Case", "Group", "Answer", "Who", "When", "Note"), 5)
_CASES = Columns(("Case", "Group", "Below the line", "Above the line"), 1, (2, 3))


class CasesBehind:
    """The cases of one look at the file, by position."""

    def __init__(
        self, instrument: Instrument, cases: Sequence[Case], scored: Sequence[ScoredCase], of: str
    ) -> None:
        self._instrument = instrument
        self._cases = cases
        self._scored = scored
        self._standings = standings(instrument, [case.values for case in scored])
        self.questions = questions_of(instrument, of)

    def columns(self, comparison: Comparison) -> Columns:
        """Return what the cells of a row are."""
        return _ANSWERS if comparison.part.count is not None else _CASES

    def lists(self, comparison: Comparison) -> tuple[str, ...]:
        """Return the lists of cases beside that of all: both groups, and which are counted."""
        counted, rest = self.sides(comparison)
        if comparison.part.count is None:
            return (GROUP, OTHERS)
        return tuple(f"{where}: {side}" for where in (GROUP, OTHERS) for side in (counted, rest))

    def sides(self, comparison: Comparison) -> tuple[str, str]:
        """Return the words for the cases that a share counts, and for the rest of its base."""
        if comparison.answer:
            label = self._instrument.questions[comparison.of].label(comparison.answer)
            return f"“{label}”", "another answer"
        return "sufficient", "not sufficient"

    def of(self, comparison: Comparison) -> tuple[Case, ...]:
        """Return the cases that either figure rests on."""
        both = comparison.part.relevant | comparison.others.relevant
        return tuple(self._cases[place] for place in indices(both))

    def rows(
        self,
        comparison: Comparison,
        answers: Mapping[str, Mapping[str, Answer]],
        people: Mapping[str, str],
    ) -> tuple[CaseRow, ...]:
        """Return the cases behind a comparison, the group first, those not counted before others.

        `answers` are those known with note, who and when, by case and question.
        """
        found: list[CaseRow] = []
        for where, part in ((GROUP, comparison.part), (OTHERS, comparison.others)):
            ranked = sorted((self._rank(part, place), place) for place in indices(part.relevant))
            for _, place in ranked:
                if part.counted is None:
                    found.append(self._of_score(where, place))
                else:
                    side = self.sides(comparison)[0 if part.counted >> place & 1 else 1]
                    lists = (where, f"{where}: {side}")
                    found.append(self._of_answer(comparison.of, lists, place, answers, people))
        return tuple(found)

    def _rank(self, part: Part, place: int) -> int:
        if part.counted is None:
            return -self._judged(place)[0]
        return part.counted >> place & 1

    def _of_answer(
        self,
        question: str,
        lists: tuple[str, ...],
        place: int,
        answers: Mapping[str, Mapping[str, Answer]],
        people: Mapping[str, str],
    ) -> CaseRow:
        case, asked = self._cases[place], self._instrument.questions[question]
        value = self._scored[place].values[question]
        above = asked.above_line(value)
        mark = "–" if above is None else "●" if above else "○"
        kept = answers.get(case.id, {}).get(question)
        told = ("", "", "")
        if kept is not None:
            told = (people.get(kept.by, ""), moment(kept.at), " ".join(kept.note.split()))
        cells = (case.ref, lists[0], f"{mark} {asked.label(value)}", *told)
        return CaseRow(case.id, question, lists, cells, kept.note if kept else "")

    def _of_score(self, where: str, place: int) -> CaseRow:
        case = self._cases[place]
        below, above, first = self._judged(place)
        cells = (case.ref, where, str(below), str(above))
        return CaseRow(case.id, first, (where,), cells)

    def _judged(self, place: int) -> tuple[int, int, str]:
        """Return how many answers of a case lie below and above, and the first question below."""
        below = above = 0
        first = any_question = ""
        values = self._scored[place].values
        for question in self.questions:
            value = values.get(question)
            if value is None or self._standings.applies(question, place) is not True:
                continue
            side = self._instrument.questions[question].above_line(value)
            above += side is True
            below += side is False
            any_question = any_question or (question if side is not None else "")
            first = first or (question if side is False else "")
        return below, above, first or any_question
