"""Workbooks in one pass over their XML: which sheets there are, and their cells row by row.

`safe_open` decides whether a workbook is opened at all. What a number means as a date is told here:
by the format of its cell, counted from 1900 or from 1904 as the workbook says. Whatever does not
keep to the format ends in one of the errors of `BROKEN`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import IO, TypeAlias, TypeVar
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

_CHUNK = 1 << 18
_SHEET_TYPE = "/worksheet"
_STRINGS_TYPE = "/sharedStrings"
_STYLES_TYPE = "/styles"
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_IN_QUOTES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_FROM_1900 = date(1899, 12, 30)
_FROM_1904 = date(1904, 1, 1)
_LEAP_DAY_OF_1900 = 60
_MOST_COLUMNS = 16_384
_LAST_SERIAL = 2_958_465
_LARGEST_OUTLINE = 16 * 1024 * 1024
"""How large the parts may be that are taken whole, and say only how the others hang together."""

_MOST_CELLS = 10_000_000
"""How many cells a sheet may have, blank ones before others included; no inspection comes near."""

BROKEN = (
    BadZipFile,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    StopIteration,
    ValueError,
    expat.ExpatError,
    zlib.error,
)
"""What reading a workbook fails with where it is damaged."""

T = TypeVar("T")
Row: TypeAlias = tuple[int, list[T | str]]


class Book:
    """What the cells of all sheets refer to: shared texts, formats that mean dates, the epoch.

    `sheets` are the places of the sheets in the package by their names, in order.
    """

    def __init__(self, packed: ZipFile) -> None:
        root = _related(packed, "")
        place = next(target for kind, target, _ in root if kind.endswith("/officeDocument"))
        parts = _related(packed, place)
        self._packed = packed
        self.epoch_1904 = False
        named: list[tuple[str, str]] = []
        for tag, attributes in _elements(_outline(packed, place)):
            if tag == "workbookPr":
                self.epoch_1904 = attributes.get("date1904") in ("1", "true")
            elif tag == "sheet":
                own = next(value for name, value in attributes.items() if name.endswith(":id"))
                named.append((attributes["name"], own))
        places = {own: target for kind, target, own in parts if kind.endswith(_SHEET_TYPE)}
        self.sheets = {name: places[own] for name, own in named if own in places}
        strings = next((t for kind, t, _ in parts if kind.endswith(_STRINGS_TYPE)), "")
        styles = next((t for kind, t, _ in parts if kind.endswith(_STYLES_TYPE)), "")
        self.texts = _texts(packed, strings) if strings else []
        self.dates = _date_styles(_outline(packed, styles)) if styles else frozenset()

    def rows(self, sheet: str, shown: Callable[[str, str, str], T], blank: T) -> Iterator[Row[T]]:
        """Yield the rows of a sheet with their numbers.

        `shown` is told type, style and content of a cell that is no shared text, and returns what
        it says; equal cells are asked about once. `blank` stands before a cell where none is.
        """
        with self._packed.open(self.sheets[sheet]) as content:
            yield from _rows(content, self.texts, shown, blank)

    def day(self, style: str, serial: float) -> str:
        """Return the day that a number means in a cell of this style; "" where it means none."""
        return day_of(serial, from_1904=self.epoch_1904) if style in self.dates else ""


def day_of(serial: float, *, from_1904: bool) -> str:
    """Return the day (ISO 8601) that Excel means by a number, or the number where it is none."""
    days = int(serial)
    if not 0 <= days <= _LAST_SERIAL:
        return str(serial)
    if from_1904:
        return (_FROM_1904 + timedelta(days=days)).isoformat()
    # Excel takes 1900 for a leap year: before its 29 February that never was, days count from
    # 31 December.
    early = 1 if 0 < days < _LEAP_DAY_OF_1900 else 0
    return (_FROM_1900 + timedelta(days=days + early)).isoformat()


def _rows(
    content: IO[bytes], texts: list[str], shown: Callable[[str, str, str], T], blank: T
) -> Iterator[Row[T]]:
    parser = expat.ParserCreate()
    done: list[Row[T]] = []
    _gather(parser, texts, shown, blank, done)
    count = 0
    while chunk := content.read(_CHUNK):
        parser.Parse(chunk, False)
        for row in done:
            count += len(row[1])
            if count > _MOST_CELLS:
                raise ValueError("more cells than a sheet of an inspection has")
            yield row
        done.clear()
    parser.Parse(b"", True)
    yield from done


def _gather(
    parser: expat.XMLParserType,
    texts: list[str],
    shown: Callable[[str, str, str], T],
    blank: T,
    done: list[Row[T]],
) -> None:
    """Have the parser append each row that it comes by to `done`.

    Closures over plain variables: there are five calls for each of a million cells.
    """
    row = cell = spoken = said = text = ""
    cells: list[T | str] = []
    pieces: list[str] = []
    kind = style = place = raw = ""
    number = digits = 0
    is_spoken = False
    columns: dict[str, int] = {}
    known: dict[tuple[str, str, str], T] = {}

    def begin(tag: str, _attributes: dict[str, str]) -> None:
        # The names of all elements begin as that of the sheet does: “x:worksheet”, “x:c”.
        nonlocal row, cell, spoken, said, text
        prefix = tag.removesuffix("worksheet")
        row, cell, spoken = f"{prefix}row", f"{prefix}c", f"{prefix}rPh"
        said, text = f"{prefix}v", f"{prefix}t"
        parser.StartElementHandler = start

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal kind, style, place, raw, number, digits, cells, is_spoken
        if tag == cell:
            kind = attributes.get("t", "")
            style = attributes.get("s", "")
            place = attributes.get("r", "")
            raw = ""
        elif tag in (said, text):
            pieces.clear()
        elif tag == row:
            told = attributes.get("r")
            number = int(told) if told else number + 1
            digits = len(str(number))
            cells = []
        elif tag == spoken:
            is_spoken = True

    def end(tag: str) -> None:
        nonlocal raw, is_spoken
        if tag == said:
            raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
        elif tag == cell:
            if place:
                letters = place[:-digits]
                column = columns.get(letters)
                if column is None:
                    column = columns[letters] = _column(place)
                if column != len(cells):
                    if column < len(cells):
                        raise ValueError(f"cell {place} stands behind a later one")
                    cells.extend([blank] * (column - len(cells)))
            if kind == "s":
                cells.append(texts[_place(raw)] if raw else blank)
                return
            key = (kind, style, raw)
            found = known.get(key)
            if found is None:
                found = known[key] = shown(kind, style, raw)
            cells.append(found)
        elif tag == row:
            done.append((number, cells))
        elif tag == text and not is_spoken:
            # A text in the cell itself; how it is pronounced is no part of it.
            raw += "".join(pieces)
        elif tag == spoken:
            is_spoken = False

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append


def _place(raw: str) -> int:
    """Return the place of a shared text; a list would take -1 for its last one."""
    place = int(raw)
    if place < 0:
        raise IndexError(raw)
    return place


def _outline(packed: ZipFile, place: str) -> bytes:
    """Return a part that is taken whole."""
    if packed.getinfo(place).file_size > _LARGEST_OUTLINE:
        raise ValueError(f"{place} is larger than such a part can be")
    return packed.read(place)


def _column(place: str) -> int:
    """Return the number of the column of a cell such as “AB12”, from 0."""
    letters = place.rstrip("0123456789")
    if not letters.isascii() or not letters.isupper():
        raise ValueError(f"no cell is called {place}")
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    if found > _MOST_COLUMNS:
        raise ValueError(f"no sheet has a column {letters}")
    return found - 1


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a document type is declared")


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return every element of a small part, without its prefix, with its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.rpartition(":")[2], attributes)
    )
    parser.Parse(content, True)
    return found


def _related(packed: ZipFile, place: str) -> list[tuple[str, str, str]]:
    """Return what a part refers to: type, place in the package and id."""
    at = PurePosixPath(place)
    folder = at.parent
    name = str(folder / "_rels" / f"{at.name}.rels") if place else "_rels/.rels"
    found = []
    for tag, attributes in _elements(_outline(packed, name)):
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            whole = target.lstrip("/") if target.startswith("/") else str(folder / target)
            found.append((attributes["Type"], whole, attributes["Id"]))
    return found


def _texts(packed: ZipFile, place: str) -> list[str]:
    """Return the shared texts; how a text is to be pronounced is no part of it."""
    found: list[str] = []
    open_text: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    pronounced = False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal pronounced
        name = tag.rpartition(":")[2]
        if name == "si":
            open_text.clear()
        elif name == "rPh":
            pronounced = True
        elif name == "t" and not pronounced:
            parser.CharacterDataHandler = open_text.append

    def end(tag: str) -> None:
        nonlocal pronounced
        name = tag.rpartition(":")[2]
        if name == "si":
            found.append("".join(open_text))
        elif name == "rPh":
            pronounced = False
        elif name == "t":
            parser.CharacterDataHandler = None

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with packed.open(place) as content:
        parser.ParseFile(content)
    return found


def _date_styles(content: bytes) -> frozenset[str]:
    """Return the numbers of the cell styles whose format shows a date."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = False
    for tag, attributes in _elements(content):
        if tag == "numFmt":
            formats[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))
    return frozenset(
        str(number) for number, own in enumerate(styles) if _shows_a_date(own, formats)
    )


def _shows_a_date(own: str, formats: dict[str, str]) -> bool:
    if own in formats:
        return bool(re.search(r"[dy]", _IN_QUOTES.sub("", formats[own].lower())))
    return int(own) in _BUILT_IN_DATES
