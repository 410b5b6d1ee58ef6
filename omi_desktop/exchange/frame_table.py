"""A caseload extract as rows of text, from CSV or Excel, without trusting it."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from omi_desktop.errors import RequestError
from omi_desktop.exchange.frame_sheet import sheet_rows

ROW_LIMIT = 250_000
CELL_LIMIT = 32_767
"""The longest text that Excel itself puts into a cell."""
SIZE_LIMIT = 200 * 1024 * 1024
_HEADER_WITHIN = 20
_FEWEST_COLUMNS = 2
_RARE = 8
"""In UTF-16 more than one byte in so many is zero; in other text hardly any."""
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it stands in the file: the names of its columns, and rows under their numbers.

    Every row has as many cells as there are columns. `digest` is the SHA-256 of the file.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    digest: str
    notes: tuple[str, ...] = ()


def read_table(path: Path) -> Table:
    """Return the list in a .csv or .xlsx file.

    Raises RequestError in one sentence for anything that cannot be read as one.
    """
    if path.suffix.lower() == ".xlsx":
        rows, digest = sheet_rows(path), _digest(path)
        notes: tuple[str, ...] = ()
    else:
        content = _content(path)
        digest = hashlib.sha256(content).hexdigest()
        text, encoding = _decoded(path, content)
        notes = (f"{path.name} was read as {_NAMES[encoding]}.",)
        rows = _csv_rows(path, text)
    return _table(path, rows, digest, notes)


def _table(
    path: Path, rows: Iterable[tuple[int, list[str]]], digest: str, notes: tuple[str, ...]
) -> Table:
    columns: tuple[str, ...] = ()
    kept: list[tuple[int, tuple[str, ...]]] = []
    for number, row in rows:
        if number > ROW_LIMIT:
            raise RequestError(
                f"{path.name} has more than {ROW_LIMIT:,} rows, which no caseload has: "
                "delete what stands below the last case and try again."
            )
        cells = _trimmed(path, number, row)
        if not columns:
            # Titles and dates of printing above the header fill one cell.
            if sum(map(bool, cells)) >= _FEWEST_COLUMNS:
                columns = _named(cells)
            elif number > _HEADER_WITHIN:
                break
            continue
        if not any(cells):
            continue
        if len(cells) > len(columns):
            if any(cells[len(columns) :]):
                raise RequestError(
                    f"{path.name}, row {number}: it has {len(cells)} cells, the header "
                    f"{len(columns)}. Quote the cell that holds the separator, or name the column."
                )
            cells = cells[: len(columns)]
        kept.append((number, tuple(cells) + ("",) * (len(columns) - len(cells))))
    if not columns:
        raise RequestError(
            f"{path.name} has no header with at least {_FEWEST_COLUMNS} columns in its first "
            f"{_HEADER_WITHIN} rows: put the names of the columns into the first row."
        )
    if not kept:
        raise RequestError(f"{path.name} has no rows below its header: export the list again.")
    return Table(columns, tuple(kept), digest, notes)


def _named(cells: list[str]) -> tuple[str, ...]:
    """Return names for all columns: those without one are called by their place, doubles too."""
    while cells and not cells[-1]:
        cells.pop()
    seen: set[str] = set()
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = cell or f"column {place}"
        if name in seen:
            name = f"{name} ({place})"
        seen.add(name)
        names.append(name)
    return tuple(names)


def _trimmed(path: Path, number: int, row: list[str]) -> list[str]:
    longest = max(map(len, row), default=0)
    if longest > CELL_LIMIT:
        raise RequestError(
            f"{path.name}, row {number}: a cell holds {longest:,} characters, more than any list "
            f"needs ({CELL_LIMIT:,}). Shorten it and try again."
        )
    return [cell.strip() for cell in row]


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise RequestError(
                f"{path.name} has {size // 1024 // 1024:,} MB, which no caseload needs: "
                "export the list again with fewer columns."
            )
        return path.read_bytes()
    except OSError as error:
        raise RequestError(
            f"{path} cannot be read ({error.strerror}): check its name and your rights to it."
        ) from error


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    """Return the text and the encoding it was read with.

    A mark at the beginning decides; without one, UTF-16 shows by its zero bytes, UTF-8 by being
    possible at all, and what is left is what Windows writes in western Europe.
    """
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise RequestError(
        f"{path.name} is no text in UTF-8, UTF-16 or Windows-1252: in Excel, save it as "
        "“CSV UTF-8” or as .xlsx and try again."
    )


def _candidates(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    beginning = content[:4096]
    if beginning.count(0) * _RARE > len(beginning):
        even, odd = beginning[::2].count(0), beginning[1::2].count(0)
        return ("utf-16-be",) if even > odd else ("utf-16-le",)
    return ("utf-8", "cp1252")


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    # Excel adds this line of its own for its own use.
    separator = _separator(text)
    limit = csv.field_size_limit(SIZE_LIMIT)
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, row in enumerate(reader, start=1):
            if number == 1 and len(row) <= _FEWEST_COLUMNS and row and row[0].startswith("sep="):
                continue
            yield number, row
    except csv.Error as error:
        raise RequestError(
            f"{path.name} cannot be read as a table: a quotation mark in it is not closed, or "
            "stands where none can. Save it again as CSV and try again."
        ) from error
    finally:
        csv.field_size_limit(limit)


def _separator(text: str) -> str:
    """Return what separates the cells, by the first lines outside quotation marks."""
    told = re.match(r"sep=([,;\t])\r?\n", text)
    if told:
        return told[1]
    lines = re.sub(r'"[^"]*"', "", text[:65_536]).splitlines()[:_HEADER_WITHIN]
    return max(",;\t", key=lambda mark: max((line.count(mark) for line in lines), default=0))
