"""Lists that are written row by row: a row keeps its identity while it is edited and moved.

Rows of several lists may lie in one sequence: the passages of all parts of the report, the evidence
on all specific criteria. `home` tells them apart, and each list has an order of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from omi_desktop.store.records import (
    Contributor,
    Evidence,
    FocusGroup,
    GoodPractice,
    Indicator,
    Passage,
    Recommendation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Listed: TypeAlias = (
    Evidence | FocusGroup | Indicator | Passage | Recommendation | GoodPractice | Contributor
)
P = TypeVar(
    "P", Evidence, FocusGroup, Indicator, Passage, Recommendation, GoodPractice, Contributor
)
"""A kind of record that stands at a position in a list."""

NO_TARGET = -1.0
"""The target of an indicator that was not given one yet; no target is below 0."""


@dataclass(frozen=True, slots=True)
class Row(Generic[P]):
    """A record of a list and the identity that it keeps until the list is read anew."""

    id: str
    record: P


Rows: TypeAlias = tuple[Row[P], ...]


@dataclass(frozen=True, slots=True)
class Changes(Generic[P]):
    """What has to be written so that the file holds a new state."""

    put: tuple[P, ...]
    drop: tuple[P, ...]


def home(record: Listed) -> str:
    """Return the name of the list in which a record stands among those of its kind."""
    if isinstance(record, Evidence):
        return record.specific
    return record.part if isinstance(record, Passage) else ""


def says_something(record: Listed) -> bool:
    """Tell whether a record is worth keeping: one that was only begun is not."""
    if isinstance(record, Indicator):
        return bool(record.text.strip()) and record.target >= 0
    if isinstance(record, FocusGroup):
        return bool(record.who.strip())
    if isinstance(record, Contributor):
        return bool(record.name.strip())
    if isinstance(record, Recommendation):
        return bool(record.text.strip())
    if isinstance(record, GoodPractice):
        return bool(record.title.strip() or record.text.strip())
    if isinstance(record, Passage):
        return bool(record.text.strip() or record.heading.strip())
    return bool(record.text.strip() or record.source.strip())


def unfinished(rows: Rows[P]) -> Rows[P]:
    """Return the rows in which something was written that cannot be kept yet."""
    return tuple(row for row in rows if not says_something(row.record) and _is_begun(row.record))


def rows_of(records: Sequence[P], new_id: Callable[[], str]) -> Rows[P]:
    """Return the records of a file as rows, each list in its order."""
    ordered = sorted(records, key=lambda record: (home(record), record.position))
    return tuple(Row(new_id(), record) for record in ordered)


def listed(rows: Rows[P], of: str) -> Rows[P]:
    """Return the rows of one list, in order."""
    return tuple(row for row in rows if home(row.record) == of)


def found(rows: Rows[P], row_id: str) -> Row[P]:
    """Return the row with this identity."""
    return next(row for row in rows if row.id == row_id)


def added(rows: Rows[P], fresh: Row[P], after: str = "") -> Rows[P]:
    """Return the rows with one more: after another of its list, else as the last."""
    ids = [row.id for row in rows]
    made = list(rows)
    made.insert(ids.index(after) + 1 if after in ids else len(made), fresh)
    return tuple(made)


def without(rows: Rows[P], row_id: str) -> Rows[P]:
    """Return the rows without one of them."""
    return tuple(row for row in rows if row.id != row_id)


def rewritten(rows: Rows[P], row_id: str, record: P) -> Rows[P]:
    """Return the rows with another record in one of them."""
    return tuple(replace(row, record=record) if row.id == row_id else row for row in rows)


def moved(rows: Rows[P], row_id: str, by: int) -> Rows[P]:
    """Return the rows with one of them further down its list by `by`, or up; it stays inside."""
    row = found(rows, row_id)
    own = list(listed(rows, home(row.record)))
    at = own.index(row)
    own.insert(max(0, min(at + by, len(own) - 1)), own.pop(at))
    in_turn = iter(own)
    inside = {each.id for each in own}
    return tuple(next(in_turn) if each.id in inside else each for each in rows)


def taken_back(now: Rows[P], before: Rows[P], after: Rows[P]) -> Rows[P]:
    """Return `now` with the step from `before` to `after` undone.

    What was written since the step stays: a row that was edited since keeps its words, one added
    since keeps its neighbour, and one removed since stays away.
    """
    held = {row.id: row.record for row in now}
    made = {row.id: row.record for row in after}
    old = {row.id: row.record for row in before}
    back = [
        Row(row_id, _restored(row_id, record, held, made))
        for row_id, record in old.items()
        if row_id in held or row_id not in made
    ]
    neighbour = ""
    for row in now:
        is_since = row.id not in old and (row.id not in made or made[row.id] != row.record)
        if is_since:
            ids = [each.id for each in back]
            back.insert(ids.index(neighbour) + 1 if neighbour in ids else 0, row)
        neighbour = row.id
    return tuple(back)


def numbered(rows: Rows[P]) -> tuple[P, ...]:
    """Return the records that say something, each list numbered from one."""
    places: dict[str, int] = {}
    records: list[P] = []
    for row in rows:
        if says_something(row.record):
            own = home(row.record)
            places[own] = places.get(own, 0) + 1
            records.append(replace(row.record, position=places[own]))
    return tuple(records)


def changes(in_file: Sequence[P], after: Rows[P]) -> Changes[P]:
    """Return what has to be written so that a file that holds `in_file` holds these rows."""
    kept = numbered(after)
    keys = {record.key for record in kept}
    old = {record.key: record for record in in_file}
    return Changes(
        put=tuple(record for record in kept if old.get(record.key) != record),
        drop=tuple(record for record in in_file if record.key not in keys),
    )


def _is_begun(record: Listed) -> bool:
    if isinstance(record, Indicator):
        figures = (record.area, record.national)
        return bool(record.text) or record.target >= 0 or any(each is not None for each in figures)
    return isinstance(record, FocusGroup) and bool(record.text or record.people is not None)


def _restored(row_id: str, record: P, held: dict[str, P], made: dict[str, P]) -> P:
    """Return a row's record as it was, or as it is where something was written in it since."""
    if row_id in held and held[row_id] != made.get(row_id):
        return held[row_id]
    return record
