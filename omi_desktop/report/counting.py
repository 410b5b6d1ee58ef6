"""Counting for figures: each gate's scorecard once, and which cases stand behind a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from omi_desktop.instrument.applicability import Standings, standings
from omi_desktop.instrument.model import Instrument, ValueType, several
from omi_desktop.report.live import Figure
from omi_desktop.scoring.score import COUNTED, ScoredCase, cases_behind, scorecard
from omi_desktop.scoring.scorecard import QuestionResult, Scorecard


@dataclass(frozen=True, slots=True)
class CasesBehind:
    """The cases behind a figure by their index, in order: those it counts, and its whole base."""

    counted: tuple[int, ...]
    base: tuple[int, ...]


class Counts:
    """What can be counted over some cases; everything is counted when first asked for and kept."""

    def __init__(
        self, instrument: Instrument, cases: Sequence[ScoredCase], card: Scorecard | None = None
    ) -> None:
        self._instrument = instrument
        self._cases = cases
        self._cards: dict[str, Scorecard] = {} if card is None else {"": card}
        self._results: dict[str, dict[str, QuestionResult]] = {}
        self.worded: dict[Figure, str] = {}
        """Figures as they are printed, for whoever words them."""

    def card(self, where: str) -> Scorecard:
        """Return the scores over the cases in which a gate holds, or over all cases."""
        card = self._cards.get(where)
        if card is None:
            card = scorecard(self._instrument, self._cases, area="", ratings={}, where=where)
            self._cards[where] = card
        return card

    def result(self, question: str, where: str) -> QuestionResult:
        """Return what one question counts behind a gate, or over all cases."""
        results = self._results.get(where)
        if results is None:
            card = self.card(where)
            scored = (each for criterion in card.criteria for each in criterion.questions)
            results = {result.id: result for result in (*card.facts, *scored)}
            self._results[where] = results
        return results[question]

    def behind(self, question: str, values: Sequence[str], where: str) -> CasesBehind:
        """Return the cases that answered a question on its scale, and those with one of `values`.

        Only cases that count are among them, and only where the question applies.
        """
        asked = self._instrument.questions[question]
        on_scale = {choice.id for choice in asked.scale.choices} if asked.scale else set()
        chosen = cases_behind(self._instrument, self._standings, where)
        counted = base = 0
        for given, mask in self._standings.counted(question).items():
            parts = several(given) if asked.value_type is ValueType.SEVERAL else (given,)
            base |= mask if on_scale.intersection(parts) else 0
            counted |= mask if set(values).intersection(parts) else 0
        among = chosen & self._counting
        return CasesBehind(_indices(counted & among), _indices(base & among))

    @cached_property
    def _standings(self) -> Standings:
        return standings(self._instrument, [case.values for case in self._cases])

    @cached_property
    def _counting(self) -> int:
        return sum(1 << place for place, case in enumerate(self._cases) if case.status in COUNTED)


def _indices(mask: int) -> tuple[int, ...]:
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)
