"""The first sheet of a workbook as rows of text.

`safe_open` decides whether a workbook is opened at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from omi_desktop.errors import RequestError
from omi_desktop.exchange.safe_open import refuse_unsafe
from omi_desktop.exchange.sheet_xml import BROKEN, Book


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of the first sheet with their numbers, each cell as text.

    Raises RequestError where the workbook is refused, at once, or cannot be read, on the way.
    """
    refuse_unsafe(path)
    return _read(path)


def _read(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with ZipFile(path) as packed:
            book = Book(packed)

            def shown(kind: str, style: str, raw: str) -> str:
                return _text(book, kind, style, raw.strip())

            yield from book.rows(next(iter(book.sheets)), shown, "")
    except BROKEN as error:
        raise RequestError(
            f"{path.name} cannot be read as a workbook: it is damaged, or was written by a program "
            "that does not keep to the format. Open it in Excel, save it as .xlsx and try again."
        ) from error


def _text(book: Book, kind: str, style: str, raw: str) -> str:
    """Return what a cell that is no shared text shows, as plain text."""
    if kind == "b":
        return "yes" if raw == "1" else "no"
    if kind in ("", "n") and raw:
        number = float(raw)
        return book.day(style, number) or (str(int(number)) if number.is_integer() else raw)
    return raw
