"""Blocks of the report as HTML; all that a person wrote is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from omi_desktop.report import model
from omi_desktop.report.html_chart import drawing
from omi_desktop.report.model import Align, Numbering, Voice
from omi_desktop.report.wording import NOT_SCORED

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTS = {
    Numbering.LETTERS: ('<ol class="letters">', "</ol>"),
    Numbering.NUMBERS: ("<ol>", "</ol>"),
    Numbering.BULLETS: ("<ul>", "</ul>"),
}
# What no HTML file may hold, and half a surrogate pair, which no file can.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def text(words: str) -> str:
    """Return plain text as HTML in which nothing is read as a tag; line breaks stay."""
    clean = _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", words.replace("\r\n", "\n")))
    return escape(clean).replace("\n", "<br>")


def headed(words: str, level: int, key: str = "", *, new_page: bool = False) -> str:
    """Return a heading; `new_page` lets it begin a page in print."""
    place = f' id="{key}"' if key else ""
    look = ' class="new-page"' if new_page else ""
    return f"<h{level}{place}{look}>{text(words)}</h{level}>"


def block(found: model.Block, level: int, under: str, number: int = 0) -> str:
    """Return a block; `under` is the heading that it stands under, for tables without a title.

    `level` is that of the heading of a list, `number` that of a chart.
    """
    match found:
        case model.Paragraph():
            look = "" if found.voice is Voice.BODY else f' class="{found.voice}"'
            return f"<p{look}>{text(found.text)}</p>"
        case model.Items():
            return "\n".join(_items(found, level))
        case model.Mark():
            below = " below" if found.below_line else ""
            return (
                f'<p class="mark{below}"><strong>{text(found.text)}</strong> '
                f"{text(found.meaning)}</p>"
            )
        case model.Table():
            return "\n".join(_table(found, under))
        case model.Chart():
            return "\n".join(_chart(found, number))
        case model.Definitions():
            return "\n".join(_definitions(found))
        case _:
            return ""


def _items(items: model.Items, level: int) -> Iterator[str]:
    if items.heading:
        yield headed(items.heading, level + 1)
    if items.remark:
        yield f'<p class="note">{text(items.remark)}</p>'
    start, end = _LISTS[items.numbering]
    yield start
    yield from (f"<li>{text(words)}</li>" for words in items.items)
    yield end


def _table(table: model.Table, under: str) -> Iterator[str]:
    yield "<table>"
    hidden = "" if table.title else ' class="unseen"'
    yield f"<caption{hidden}>{text(table.title or under)}</caption>"
    if any(column.heading for column in table.columns):
        yield "<thead><tr>"
        yield from (_column(column) for column in table.columns)
        yield "</tr></thead>"
    yield "<tbody>"
    for place, row in enumerate(table.rows):
        if len(row.cells) == 1 < len(table.columns):
            # A heading across begins a group of rows.
            yield "</tbody><tbody>" if place else ""
            span = f'colspan="{len(table.columns)}" scope="rowgroup"'
            yield f"<tr{_strong(row)}><th {span}>{text(row.cells[0])}</th></tr>"
            continue
        yield f"<tr{_strong(row)}>"
        for cell, (words, column) in enumerate(zip(row.cells, table.columns, strict=False)):
            tag, scope = ("td", "") if cell else ("th", ' scope="row"')
            yield f"<{tag}{scope}{_side(column)}>{text(words)}</{tag}>"
        yield "</tr>"
    yield "</tbody>\n</table>"
    yield from (f'<p class="note">{text(note)}</p>' for note in table.notes)


def _column(column: model.Column) -> str:
    if not column.heading:
        return "<td></td>"
    return f'<th scope="col"{_side(column)}>{text(column.heading)}</th>'


def _side(column: model.Column) -> str:
    return "" if column.align is Align.LEFT else f' class="{column.align}"'


def _strong(row: model.Row) -> str:
    return ' class="strong"' if row.strong else ""


def _chart(chart: model.Chart, number: int) -> Iterator[str]:
    """Yield the drawing, and under it the same numbers as a table."""
    yield "<figure>"
    yield f"<figcaption>{text(chart.title)}</figcaption>"
    yield drawing(chart, f"chart-{number}")
    yield "</figure>"
    titles = dict(chart.sections)
    rows: list[model.Row] = []
    section = ""
    for bar in chart.bars:
        if bar.section != section:
            section = bar.section
            rows.append(model.Row((titles.get(section, section),), strong=True))
        shown = NOT_SCORED if bar.value is None else f"{bar.value}%"
        where = "Below" if bar.below_line else "" if bar.value is None else "At or above"
        rows.append(model.Row((f"{bar.label} {bar.title}", shown, where, bar.note)))
    columns = (
        model.Column("Criterion", 6),
        model.Column("Score", 1, Align.RIGHT),
        model.Column(chart.line_title, 2),
        model.Column("From", 1, Align.RIGHT),
    )
    yield from _table(model.Table("The numbers of the chart", columns, tuple(rows)), "")


def _definitions(definitions: model.Definitions) -> Iterator[str]:
    yield "<dl>"
    for term, meaning in definitions.entries:
        yield f"<div><dt>{text(term)}</dt><dd>{text(meaning)}</dd></div>"
    yield "</dl>"
