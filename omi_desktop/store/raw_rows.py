"""Rows straight from the pages of a database, without its schema or the way to them.

The format is SQLite's, as its documentation gives it: leaves of tables and of indexes, cells,
records, and chains of pages for what is too long for one.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Field: TypeAlias = str | int | float | bytes | None
Record: TypeAlias = tuple[Field, ...]

_INDEX_LEAF, _TABLE_LEAF = 0x0A, 0x0D
_HEADER_OF_FILE = 100
_LARGEST = 64 * 1024 * 1024
_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


class _Unreadable(Exception):
    """A cell does not make sense, or needs a page that is not there."""


def rows(pages: Mapping[int, bytes], usable: int) -> Iterator[tuple[int, Record]]:
    """Yield every record in the leaves with its row number, 0 in an index.

    A row that needs a page which is not there is left out; so is what makes no sense.
    """
    for number, page in sorted(pages.items()):
        begin = _HEADER_OF_FILE if number == 1 else 0
        if page[begin] not in (_INDEX_LEAF, _TABLE_LEAF):
            continue
        (count,) = struct.unpack_from(">H", page, begin + 3)
        for index in range(min(count, usable // 4)):
            try:
                (at,) = struct.unpack_from(">H", page, begin + 8 + 2 * index)
                yield _cell(pages, page, at, usable, is_table=page[begin] == _TABLE_LEAF)
            except (_Unreadable, IndexError, struct.error, UnicodeDecodeError):
                continue


def _cell(
    pages: Mapping[int, bytes], page: bytes, at: int, usable: int, *, is_table: bool
) -> tuple[int, Record]:
    length, at = _varint(page, at)
    row, at = _varint(page, at) if is_table else (0, at)
    if length > _LARGEST:
        raise _Unreadable
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return row, _record(page[at : at + length])
    least = (usable - 12) * 32 // 255 - 23
    here = least + (length - least) % (usable - 4)
    here = here if here <= most else least
    (following,) = struct.unpack_from(">I", page, at + here)
    return row, _record(page[at : at + here] + _chained(pages, following, length - here, usable))


def _chained(pages: Mapping[int, bytes], number: int, length: int, usable: int) -> bytes:
    parts: list[bytes] = []
    while length > 0:
        page = pages.get(number)
        if page is None:
            raise _Unreadable
        part = page[4 : min(usable, 4 + length)]
        parts.append(part)
        length -= len(part)
        (number,) = struct.unpack_from(">I", page, 0)
    return b"".join(parts)


def _record(payload: bytes) -> Record:
    size, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    fields: list[Field] = []
    for kind in kinds:
        width = (kind - 12) // 2 if kind >= 12 else _WIDTHS[kind]
        part = payload[at : at + width]
        if len(part) != width:
            raise _Unreadable
        fields.append(_field(kind, part))
        at += width
    return tuple(fields)


def _field(kind: int, part: bytes) -> Field:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        (real,) = struct.unpack(">d", part)
        return float(real)
    if kind < 7:
        return int.from_bytes(part, "big", signed=True)
    return part.decode("utf-8") if kind % 2 else part


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9
