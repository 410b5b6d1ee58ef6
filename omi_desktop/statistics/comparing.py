"""Any question, criterion or outcome, compared between groups of cases.

A share is compared by Newcombe's interval and Fisher's test. A score, being an average of shares
that rest on the same cases, by a bootstrap within each group and by a permutation test, which is
Fisher's idea for any figure: how often would groups of these sizes, made by lot from the same
cases, lie as far apart as these do (B. Phipson and G. K. Smyth, Statistical Applications in
Genetics and Molecular Biology 9, 2010, article 39, for the count that includes the groups found).
Where several comparisons are made at once, their p values are adjusted for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import standings
from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.averaging import THREAD, mean, section_name, thread_questions
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.statistics.bootstrap import RESAMPLES, SEED, Resampled
from omi_desktop.statistics.groups import Group, answered
from omi_desktop.statistics.intervals import Interval
from omi_desktop.statistics.judgements import Judged, Judgements, judgements
from omi_desktop.statistics.resampling import (
    Packed,
    drawn_again,
    generator,
    packed,
    recipe,
)
from omi_desktop.statistics.two_shares import benjamini_hochberg, fisher, holm, newcombe


class Method(StrEnum):
    """How a p value was found."""

    FISHER = "Fisher’s exact test"
    PERMUTATION = "permutation test"


@dataclass(frozen=True, slots=True)
class Part:
    """A figure in one group: its share or score, and the cases it rests on, as masks.

    `relevant` are the cases that gave a relevant answer; `counted` those of them that are
    sufficient, or gave the answer asked for, and None for a score, which is no share of cases.
    """

    counted: int | None
    relevant: int
    share: Fraction | None

    @property
    def count(self) -> int | None:
        """Return how many cases are counted, None for a score."""
        return None if self.counted is None else self.counted.bit_count()

    @property
    def base(self) -> int:
        """Return how many cases the figure rests on."""
        return self.relevant.bit_count()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure in a group and in the others; `difference` is the first less the second.

    `of` names the figure as it was asked for, `answer` the answer that is counted where that is
    not the sufficient ones. `interval` is of the difference. `p_value` is None where one of the
    two has no such figure.
    """

    what: str
    of: str
    answer: str
    group: Group
    part: Part
    others: Part
    interval: Interval | None
    method: Method
    p_value: float | None
    holm: float | None = None
    benjamini_hochberg: float | None = None

    @property
    def difference(self) -> Fraction | None:
        """Return how far apart the two are."""
        if self.part.share is None or self.others.share is None:
            return None
        return self.part.share - self.others.share


def compared(
    instrument: Instrument,
    cases: Sequence[ScoredCase],
    what: str,
    groups: Sequence[Group],
    *,
    resamples: int = RESAMPLES,
    seed: str = SEED,
) -> tuple[Comparison, ...]:
    """Return one figure compared between every group and the others, adjusted for all together.

    `what` is a question, a criterion, “section-1”, “risk-of-harm”, or several questions joined by
    “+”, whose shares are averaged. A question without a line is compared answer by answer.
    Raises RequestError where the question bank has no such thing.
    """
    judged = judgements(instrument, cases, only=what if what in instrument.questions else "")
    if what in judged.questions:
        title = instrument.questions[what].short
        named = _Named(title, what)
        return adjusted([_of_shares(named, judged.questions[what], group) for group in groups])
    if what in instrument.questions:
        return adjusted(_of_answers(instrument, cases, judged.counted, what, groups))
    figure = _figure(judged, what)
    return adjusted([_of_scores(judged, figure, group, resamples, seed) for group in groups])


def questions_of(instrument: Instrument, what: str) -> tuple[str, ...]:
    """Return the questions that a figure rests on, by the name that `compared` takes."""
    if what in instrument.questions:
        return (what,)
    asked = instrument.questions
    scored = tuple(name for name in _questions(instrument, what) if asked[name].counts)
    return scored or tuple(part.strip() for part in what.split("+"))


def adjusted(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return comparisons with their p values adjusted for there being so many of them."""
    tested = [c.p_value for c in comparisons if c.p_value is not None]
    step_down, discovery = iter(holm(tested)), iter(benjamini_hochberg(tested))
    return tuple(
        comparison
        if comparison.p_value is None
        else replace(comparison, holm=next(step_down), benjamini_hochberg=next(discovery))
        for comparison in comparisons
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """The title of a figure, the name it was asked for by, and the answer it counts."""

    title: str
    of: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A score: its name and title, its questions, and how shares of these average to it."""

    name: str
    title: str
    questions: tuple[str, ...]
    exactly: Callable[[Judgements], Fraction | None]
    quickly: Callable[[Sequence[float | None]], float | None]


def _figure(judged: Judgements, what: str) -> _Figure:
    """Return the score that goes by this name; only what it rests on is resampled."""
    bank = judged.instrument
    resting_on = tuple(name for name in _questions(bank, what) if name in judged.questions)
    if not resting_on:
        return _average_of(judged, what)
    average = recipe(bank, resting_on)
    place = average.names.index(what)

    def exactly(among: Judgements) -> Fraction | None:
        return among.scores()[what]

    def quickly(shares: Sequence[float | None]) -> float | None:
        return average.score(place, shares)

    return _Figure(what, _title(bank, what), resting_on, exactly, quickly)


def _questions(instrument: Instrument, what: str) -> tuple[str, ...]:
    """Return the questions of a criterion, a section or the thread, none for any other name."""
    if what == THREAD:
        return tuple(question.id for question in thread_questions(instrument))
    return tuple(
        question.id
        for criterion in instrument.criteria
        if what in (criterion.id, section_name(criterion.section))
        for question in criterion.questions
    )


def _title(instrument: Instrument, what: str) -> str:
    if what == THREAD:
        return "Risk of Harm"
    if what in instrument.criterion:
        return instrument.criterion[what].title
    return next(s.title for s in instrument.sections if section_name(s.id) == what)


def _average_of(judged: Judgements, what: str) -> _Figure:
    questions = tuple(part.strip() for part in what.split("+"))
    unknown = [name for name in questions if name not in judged.questions]
    if unknown:
        raise RequestError(
            f"“{unknown[0]}” is no question or criterion that has a score. Name a question "
            "(2.4.8), several to average (3.1.8+3.1.9), a criterion (2.4), a section (section-2) "
            "or the thread (risk-of-harm)."
        )

    def exactly(among: Judgements) -> Fraction | None:
        return mean([among.questions[name].share() for name in questions])

    def quickly(shares: Sequence[float | None]) -> float | None:
        known = [share for share in shares if share is not None]
        return sum(known) / len(known) if known else None

    return _Figure(what, f"Mean of {', '.join(questions)}", questions, exactly, quickly)


def _of_shares(named: _Named, judged: Judged, group: Group) -> Comparison:
    one, other = _part(judged, group.cases), _part(judged, group.others)
    return _two_shares(named, group, one, other)


def _part(judged: Judged, cases: int) -> Part:
    return Part(judged.sufficient & cases, judged.relevant & cases, judged.share(cases))


def _two_shares(named: _Named, group: Group, one: Part, other: Part) -> Comparison:
    table = (one.count or 0, one.base, other.count or 0, other.base)
    known = one.base > 0 and other.base > 0
    return Comparison(
        what=named.title,
        of=named.of,
        answer=named.answer,
        group=group,
        part=one,
        others=other,
        interval=newcombe(*table),
        method=Method.FISHER,
        p_value=fisher(*table) if known else None,
    )


def _of_answers(
    instrument: Instrument,
    cases: Sequence[ScoredCase],
    counted: int,
    what: str,
    groups: Sequence[Group],
) -> list[Comparison]:
    question = instrument.questions[what]
    found = standings(instrument, [case.values for case in cases])
    of_choice, base = answered(found, question, counted)
    return [
        _of_shares(
            _Named(f"{question.short}: {question.label(choice)}", what, choice),
            Judged(given, base),
            group,
        )
        for choice, given in of_choice.items()
        if given
        for group in groups
    ]


def _of_scores(
    judged: Judgements, figure: _Figure, group: Group, resamples: int, seed: str
) -> Comparison:
    one, other = judged.among(group.cases), judged.among(group.others)
    parts = _score_part(one, figure), _score_part(other, figure)
    packs = packed(one, figure.questions), packed(other, figure.questions)
    known = all(part.share is not None for part in parts)
    return Comparison(
        what=figure.title,
        of=figure.name,
        answer="",
        group=group,
        part=parts[0],
        others=parts[1],
        interval=_apart(figure, packs, resamples, seed) if known else None,
        method=Method.PERMUTATION,
        p_value=_by_lot(figure, packs, resamples, seed) if known else None,
    )


def _score_part(among: Judgements, figure: _Figure) -> Part:
    touched = 0
    for name in figure.questions:
        touched |= among.questions[name].relevant
    return Part(None, touched, figure.exactly(among))


def _apart(
    figure: _Figure, packs: tuple[Packed, Packed], resamples: int, seed: str
) -> Interval | None:
    """Return the interval of the difference of two scores, each group resampled by itself."""
    one, other = packs
    chance = generator(seed)

    def difference(first: int, second: int) -> float | None:
        here, there = figure.quickly(one.shares(first)), figure.quickly(other.shares(second))
        return None if here is None or there is None else here - there

    whole, rest = sum(one.counts), sum(other.counts)
    found = difference(whole, rest)
    if found is None:
        return None
    again = tuple(
        difference(drawn_again(one.counts, chance), drawn_again(other.counts, chance))
        for _ in range(resamples)
    )
    without = (
        *(difference(whole - own, rest) for own in one.counts),
        *(difference(whole, rest - own) for own in other.counts),
    )
    limits = Resampled(len(one.cases) + len(other.cases), found, again, without).limits()
    return None if limits is None else limits.within(-1, 1)


def _by_lot(figure: _Figure, packs: tuple[Packed, Packed], resamples: int, seed: str) -> float:
    """Return how often groups made by lot lie as far apart as these, the found ones included."""
    one, other = packs
    chance = generator(f"{seed} by lot")
    cases = [*one.counts, *other.counts]
    everything = sum(cases)
    many = len(one.counts)

    def apart(group: int) -> float:
        here = figure.quickly(one.shares(group))
        there = figure.quickly(one.shares(everything - group))
        # Groups in which nobody is relevant are no groups one could have compared.
        return 0.0 if here is None or there is None else abs(here - there)

    found = apart(sum(one.counts))
    # Floating point: what is as far apart may come out a last binary digit nearer.
    as_far = found - 1e-12
    extreme = sum(apart(_by_chance(cases, many, chance)) >= as_far for _ in range(resamples))
    return (extreme + 1) / (resamples + 1)


def _by_chance(cases: list[int], many: int, chance: Callable[[], float]) -> int:
    """Shuffle so many cases to the front and return their sum."""
    for place in range(many):
        other = place + int(chance() * (len(cases) - place))
        cases[place], cases[other] = cases[other], cases[place]
    return sum(cases[:many])
