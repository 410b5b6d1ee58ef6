"""Take back what was written together: the draw, a replacement, a move of cases.

What stood there before is read from the history, which keeps both. Where somebody has changed a
part of it since, nothing is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.clock import now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.record_rows import from_body, kind_of
from omi_desktop.store.records import Mark
from omi_desktop.store.sample_records import (
    Replacement,
    ReserveCase,
    SampledCase,
    SampledList,
)
from omi_desktop.store.team_records import (
    AllocationRules,
    DeclaredInterest,
    Holder,
    Membership,
    Placement,
    SecondRead,
)
from omi_desktop.store.values import CaseStatus, How

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.records import Record
    from omi_desktop.store.values import Saved
    from omi_desktop.store.writing import Transaction

_Place: TypeAlias = tuple[str, str, str]
_KINDS: dict[str, type[Record]] = {
    kind_of(kind): kind
    for kind in (
        SampledList,
        SampledCase,
        ReserveCase,
        Replacement,
        AllocationRules,
        Membership,
        Placement,
        SecondRead,
    )
}
"""The records that are taken back; seals and remembered columns stay."""


@dataclass(frozen=True, slots=True)
class Span:
    """The revisions from the first to the last change that were written together."""

    first: int
    last: int


def spanned(inspection: Inspection, work: Callable[[Transaction], None]) -> Span:
    """Write together, and return which revisions that took."""
    found: list[Span] = []

    def all_of_it(write: Transaction) -> None:
        before = write.revision
        work(write)
        found.append(Span(before + 1, write.revision))

    inspection.write_together(all_of_it)
    return found[0]


def span_of(inspection: Inspection, record: Record, at: str) -> Span:
    """Return the changes round the newest one of a record that were written at one time with it."""
    told = f"{kind_of(type(record))}/{record.key}"
    changes = inspection.history()
    place = max(n for n, one in enumerate(changes) if (one.what, one.question) == ("record", told))
    first = last = place
    while first and changes[first - 1].at == at:
        first -= 1
    while last + 1 < len(changes) and changes[last + 1].at == at:
        last += 1
    return Span(changes[first].revision, changes[last].revision)


def take_back(inspection: Inspection, *spans: Span, by: str, put: Iterable[Record] = ()) -> Saved:
    """Bring everything that some spans changed to where it was; `put` is kept with it.

    Cases that came in with them go out again. Raises RequestError where some of it was changed
    since, and then takes nothing back.
    """
    told = _told(inspection, spans)
    _refuse_changed(inspection, told)
    at = stamp(now())
    cases = {case.id: case for case in inspection.cases()}
    put = tuple(put)

    def all_of_it(write: Transaction) -> None:
        for place, old in told.before.items():
            _restore(write, place, old, by=by, at=at)
        # An answer that goes back would begin its case, so what the case was comes last.
        for (what, case, _), old in told.before.items():
            if what == "status" and old is not None:
                write.status(case, CaseStatus(old), None, by=by, at=at, how=How.UNDONE)
        for record in (*told.put, *put):
            write.record(record, by=by, at=at, how=How.UNDONE)
        for record in (*told.drop, *_of_cases(inspection, told)):
            write.drop(record, by=by, at=at, how=How.UNDONE)
        for case in told.cases:
            write.strike_off(cases[case], by=by, at=at)

    return inspection.write_together(all_of_it)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the spans changed: what stood before, the cases it brought, the records that go back.

    `since` holds the places that were changed by others since.
    """

    before: dict[_Place, str | None]
    cases: tuple[str, ...]
    put: tuple[Record, ...]
    drop: tuple[Record, ...]
    since: frozenset[_Place]


def _told(inspection: Inspection, spans: Sequence[Span]) -> _Told:
    before: dict[_Place, str | None] = {}
    after: dict[_Place, str | None] = {}
    since: dict[_Place, str | None] = {}
    begun = min(span.first for span in spans)
    for change in inspection.history():
        place = (change.what, change.case or "", change.question or "")
        if any(span.first <= change.revision <= span.last for span in spans):
            before.setdefault(place, change.old)
            after[place] = change.new
        elif change.revision > begun:
            since[place] = change.new
    cases = tuple(case for what, case, _ in before if what == "case")
    put: list[Record] = []
    drop: list[Record] = []
    for (what, _, question), old in before.items():
        kind = _KINDS.get(question.partition("/")[0]) if what == "record" else None
        new = after[what, "", question] if kind else None
        if kind is not None and old is not None:
            put.append(from_body(old, kind))
        elif kind is not None and new is not None:
            drop.append(from_body(new, kind))
    # What was changed and brought back since stands as it was left.
    changed = {place for place, new in since.items() if place not in after or new != after[place]}
    own = {
        place: old
        for place, old in before.items()
        if place[1] not in cases and (place[0] != "record" or _is_taken_back(place))
    }
    return _Told(own, cases, tuple(put), tuple(drop), frozenset(changed))


def _is_taken_back(place: _Place) -> bool:
    return place[2].partition("/")[0] in _KINDS


def _restore(write: Transaction, place: _Place, old: str | None, *, by: str, at: str) -> None:
    what, case, question = place
    if what == "answer":
        write.answer(case, question, old, by=by, at=at, how=How.UNDONE)
    elif what == "reason":
        write.status(case, None, old or "", by=by, at=at, how=How.UNDONE)
    elif what == "assigned":
        write.assigned(case, old, by=by, at=at, how=How.UNDONE)


def _refuse_changed(inspection: Inspection, told: _Told) -> None:
    """Raise RequestError where something of a span was changed after it, or its cases are read."""
    refs = {case.id: case.ref for case in inspection.cases()}
    for place in sorted(told.since):
        what, case, _ = place
        is_read = case in told.cases and what in ("answer", "note", "status")
        if place in told.before or is_read:
            whose = f" in case {refs[case]}" if case in refs else ""
            raise RequestError(
                f"Something of it was changed since{whose}, so nothing was taken back. "
                "Change single cases by hand."
            )
    marked = {mark.case for mark in inspection.records(Mark)}
    packed = {case for pack in inspection.records(Pack) for case in pack.cases}
    for case in told.cases:
        if case in marked | packed:
            went = "went out in a pack" if case in packed else "was marked"
            raise RequestError(
                f"Case {refs[case]} {went} since, so nothing was taken back. Withdraw single cases."
            )


def _of_cases(inspection: Inspection, told: _Told) -> Iterator[Record]:
    """Yield what is kept of the cases that go out, besides what came in with them."""
    going = {(kind_of(type(record)), record.key) for record in told.drop}
    about: tuple[Placement | SecondRead | Holder | DeclaredInterest, ...] = (
        *inspection.records(Placement),
        *inspection.records(SecondRead),
        *inspection.records(Holder),
        *inspection.records(DeclaredInterest),
    )
    for record in about:
        if record.case in told.cases and (kind_of(type(record)), record.key) not in going:
            yield record
