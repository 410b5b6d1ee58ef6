"""Records as rows: kind, key, position and a JSON body that can be read in ten years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from omi_desktop.store.records import Record

R = TypeVar("R", bound="Record")


def kind_of(kind: type[R]) -> str:
    """Return the name of a kind of record in the file: “good practice” for GoodPractice."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()


def body_of(record: Record) -> str:
    """Return a record as JSON."""
    return msgspec.json.encode(record).decode("utf-8")


def position_of(record: Record) -> int:
    """Return the place of a record in its list; 0 where its kind has no order of its own."""
    return int(getattr(record, "position", 0))


def from_body(body: str, kind: type[R]) -> R:
    """Return the record that a body holds."""
    return msgspec.json.decode(body.encode("utf-8"), type=kind)
