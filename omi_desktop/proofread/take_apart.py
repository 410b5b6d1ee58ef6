"""Take a report's plain text apart.

Markdown, the text that `pdftotext -layout` gives and the text of a Word file are all understood:
marks of emphasis are dropped, wrapped lines are joined, and every sentence keeps its line.
"""

from __future__ import annotations

import re

from omi_desktop.proofread.outline import appendix_of, contents_of, criteria_of
from omi_desktop.proofread.page import Block, Entry, Page, Shape, is_row, plain

_ITEM = re.compile(r"^\s*(?:[-*•]\s+)?\(([a-z])\)\s*(.*)$")
_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}\.\s{1,4}(?=[a-z]))(.*)$")
_LIST_HEAD = re.compile(r"^(?:\d{1,3}%\s*)?(strengths?|areas?\s+for\s+improvement)\s*:?$", re.I)
_ENDS_LIST = re.compile(r"^(conclusion|performance against this criterion|this criterion)\b", re.I)
_CONTENTS_ENTRY = re.compile(r"^\s*(.*?\S)(?:\t+|\s{3,}|\s*\.{3,}\s*)(\d{1,3})\s*$")
_NUMBERED = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2})?)\.?\s+(?:general\s+criterion:?\s+)?(.{3,120})$", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}\.\s{1,4}(?=[a-z]))(.*)$")
_LIST_HEAD = re.compile(r"^(?:\d{1,3}%\s*)?(strengths?|areas?\s+for\s+improvement)\s*:?$", re.I)
_ENDS_LIST = re.compile(r"^(conclusion|performance against this criterion|this criterion)\b", re.I)
_CONTENTS_ENTRY = re.compile(r"^\s*(.*?\S)(?:\t+|\s{3,}|\s*\.{3,}\s*)(\d{1,3})\s*$")
_NUMBERED = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2})?)\.?\s+(?:general\s+criterion:?\s+)?(.{3,120})$", re.IGNORECASE
)
_LIST_HEAD = re.compile(r"^(?:\d{1,3}%\s*)?(strengths?|areas?\s+for\s+improvement)\s*:?$", re.I)
_ENDS_LIST = re.compile(r"^(conclusion|performance against this criterion|this criterion)\b", re.I)
_CONTENTS_ENTRY = re.compile(r"^\s*(.*?\S)(?:\t+|\s{3,}|\s*\.{3,}\s*)(\d{1,3})\s*$")
_NUMBERED = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2})?)\.?\s+(?:general\s+criterion:?\s+)?(.{3,120})$", re.IGNORECASE
)
_ENDS_LIST = re.compile(r"^(conclusion|performance against this criterion|this criterion)\b", re.I)
_CONTENTS_ENTRY = re.compile(r"^\s*(.*?\S)(?:\t+|\s{3,}|\s*\.{3,}\s*)(\d{1,3})\s*$")
_NUMBERED = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2})?)\.?\s+(?:general\s+criterion:?\s+)?(.{3,120})$", re.IGNORECASE
)


def read_page(text: str) -> Page:
    """Return a text taken apart into blocks, contents, criteria and appendix lists."""
    raw = [line.replace("\f", "") for line in text.splitlines()]
    lines = [plain(line) for line in raw]
    contents, after = contents_of(raw, lines)
    criteria = criteria_of(raw, lines, contents, after)
    last = max((entry.line for entry in criteria), default=0)
    appendix = appendix_of(lines, last)
    body = min((entry.line for entry in criteria), default=after + 1)
    blocks = _blocks(raw, lines, criteria, after)
    return Page(tuple(lines), blocks, contents, criteria, appendix, body)


class _Blocks:
    """Collects lines into blocks, top to bottom."""

    def __init__(self) -> None:
        self.done: list[Block] = []
        self.criterion = self.listed = self.letter = ""
        self.list_number = 0
        self._open: list[tuple[str, int]] = []
        self._shape = Shape.PROSE

    def begin(self, shape: Shape, text: str, line: int) -> None:
        self.close()
        self._shape = shape
        self._open = [(text.strip(), line)]

    def go_on(self, text: str, line: int) -> None:
        if not self._open:
            self._shape = Shape.PROSE
        self._open.append((text.strip(), line))

    def add(self, shape: Shape, text: str, line: int, cells: tuple[str, ...] = ()) -> None:
        self.close()
        self.done.append(Block(shape, text.strip(), line, self.criterion, cells=cells))

    def close(self) -> None:
        if not self._open:
            return
        text = ""
        parts = []
        for piece, line in self._open:
            text += " " if text else ""
            parts.append((len(text), line))
            text += piece
        self.done.append(
            Block(
                self._shape,
                text,
                self._open[0][1],
                self.criterion,
                self.listed,
                self.letter,
                self.list_number,
                parts=tuple(parts),
            )
        )
        self._open = []


def _blocks(
    raw: list[str], lines: list[str], criteria: tuple[Entry, ...], after: int
) -> tuple[Block, ...]:
    headings = {entry.line: entry.number for entry in criteria}
    blocks = _Blocks()
    for index, line in enumerate(lines):
        _take(blocks, raw[index], line, index + 1, headings, in_front=index < after)
    blocks.close()
    return tuple(blocks.done)


def _take(
    blocks: _Blocks, raw: str, line: str, at: int, headings: dict[int, str], *, in_front: bool
) -> None:
    text = line.strip()
    item = _ITEM.match(line)
    list_head = _LIST_HEAD.match(text)
    if not text:
        blocks.close()
    elif at in headings:
        blocks.add(Shape.HEADING, text, at)
        blocks.criterion, blocks.listed, blocks.letter = headings[at], "", ""
    elif list_head:
        blocks.add(Shape.HEADING, text, at)
        blocks.listed = "strength" if list_head[1].lower().startswith("s") else "improvement"
        blocks.list_number += 1
        blocks.letter = ""
    elif re.match(r"appendi(?:x|ces)\b", text, re.IGNORECASE) and not in_front:
        blocks.close()
        blocks.criterion = blocks.listed = blocks.letter = ""
        blocks.add(Shape.HEADING, text, at)
    elif _ENDS_LIST.match(text):
        blocks.close()
        blocks.listed = blocks.letter = ""
        blocks.begin(Shape.PROSE, text, at)
    elif item:
        blocks.close()
        blocks.letter = item[1]
        blocks.begin(Shape.ITEM, item[2], at)
    elif raw.lstrip().startswith("#"):
        blocks.add(Shape.HEADING, text, at)
    elif is_row(line):
        blocks.add(Shape.ROW, text, at, _cells(line))
    elif _BULLET.match(line):
        blocks.begin(Shape.PROSE, _BULLET.sub(r"\1", line), at)
    else:
        blocks.go_on(text, at)


def _cells(line: str) -> tuple[str, ...]:
    inside = line.strip("\n")
    if "\t" in inside.strip():
        return tuple(cell.strip() for cell in inside.split("\t"))
    if inside.strip().startswith("|"):
        return tuple(cell.strip() for cell in inside.strip().strip("|").split("|"))
    return tuple(cell.strip() for cell in re.split(r" {3,}", inside.strip()))
