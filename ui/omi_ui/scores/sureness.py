"""How sure the scores are: intervals, and in words what the sample can and cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.report.wording import capital, counted, in_words, listed
from omi_desktop.scoring.averaging import THREAD, section_name
from omi_desktop.scoring.scorecard import QuestionResult, Scorecard, rounded
from omi_desktop.statistics.intervals import SMALL_BASE, Interval, correction, wilson
from omi_desktop.statistics.wording import against_line, between, of_two

if TYPE_CHECKING:
    from fractions import Fraction

    from omi_desktop.report.behind import Behind
    from omi_desktop.report.choices import Tried
    from omi_desktop.statistics.bootstrap import Bootstrap
    from omi_desktop.statistics.distance import Distance
    from omi_desktop.statistics.judgements import Judgements
    from omi_desktop.statistics.robustness import Holding

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Basis:
    """What intervals are told by.

    `caseload` is how many cases were assessed and out of how many, where that is known. A share of
    fewer than `small` cases is told as a count.
    """

    caseload: tuple[int, int] | None = None
    small: int = SMALL_BASE


@dataclass(frozen=True, slots=True)
class Sureness:
    """What statistics say of one scorecard; made on the worker."""

    resampled: Bootstrap
    distances: Mapping[str, Distance]
    tried: Tried
    basis: Basis

    def interval(self, card: Scorecard, name: str) -> Interval | None:
        """Return the interval of a score, or None where it rests on too few cases for one."""
        return None if cases_of(card, name) < self.basis.small else self.resampled.interval(name)


def scores(card: Scorecard) -> dict[str, Fraction]:
    """Return every score that there is, by its name."""
    found = {criterion.id: criterion.score for criterion in card.criteria}
    found |= {section_name(section.id): section.score for section in card.sections}
    found[THREAD] = card.risk_of_harm.score
    return {name: score for name, score in found.items() if score is not None}


def of_score(
    card: Scorecard, name: str, sureness: Sureness | None, behind: Behind | None
) -> tuple[str, ...]:
    """Say what the sample can show of a score, and how far it lies from the line."""
    score = scores(card).get(name)
    if score is None:
        return ("No relevant case, so there is no score.",)
    if sureness is None:
        return ("How sure this is, is being worked out.",)
    cases = cases_of(card, name)
    if cases < sureness.basis.small:
        few = counted(cases, "case", "cases")
        return (f"It rests on {few}: too few to say how sure it is.",)
    told = [against_line(score, sureness.interval(card, name), card.line)]
    nearest = _nearest(card, name)
    if nearest is not None:
        other, theirs = nearest
        difference = sureness.resampled.difference(name, other)
        told.append(f"Beside {other}: {of_two(score, theirs, difference)}")
    distance = sureness.distances.get(name)
    if distance is not None:
        told.append(_of_distance(distance, behind))
    holding = sureness.tried.holdings.get(name)
    if holding is not None:
        told.append(_of_holding(holding))
    return tuple(told)


def of_question(
    result: QuestionResult, line: int, basis: Basis, distance: Distance | None
) -> tuple[str, ...]:
    """Say what the sample can show of a question; a small base is told as a count."""
    if result.share is None:
        return ("No relevant case.",)
    interval = question_interval(result, basis)
    if interval is None:
        few = f"{result.sufficient} of {counted(result.relevant, 'case', 'cases')}"
        return (f"{few}: too few for a percentage, and to say how sure it is.",)
    told = [
        f"{result.sufficient} of {result.relevant} relevant cases are sufficient.",
        against_line(result.share, interval, line),
    ]
    if distance is not None and distance.cases is not None:
        cases = counted_in_words(distance.cases, "case", "cases")
        if distance.below:
            told.append(f"{cases} more found sufficient would bring it to the line.")
        else:
            told.append(f"{cases} fewer found sufficient would put it below the line.")
    return tuple(told)


def question_interval(result: QuestionResult, basis: Basis) -> Interval | None:
    """Return Wilson's interval of a question, or None where its base is small."""
    if result.relevant < basis.small:
        return None
    shrink = correction(*basis.caseload) if basis.caseload else 1.0
    return wilson(result.sufficient, result.relevant, shrink=shrink)


def counted_in_words(count: int, one: str, many: str) -> str:
    """Return "Two cases" as a sentence begins."""
    return f"{capital(in_words(count))} {one if count == 1 else many}"


def in_short(interval: Interval | None) -> str:
    """Return an interval as it stands beside a bar, "63–71", or nothing."""
    if interval is None:
        return ""
    low, high = between(interval).removeprefix("between ").replace("%", "").split(" and ")
    return f"{low}–{high}"


def sureness_of(judged: Judgements, basis: Basis, tried: Tried, line: int) -> Sureness:
    """Return what statistics say; takes about a second, so it is for the worker."""
    from omi_desktop.statistics.bootstrap import bootstrap
    from omi_desktop.statistics.distance import criterion_distance, thread_distance

    found = {
        criterion.id: criterion_distance(judged, criterion.id, line)
        for criterion in judged.instrument.criteria
    }
    found[THREAD] = thread_distance(judged, line)
    distances = {name: distance for name, distance in found.items() if distance is not None}
    caseload = basis.caseload[1] if basis.caseload else None
    return Sureness(bootstrap(judged, caseload=caseload), distances, tried, basis)


def cases_of(card: Scorecard, name: str) -> int:
    """Return on how many cases a score rests at most, by its name."""
    if name == THREAD:
        return card.risk_of_harm.cases
    own = (c.cases for c in card.criteria if name in (c.id, section_name(c.section)))
    return max(own, default=0)


def _nearest(card: Scorecard, name: str) -> tuple[str, Fraction] | None:
    """Return the criterion whose printed score is nearest to another's without being the same."""
    known = {criterion.id: criterion.score for criterion in card.criteria if criterion.score}
    own = known.get(name)
    if own is None:
        return None
    others = [
        (abs(score - own), other, score)
        for other, score in known.items()
        if rounded(score) != rounded(own)
    ]
    return min(others)[1:] if others else None


def _of_distance(distance: Distance, behind: Behind | None) -> str:
    if distance.cases is None or distance.answers is None:
        return "Even all answers together would not take it across the line."
    answers = counted(distance.answers, "answer", "answers")
    cases = counted(distance.cases, "case", "cases")
    if distance.below:
        told = f"At the fewest, {answers} or {cases} found sufficient would bring it to the line"
    else:
        told = f"At the fewest, {answers} or {cases} found otherwise would put it below the line"
    near = [case.index for case in distance.nearest_cases[:_NEAREST]]
    return f"{told}; nearest: {listed(map(behind.reference, near))}." if behind else f"{told}."


def _of_holding(holding: Holding) -> str:
    side = "below" if holding.below else "at or above"
    if holding.holds == holding.of:
        return f"It stays {side} the line under all {holding.of} other choices that were tried."
    told = f"It stays {side} the line under {holding.holds} of {holding.of} other choices"
    return f"{told}; not so: {listed(holding.otherwise[:_NEAREST])}."
