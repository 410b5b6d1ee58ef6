"""The report on the desk: what it says at one moment, and every write to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from omi_desktop.report import listing, settling
from omi_desktop.report.gather import read_kept
from omi_desktop.report.kept_list import KeptList
from omi_desktop.report.live_texts import live_text
from omi_desktop.report.outline import Place, outline
from omi_desktop.report.sample_pages import rewritten
from omi_desktop.report.unfolding import in_words
from omi_desktop.store import Contributor, GoodPractice, Passage, Recommendation
from omi_ui.writing.telling import told

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.report.figures import Figures
    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.listing import P, Rows
    from omi_desktop.report.live import Figure, Piece, Reference
    from omi_desktop.report.live_texts import LiveText
    from omi_desktop.store import Inspection, NextSteps, Saved, Timetable


class ReportDesk:
    """The report of an open inspection at one moment; every write is on disk on return."""

    def __init__(self, inspection: Inspection, by: str, data: ReportData) -> None:
        self.inspection = inspection
        self.by = by
        self.passages = KeptList(inspection, Passage, by)
        self.recommendations = KeptList(inspection, Recommendation, by)
        self.good_practice = KeptList(inspection, GoodPractice, by)
        self.contributors = KeptList(inspection, Contributor, by)
        self._data = data
        self._learn()

    @property
    def data(self) -> ReportData:
        """Return everything the report shows, as it stands."""
        return self._data

    @property
    def instrument(self) -> Instrument:
        """Return the question bank of the inspection."""
        return self._data.instrument

    @property
    def figures(self) -> Figures:
        """Return what every figure and reference shows now."""
        return self._data.figures

    @property
    def findings(self) -> settling.Findings:
        """Return the findings, as they are lettered."""
        return self._findings

    @property
    def is_signed_off(self) -> bool:
        """Tell whether the file is closed to changes."""
        return self._data.kept.sign_off is not None

    def outline(self) -> tuple[Place, ...]:
        """Return every part, and how far it is."""
        return outline(self._data)

    def shown(self, piece: Piece, criterion: str) -> str:
        """Return a piece as the report prints it under a criterion."""
        return self._data.figures.shown(piece, criterion)

    def told(self, piece: Figure | Reference) -> str:
        """Return in words what a figure or reference is of."""
        return told(piece, self.instrument)

    def words_of(self, figure: Figure) -> tuple[Piece, ...]:
        """Return a whole sentence as words with figures in them."""
        return in_words(figure, self._data.figures, self.instrument)

    def name_of(self, person: str) -> str:
        """Return the name of a person by id."""
        return self._data.assessor(person) or "the lead inspector"

    def criteria(self) -> tuple[tuple[str, str], ...]:
        """Return every criterion, by id and title, in the order of the report."""
        bank = self.instrument
        scored = ((each.id, each.title) for each in bank.criteria)
        return (*scored, *((each.id, each.title) for each in bank.leadership))

    def write(self, into: KeptList[P], rows: Rows[P]) -> Saved:
        """Bring a list in the file to this state, all of it or on an error none."""
        saved = into.write(rows)
        self._learn()
        return saved

    def put(self, record: NextSteps | Timetable) -> Saved:
        """Keep a record of which an inspection has one."""
        saved = self.inspection.put_record(record, by=self.by)
        self._learn()
        return saved

    def drop(self, record: NextSteps) -> Saved:
        """Remove a record of which an inspection has one."""
        saved = self.inspection.drop_record(record, by=self.by)
        self._learn()
        return saved

    def texts(self) -> tuple[Rows[Any], ...]:
        """Return the lists whose texts hold figures, as they stand."""
        return (self.passages.rows, self.recommendations.rows, self.good_practice.rows)

    def accept_all(self) -> Saved:
        """Accept every figure of what is written here, as it shows now."""
        return self._write_texts(tuple(self._accepted(rows) for rows in self.texts()))

    def take_back(self, before: tuple[Rows[Any], ...], made: tuple[Rows[Any], ...]) -> Saved:
        """Undo a step over all texts; what was written since stays."""
        steps = zip(self.texts(), before, made, strict=True)
        return self._write_texts(tuple(listing.taken_back(*step) for step in steps))

    def changed(self) -> int:
        """Return how many figures of what is written here are no longer as accepted."""
        figures = self._data.figures
        return sum(
            len(figures.stale_in(text.text, text.accepted, text.criterion))
            for own in (self.passages, self.recommendations, self.good_practice)
            for text in (live_text(row.record) for row in own.rows)
        )

    # Any of the three kinds below: each has a text and what was accepted of it.
    def _accepted(self, rows: Rows[Any]) -> Rows[Any]:
        texts = ((row, live_text(row.record)) for row in rows)
        return tuple(
            replace(row, record=replace(row.record, accepted=self._accepted_now(text)))
            for row, text in texts
        )

    def _accepted_now(self, text: LiveText) -> tuple[str, ...]:
        return self._data.figures.accepted(text.text, text.criterion)

    def _write_texts(self, lists: tuple[Rows[Any], ...]) -> Saved:
        own: tuple[KeptList[Any], ...] = (self.passages, self.recommendations, self.good_practice)
        for into, rows in zip(own, lists, strict=True):
            into.write(rows)
        self._learn()
        return self.inspection.saved()

    def _learn(self) -> None:
        kept = read_kept(self.inspection)
        fresh = rewritten(self._data, kept)
        self._data = replace(fresh, revision=self.inspection.saved().revision)
        self._findings = settling.arranged(kept.findings)
