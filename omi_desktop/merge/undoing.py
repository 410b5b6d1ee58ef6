"""The way back from a merge, worked out from the history: what it changed, and what stood before.

Where somebody changed a thing after the merge, theirs stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.merge.ground import MARK, RECORD
from omi_desktop.store.checking_records import Reply
from omi_desktop.store.merge_records import Claim, Conflict, Keep, MergedReturn
from omi_desktop.store.record_rows import from_body, kind_of
from omi_desktop.store.records import Mark
from omi_desktop.store.returned_records import case_of, is_returned, record_at
from omi_desktop.store.second_records import SecondReading
from omi_desktop.store.values import CaseStatus

if TYPE_CHECKING:
    from omi_desktop.store.merge_records import Merge
    from omi_desktop.store.records import Record
    from omi_desktop.store.values import Change

_Place: TypeAlias = tuple[str, str, str]
_KINDS: dict[str, type[MergedReturn | Conflict | SecondReading | Reply]] = {
    kind_of(kind): kind for kind in (MergedReturn, Conflict, SecondReading, Reply)
}


@dataclass(frozen=True, slots=True)
class Stays:
    """Something that a merge brought and that stays, because it was changed since.

    `what` is answer, note, status, reason, mark or record; `by` is who changed it last.
    """

    case: str
    question: str
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """What undoing a merge writes, and what it leaves."""

    written: tuple[Claim, ...]
    put: tuple[Record, ...]
    drop: tuple[Record, ...]
    stays: tuple[Stays, ...]


def way_back(
    history: Iterable[Change],
    merge: Merge,
    typed: Collection[tuple[str, str]],
    *,
    by: str,
    at: str,
) -> WayBack:
    """Return how to take a merge back; `typed` are case and question of notes being typed now."""
    before: dict[_Place, str | None] = {}
    after: dict[_Place, Change] = {}
    last: dict[_Place, Change] = {}
    answered_since: set[str] = set()
    for change in history:
        place = (change.what, change.case or "", change.question or "")
        if merge.first_revision <= change.revision <= merge.last_revision:
            before.setdefault(place, change.old)
            after[place] = change
        elif change.revision > merge.last_revision and change.what == "answer":
            answered_since.add(change.case or "")
        last[place] = change
    # Answers may have begun a case, so what the case was comes after them.
    order = sorted(before, key=lambda place: place[0] in ("status", "reason"))
    written: list[Claim] = []
    put: list[Record] = []
    drop: list[Record] = []
    stays: list[Stays] = []
    for place in order:
        what, case, question = place
        was, came, now = before[place], after[place].new, last[place].new
        if now != came or (what == "note" and (case, question) in typed):
            stays += _stays(place, last[place])
        elif (what, was) == ("status", CaseStatus.NOT_STARTED) and case in answered_since:
            written.append(Claim(case, "", what, CaseStatus.IN_PROGRESS.value, by, at))
        elif what != "record":
            written.append(Claim(case, question, what, was, by, at))
        elif question.startswith("mark/"):
            written += _mark(was, came, by=by, at=at)
        elif is_returned(question):
            written += _returned_record(question, was, came, by=by, at=at)
        elif was is not None:
            put.append(_record(question, was))
        elif came is not None:
            drop.append(_record(question, came))
    return WayBack(tuple(written), tuple(put), tuple(drop), tuple(stays))


def _record(told: str, body: str) -> Record:
    return from_body(body, _KINDS[told.partition("/")[0]])


def _mark(was: str | None, came: str | None, *, by: str, at: str) -> list[Claim]:
    if was == came:
        return []
    mark = from_body(was or came or "", Mark)
    return [Claim(mark.case, mark.id, MARK, was, by, at, under=came)]


def _returned_record(
    told: str, was: str | None, came: str | None, *, by: str, at: str
) -> list[Claim]:
    if was == came:
        return []
    record = record_at(told, was or came or "")
    return [Claim(case_of(record), told, RECORD, was, by, at, under=came)]


def _stays(place: _Place, change: Change) -> list[Stays]:
    what, case, question = place
    if what != "record":
        return [Stays(case, question, what, change.by)]
    if question.startswith("mark/"):
        body = change.new or change.old or ""
        return [Stays(from_body(body, Mark).case, question.partition("/")[2], MARK, change.by)]
    if is_returned(question):
        record = record_at(question, change.new or change.old or "")
        return [Stays(case_of(record), question, RECORD, change.by)]
    told = from_body(change.new, Conflict) if _is_conflict(question) and change.new else None
    if told is None or told.kept is not Keep.ASSESSOR:
        return []
    return [Stays(told.case, told.question, told.what, told.settled_by)]


def _is_conflict(told: str) -> bool:
    return told.startswith(f"{kind_of(Conflict)}/")
