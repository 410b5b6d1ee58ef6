"""How far readers of the same cases agree: by question, criterion, assessor and kind of assessor.

Two readers agree on a judgement where both are on the same side of the line, which is all that a
score rests on. Of one question the exact answers are compared as well. A judgement is a question
that both readers answered on its scale; what only one of them was asked, or found not applicable,
is no judgement of the two. The readings are compared as they were given: what was agreed on later
changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from omi_desktop.instrument.applicability import standings
from omi_desktop.statistics.agreement import Agreement, Pair, agreement
from omi_desktop.statistics.clustered import clustered_agreement

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument, Question

ABOVE, BELOW = "above the line", "below the line"


@dataclass(frozen=True, slots=True)
class CaseReader:
    """Who read a case: their id, their name, and what they are in the team."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """A case that two people read to the end, each with their own answers by question."""

    case: str
    first: CaseReader
    second: CaseReader
    first_values: Mapping[str, str]
    second_values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How far readers agree on one question, or on several taken together.

    `cases` counts cases, `line.cases` judgements: on which side of the line. `exact` is of the
    answers themselves, for one question alone; `alike_exactly` counts them for any row.
    """

    id: str
    title: str
    cases: int
    line: Agreement
    alike_exactly: int
    exact: Agreement | None = None


@dataclass(frozen=True, slots=True)
class ReaderAgreement:
    """All of it: over everything, and by question, criterion, assessor and kind of assessor.

    An assessor's row holds every case that they read as first or as second reader. A kind's row
    holds the cases in which somebody of it took part; of two kinds, those that one of each read.
    """

    cases: int
    whole: AgreementRow
    questions: tuple[AgreementRow, ...]
    criteria: tuple[AgreementRow, ...]
    assessors: tuple[AgreementRow, ...]
    kinds: tuple[AgreementRow, ...]


@dataclass(frozen=True, slots=True)
class _Judgement:
    """Two answers to one question of one case, and who gave them."""

    case: str
    question: Question
    answers: Pair
    readers: tuple[CaseReader, CaseReader]

    @property
    def sides(self) -> Pair:
        """Return on which side of the line the two answers are."""
        one, other = (ABOVE if self.question.above_line(a) else BELOW for a in self.answers)
        return one, other


def reader_agreement(instrument: Instrument, read: Sequence[TwoReadings]) -> ReaderAgreement:
    """Return how far the readers of these cases agree; rows over no judgement are left out."""
    found = _judgements(instrument, read)

    def rows(named: Iterable[tuple[str, str, Callable[[_Judgement], bool]]]) -> list[AgreementRow]:
        made = (_row(id_, title, [j for j in found if fits(j)]) for id_, title, fits in named)
        return [row for row in made if row.line.cases]

    criteria = [
        (criterion.id, criterion.title, _of_criterion(criterion.id))
        for criterion in instrument.criteria
    ]
    people = {r.id: r for one in read for r in (one.first, one.second)}
    assessors = [(r.id, r.name, _read_by(r.id)) for r in people.values()]
    return ReaderAgreement(
        cases=len(read),
        whole=_row("", "All judgements", found),
        questions=tuple(_by_question(instrument, found)),
        criteria=tuple(rows(criteria)),
        assessors=tuple(rows(sorted(assessors, key=lambda row: row[1]))),
        kinds=tuple(rows(_kinds(people.values(), read))),
    )


def _kinds(
    people: Iterable[CaseReader], read: Sequence[TwoReadings]
) -> list[tuple[str, str, Callable[[_Judgement], bool]]]:
    each = sorted({reader.kind for reader in people})
    pairs = sorted({_two_kinds(one.first, one.second) for one in read})
    named = [(kind, _capital(kind), _by_kind(kind)) for kind in each]
    # One pair of kinds alone is everything there is, which stands above already.
    for pair in pairs if len(pairs) > 1 else ():
        one, other = pair
        title = f"{_capital(one)} and {'another' if one == other else other}"
        named.append((f"{one}+{other}", title, _by_kinds(pair)))
    return named


def _judgements(instrument: Instrument, read: Sequence[TwoReadings]) -> list[_Judgement]:
    first = standings(instrument, [one.first_values for one in read])
    second = standings(instrument, [one.second_values for one in read])
    found: list[_Judgement] = []
    for question in judged_questions(instrument):
        both = first.applicable(question.id) & second.applicable(question.id)
        for place, one in enumerate(read):
            answers = (one.first_values.get(question.id), one.second_values.get(question.id))
            if both >> place & 1 and None not in map(
                question.above_line, (a or "" for a in answers)
            ):
                pair = (answers[0] or "", answers[1] or "")
                found.append(_Judgement(one.case, question, pair, (one.first, one.second)))
    return found


def judged_questions(instrument: Instrument) -> tuple[Question, ...]:
    """Return the questions that take part in scores and have a line, in order of the report."""
    return tuple(
        question
        for criterion in instrument.criteria
        for question in criterion.questions
        if question.counts and question.scale is not None and question.scale.judges
    )


def _by_question(instrument: Instrument, found: Sequence[_Judgement]) -> Iterable[AgreementRow]:
    for name, own in groupby(found, key=lambda judgement: judgement.question.id):
        question = instrument.questions[name]
        judgements = list(own)
        offered = [choice.id for choice in question.scale.choices] if question.scale else []
        on_line = [c for c in offered if question.above_line(c) is not None]
        yield AgreementRow(
            name,
            question.short,
            len(judgements),
            agreement((j.sides for j in judgements), (ABOVE, BELOW)),
            _alike(judgements),
            agreement((j.answers for j in judgements), on_line),
        )


def _row(id_: str, title: str, judgements: Sequence[_Judgement]) -> AgreementRow:
    of_cases: dict[str, list[Pair]] = {}
    for judgement in judgements:
        of_cases.setdefault(judgement.case, []).append(judgement.sides)
    line = clustered_agreement(tuple(of_cases.values()), (ABOVE, BELOW))
    return AgreementRow(id_, title, len(of_cases), line, _alike(judgements))


def _alike(judgements: Iterable[_Judgement]) -> int:
    return sum(one == other for one, other in (j.answers for j in judgements))


def _of_criterion(criterion: str) -> Callable[[_Judgement], bool]:
    return lambda judgement: judgement.question.criterion == criterion


def _read_by(person: str) -> Callable[[_Judgement], bool]:
    return lambda judgement: person in (reader.id for reader in judgement.readers)


def _by_kind(kind: str) -> Callable[[_Judgement], bool]:
    return lambda judgement: kind in (reader.kind for reader in judgement.readers)


def _by_kinds(pair: tuple[str, str]) -> Callable[[_Judgement], bool]:
    return lambda judgement: _two_kinds(*judgement.readers) == pair


def _two_kinds(one: CaseReader, other: CaseReader) -> tuple[str, str]:
    first, second = sorted((one.kind, other.kind))
    return first, second


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
