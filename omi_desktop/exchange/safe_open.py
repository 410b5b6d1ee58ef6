"""Open a workbook that came from elsewhere, without trusting it."""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException

# Where lxml is installed openpyxl prefers it, and then defusedxml does not stand guard.
os.environ.setdefault("OPENPYXL_LXML", "False")

from openpyxl import DEFUSEDXML, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from omi_desktop.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

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

# openpyxl has no error of its own for a broken workbook: it fails wherever its reading gets stuck.
_BROKEN = (
    AttributeError,
    BadZipFile,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    # The errors of both XML parsers that openpyxl may use are syntax errors.
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


class SafeWorkbook:
    """A workbook whose rows can be read, with the values its formulas had when it was saved."""

    def __init__(self, path: Path, book: Workbook) -> None:
        self.path = path
        self._book = book

    @property
    def sheets(self) -> tuple[str, ...]:
        """Return the names of the sheets, in order."""
        return tuple(self._book.sheetnames)

    def rows(self, sheet: str) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a sheet as plain values.

        Raises RequestError where the workbook has no such sheet, more rows than an inspection has,
        or a part that cannot be read.
        """
        if sheet not in self.sheets:
            raise RequestError(
                f"{self.path.name} has no sheet “{sheet}”: choose a workbook that OMI Desktop "
                "exported."
            )
        with _reading(self.path):
            found = self._book[sheet]
            # A sheet may claim any size; only rows that are there are read.
            found.reset_dimensions()
            for number, row in enumerate(found.iter_rows(values_only=True), start=1):
                if number > ROW_LIMIT:
                    raise RequestError(
                        f"Sheet “{sheet}” of {self.path.name} has more than {ROW_LIMIT:,} rows, "
                        "which no inspection has: delete what stands below the last row."
                    )
                yield tuple(_plain(value) for value in row)


@contextmanager
def opened(path: Path, unlocked: bytes | None = None) -> Iterator[SafeWorkbook]:
    """Give the workbook for reading; `unlocked` is its content where the file itself is locked.

    Raises RequestError for anything but a sound .xlsx file without macros, without links to other
    workbooks and of a size that an inspection can have; also where its XML declares entities.
    """
    refuse_unsafe(path, unlocked)
    if not DEFUSEDXML:
        raise RuntimeError("defusedxml is switched off for openpyxl")
    # Opened here and not by openpyxl, which leaves a file open that it cannot read.
    with path.open("rb") if unlocked is None else BytesIO(unlocked) as packed:
        with _reading(path):
            # Links are refused above; `keep_links` would only look for them again.
            book = load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        try:
            yield SafeWorkbook(path, book)
        finally:
            book.close()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn whatever openpyxl fails with into one sentence."""
    try:
        yield
    except OSError as error:
        raise RequestError(_unreadable(path, error)) from error
    except _BROKEN as error:
        if _declares_entities(error):
            raise _with_entities(path) from error
        raise RequestError(
            f"{path.name} cannot be read as a workbook: it is damaged, or was written by a program "
            "that does not keep to the format. Open it in Excel, save it as .xlsx and try again."
        ) from error


def _declares_entities(error: BaseException | None) -> bool:
    """Tell whether defusedxml stands behind an error; openpyxl wraps some errors in its own."""
    while error is not None and not isinstance(error, DefusedXmlException):
        error = error.__cause__ or error.__context__
    return error is not None


def _with_entities(path: Path) -> RequestError:
    return RequestError(
        f"{path.name} declares entities in its XML, which no workbook of Excel does: "
        "it was not opened. Ask its sender for the original file."
    )


def _plain(value: object) -> Value:
    return value if isinstance(value, str | int | float) or value is None else str(value)


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
