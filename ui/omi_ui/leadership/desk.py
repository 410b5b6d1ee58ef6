"""Section 4 on the desk: ratings and evidence as they stand, and what cases and staff say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from omi_desktop.clock import now
from omi_desktop.instrument.applicability import standings
from omi_desktop.report import wording
from omi_desktop.report.figures import Figures
from omi_desktop.report.gather import ReportData, read_kept
from omi_desktop.report.kept_list import KeptList
from omi_desktop.report.model import Items, Table
from omi_desktop.report.parts.criteria import facts
from omi_desktop.report.parts.perspective import reported_in
from omi_desktop.scoring.score import scorecard
from omi_desktop.store import Evidence, FindingKind, Inspection, Rating, scored_cases
from omi_ui.widgets.two_lines import Done, Entry
from omi_ui.writing.telling import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from omi_desktop.instrument.model import LeadershipCriterion
    from omi_desktop.report.live import Figure, Piece, Reference
    from omi_desktop.store import Finding


class Desk:
    """Section 4 of an open inspection at one moment."""

    def __init__(self, inspection: Inspection, by: str) -> None:
        self._inspection = inspection
        self.evidence = KeptList(inspection, Evidence, by)
        self._data = _without_answers(inspection)
        self.read_ratings()

    @property
    def criteria(self) -> tuple[LeadershipCriterion, ...]:
        """Return the criteria that are rated, in order."""
        return self._data.instrument.leadership

    @property
    def figures(self) -> Figures:
        """Return what every figure and reference shows now."""
        return self._data.figures

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings, for a reason to refer to."""
        return self._data.kept.findings

    def criterion(self, criterion: str) -> LeadershipCriterion:
        """Return a criterion by its id."""
        return next(each for each in self.criteria if each.id == criterion)

    def rating(self, criterion: str) -> Rating:
        """Return the rating of a criterion and its reason; both are empty before it is rated."""
        return self._ratings.get(criterion, Rating(criterion, ""))

    def has_rating(self, criterion: str) -> bool:
        """Tell whether the file holds anything of a criterion's rating."""
        return criterion in self._ratings

    def read_ratings(self) -> None:
        """Read the ratings anew, after one was written."""
        self._ratings = {each.criterion: each for each in self._inspection.records(Rating)}

    def label(self, criterion: str) -> str:
        """Return the rating of a criterion in the bank's words, or "" before it is rated."""
        labels = {choice.id: choice.label for choice in self._data.instrument.ratings}
        return labels.get(self.rating(criterion).rating, "")

    def statements(self, criterion: str) -> tuple[str, ...]:
        """Return what the cases were like, as the report says it under a criterion."""
        blocks = facts(self.criterion(criterion).questions, self._data)
        return tuple(text for block in blocks if isinstance(block, Items) for text in block.items)

    def tables(self, criterion: str) -> tuple[Table, ...]:
        """Return the survey results that the report prints under a criterion."""
        return tuple(
            block for block in reported_in(criterion, self._data) if isinstance(block, Table)
        )

    def findings_said(self, criterion: str) -> str:
        """Return how many strengths and areas for improvement were written for a criterion."""
        own = [each.kind for each in self.findings if each.criterion == criterion]
        strengths = own.count(FindingKind.STRENGTH)
        improvements = own.count(FindingKind.IMPROVEMENT)
        if not own:
            return "None is written yet."
        words = wording.counted(strengths, "strength", "strengths")
        areas = wording.counted(improvements, "area for improvement", "areas for improvement")
        return f"{words}, {areas}."

    def has_anything(self) -> bool:
        """Tell whether a rating or any evidence was entered."""
        return bool(self._ratings or self.evidence.rows)

    def entries(self) -> tuple[Entry, ...]:
        """Return every criterion for the outline, with its rating and how much evidence it has."""
        return tuple(self._entry(criterion) for criterion in self.criteria)

    def shown(self, criterion: str) -> Callable[[Piece], str]:
        """Return what shows a piece of a text as the report prints it under a criterion."""
        return partial(self.figures.shown, criterion=criterion)

    def told(self, piece: Figure | Reference) -> str:
        """Return in words what a figure or reference is of."""
        return told(piece, self._data.instrument)

    def _entry(self, criterion: LeadershipCriterion) -> Entry:
        rating = self.rating(criterion.id)
        pieces = sum(row.record.criterion == criterion.id for row in self.evidence.rows)
        words = self.label(criterion.id) or "Not rated"
        if pieces:
            words += f" · {wording.counted(pieces, 'piece of evidence', 'pieces of evidence')}"
        done = Done.BEGUN if rating.rating or rating.reason or pieces else Done.NOTHING
        if rating.rating and rating.reason:
            done = Done.FULL
        return Entry(f"{criterion.id} {criterion.title}", criterion.id, words, done)


def _without_answers(inspection: Inspection) -> ReportData:
    """Return what the report knows, but for cases and answers: reading them takes too long here.

    The parts that are asked for on this screen read scores, counts and records only.
    """
    instrument = inspection.instrument
    kept = read_kept(inspection)
    scored = scored_cases(inspection)
    ratings = {rating.criterion: rating.rating for rating in kept.ratings}
    card = scorecard(instrument, scored, area=inspection.details.area, ratings=ratings)
    return ReportData(
        details=inspection.details,
        instrument=instrument,
        people=(),
        cases=(),
        answers=(),
        values=(),
        standings=standings(instrument, ()),
        scorecard=card,
        kept=kept,
        figures=Figures(instrument, scored, kept.findings, card),
        at=now(),
        revision=inspection.saved().revision,
    )
