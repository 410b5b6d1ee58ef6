"""The first sheet of a workbook as rows of text, in one pass over its XML.

`safe_open` decides whether a workbook is opened at all. Its rows come through openpyxl, which
takes 13 s for 60,000 cases of 15 columns; this takes 3 s. What a number means as a date is told
here: by the format of its cell, counted from 1900 or from 1904 as the workbook says.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from omi_desktop.errors import RequestError

# `opened` would read all shared texts a first time.
from omi_desktop.exchange.safe_open import refuse_unsafe

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
_BROKEN = (BadZipFile, EOFError, IndexError, KeyError, ValueError, expat.ExpatError, zlib.error)


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of the first sheet with their numbers, each cell as text.

    Raises RequestError where the workbook is refused, at once, or cannot be read, on the way.
    """
    refuse_unsafe(path)
    return _read(path)


def _read(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with ZipFile(path) as packed:
            book = _Book(packed)
            with packed.open(book.sheet) as content:
                yield from _rows(content, book)
    except _BROKEN as error:
        raise RequestError(
            f"{path.name} cannot be read as a workbook: it is damaged, or was written by a program "
            "that does not keep to the format. Open it in Excel, save it as .xlsx and try again."
        ) from error


class _Book:
    """What the cells of a sheet refer to: shared texts, formats that mean dates, the epoch."""

    def __init__(self, packed: ZipFile) -> None:
        root = _related(packed, "")
        place = next(target for kind, target, _ in root if kind.endswith("/officeDocument"))
        parts = _related(packed, place)
        first = ""
        self.epoch_1904 = False
        for tag, attributes in _elements(packed.read(place)):
            if tag == "workbookPr":
                self.epoch_1904 = attributes.get("date1904") in ("1", "true")
            elif tag == "sheet" and not first:
                first = next(value for name, value in attributes.items() if name.endswith(":id"))
        self.sheet = next(
            target for kind, target, own in parts if own == first and kind.endswith(_SHEET_TYPE)
        )
        strings = next((t for kind, t, _ in parts if kind.endswith(_STRINGS_TYPE)), "")
        styles = next((t for kind, t, _ in parts if kind.endswith(_STYLES_TYPE)), "")
        self.texts = _texts(packed.read(strings)) if strings else []
        self.dates = _date_styles(packed.read(styles)) if styles else frozenset()

    def text(self, kind: str, style: str, raw: str) -> str:
        """Return what a cell that is no shared text shows, as plain text."""
        if kind == "b":
            return "yes" if raw == "1" else "no"
        if kind in ("", "n") and raw:
            number = float(raw)
            if style in self.dates:
                return day_of(number, from_1904=self.epoch_1904)
            return str(int(number)) if number.is_integer() else raw
        return raw


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


def _rows(content: IO[bytes], book: _Book) -> Iterator[tuple[int, list[str]]]:
    parser = expat.ParserCreate()
    done: list[tuple[int, list[str]]] = []
    _gather(parser, book, done)
    while chunk := content.read(_CHUNK):
        parser.Parse(chunk, False)
        yield from done
        done.clear()
    parser.Parse(b"", True)
    yield from done


def _gather(parser: expat.XMLParserType, book: _Book, done: list[tuple[int, list[str]]]) -> None:
    """Have the parser append each row that it comes by to `done`.

    Closures over plain variables: there are five calls for each of a million cells.
    """
    row = cell = spoken = formula = ""
    cells: list[str] = []
    pieces: list[str] = []
    kind = style = place = ""
    number = digits = 0
    columns: dict[str, int] = {}
    texts = book.texts
    shown: dict[tuple[str, str, str], str] = {}

    def begin(tag: str, _attributes: dict[str, str]) -> None:
        # The names of all elements begin as that of the sheet does: “x:worksheet”, “x:c”.
        nonlocal row, cell, spoken, formula
        prefix = tag.removesuffix("worksheet")
        row, cell = f"{prefix}row", f"{prefix}c"
        spoken, formula = f"{prefix}rPh", f"{prefix}f"
        parser.StartElementHandler = start

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal kind, style, place, number, digits, cells
        if tag == cell:
            kind = attributes.get("t", "")
            style = attributes.get("s", "")
            place = attributes.get("r", "")
            pieces.clear()
        elif tag == row:
            told = attributes.get("r")
            number = int(told) if told else number + 1
            digits = len(str(number))
            cells = []

    def end(tag: str) -> None:
        if tag == cell:
            raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
            if place:
                letters = place[:-digits]
                column = columns.get(letters)
                if column is None:
                    column = columns[letters] = _column(place)
                if column > len(cells):
                    cells.extend([""] * (column - len(cells)))
            if kind == "s":
                cells.append(texts[int(raw)] if raw else "")
                return
            key = (kind, style, raw)
            known = shown.get(key)
            if known is None:
                known = shown[key] = book.text(kind, style, raw.strip())
            cells.append(known)
        elif tag == row:
            done.append((number, cells))
        elif tag in (formula, spoken):
            # What a cell holds follows its formula; how it is pronounced is no part of it.
            pieces.clear()

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append


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
    for tag, attributes in _elements(packed.read(name)):
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            whole = target.lstrip("/") if target.startswith("/") else str(folder / target)
            found.append((attributes["Type"], whole, attributes["Id"]))
    return found


def _texts(content: bytes) -> list[str]:
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
    parser.Parse(content, True)
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
