"""Workbooks read with openpyxl: what proves a workbook reads it by another way than what merges it.

`safe_open` decides whether a workbook is opened at all.
"""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager
from datetime import datetime, time
from typing import TYPE_CHECKING
from zipfile import BadZipFile

# Where lxml is installed openpyxl prefers it, and then defusedxml does not stand guard.
os.environ.setdefault("OPENPYXL_LXML", "False")

from openpyxl import DEFUSEDXML, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from omi_desktop.exchange.safe_open import ROW_LIMIT, broken, no_such_sheet, refuse_unsafe, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

    from omi_desktop.exchange.safe_open import Value

# openpyxl has no error of its own for a broken workbook: it fails wherever its reading gets stuck.
_BROKEN = (
    AttributeError,
    BadZipFile,
    EOFError,
    InvalidFileException,
    # Of an index or key that is not there, and of an encoding that nobody knows.
    LookupError,
    NotImplementedError,
    # The errors of both XML parsers that openpyxl may use are syntax errors.
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


class LibraryWorkbook:
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
            raise no_such_sheet(self.path, sheet)
        with _reading(self.path):
            found = self._book[sheet]
            # A sheet may claim any size; only rows that are there are read.
            found.reset_dimensions()
            for number, row in enumerate(found.iter_rows(values_only=True), start=1):
                if number > ROW_LIMIT:
                    raise too_long(self.path, sheet)
                yield tuple(_plain(value) for value in row)


@contextmanager
def opened_with_library(path: Path) -> Iterator[LibraryWorkbook]:
    """Give the workbook for reading; raises RequestError where `safe_open` refuses it."""
    refuse_unsafe(path)
    if not DEFUSEDXML:
        raise RuntimeError("defusedxml is switched off for openpyxl")
    # Opened here and not by openpyxl, which leaves a file open that it cannot read.
    with path.open("rb") as packed:
        with _reading(path):
            # Links are refused above; `keep_links` would only look for them again.
            book = load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        try:
            yield LibraryWorkbook(path, book)
        finally:
            book.close()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise broken(path) from error


def _plain(value: object) -> Value:
    if isinstance(value, datetime):
        # Excel keeps a day as the first moment of it.
        return str(value.date() if value.time() == time() else value)
    return value if isinstance(value, str | int | float) or value is None else str(value)
