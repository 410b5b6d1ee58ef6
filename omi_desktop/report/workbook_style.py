"""How the sheets of the workbook look, and the one way text from people gets into a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from omi_desktop.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# XlsxWriter carries no types, so its workbooks, sheets and formats are Any here.
Book = Any
Sheet = Any
Format = Any

CELL_LIMIT = 32_767
"""How much text Excel holds in one cell, in the units it counts: UTF-16 code units."""

INK = "#1F2A37"
QUIET = "#5B6673"
BLUE = "#2F5F8F"
ORANGE = "#C8641B"
_HIGHEST = 409
_RULE = "#D5DBE2"
_PALE = "#EEF2F6"
DEFAULT = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
"""How a cell without a format of its own looks: the thousands of Cases and Answers have none."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats that all sheets share."""

    title: Format
    quiet: Format
    heading: Format
    header: Format
    header_right: Format
    header_indented: Format
    cell: Format
    wrapped: Format
    wrapped_plain: Format
    indented: Format
    strong: Format
    whole: Format
    tenth: Format
    number: Format
    number_left: Format
    bold_whole: Format
    date: Format
    setting: Format
    differs: Format
    below: Format


def styles(book: Book) -> Styles:
    """Return the formats of one workbook."""

    def style(**more: object) -> Format:
        return book.add_format(dict(more))

    ruled = {"bottom": 1, "bottom_color": _RULE}
    header = {**ruled, "bold": True, "bg_color": _PALE, "bottom_color": BLUE, "text_wrap": True}
    return Styles(
        title=style(bold=True, font_size=16, font_color=BLUE),
        quiet=style(font_color=QUIET),
        heading=style(bold=True, font_size=12, font_color=BLUE),
        header=style(**header),
        header_right=style(**header, align="right"),
        header_indented=style(**header, align="left", indent=1),
        cell=style(**ruled),
        wrapped=style(**ruled, text_wrap=True),
        wrapped_plain=style(text_wrap=True),
        indented=style(**ruled, text_wrap=True, align="left", indent=1),
        strong=style(**ruled, bold=True, text_wrap=True),
        whole=style(**ruled, num_format="#,##0"),
        tenth=style(**ruled, num_format="0.0"),
        number=style(**ruled, align="right"),
        number_left=style(align="left"),
        bold_whole=style(**ruled, num_format="0", bold=True),
        date=style(num_format="dd/mm/yyyy", align="left"),
        setting=style(**ruled, num_format="0", font_color=BLUE, bg_color=_PALE),
        differs=book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": ORANGE}),
        below=book.add_format({"bold": True, "font_color": ORANGE}),
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its header, its width in characters and on which side it stands."""

    name: str
    width: float
    right: bool = False


def start_table(
    sheet: Sheet, style: Styles, columns: Sequence[Column], *, row: int = 0, frozen: int = 0
) -> None:
    """Write a header row that stays in view and repeats in print; `frozen` columns stay too."""
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    write_header(sheet, style, columns, row)
    sheet.freeze_panes(row + 1, frozen)
    sheet.repeat_rows(row)


def write_header(sheet: Sheet, style: Styles, columns: Sequence[Column], row: int) -> None:
    """Write one header row; a nameless column gets the look of the header alone."""
    after_number = follows_number(columns)
    for index, column in enumerate(columns):
        form = style.header_indented if after_number[index] else style.header
        put(sheet, row, index, column.name, style.header_right if column.right else form)


def follows_number(columns: Sequence[Column]) -> tuple[bool, ...]:
    """Tell of each column whether it is text beside a number, and so needs a little room."""
    left = (False, *(column.right for column in columns))
    return tuple(before and not column.right for before, column in zip(left, columns, strict=False))


def fit_height(sheet: Sheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its wrapped texts need, each given with the width of its column.

    Excel would do so when it opens the file; other programs show the row as it was written.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(_HIGHEST, 13 * lines + 3))


def _lines(text: str, width: float) -> int:
    # A column's width is told in digits; running text needs less than a digit a letter.
    letters = width * 1.12
    return sum(1 + int(max(0, len(line) - 1) // letters) for line in text.split("\n"))


def set_up_print(sheet: Sheet, foot: str, *, landscape: bool = True, one_wide: bool = True) -> None:
    """Prepare a sheet for A4 with its name at the head and the data cut and page at the foot."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    if one_wide:
        sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_header("&L&9&A")
    # An ampersand starts a code in a footer; Excel refuses footers of more than 255 characters.
    sheet.set_footer(f"&L&8{printable(foot)[:100].replace('&', '&&')}&R&8Page &P of &N")


def put(
    sheet: Sheet, row: int, column: int, text: str, form: Format = None, *, what: str = ""
) -> None:
    """Write text as text, whatever it begins with; an empty text leaves the cell empty.

    Raises RequestError naming `what` where the text is longer than a cell of Excel can hold:
    it is never cut.
    """
    if not text:
        if form is not None:
            sheet.write_blank(row, column, None, form)
        return
    # A character takes two units at most: short texts need no counting.
    if 2 * len(text) > CELL_LIMIT:
        _refuse_too_long(text, what or "A text")
    sheet.write_string(row, column, text, form)


def printable(text: str) -> str:
    """Return text for places outside cells, where XML has no way to write a control character."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _refuse_too_long(text: str, what: str) -> None:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units > CELL_LIMIT:
        raise RequestError(
            f"{what} has {units:,} characters, and a cell of Excel holds {CELL_LIMIT:,}: "
            "shorten it and export again."
        )
