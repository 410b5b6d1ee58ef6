"""The findings on the desk: the lists as they stand, what they rest on, and every write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from omi_desktop.errors import OmiError, RequestError
from omi_desktop.instrument.model import Question
from omi_desktop.report import settling
from omi_desktop.report.figures import Figures, letters
from omi_desktop.report.live import Figure, Piece, Reference, refuse_unknown
from omi_desktop.report.parts.criteria import conclusion
from omi_desktop.report.proposals import Proposal, proposals
from omi_desktop.report.quoting import as_good_practice, quotation
from omi_desktop.report.settling import Settled
from omi_desktop.report.unfolding import in_words
from omi_desktop.report.wording import score
from omi_desktop.scoring.score import scorecard
from omi_desktop.store import (
    Conclusion,
    Finding,
    FindingKind,
    GoodPractice,
    Inspection,
    Mark,
    Rating,
    Saved,
    new_key,
    scored_cases,
)
from omi_ui.findings.from_cases import CaseAnswers, CaseMark, CaseNote, FromCases
from omi_ui.writing.telling import told

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


class Desk:
    """The findings of an open inspection at one moment; every write is on disk on return."""

    def __init__(self, inspection: Inspection, by: str) -> None:
        self._inspection = inspection
        self._by = by
        self._in_file: settling.Findings = ()
        self._read_cases()
        self._read_findings()
        self.read_decisions()

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

    def beside(self, criterion: str, by: int) -> str:
        """Return the criterion so many places on in the report; "" beyond its ends."""
        ids = [page.id for page in self.pages]
        to = ids.index(criterion) + by
        return ids[to] if 0 <= to < len(ids) else ""

    def listed(self, criterion: str, kind: FindingKind) -> settling.Findings:
        """Return one list of a criterion, in order."""
        return settling.listed(self._findings, criterion, kind)

    def proposed(self, criterion: str) -> tuple[Proposal, ...]:
        """Return what the answers propose for a criterion; nothing for one that is rated."""
        offered = self._proposed.get(criterion)
        if offered is None:
            asked = self.instrument.criterion.get(criterion)
            offered = proposals(asked, self._results, self._card.line) if asked else ()
            self._proposed[criterion] = offered
        return offered

    def state(self, criterion: str) -> tuple[Settled, int]:
        """Return how far a criterion is, and how many of its figures changed."""
        own = tuple(each for each in self._findings if each.criterion == criterion)
        known = self._states.get(criterion)
        if known is None or known[0] != own:
            offered = bool(self.proposed(criterion))
            found = settling.state(criterion, own, self._figures, has_proposals=offered)
            known = self._states[criterion] = (own, found)
        return known[1]

    def verdict(self, criterion: str) -> str:
        """Return the score of a criterion as it is printed, or its rating in words."""
        rated = {each.id: each.rating or "Not rated" for each in self._card.leadership}
        found = self._scores.get(criterion)
        return rated.get(criterion, "") if found is None else score(found.score)

    def conclusion(self, criterion: str) -> str:
        """Return the conclusion that the report prints; "" for a rated criterion."""
        found = self._scores.get(criterion)
        return "" if found is None else conclusion(found, self.own_conclusion(criterion))

    def by_the_line(self, criterion: str) -> str:
        """Return the conclusion that the line alone would draw; "" for a rated criterion."""
        found = self._scores.get(criterion)
        return "" if found is None else conclusion(found)

    def own_conclusion(self, criterion: str) -> Conclusion | None:
        """Return the lead inspector's own conclusion, or None where the line decides."""
        return next((own for own in self._conclusions if own.criterion == criterion), None)

    def result(self, question: str) -> QuestionResult | None:
        """Return the result of a question or fact, if it is counted."""
        return self._results.get(question)

    def shown(self, piece: Piece, criterion: str) -> str:
        """Return a piece as the report prints it under a criterion."""
        return self._figures.shown(piece, criterion)

    def told(self, piece: Figure | Reference) -> str:
        """Return in words what a figure or reference is of."""
        return told(piece, self.instrument)

    def words_of(self, figure: Figure) -> tuple[Piece, ...]:
        """Return a whole sentence as words with figures in them."""
        return in_words(figure, self._figures, self.instrument)

    def notes(self, question: str) -> tuple[CaseNote, ...]:
        """Return the notes on a question in cases that count, those below the line first."""
        return self._from_cases.notes(question)

    def behind(self, figure: Figure) -> CaseAnswers:
        """Return the cases behind a figure, those it counts first."""
        return self._from_cases.behind(figure)

    def answered(self, question: str) -> CaseAnswers:
        """Return the cases that answered a question, those below the line first."""
        return self._from_cases.answered(question)

    def marks(self, criterion: str) -> tuple[CaseMark, ...]:
        """Return the passages of the cases that were marked for a criterion."""
        return self._from_cases.marks(criterion, (each.mark for each in self._good_practice))

    def quotation(self, mark: Mark) -> str:
        """Return a marked passage as a quotation in which no case is named."""
        return quotation(mark, self._from_cases.references)

    def good_practice(self, mark: Mark) -> GoodPractice:
        """Return an example of good practice made from a marked passage; not kept yet."""
        refs, known = self._from_cases.references, self._good_practice
        return as_good_practice(mark, refs, known, self.instrument)

    def new_finding(self, criterion: str, kind: FindingKind) -> Finding:
        """Return a finding without words yet."""
        return Finding(criterion, kind, 0, "", new_key())

    def taken(self, criterion: str, offered: Sequence[Proposal]) -> settling.Findings:
        """Return the findings with proposals for a criterion added."""
        return settling.taken(
            self._findings, criterion, offered, self._figures, self.instrument, new_key
        )

    def conclude(self, criterion: str, own: Conclusion | None) -> Saved:
        """Keep the lead inspector's own conclusion on a criterion; None goes back to the line."""
        put = () if own is None else (own,)
        old = self.own_conclusion(criterion)
        drop = (old,) if old is not None and own is None else ()
        saved = self._inspection.change_records(put=put, drop=drop, by=self._by)
        self.read_decisions()
        return saved

    def add_good_practice(self, made: GoodPractice) -> Saved:
        """Keep an example of good practice."""
        saved = self._inspection.put_record(made, by=self._by)
        self.read_decisions()
        return saved

    def remove_good_practice(self, made: GoodPractice) -> Saved:
        """Remove an example that was made from a mark; raises RequestError where it was changed."""
        if made not in self._inspection.records(GoodPractice):
            raise RequestError(
                f"“{made.title}” was changed since. Remove it on the screen Report, if at all."
            )
        saved = self._inspection.drop_record(made, by=self._by)
        self.read_decisions()
        return saved

    def read_decisions(self) -> None:
        """Read anew what is decided beside the findings: conclusions, and good practice."""
        self._conclusions = self._inspection.records(Conclusion)
        self._good_practice = self._inspection.records(GoodPractice)

    def taken_as_one(self, criterion: str, offered: Sequence[Proposal]) -> settling.Findings:
        """Return the findings with several proposals for a criterion added as one."""
        return settling.taken_as_one(
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
        self._in_file = settling.arranged(settling.written(after))
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
        self._figures = Figures(inspection.instrument, self._cases, (), self._card)
        self._from_cases = FromCases(inspection, self._cases, self._figures)
        self._proposed: dict[str, tuple[Proposal, ...]] = {}
        self._states: dict[str, tuple[settling.Findings, tuple[Settled, int]]] = {}
        self._letters: dict[str, tuple[str, str]] = {}

    def _read_findings(self) -> None:
        self._in_file = self._inspection.records(Finding)
        for finding in self._in_file:
            refuse_unknown(finding.text, self.instrument)
        self._take(settling.arranged(self._in_file))

    def _take(self, findings: settling.Findings) -> None:
        kept = settling.written(findings)
        now = letters(kept)
        if now != self._letters:
            # What another finding is called may have changed under every reference.
            self._states.clear()
        self._findings, self._letters = findings, now
        # Not made anew: what was counted behind a gate would be counted again on every save.
        self._figures = self._figures.lettered(kept)


def first_words(finding: Finding, figures: Figures, most: int = 60) -> str:
    """Return the beginning of a finding as it is printed."""
    text = figures.text(finding.text, finding.criterion)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
