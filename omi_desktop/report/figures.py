"""What the figures of a text are now: the one place where a live figure is counted and worded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from omi_desktop.instrument.conditions import is_condition
from omi_desktop.instrument.model import Instrument, ValueType, several
from omi_desktop.report import wording
from omi_desktop.report.counting import CasesBehind, Counts
from omi_desktop.report.live import Figure, Form, Piece, Reference, parse
from omi_desktop.scoring.averaging import THREAD, section_name
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.scoring.scorecard import QuestionResult, Scorecard, percent
from omi_desktop.store.records import Finding, FindingKind

NOT_ASKED = "[not asked in this inspection]"
"""Stands for a figure of what is not asked, where the Risk of Harm thread is asked alone; a report
with it cannot be signed off."""

MISSING = "[no such finding]"
"""Stands where a reference leads nowhere; a report with it cannot be signed off."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How many cases a figure counts, and of how many."""

    count: int
    base: int

    @property
    def share(self) -> Fraction | None:
        """Return count / base, or None where there is no case."""
        return Fraction(self.count, self.base) if self.base else None


@dataclass(frozen=True, slots=True)
class StaleFigure:
    """A figure or reference of a text that is no longer what was accepted."""

    place: int
    piece: Figure | Reference
    old: str
    new: str


class Figures:
    """The figures of an inspection at one moment, for all cases and behind every gate."""

    def __init__(
        self,
        instrument: Instrument,
        cases: Sequence[ScoredCase],
        findings: Sequence[Finding] = (),
        card: Scorecard | None = None,
    ) -> None:
        self._instrument = instrument
        self._cases = cases
        self._letters = letters(findings)
        self._counts = Counts(instrument, cases, card)

    def lettered(self, findings: Sequence[Finding]) -> Figures:
        """Return the same figures with other findings to refer to; nothing is counted again."""
        other = Figures(self._instrument, self._cases, findings)
        # Shared on purpose: what either of them counts behind a gate, both know.
        other._counts = self._counts
        return other

    def knows(self, figure: Figure) -> bool:
        """Tell whether all that a figure is of is asked in this inspection."""
        bank = self._instrument
        if figure.form is Form.SCORE:
            sections = {section_name(section.id) for section in bank.sections}
            known = {*bank.criterion, *sections, THREAD}.issuperset(figure.of)
        else:
            known = all(name in bank.questions for name in figure.of)
        return known and (not figure.where or is_condition(bank, figure.where))

    def reading(self, figure: Figure) -> Reading:
        """Return the count and base of a figure of one question."""
        result = self._counts.result(figure.of[0], figure.where)
        if figure.value:
            return self._answered(result, figure.value)
        count = result.sufficient if figure.sufficient else result.relevant - result.sufficient
        return Reading(count, result.relevant)

    def cases_behind(self, figure: Figure) -> CasesBehind:
        """Return which cases a figure of one question counts, and of which, by their index.

        They are as many as `reading` says.
        """
        if not self.knows(figure):
            return CasesBehind((), ())
        (name,) = figure.of
        scale = self._instrument.questions[name].scale
        if figure.value:
            return self._counts.behind(name, (figure.value,), figure.where)
        if scale is None or not scale.judges:
            return CasesBehind((), ())
        side = [c.id for c in scale.choices if (c.id in scale.above) is figure.sufficient]
        return self._counts.behind(name, side, figure.where)

    def shown(self, piece: Piece, criterion: str = "") -> str:
        """Return a piece as it is printed, in a text that stands under `criterion`."""
        if isinstance(piece, str):
            return piece
        if isinstance(piece, Reference):
            return self._reference(piece, criterion)
        worded = self._counts.worded
        if piece not in worded:
            worded[piece] = self._printed(piece)
        return worded[piece]

    def text(self, stored: str, criterion: str = "") -> str:
        """Return a stored text as it is printed."""
        return "".join(self.shown(piece, criterion) for piece in parse(stored))

    def accepted(self, stored: str, criterion: str = "") -> tuple[str, ...]:
        """Return what the figures and references of a text show now, in order, to be kept."""
        return tuple(self.shown(p, criterion) for p in parse(stored) if not isinstance(p, str))

    def stale(self, finding: Finding) -> tuple[StaleFigure, ...]:
        """Return what a finding shows otherwise than when it was last accepted."""
        return self.stale_in(finding.text, finding.accepted, finding.criterion)

    def stale_in(
        self, text: str, accepted: Sequence[str], criterion: str = ""
    ) -> tuple[StaleFigure, ...]:
        """Return what a stored text shows otherwise than when it was last accepted."""
        now = self.accepted(text, criterion)
        if now == tuple(accepted):
            return ()
        live = [piece for piece in parse(text) if not isinstance(piece, str)]
        then = (*accepted, *("" for _ in range(len(now) - len(accepted))))
        return tuple(
            StaleFigure(place, piece, old, new)
            for place, (piece, old, new) in enumerate(zip(live, then, now, strict=False))
            if old != new
        )

    def _answered(self, result: QuestionResult, value: str) -> Reading:
        question = self._instrument.questions[result.id]
        choices = {choice.id for choice in question.scale.choices} if question.scale else set()
        count = base = 0
        for given, cases in result.counts:
            parts = several(given) if question.value_type is ValueType.SEVERAL else (given,)
            base += cases if choices.intersection(parts) else 0
            count += cases if value in parts else 0
        return Reading(count, base)

    def _printed(self, figure: Figure) -> str:
        if not self.knows(figure):
            return NOT_ASKED
        if figure.form is Form.SCORE:
            return wording.score(self._score(figure))
        if len(figure.of) > 1:
            return self._mean(figure)
        return self._worded(figure)

    def _worded(self, figure: Figure) -> str:
        found = self.reading(figure)
        match figure.form:
            case Form.COUNT:
                return f"{found.count:,}"
            case Form.BASE:
                return f"{found.base:,}"
            case Form.OF:
                return wording.of(found.count, found.base)
            case Form.WORDS:
                return wording.part_of(found.count, found.base)
            case Form.SHARE:
                return wording.share_in_words(found.count, found.base)
            case Form.SENTENCE:
                return self._sentence(figure, found)
            case _:
                return wording.NOT_SCORED if found.share is None else f"{percent(found.share)}%"

    def _sentence(self, figure: Figure, found: Reading) -> str:
        question = self._instrument.questions[figure.of[0]]
        if not found.base:
            return f"No case is relevant to the question “{question.text}”"
        sentence = question.strength if figure.sufficient else question.improvement
        return wording.filled(sentence, found.count, found.base)

    def _mean(self, figure: Figure) -> str:
        """Return the mean of the shares of several questions; those without a case are left out."""
        shares = [
            self.reading(Figure(figure.form, (name,), figure.sufficient, where=figure.where)).share
            for name in figure.of
        ]
        known = [share for share in shares if share is not None]
        if not known:
            return wording.NOT_SCORED
        return f"{percent(sum(known, Fraction()) / len(known))}%"

    def _score(self, figure: Figure) -> Fraction | None:
        card, name = self._counts.card(figure.where), figure.of[0]
        scores: Mapping[str, Fraction | None] = {
            THREAD: card.risk_of_harm.score,
            **{criterion.id: criterion.score for criterion in card.criteria},
            **{section_name(section.id): section.score for section in card.sections},
        }
        return scores.get(name)

    def _reference(self, reference: Reference, criterion: str) -> str:
        found = self._letters.get(reference.finding)
        if found is None:
            return MISSING
        home, words = found
        return words if home == criterion else f"{home} {words}"


def letters(findings: Sequence[Finding]) -> dict[str, tuple[str, str]]:
    """Return for each finding by id its criterion and "strength (d)", as they are lettered now."""
    found: dict[str, tuple[str, str]] = {}
    placed: dict[tuple[str, FindingKind], int] = {}
    for finding in sorted(findings, key=lambda f: (f.criterion, f.kind, f.position)):
        home = (finding.criterion, finding.kind)
        place = placed.get(home, 0)
        placed[home] = place + 1
        found[finding.key] = (finding.criterion, f"{finding.kind} ({wording.letter(place)})")
    return found
