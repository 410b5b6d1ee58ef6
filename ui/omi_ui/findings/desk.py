"""The findings on the desk: the lists as they stand, what they rest on, and every write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from omi_desktop.errors import OmiError
from omi_desktop.instrument.model import Question
from omi_desktop.report import settling
from omi_desktop.report.figures import Figures
from omi_desktop.report.live import Figure, Piece, Reference, refuse_unknown
from omi_desktop.report.parts.criteria import conclusion
from omi_desktop.report.proposals import Proposal, proposals
from omi_desktop.report.settling import Settled
from omi_desktop.report.unfolding import in_words
from omi_desktop.report.wording import score
from omi_desktop.scoring.score import scorecard
from omi_desktop.store import (
    CaseStatus,
    Finding,
    FindingKind,
    Inspection,
    Rating,
    Saved,
    new_key,
    scored_cases,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.scoring.scorecard import CriterionScore, QuestionResult, Scorecard


@dataclass(frozen=True, slots=True)
class CriterionPage:
    """A criterion as the report has it: one of sections 1-3 with a score, or one that is rated."""

    id: str
    title: str
    descriptor: str
    section: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What was written beside an answer: in which case, what the answer was."""

    ref: str
    answer: str
    above_line: bool | None
    text: str


class Desk:
    """The findings of an open inspection at one moment; every write is on disk on return."""

    def __init__(self, inspection: Inspection, by: str) -> None:
        self._inspection = inspection
        self._by = by
        self._in_file: settling.Findings = ()
        self._read_cases()
        self._read_findings()

    @property
    def instrument(self) -> Instrument:
        """Return the question bank of the inspection."""
        return self._inspection.instrument

    @property
    def card(self) -> Scorecard:
        """Return the scores at this moment."""
        return self._card

    @property
    def findings(self) -> settling.Findings:
        """Return all findings as they stand, those without words included."""
        return self._findings

    @property
    def figures(self) -> Figures:
        """Return what every figure and reference shows now."""
        return self._figures

    @cached_property
    def pages(self) -> tuple[CriterionPage, ...]:
        """Return the criteria in the order of the report."""
        bank = self.instrument
        titles = {section.id: f"{section.id} {section.title}" for section in bank.sections}
        scored = [
            CriterionPage(c.id, c.title, c.descriptor, titles[c.section], c.questions)
            for c in bank.criteria
        ]
        rated = [
            CriterionPage(
                c.id, c.title, c.descriptor, titles.get(c.id[:1], "Leadership"), c.questions
            )
            for c in bank.leadership
        ]
        return (*scored, *rated)

    def page(self, criterion: str) -> CriterionPage:
        """Return a criterion by its id."""
        return next(page for page in self.pages if page.id == criterion)

    def listed(self, criterion: str, kind: FindingKind) -> settling.Findings:
        """Return one list of a criterion, in order."""
        return settling.listed(self._findings, criterion, kind)

    def proposed(self, criterion: str) -> tuple[Proposal, ...]:
        """Return what the answers propose for a criterion; nothing for one that is rated."""
        asked = self.instrument.criterion.get(criterion)
        if asked is None:
            return ()
        return proposals(asked, self._results, self._card.line)

    def state(self, criterion: str) -> tuple[Settled, int]:
        """Return how far a criterion is, and how many of its figures changed."""
        offered = bool(self.proposed(criterion))
        return settling.state(criterion, self._findings, self._figures, has_proposals=offered)

    def verdict(self, criterion: str) -> str:
        """Return the score of a criterion as it is printed, or its rating in words."""
        rated = {each.id: each.rating or "Not rated" for each in self._card.leadership}
        found = self._scores.get(criterion)
        return rated.get(criterion, "") if found is None else score(found.score)

    def conclusion(self, criterion: str) -> str:
        """Return the conclusion that the report prints by the line; "" for a rated criterion."""
        found = self._scores.get(criterion)
        return "" if found is None else conclusion(found)

    def result(self, question: str) -> QuestionResult | None:
        """Return the result of a question or fact, if it is counted."""
        return self._results.get(question)

    def shown(self, piece: Piece, criterion: str) -> str:
        """Return a piece as the report prints it under a criterion."""
        return self._figures.shown(piece, criterion)

    def told(self, piece: Figure | Reference) -> str:
        """Return in words what a figure or reference is of."""
        if isinstance(piece, Reference):
            return "The letter of another finding; it follows when findings move."
        names = [self._named(name) for name in piece.of]
        gate = self.instrument.gate[piece.where].title if piece.where else "All cases"
        return f"{', '.join(names)}\n{_side(piece, self.instrument)}{gate}"

    def words_of(self, figure: Figure) -> tuple[Piece, ...]:
        """Return a whole sentence as words with figures in them."""
        return in_words(figure, self._figures, self.instrument)

    def notes(self, question: str) -> tuple[CaseNote, ...]:
        """Return the notes on a question in cases that count, those below the line first."""
        return self._notes.get(question, ())

    def new_finding(self, criterion: str, kind: FindingKind) -> Finding:
        """Return a finding without words yet."""
        return Finding(criterion, kind, 0, "", new_key())

    def taken(self, criterion: str, offered: Sequence[Proposal]) -> settling.Findings:
        """Return the findings with proposals for a criterion added."""
        return settling.taken(
            self._findings, criterion, offered, self._figures, self.instrument, new_key
        )

    def write(self, after: settling.Findings) -> Saved:
        """Bring the file to this state of the findings, all of it or on an error none."""
        after = settling.relettered(self._findings, after, self.instrument)
        todo = settling.changes(self._in_file, after)
        try:
            saved = self._inspection.change_records(put=todo.put, drop=todo.drop, by=self._by)
        except OmiError:
            self._read_findings()
            raise
        if todo.put or todo.drop:
            self._in_file = self._inspection.records(Finding)
        self._take(after)
        return saved

    def _read_cases(self) -> None:
        inspection = self._inspection
        self._cases = scored_cases(inspection)
        self._card = scorecard(
            inspection.instrument,
            self._cases,
            area=inspection.details.area,
            ratings={rating.criterion: rating.rating for rating in inspection.records(Rating)},
        )
        self._scores: Mapping[str, CriterionScore] = {c.id: c for c in self._card.criteria}
        counted = (result for criterion in self._card.criteria for result in criterion.questions)
        self._results = {result.id: result for result in (*self._card.facts, *counted)}

    def _read_findings(self) -> None:
        self._in_file = self._inspection.records(Finding)
        for finding in self._in_file:
            refuse_unknown(finding.text, self.instrument)
        self._take(settling.arranged(self._in_file))

    def _take(self, findings: settling.Findings) -> None:
        self._findings = findings
        lettered = settling.written(findings)
        self._figures = Figures(self.instrument, self._cases, lettered, self._card)

    @cached_property
    def _notes(self) -> dict[str, tuple[CaseNote, ...]]:
        inspection = self._inspection
        refs = {
            case.id: case.ref
            for case in inspection.cases()
            if case.status is not CaseStatus.WITHDRAWN
        }
        found: dict[str, list[CaseNote]] = {}
        for answer in inspection.all_answers():
            question = self.instrument.questions.get(answer.question)
            if answer.note and question is not None and answer.case in refs:
                value = answer.value
                said = question.label(value) if value else "Not answered"
                above = question.above_line(value) if value else None
                note = CaseNote(refs[answer.case], said, above, answer.note)
                found.setdefault(answer.question, []).append(note)
        return {q: tuple(sorted(notes, key=_below_first)) for q, notes in found.items()}

    def _named(self, name: str) -> str:
        question = self.instrument.questions.get(name)
        return f"{name} {question.text}" if question else f"Score of {name.replace('-', ' ')}"


def first_words(finding: Finding, figures: Figures, most: int = 60) -> str:
    """Return the beginning of a finding as it is printed."""
    text = figures.text(finding.text, finding.criterion)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _side(figure: Figure, instrument: Instrument) -> str:
    if figure.form.value == "score":
        return ""
    if figure.value:
        return f"Answer “{instrument.questions[figure.of[0]].label(figure.value)}” · "
    return "Sufficient · " if figure.sufficient else "Insufficient · "


def _below_first(note: CaseNote) -> tuple[int, str]:
    return (0 if note.above_line is False else 1 if note.above_line else 2, note.ref)
