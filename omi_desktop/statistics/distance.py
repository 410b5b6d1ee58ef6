"""How far a figure lies from the line, counted in answers and in cases; exact.

The printed figure decides on which side of the line it lies, and it is rounded half up: 69.5 % is
printed as 70 and lies at a line of 70. What must be crossed is therefore half a point below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from omi_desktop.instrument.model import Criterion, Kind
from omi_desktop.scoring.averaging import thread_questions
from omi_desktop.statistics.judgements import Judged, Judgements, indices


@dataclass(frozen=True, slots=True)
class NearCase:
    """A case that could move a figure towards the line, and by how much if all of it moved.

    `answers` are the questions whose answers would have to be other ones; `beside` of them stand
    next to the line already, as “insufficient” does and “poor” does not.
    """

    index: int
    worth: Fraction
    answers: tuple[str, ...]
    beside: int


@dataclass(frozen=True, slots=True)
class NearQuestion:
    """A question whose answers could move a figure towards the line.

    One answer is `worth` so much. `alone` is how many of its answers would cross the line without
    any other, or None where all of them together would not.
    """

    id: str
    worth: Fraction
    movable: int
    alone: int | None


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a figure lies from the line, and what is nearest to moving it across.

    Below the line, answers become sufficient; at or above it, they cease to be. `answers` and
    `cases` are the fewest that would cross it, None where all together would not. The nearest
    cases and questions come first: the cases that are worth most, and among equals those with most
    answers next to the line; the questions of which fewest answers would do.
    """

    score: Fraction
    below: bool
    answers: int | None
    cases: int | None
    nearest_cases: tuple[NearCase, ...]
    nearest_questions: tuple[NearQuestion, ...]


def question_distance(judged: Judgements, question: str, line: int) -> Distance | None:
    """Return how far the share of one question lies from the line, None without relevant case."""
    own = judged.questions[question]
    relevant = own.relevant.bit_count()
    if not relevant:
        return None
    return _distance({question: (own, Fraction(1, relevant))}, line)


def criterion_distance(judged: Judgements, criterion: str, line: int) -> Distance | None:
    """Return how far the score of a criterion lies from the line, None where it has no score."""
    return _distance(answer_worths(judged, judged.instrument.criterion[criterion]), line)


def thread_distance(judged: Judgements, line: int) -> Distance | None:
    """Return how far the Risk of Harm thread lies from the line, None where it has no score."""
    known = [
        (question.id, own)
        for question in thread_questions(judged.instrument)
        if (own := judged.questions.get(question.id)) is not None and own.relevant
    ]
    worths = {
        name: (own, Fraction(1, len(known) * own.relevant.bit_count())) for name, own in known
    }
    return _distance(worths, line)


def answer_worths(judged: Judgements, criterion: Criterion) -> dict[str, tuple[Judged, Fraction]]:
    """Return for each relevant question of a criterion what one answer is worth to its score."""
    of_kind = {
        kind: [
            (question.id, own)
            for question in criterion.questions
            if question.kind is kind
            and (own := judged.questions.get(question.id)) is not None
            and own.relevant
        ]
        for kind in (Kind.SCORED, Kind.SUMMARY)
    }
    instrument = judged.instrument
    weights = {Kind.SCORED: instrument.individual_weight, Kind.SUMMARY: instrument.summary_weight}
    whole = sum(weights[kind] for kind, questions in of_kind.items() if questions)
    return {
        name: (own, Fraction(weights[kind], whole * len(questions) * own.relevant.bit_count()))
        for kind, questions in of_kind.items()
        for name, own in questions
    }


def _distance(worths: Mapping[str, tuple[Judged, Fraction]], line: int) -> Distance | None:
    if not worths:
        return None
    score = sum((own.sufficient.bit_count() * worth for own, worth in worths.values()), Fraction())
    threshold = Fraction(2 * line - 1, 200)
    below = score < threshold
    movable = {
        name: own.relevant & ~own.sufficient if below else own.sufficient
        for name, (own, _) in worths.items()
    }
    gap = abs(threshold - score)
    answers = [worth for name, (_, worth) in worths.items() for _ in indices(movable[name])]
    cases = _near_cases(worths, movable)
    return Distance(
        score=score,
        below=below,
        answers=_fewest(answers, gap, reach=below),
        cases=_fewest([case.worth for case in cases], gap, reach=below),
        nearest_cases=cases,
        nearest_questions=_near_questions(worths, movable, gap, reach=below),
    )


def _fewest(worths: Iterable[Fraction], gap: Fraction, *, reach: bool) -> int | None:
    """Return how few of the worths cross a gap: the largest first, as each counts by itself.

    Coming from below it is enough to reach the line; coming from above it must be left behind.
    """
    moved = Fraction()
    for number, worth in enumerate(sorted(worths, reverse=True), start=1):
        moved += worth
        if moved > gap or (reach and moved == gap):
            return number
    return None


def _near_cases(
    worths: Mapping[str, tuple[Judged, Fraction]], movable: Mapping[str, int]
) -> tuple[NearCase, ...]:
    answers: dict[int, list[str]] = {}
    for name, cases in movable.items():
        for index in indices(cases):
            answers.setdefault(index, []).append(name)
    found = [
        NearCase(
            index,
            sum((worths[name][1] for name in own), Fraction()),
            tuple(own),
            sum(worths[name][0].nearest >> index & 1 for name in own),
        )
        for index, own in answers.items()
    ]
    return tuple(sorted(found, key=lambda case: (-case.worth, -case.beside, case.index)))


def _near_questions(
    worths: Mapping[str, tuple[Judged, Fraction]],
    movable: Mapping[str, int],
    gap: Fraction,
    *,
    reach: bool,
) -> tuple[NearQuestion, ...]:
    found: Sequence[NearQuestion] = [
        NearQuestion(name, worth, many, _fewest([worth] * many, gap, reach=reach))
        for name, (_, worth) in worths.items()
        if (many := movable[name].bit_count())
    ]
    return tuple(sorted(found, key=lambda near: (near.alone is None, near.alone or 0, -near.worth)))
