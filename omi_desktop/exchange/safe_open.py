"""Open a workbook that came from elsewhere, without trusting it."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from omi_desktop.errors import RequestError
from omi_desktop.exchange.sheet_xml import BROKEN, Book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Value = str | int | float | bool | None

ENTRY_LIMIT = 1_000
SIZE_LIMIT = 200 * 1024 * 1024
RATIO_LIMIT = 200
"""How many times a part of a workbook may be larger than it is packed; ours reach about 40."""
SMALL_PART = 1024 * 1024
"""Parts up to this size may pack as well as they like: they cannot fill the memory."""
ROW_LIMIT = 250_000
_DOCTYPE = "<!DOCTYPE"
_CHUNK = 1024 * 1024
_SECONDS_A_DAY = 24 * 60 * 60


class Sheets(Protocol):
    """A workbook whose rows can be read, by whatever reads it."""

    path: Path

    def rows(self, sheet: str) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a sheet as plain values."""


class SafeWorkbook:
    """A workbook whose rows can be read, with the values its formulas had when it was saved."""

    def __init__(self, path: Path, book: Book) -> None:
        self.path = path
        self._book = book

    @property
    def sheets(self) -> tuple[str, ...]:
        """Return the names of the sheets, in order."""
        return tuple(self._book.sheets)

    def rows(self, sheet: str) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a sheet as plain values; one that is not there is without cells.

        Raises RequestError where the workbook has no such sheet, more rows than an inspection has,
        or a part that cannot be read.
        """
        if sheet not in self.sheets:
            raise no_such_sheet(self.path, sheet)
        last = 0
        with _reading(self.path):
            for number, cells in self._book.rows(sheet, self._value, None):
                if number > ROW_LIMIT:
                    raise too_long(self.path, sheet)
                if number <= last:
                    raise ValueError(f"row {number} stands behind row {last}")
                for _ in range(last + 1, number):
                    yield ()
                last = number
                yield tuple(cells)

    def _value(self, kind: str, style: str, raw: str) -> Value:
        if kind in ("str", "inlineStr"):
            return raw or None
        raw = raw.strip()
        if not raw:
            return None
        match kind:
            case "" | "n":
                number = float(raw) if set(raw) & set(".eE") else int(raw)
                day = self._book.day(style, number)
                return _moment(day, number) if day else number
            case "b":
                return bool(int(raw))
            case "d":
                return raw.replace("T", " ")
            case _:
                return raw


def _moment(day: str, serial: float) -> str:
    """Return the day that a cell shows, with its time of day where it has one."""
    seconds = round(serial % 1 * _SECONDS_A_DAY)
    if not seconds:
        return day
    return f"{day} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@contextmanager
def opened(path: Path, unlocked: bytes | None = None) -> Iterator[SafeWorkbook]:
    """Give the workbook for reading; `unlocked` is its content where the file itself is locked.

    Raises RequestError for anything but a sound .xlsx file without macros, without links to other
    workbooks and of a size that an inspection can have; also where its XML declares entities.
    """
    refuse_unsafe(path, unlocked)
    with _reading(path):
        packed = _zip(path, unlocked)
    with packed:
        with _reading(path):
            book = Book(packed)
        yield SafeWorkbook(path, book)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn whatever a damaged workbook fails with into one sentence."""
    try:
        yield
    except OSError as error:
        raise RequestError(_unreadable(path, error)) from error
    except BROKEN as error:
        raise broken(path) from error


def broken(path: Path) -> RequestError:
    """Return the sentence for a workbook that cannot be read."""
    return RequestError(
        f"{path.name} cannot be read as a workbook: it is damaged, or was written by a program "
        "that does not keep to the format. Open it in Excel, save it as .xlsx and try again."
    )


def no_such_sheet(path: Path, sheet: str) -> RequestError:
    """Return the sentence for a sheet that is missing."""
    return RequestError(
        f"{path.name} has no sheet “{sheet}”: choose a workbook that OMI Desktop exported."
    )


def too_long(path: Path, sheet: str) -> RequestError:
    """Return the sentence for a sheet with more rows than `ROW_LIMIT`."""
    return RequestError(
        f"Sheet “{sheet}” of {path.name} has more than {ROW_LIMIT:,} rows, which no inspection "
        "has: delete what stands below the last row."
    )


def _with_entities(path: Path) -> RequestError:
    return RequestError(
        f"{path.name} declares entities in its XML, which no workbook of Excel does: "
        "it was not opened. Ask its sender for the original file."
    )


def refuse_unsafe(path: Path, unlocked: bytes | None = None) -> None:
    """Raise RequestError where a workbook must not be opened, or not as what it claims to be."""
    if path.suffix.lower() != ".xlsx":
        raise RequestError(
            f"{path.name} is not an .xlsx workbook: save it as one in Excel and try again."
        )
    try:
        with _zip(path, unlocked) as packed:
            parts = packed.infolist()
    except FileNotFoundError as error:
        raise RequestError(f"There is no file {path}: check its name.") from error
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise RequestError(
            f"{path.name} is not a workbook, or it is damaged or locked with a password: "
            "open it in Excel, save it as .xlsx without a password and try again."
        ) from error
    except OSError as error:
        raise RequestError(_unreadable(path, error)) from error
    if len(parts) > ENTRY_LIMIT:
        raise RequestError(
            f"{path.name} holds {len(parts):,} parts, far more than a workbook has: "
            "it was not opened. Ask its sender for the original file."
        )
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > SMALL_PART and part.file_size > RATIO_LIMIT * max(1, part.compress_size)
        for part in parts
    )
    if unpacked > SIZE_LIMIT or swollen:
        raise RequestError(
            f"{path.name} would unpack to {unpacked // 1024 // 1024:,} MB, which no workbook of an "
            "inspection does: it was not opened. Ask its sender for the original file."
        )
    names = [part.filename.lower().replace("\\", "/") for part in parts]
    with _zip(path, unlocked) as packed:
        if any(_has_doctype(packed, part) for part in parts if _is_xml(part)):
            raise _with_entities(path)
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise RequestError(
            f"{path.name} holds macros: save it as an ordinary .xlsx workbook and try again."
        )
    if any(name.startswith(("xl/externallinks/", "/xl/externallinks/")) for name in names):
        raise RequestError(
            f"{path.name} has links to other workbooks: break the links in Excel "
            "(Data, Edit links) and try again."
        )


def _zip(path: Path, unlocked: bytes | None) -> ZipFile:
    return ZipFile(path if unlocked is None else BytesIO(unlocked))


def _is_xml(part: ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels", ".vml"))


def _has_doctype(packed: ZipFile, part: ZipInfo) -> bool:
    """Tell whether a part declares a document type, the only place where entities can be declared.

    A part that cannot be unpacked is left to the reading itself, which says so.
    """
    marks = [_DOCTYPE.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    kept = b""
    try:
        with packed.open(part) as content:
            while chunk := content.read(_CHUNK):
                window = kept + chunk
                if any(mark in window for mark in marks):
                    return True
                kept = window[-2 * len(_DOCTYPE) :]
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error):
        return False
    return False


def _unreadable(path: Path, error: OSError) -> str:
    return f"{path} cannot be read ({error.strerror}): check its name and your rights to it."
