"""The scorecard after one case has changed, counting again only what the change touches.

A scorecard holds every count it was made from, so the next one follows from it: the counts that
the case gave before are taken out, those that it gives now put in. Which questions that concerns is
known beforehand: those whose value changed, and those whose gates rest on one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from omi_desktop.instrument.applicability import Standings, standings
from omi_desktop.instrument.gates import gate_names, question_names
from omi_desktop.instrument.model import Instrument, Question
from omi_desktop.scoring.averaging import (
    criterion_score,
    question_result,
    section_scores,
    thread_questions,
    thread_score,
)
from omi_desktop.scoring.score import COMPLETE, COUNTED, ScoredCase, outside_criteria
from omi_desktop.scoring.scorecard import (
    CaseCounts,
    CriterionScore,
    QuestionResult,
    Scorecard,
    ThreadScore,
)

Results = Mapping[str, QuestionResult]


@dataclass(frozen=True, slots=True)
class Rescored:
    """A scorecard, and the questions and criteria that were counted again for it."""

    card: Scorecard
    questions: tuple[str, ...]
    criteria: tuple[str, ...]


class Rescoring:
    """Rescores the inspections of one question bank; knows what rests on what."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._resting = resting(instrument)
        self._marked = thread_questions(instrument)
        self._outside = outside_criteria(instrument)

    def after(self, card: Scorecard, old: ScoredCase, new: ScoredCase) -> Rescored:
        """Return the scorecard with the case `new` in the place of `old`.

        `card` was made over all cases, `old` among them, and the result is exactly what `scorecard`
        returns over all cases with `new` instead.
        """
        before, now = self._part(card.where, old), self._part(card.where, new)
        results = {
            known.id: question_result(
                self._instrument.questions[known.id], _moved(known, before, now)
            )
            for known in _results(card, self._changed(before, now))
        }
        if not results:
            return Rescored(replace(card, cases=_cases(card, before, now)), (), ())
        criteria = tuple(self._criteria(card, results, before, now))
        again = tuple(
            one.id for one, other in zip(criteria, card.criteria, strict=True) if one is not other
        )
        rescored = replace(
            card,
            cases=_cases(card, before, now),
            criteria=criteria,
            sections=section_scores(self._instrument, criteria) if again else card.sections,
            risk_of_harm=self._thread(card, criteria, results, before, now),
            facts=self._facts(card, results),
        )
        return Rescored(rescored, tuple(results), again)

    def _criteria(
        self, card: Scorecard, results: Results, before: _Part, now: _Part
    ) -> Iterator[CriterionScore]:
        for criterion, known in zip(self._instrument.criteria, card.criteria, strict=True):
            if any(question.id in results for question in criterion.questions):
                own = [results.get(result.id, result) for result in known.questions]
                counting = [question for question in criterion.questions if question.counts]
                cases = known.cases + now.touches(counting) - before.touches(counting)
                yield criterion_score(self._instrument, criterion, own, cases)
            else:
                yield known

    def _thread(
        self,
        card: Scorecard,
        criteria: Sequence[CriterionScore],
        results: Results,
        before: _Part,
        now: _Part,
    ) -> ThreadScore:
        if not any(question.id in results for question in self._marked):
            return card.risk_of_harm
        all_results = {result.id: result for one in criteria for result in one.questions}
        moved = now.touches(self._marked) - before.touches(self._marked)
        return thread_score(self._marked, all_results, card.risk_of_harm.cases + moved)

    def _facts(self, card: Scorecard, results: Results) -> tuple[QuestionResult, ...]:
        if not any(question.id in results for question in self._outside):
            return card.facts
        return tuple(results.get(result.id, result) for result in card.facts)

    def _part(self, where: str, case: ScoredCase) -> _Part:
        found = standings(self._instrument, (case.values,))
        return _Part(case, found, bool(found.gate(where)) if where else True)

    def _changed(self, before: _Part, now: _Part) -> set[str]:
        """Return the questions whose counts may differ; what is no question counts nowhere."""
        if not before.counted and not now.counted:
            return set()
        names = {*before.case.values, *now.case.values} & self._instrument.questions.keys()
        if before.counted and now.counted:
            old, new = before.case.values, now.case.values
            changed = {name for name in names if old.get(name) != new.get(name)}
            names = changed.union(*(self._resting[name] for name in changed))
        return {name for name in names if before.value(name) != now.value(name)}


@dataclass(frozen=True, slots=True)
class _Part:
    """What one case gives to the counts."""

    case: ScoredCase
    standings: Standings
    chosen: bool

    @property
    def counted(self) -> bool:
        return self.chosen and self.case.status in COUNTED

    @property
    def complete(self) -> bool:
        return self.chosen and self.case.status == COMPLETE

    def value(self, question: str) -> str | None:
        """Return the value that counts for a question, or None."""
        given = self.case.values.get(question)
        if given is None or not self.counted:
            return None
        return given if self.standings.applicable(question) else None

    def touches(self, questions: Iterable[Question]) -> bool:
        """Tell whether the case gives a relevant answer to any of the questions."""
        return any(
            question.scale is not None
            and (value := self.value(question.id)) is not None
            and question.scale.choice(value) is not None
            for question in questions
        )


def resting(instrument: Instrument) -> dict[str, frozenset[str]]:
    """Return for each question those whose applicability rests on its answer.

    It may rest on it through gates, and through questions that themselves may not apply.
    """
    grounds: dict[str, frozenset[str]] = {}

    def grounds_of(name: str) -> frozenset[str]:
        if name not in grounds:
            direct = set(_tested(instrument, name))
            grounds[name] = frozenset(direct.union(*(grounds_of(other) for other in direct)))
        return grounds[name]

    found: dict[str, set[str]] = {name: set() for name in instrument.questions}
    for name in instrument.questions:
        for ground in grounds_of(name):
            found[ground].add(name)
    return {name: frozenset(names) for name, names in found.items()}


def _tested(instrument: Instrument, question: str) -> Iterator[str]:
    waiting = [instrument.questions[question].applies_to]
    while waiting:
        condition = waiting.pop()
        yield from question_names(condition)
        waiting.extend(instrument.gate[name].when for name in gate_names(condition))


def _cases(card: Scorecard, before: _Part, now: _Part) -> CaseCounts:
    return CaseCounts(
        sampled=card.cases.sampled + now.chosen - before.chosen,
        assessed=card.cases.assessed + now.counted - before.counted,
        complete=card.cases.complete + now.complete - before.complete,
    )


def _results(card: Scorecard, questions: set[str]) -> Iterator[QuestionResult]:
    for results in (card.facts, *(criterion.questions for criterion in card.criteria)):
        for result in results:
            if result.id in questions:
                yield result


def _moved(known: QuestionResult, before: _Part, now: _Part) -> Mapping[str, int]:
    counts = dict(known.counts)
    old, new = before.value(known.id), now.value(known.id)
    if old is not None:
        counts[old] -= 1
    if new is not None:
        counts[new] = counts.get(new, 0) + 1
    return counts
