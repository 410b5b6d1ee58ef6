"""The rows of a sheet out of its XML, in one pass.

Rows whose cells hold no more than a number or a shared text, as nearly all do, are taken by a
pattern, which costs a third of what the parser takes. The parser sees everything else: what stands
round the rows, and every row that the pattern does not match to its last sign.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Generic, TypeAlias, TypeVar
from xml.parsers import expat

T = TypeVar("T")
Row: TypeAlias = tuple[int, list[T | str]]

_CHUNK = 1 << 18
_LONGEST_WAIT = 1 << 20
_MOST_COLUMNS = 16_384
_MOST_CELLS = 10_000_000
"""How many cells a sheet may have, blank ones before others included; no inspection comes near."""

_CELL = r'<c r="%s\d+"(?: s="%s")?(?: t="%s")?(?:/>|>(?:<v>%s</v>)?</c>)'
_EACH_CELL = re.compile(_CELL % ("([A-Z]+)", r"(\d+)", "([a-z]+)", "([^<&]*)"))
_PLAIN_ROW = re.compile(
    r'<row r="(\d+)"[^<>]*>((?:%s)+)</row>' % (_CELL % ("[A-Z]+", r"\d+", "(?:s|n|b)", "[^<&]*"))
)
_ROW_ENDS = "</row>"
_UTF_8 = re.compile(rb"""\s*<\?xml[^>]*encoding=["'](?:utf-8|us-ascii)["']|\s*<(?!\?xml)""", re.I)
_HIDES = re.compile("<[!?]")
"""What may hide rows from the parser: a comment, a section of text, an instruction."""


def rows_of(
    content: IO[bytes], texts: Sequence[str], shown: Callable[[str, str, str], T], blank: T
) -> Iterator[Row[T]]:
    """Yield number and cells of each row; `texts` are the shared ones.

    `shown` is told type, style and content of a cell that is no shared text, and returns what it
    says; equal cells are asked about once. `blank` stands before a cell where none is. Raises what
    the parser raises for a sheet that is not well formed, ValueError where it makes no sense,
    IndexError where it refers to a text that is not there.
    """
    count = 0
    for row in _rows(content, texts, shown, blank):
        count += len(row[1])
        if count > _MOST_CELLS:
            raise ValueError("more cells than a sheet of an inspection has")
        yield row


def _rows(
    content: IO[bytes], texts: Sequence[str], shown: Callable[[str, str, str], T], blank: T
) -> Iterator[Row[T]]:
    gathering = _Gathering(texts, shown, blank)
    first = content.read(_CHUNK)
    if not _UTF_8.match(first.removeprefix(b"\xef\xbb\xbf")):
        yield from _parsed(gathering, first, content)
        return
    decode = getincrementaldecoder("utf-8-sig")().decode
    # The declaration of the document is an instruction too, and hides nothing.
    start = decode(first)
    declared = start.find("?>") + 2 if start.lstrip().startswith("<?xml") else 0
    yield from gathering.parse(start[:declared])
    waiting = start[declared:]
    while True:
        chunk = content.read(_CHUNK)
        end = waiting.rfind(_ROW_ENDS) + len(_ROW_ENDS) if _ROW_ENDS in waiting else 0
        if _HIDES.search(waiting) or (not end and len(waiting) > _LONGEST_WAIT):
            yield from gathering.parse(waiting)
            yield from _parsed(gathering, decode(chunk), content, decode)
            return
        yield from gathering.take(waiting[:end])
        waiting = waiting[end:] + decode(chunk, final=not chunk)
        if not chunk:
            break
    yield from gathering.parse(waiting)
    yield from gathering.parse("", final=True)


def _parsed(
    gathering: _Gathering[T],
    first: str | bytes,
    content: IO[bytes],
    decode: Callable[[bytes], str] | None = None,
) -> Iterator[Row[T]]:
    """Yield the rows that are left, all of them by the parser."""
    yield from gathering.parse(first)
    while chunk := content.read(_CHUNK):
        yield from gathering.parse(decode(chunk) if decode else chunk)
    yield from gathering.parse("" if decode else b"", final=True)


class _Gathering(Generic[T]):
    """The parser with what it gathers, and the rows that it is spared."""

    def __init__(self, texts: Sequence[str], shown: Callable[[str, str, str], T], blank: T) -> None:
        self._number = 0
        self._done: list[Row[T]] = []
        self._texts = texts
        self._shown = shown
        self._blank = blank
        self._known: dict[tuple[str, str, str], T] = {}
        self._columns: dict[str, int] = {}
        self._parser = expat.ParserCreate()
        self._listen()

    def parse(self, piece: str | bytes, *, final: bool = False) -> Iterator[Row[T]]:
        """Yield the rows that a piece of the document completes."""
        self._parser.Parse(piece, final)
        yield from self._done
        self._done.clear()

    def take(self, piece: str) -> Iterator[Row[T]]:
        """Yield the rows of a piece that begins and ends between rows, or before the first."""
        at = 0
        for row in _PLAIN_ROW.finditer(piece):
            between = piece[at : row.start()]
            if between and not between.isspace():
                yield from self.parse(between)
            at = row.end()
            self._number = int(row[1])
            yield self._number, self._cells(row[2])
        if at < len(piece):
            yield from self.parse(piece[at:])

    def _cells(self, plain: str) -> list[T | str]:
        cells: list[T | str] = []
        known, columns, texts = self._known, self._columns, self._texts
        for letters, style, kind, raw in _EACH_CELL.findall(plain):
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = _column(letters)
            if column != len(cells):
                self._fill(cells, column)
            if kind == "s":
                cells.append(texts[_place(raw)] if raw else self._blank)
                continue
            key = (kind, style, raw)
            found = known.get(key)
            if found is None:
                found = known[key] = self._shown(kind, style, raw)
            cells.append(found)
        return cells

    def _fill(self, cells: list[T | str], column: int) -> None:
        if column < len(cells):
            raise ValueError(f"a cell of column {column} stands behind a later one")
        cells.extend([self._blank] * (column - len(cells)))

    def _listen(self) -> None:
        """Have the parser append each row that it comes by to what is done.

        Closures over plain variables: there are five calls for each of a million cells.
        """
        row = cell = spoken = said = text = ""
        cells: list[T | str] = []
        pieces: list[str] = []
        kind = style = place = raw = ""
        digits = 0
        is_spoken = False
        parser, columns, known, texts = self._parser, self._columns, self._known, self._texts

        def begin(tag: str, _attributes: dict[str, str]) -> None:
            # The names of all elements begin as that of the sheet does: “x:worksheet”, “x:c”.
            nonlocal row, cell, spoken, said, text
            prefix = tag.removesuffix("worksheet")
            row, cell, spoken = f"{prefix}row", f"{prefix}c", f"{prefix}rPh"
            said, text = f"{prefix}v", f"{prefix}t"
            parser.StartElementHandler = start

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal kind, style, place, raw, digits, cells, is_spoken
            if tag == cell:
                kind = attributes.get("t", "")
                style = attributes.get("s", "")
                place = attributes.get("r", "")
                raw = ""
            elif tag in (said, text):
                pieces.clear()
            elif tag == row:
                told = attributes.get("r")
                self._number = int(told) if told else self._number + 1
                digits = len(str(self._number))
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
                        column = columns[letters] = _column(place.rstrip("0123456789"))
                    if column != len(cells):
                        self._fill(cells, column)
                if kind == "s":
                    cells.append(texts[_place(raw)] if raw else self._blank)
                    return
                key = (kind, style, raw)
                found = known.get(key)
                if found is None:
                    found = known[key] = self._shown(kind, style, raw)
                cells.append(found)
            elif tag == row:
                self._done.append((self._number, cells))
            elif tag == text and not is_spoken:
                # A text in the cell itself; how it is pronounced is no part of it.
                raw += "".join(pieces)
            elif tag == spoken:
                is_spoken = False

        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = refuse_doctype
        parser.StartElementHandler = begin
        parser.EndElementHandler = end
        parser.CharacterDataHandler = pieces.append


def _place(raw: str) -> int:
    """Return the place of a shared text; a list would take -1 for its last one."""
    place = int(raw)
    if place < 0:
        raise IndexError(raw)
    return place


def _column(letters: str) -> int:
    """Return the number of the column with these letters, from 0: 27 for “AB”."""
    if not letters.isascii() or not letters.isupper():
        raise ValueError(f"no column is called {letters}")
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    if found > _MOST_COLUMNS:
        raise ValueError(f"no sheet has a column {letters}")
    return found - 1


def refuse_doctype(*_: object) -> None:
    """Refuse a document type, by which a document could name other documents."""
    raise ValueError("a document type is declared")
