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
from typing import TypeVar
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from omi_desktop.exchange.sheet_rows import Row, refuse_doctype, rows_of

_SHEET_TYPE = "/worksheet"
_STRINGS_TYPE = "/sharedStrings"
_STYLES_TYPE = "/styles"
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_IN_QUOTES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_FROM_1900 = date(1899, 12, 30)
_FROM_1904 = date(1904, 1, 1)
_LEAP_DAY_OF_1900 = 60
_LAST_SERIAL = 2_958_465
_LARGEST_OUTLINE = 16 * 1024 * 1024
"""How large the parts may be that are taken whole, and say only how the others hang together."""

BROKEN = (
    BadZipFile,
    EOFError,
    # Of an index or key that is not there, and of an encoding that nobody knows.
    LookupError,
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
            yield from rows_of(content, self.texts, shown, blank)

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


def _outline(packed: ZipFile, place: str) -> bytes:
    """Return a part that is taken whole."""
    if packed.getinfo(place).file_size > _LARGEST_OUTLINE:
        raise ValueError(f"{place} is larger than such a part can be")
    return packed.read(place)


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return every element of a small part, without its prefix, with its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
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
    parser.StartDoctypeDeclHandler = refuse_doctype
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
