"""The sheet Return of a return workbook: what a program reads back, sealed row by row.

Every line is a JSON array. It stands in one cell or, where it is long, in several, each with its
own seal; so rows may be sorted or doubled, columns may be moved, and a changed cell still shows.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.records import Mark, MarkKind
from omi_desktop.store.returned import Returned, ReturnedAnswer, ReturnedCase, ReturnedRecord
from omi_desktop.store.returning import bank_fingerprint, digest_of_return, sealed
from omi_desktop.store.values import CaseStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COLUMNS = ("return_row", "part", "content", "seal")
"""The header of the sheet Return."""

FORMAT = 2
"""A return without comments is of the first format, as it was before there were any."""

PIECE = 24_000
"""How much of a line goes into one cell; Excel holds 32,767 units, and a letter can take two."""

# Workbooks write control characters as _x0001_, and not all programs undo that alike; a text that
# happens to read so must not be taken for one.
_CODE = re.compile("x(?=[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the sheet Answers says of a question in a case, as the program wrote it."""

    state: str
    words: str
    note: str
    at: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """A return as the program wrote it, and what the other sheets were made to say."""

    returned: Returned
    shown: Mapping[tuple[str, str], Shown]
    bank: Mapping[str, str]


class Broken(Exception):
    """The lines are not those that were written; the text says what is wrong with them."""


class _About(msgspec.Struct, frozen=True, array_like=True, tag="about"):
    format: int
    inspection: str
    bank: str
    pack: str
    base_revision: int
    revision: int
    assessor: str
    digest: str


class _Case(msgspec.Struct, frozen=True, array_like=True, tag="case"):
    case: str
    ref: str
    status: CaseStatus
    reason: str


class _Answer(msgspec.Struct, frozen=True, array_like=True, tag="answer"):
    case: str
    question: str
    value: str | None
    note: str
    by: str
    at: str
    revision: int
    state: str
    words: str
    stored_revision: int


class _Mark(msgspec.Struct, frozen=True, array_like=True, tag="mark"):
    id: str
    case: str
    criterion: str
    question: str
    kind: MarkKind
    text: str
    by: str
    at: str


class _Record(msgspec.Struct, frozen=True, array_like=True, tag="record"):
    told: str
    body: str
    by: str
    at: str
    revision: int


class _Comment(msgspec.Struct, frozen=True, array_like=True, tag="comment"):
    id: str
    case: str
    question: str
    text: str
    by: str
    at: str
    answer: str | None
    is_closed: bool
    turn: int


class _Reply(msgspec.Struct, frozen=True, array_like=True, tag="reply"):
    id: str
    comment: str
    case: str
    text: str
    by: str
    at: str
    place: int
    answer: str | None
    pack: str


class _Bank(msgspec.Struct, frozen=True, array_like=True, tag="bank"):
    path: str
    text: str


_Line: TypeAlias = _About | _Case | _Answer | _Mark | _Record | _Comment | _Reply | _Bank
_decode = msgspec.json.Decoder(_Line).decode


def cells(sheet: ReturnSheet) -> Iterator[tuple[int, str, str, str]]:
    """Yield the rows of the sheet Return, below its header."""
    for number, line in enumerate(_lines(sheet), start=1):
        text = _sturdy(msgspec.json.encode(line).decode("utf-8"))
        pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
        for index, piece in enumerate(pieces, start=1):
            part = f"{index} of {len(pieces)}"
            yield number, part, piece, _seal(number, part, piece)


def read_cells(rows: Iterable[tuple[str, str, str, str]], name: str) -> ReturnSheet:
    """Return what the rows of a sheet Return hold, in any order, doubled or not.

    Raises Broken where a row was changed or is missing.
    """
    pieces: dict[int, dict[int, str]] = {}
    wanted: dict[int, int] = {}
    for number, part, piece, seal in rows:
        if seal != _seal_of(number, part, piece):
            raise Broken(f"row {number[:20]} of it was changed")
        index, _, count = part.partition(" of ")
        pieces.setdefault(int(number), {})[int(index)] = piece
        wanted[int(number)] = int(count)
    for line, parts in wanted.items():
        if len(pieces[line]) != parts:
            raise Broken(f"a part of row {line} is missing")
    try:
        lines = [_decode("".join(own[i] for i in sorted(own))) for _, own in sorted(pieces.items())]
    except msgspec.DecodeError as error:
        raise Broken("a row of it cannot be read") from error
    return _sheet(lines, name)


def _lines(sheet: ReturnSheet) -> Iterator[_Line]:
    told = sheet.returned
    yield _About(
        FORMAT if told.comments or told.replies else 1,
        told.inspection,
        told.bank,
        told.pack,
        told.base_revision,
        told.revision,
        told.assessor,
        told.digest,
    )
    for case in told.cases:
        yield _Case(case.case, case.ref, case.status, case.reason)
    for a in told.answers:
        shown = sheet.shown.get((a.case, a.question), _HIDDEN)
        yield _Answer(
            a.case,
            a.question,
            a.value,
            a.note,
            a.by,
            a.at,
            a.revision,
            shown.state,
            shown.words,
            shown.revision or 0,
        )
    for mark in told.marks:
        yield _Mark(
            mark.id,
            mark.case,
            mark.criterion,
            mark.question,
            mark.kind,
            mark.text,
            mark.by,
            mark.at,
        )
    for record in told.records:
        yield _Record(record.told, record.body, record.by, record.at, record.revision)
    for c in told.comments:
        was = (c.answer, c.is_closed, c.turn)
        yield _Comment(c.id, c.case, c.question, c.text, c.by, c.at, *was)
    for r in told.replies:
        yield _Reply(r.id, r.comment, r.case, r.text, r.by, r.at, r.place, r.answer, r.pack)
    for path, text in sheet.bank.items():
        yield _Bank(path, text)


def _sheet(lines: list[_Line], name: str) -> ReturnSheet:
    abouts = [line for line in lines if isinstance(line, _About)]
    if len(abouts) != 1:
        raise Broken("the row that says what it is a return of is missing")
    about = abouts[0]
    if about.format > FORMAT:
        raise Broken("it was written by a later version of OMI Desktop")
    answers = [line for line in lines if isinstance(line, _Answer)]
    found = sealed(
        Returned(
            name=name,
            inspection=about.inspection,
            bank=about.bank,
            pack=about.pack,
            base_revision=about.base_revision,
            revision=about.revision,
            assessor=about.assessor,
            digest="",
            cases=tuple(
                ReturnedCase(line.case, line.ref, line.status, line.reason)
                for line in lines
                if isinstance(line, _Case)
            ),
            answers=tuple(
                ReturnedAnswer(a.case, a.question, a.value, a.note, a.by, a.at, a.revision)
                for a in answers
            ),
            marks=tuple(_mark(line) for line in lines if isinstance(line, _Mark)),
            records=tuple(
                ReturnedRecord(line.told, line.body, line.by, line.at, line.revision)
                for line in lines
                if isinstance(line, _Record)
            ),
            comments=tuple(_comment(line) for line in lines if isinstance(line, _Comment)),
            replies=tuple(_reply(line) for line in lines if isinstance(line, _Reply)),
        )
    )
    bank = {line.path: line.text for line in lines if isinstance(line, _Bank)}
    if digest_of_return(found) != about.digest or bank_fingerprint(bank) != about.bank:
        raise Broken("rows of it are missing")
    shown = {
        (a.case, a.question): Shown(a.state, a.words, a.note, a.at, a.stored_revision)
        for a in answers
        if a.state
    }
    return ReturnSheet(found, shown, bank)


def _mark(line: _Mark) -> Mark:
    return Mark(
        line.id,
        line.case,
        line.criterion,
        line.question,
        line.kind,
        line.text,
        line.by,
        line.at,
    )


def _comment(c: _Comment) -> Comment:
    was = (c.answer, c.is_closed, c.turn)
    return Comment(c.id, c.case, c.question, c.text, c.by, c.at, *was)


def _reply(r: _Reply) -> Reply:
    return Reply(r.id, r.comment, r.case, r.text, r.by, r.at, r.place, r.answer, r.pack)


_HIDDEN = Shown("", "", "", "", None)


def _sturdy(line: str) -> str:
    """Return a line of JSON in letters that every program gives back as they are."""
    coded = _CODE.sub(r"\\u0078", line)
    if coded.isprintable():
        return coded
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in coded)


def _seal(number: int, part: str, piece: str) -> str:
    return _seal_of(str(number), part, piece)


def _seal_of(number: str, part: str, piece: str) -> str:
    return hashlib.sha256(f"{number}\0{part}\0{piece}".encode()).hexdigest()[:32]
