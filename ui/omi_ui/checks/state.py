"""Drawn cases and comments, as the file holds them and as the screen says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.report.wording import counted
from omi_desktop.store import CaseStatus, Role
from omi_desktop.store.checking import Thread, Waits, threads
from omi_desktop.store.checking_records import CheckDraw, Checked
from omi_ui.thread_words import to_answer_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import Inspection


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """A case that was drawn to be checked; `checked` says so once it is."""

    id: str
    ref: str
    reader: str
    draw: int
    comments: int
    still_open: int
    checked: Checked | None


@dataclass(frozen=True, slots=True)
class ChecksState:
    """Everything that the screen shows, read at one moment."""

    drawn: tuple[DrawnCase, ...]
    threads: tuple[Thread, ...]
    draws: tuple[CheckDraw, ...]
    complete: int
    never_drawn: int
    names: Mapping[str, str]
    refs: Mapping[str, str]
    readers: Mapping[str, str]
    bank: Instrument
    is_lead: bool

    @property
    def unchecked(self) -> int:
        """Return how many drawn cases are not checked yet."""
        return sum(one.checked is None for one in self.drawn)

    @property
    def still_open(self) -> int:
        """Return how many comments are open."""
        return sum(one.is_open for one in self.threads)

    @property
    def to_answer(self) -> int:
        """Return how many comments wait for the reader of their case."""
        return sum(one.waits is Waits.ASSESSOR for one in self.threads)


def read_state(inspection: Inspection) -> ChecksState:
    """Return what the file holds; runs on the worker."""
    cases = {case.id: case for case in inspection.cases()}
    names = {person.id: person.name for person in inspection.people()}
    found = threads(inspection)
    draws = inspection.records(CheckDraw)
    done = {one.case: one for one in inspection.records(Checked)}
    complete = [one.id for one in cases.values() if one.status is CaseStatus.COMPLETE]
    drawn = {case: draw.number for draw in draws for case in draw.cases}
    own = {key: [one for one in found if one.comment.case == key] for key in drawn if key in cases}
    return ChecksState(
        tuple(
            DrawnCase(
                key,
                cases[key].ref,
                names.get(cases[key].assessor or "", ""),
                drawn[key],
                len(told),
                sum(one.is_open for one in told),
                done.get(key),
            )
            for key, told in own.items()
        ),
        found,
        draws,
        len(complete),
        sum(key not in drawn for key in complete),
        names,
        {key: case.ref for key, case in cases.items()},
        {key: names.get(case.assessor or "", "") for key, case in cases.items()},
        inspection.instrument,
        inspection.details.role is Role.LEAD,
    )


def summary(state: ChecksState) -> str:
    """Return in words how much is drawn, checked and open."""
    if not state.is_lead:
        if not state.threads:
            return "The lead inspector has commented on nothing yet."
        return f"{to_answer_words(state.to_answer)}, {len(state.threads):,} in all."
    if not state.drawn:
        words = counted(state.complete, "case is", "cases are")
        return f"{words} complete, none was drawn to be checked yet."
    cases = counted(len(state.drawn), "drawn case", "drawn cases")
    checked = len(state.drawn) - state.unchecked
    comments = counted(state.still_open, "comment is", "comments are")
    return f"{checked} of {cases} checked. {wording.capital(comments)} open."


DRAWN_TITLES = ("Case", "Reader", "Draw", "Comments", "State")


def drawn_rows(state: ChecksState) -> list[tuple[str, ...]]:
    """Return a line for every drawn case."""
    return [
        (
            one.ref,
            one.reader,
            str(one.draw),
            f"{one.still_open} of {one.comments} open" if one.comments else "",
            f"Checked {_moment(one.checked.at)}" if one.checked else "To be checked",
        )
        for one in state.drawn
    ]


COMMENT_TITLES = ("Case", "Question", "Reader", "State", "Comment")


def comment_rows(state: ChecksState) -> list[tuple[str, ...]]:
    """Return a line for every comment."""
    return [
        (
            state.refs.get(one.comment.case, one.comment.case),
            one.comment.question or "The case",
            state.readers.get(one.comment.case, ""),
            wording.capital(one.waits.value),
            " ".join(one.comment.text.split()),
        )
        for one in state.threads
    ]


def _moment(at: str) -> str:
    return wording.time(datetime.fromisoformat(at)) if at else ""
