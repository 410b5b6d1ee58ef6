"""What a report's plain text is made of: headings, lettered items, rows, sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from sys import maxsize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2_000
"""How many letters a sentence may have; the rules stay quick whatever a file holds."""


class Shape(StrEnum):
    """What a block is."""

    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the line it begins on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, an item, a table row or a paragraph, with the place where it stands.

    `criterion` is the number of the criterion around it, "" outside; `listed` is "strength" or
    "improvement" inside such a list and `letter` its letter there; `list_number` counts the lists
    from the start, so that two lists of one criterion are told apart. `parts` are pieces of the
    text with their lines.
    """

    shape: Shape
    text: str
    line: int
    criterion: str = ""
    listed: str = ""
    letter: str = ""
    list_number: int = 0
    cells: tuple[str, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of the block; a heading or row is one."""
        if self.shape in {Shape.HEADING, Shape.ROW}:
            return (Sentence(self.text[:LONGEST], self.line),)
        found = []
        start = 0
        for end in self._ends():
            text = self.text[start:end].strip()
            if text:
                at = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
                line = self.parts[bisect_right(self.parts, (at, maxsize)) - 1][1]
                found.append(Sentence(text, line))
            start = end
        return tuple(found)

    def _ends(self) -> Iterator[int]:
        """Yield where sentences end; what has no end for a whole page is cut."""
        start = 0
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        for end in [*ends, len(self.text)]:
            yield from range(start + LONGEST, end, LONGEST)
            yield end
            start = end


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered or plain title with its line: of the contents, of a heading, of a list."""

    line: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """A text taken apart.

    `contents` are the entries of its table of contents, `criteria` the headings of criteria in its
    body, `appendix` the numbered titles that an appendix lists.
    """

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    contents: tuple[Entry, ...]
    criteria: tuple[Entry, ...]
    appendix: tuple[Entry, ...]
    body: int
    """The line on which the body begins: the first criterion or section heading after contents."""

    def of_shape(self, *shapes: Shape) -> tuple[Block, ...]:
        """Return the blocks of these shapes, in order."""
        return tuple(block for block in self.blocks if block.shape in shapes)


_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bMr)(?<!\bMs)[.!?][”’')\]]*\s+(?=[“‘'(]*[A-Z0-9])"
)


def plain(line: str) -> str:
    """Return a line without marks of emphasis, heading signs and tags; asterisks of cells stay."""
    bare = re.sub(
        r"</?(?:b|i|u|em|strong|sup|sub|br)\s*/?>|\*\*|(?<!_)__(?!_)", "", line, flags=re.IGNORECASE
    )
    bare = re.sub(r"^\s*#{1,6}\s+", "", bare)
    if not is_row(bare):
        bare = re.sub(r"(?<=[^\\\d%\s])\*|(?<!\S)\*(?=\S)|\*(?=\s*$)", "", bare)
    return bare.replace("\\*", "*").replace("\u00a0", " ").rstrip()


def title_key(title: str) -> str:
    """Return a title as it is compared: lower case, without punctuation and standing words."""
    words = re.sub(r"general\s+criterion:?", " ", title.lower())
    return " ".join(re.findall(r"[a-z0-9{}]+", words.replace("’", "").replace("'", "")))


def is_row(line: str) -> bool:
    """Tell whether a line is a row of cells: parted by tabs, by bars or by wide gaps."""
    inside = line.strip()
    if "\t" in inside or (inside.startswith("|") and inside.count("|") > 1):
        return True
    inside = re.sub(r"^(?:[-*•]|\([a-z]\)|\d{1,2}\.)\s+", "", inside)
    return bool(re.search(r"\S {3,}\S", inside))
