"""The report as one value: a tree of blocks that says what is printed, not how.

All text is plain. Whatever a person wrote stands in it as it was written; a renderer escapes it.
Figures come in as finished words, so that no two renderers can round or count differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from omi_desktop.scoring.scorecard import CaseCounts, Scorecard


class Voice(StrEnum):
    """In which voice a paragraph speaks; renderers give each its look."""

    BODY = "body"
    DESCRIPTOR = "descriptor"
    REMARK = "remark"
    CONCLUSION = "conclusion"
    SIGNATURE = "signature"


class Numbering(StrEnum):
    """How the items of a list are marked."""

    LETTERS = "letters"
    NUMBERS = "numbers"
    BULLETS = "bullets"


class Align(StrEnum):
    """On which side the cells of a column stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page; `lines` stand at its foot."""

    programme: str
    title: str
    area: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the table of contents; renderers fill it from the headings."""

    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part), 2 (a criterion) or 3 (inside one).

    `contents` tells whether it stands in the table of contents and among the bookmarks.
    """

    level: int
    text: str
    contents: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Continuous text; a line break in it is a line break in print."""

    text: str
    voice: Voice = Voice.BODY


@dataclass(frozen=True, slots=True)
class Items:
    """A list under its own short heading, "" where it has none."""

    heading: str
    items: tuple[str, ...]
    numbering: Numbering = Numbering.LETTERS
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The score or the rating of a criterion, as it stands beside its title."""

    text: str
    meaning: str
    below_line: bool | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width, relative to the others."""

    heading: str
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; a row of one cell is a sub-heading across the table."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title above and its notes below, either "" where there is none.

    One that `flows` is split over two pages where it begins low on the first; others turn the page.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    flows: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; `value` is the printed whole percentage, None where there is no score.

    `note` stands after the value: what it rests on.
    """

    label: str
    title: str
    value: int | None
    below_line: bool
    section: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from 0 to 100 with one line across; `alternative` says the same in words."""

    title: str
    bars: tuple[Bar, ...]
    line: int
    line_title: str
    sections: tuple[tuple[str, str], ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what they stand for."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Continue on a new page."""


Block: TypeAlias = (
    Cover | Contents | Heading | Paragraph | Items | Mark | Table | Chart | Definitions | PageBreak
)


@dataclass(frozen=True, slots=True)
class DataCut:
    """The moment whose answers the report rests on, and how much was in by then.

    `number` counts the sign-offs of an inspection; it is 0 while the report is a draft.
    """

    at: datetime
    cases: CaseCounts
    revision: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, and the words at the head and foot of its pages."""

    title: str
    subject: str
    author: str
    keywords: str
    running_head: str
    foot: str
    draft: str
    """The mark on every page while the report is a draft; "" once it is final."""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report: what is printed, and the figures it was made from."""

    metadata: Metadata
    cut: DataCut
    blocks: tuple[Block, ...]
    scorecard: Scorecard
    reconciliation: str
