"""A number that one output says otherwise than the others is found: the comparison can fail."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from omi_desktop.instrument.model import Instrument
from omi_desktop.report import model
from omi_desktop.report.content import report
from omi_desktop.report.docx import write_docx
from omi_desktop.report.html import write_html
from omi_desktop.report.pdf import write_pdf
from omi_desktop.scoring.scorecard import Scorecard
from omi_ui.scores.view import ScoresView

Differences = Callable[[dict[str, str], dict[str, str]], dict[str, str]]
PLACES = (
    "score",
    "cases",
    "sufficient",
    "relevant",
    "per cent",
    "chart",
    "thread",
    "section",
    "sampled",
    "finding",
    "passage",
    "fact",
    "proposed",
)
READERS = {"PDF": "pdf_text", "web page": "html_text", "Word draft": "word_text"}
WRITERS = {"PDF": write_pdf, "web page": write_html, "Word draft": write_docx}


@pytest.fixture(scope="module")
def book(one: Any) -> Iterator[Workbook]:
    """Return the workbook of the one inspection with the values that were written into it."""
    with closing(openpyxl.load_workbook(one.path("xlsx"), data_only=True)) as opened:
        yield opened


@pytest.mark.parametrize(
    "output",
    [
        pytest.param(
            "PDF",
            marks=pytest.mark.skipif(
                shutil.which("pdftotext") is None, reason="poppler is not installed"
            ),
        ),
        "web page",
        "Word draft",
    ],
)
def test_every_number_changed_in_a_printed_report_is_found(
    output: str,
    one: Any,
    reading: Any,
    differences: Differences,
    bank: Instrument,
    tmp_path: Path,
) -> None:
    true = report(one.data)
    blocks, changed = _falsified(true.blocks)
    assert changed == set(PLACES)
    path = tmp_path / "falsified"
    WRITERS[output](replace(true, blocks=blocks), path)
    found = reading.report(getattr(reading, READERS[output])(path), bank)
    assert len(differences(one.expected.report(), found)) == len(PLACES)


@pytest.mark.parametrize(
    ("sheet", "place", "key"),
    [
        ("Summary", "C5", "cases 1.1"),
        ("Summary", "F7", "score 1.3"),
        ("Summary", "G8", "rounded 1.4"),
        ("Summary", "F21", "section 1"),
        ("Questions", "sufficient", "result"),
        ("Questions", "relevant", "result"),
        ("Questions", "percent", "percent"),
        ("Findings", "text", "text"),
        ("About", "Cases in the sample", "sampled"),
    ],
)
def test_a_number_changed_in_the_workbook_is_found(
    sheet: str,
    place: str,
    key: str,
    book: Workbook,
    one: Any,
    reading: Any,
    differences: Differences,
) -> None:
    cell = _cell(book[sheet], place)
    true = cell.value
    cell.value = _other(true)
    wrong = differences(one.expected.workbook(), reading.workbook(book))
    cell.value = true
    assert len(wrong) == 1
    assert next(iter(wrong)).startswith(key)


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (("cases", "assessed"), "assessed"),
        (("criteria", 3, "score"), "score 1.4"),
        (("criteria", 3, "rounded"), "rounded 1.4"),
        (("criteria", 3, "cases"), "cases 1.4"),
        (("criteria", 3, "questions", 0, "sufficient"), "result 1.4.1"),
        (("criteria", 3, "questions", 0, "percent"), "percent 1.4.1"),
        (("sections", 1, "rounded"), "rounded 2"),
        (("risk_of_harm", "score"), "thread"),
    ],
)
def test_a_number_changed_in_what_the_command_prints_is_found(
    place: tuple[str | int, ...], key: str, one: Any, reading: Any, differences: Differences
) -> None:
    told: Any = copy.deepcopy(one.scores)
    *way, last = place
    inside = told
    for step in way:
        inside = inside[step]
    inside[last] += 1
    assert list(differences(one.expected.scores(), reading.scores(told))) == [key]


@pytest.mark.parametrize("part", ["score", "result", "section", "thread", "counts"])
def test_a_number_changed_in_the_window_is_found(
    part: str,
    one: Any,
    reading: Any,
    differences: Differences,
    bank: Instrument,
    qtbot: QtBot,
    look: None,
) -> None:
    view = ScoresView(bank)
    qtbot.addWidget(view)
    view.show_card(_false_card(one.data.scorecard, part))
    wrong = differences(one.expected.window(), reading.window(view, bank))
    assert {key.split()[0] for key in wrong} == ({"score", "chart"} if part == "score" else {part})


def test_a_statement_that_is_missing_or_not_expected_is_found(differences: Differences) -> None:
    assert differences({"a": "1"}, {}) == {"a": "should be “1”, is “nothing”"}
    assert differences({}, {"a": "1"}) == {"a": "should be “nothing”, is “1”"}
    assert differences({"a": "1"}, {"a": "1"}) == {}


def _falsified(blocks: tuple[model.Block, ...]) -> tuple[tuple[model.Block, ...], set[str]]:
    """Return the blocks with one number changed in each of the places, and which were met."""
    waiting, made = list(PLACES), []
    for block in blocks:
        place = next((name for name in waiting if _false(name, block) is not None), None)
        if place is not None:
            waiting.remove(place)
        made.append(block if place is None else _false(place, block) or block)
    return tuple(made), set(PLACES) - set(waiting)


def _false(place: str, block: model.Block) -> model.Block | None:
    """Return a block with a number of this place changed; None where it has no such number."""
    match place, block:
        case "score", model.Mark(text=text) if text[0].isdigit():
            return replace(block, text=_other(text))
        case "cases", model.Mark(meaning=meaning) if "case" in meaning and "from" in meaning:
            return replace(block, meaning=_other(meaning))
        case "chart", model.Chart(bars=bars):
            shown = next(at for at, bar in enumerate(bars) if bar.value)
            other = replace(bars[shown], value=(bars[shown].value or 0) - 1)
            return replace(block, bars=(*bars[:shown], other, *bars[shown + 1 :]))
        case "sufficient" | "relevant" | "per cent", model.Table(title="Results of the questions"):
            column = ("sufficient", "relevant", "per cent").index(place) + 1
            return _false_cell(block, column)
        case "thread", model.Table(title=title) if title.startswith("Table 2"):
            return _false_cell(block, 1)
        case "section", model.Table(title=title) if title.startswith("Table 3"):
            return _false_cell(block, 1)
        case "sampled", model.Table(rows=rows) if rows[1].cells[0] == "Cases sampled":
            first, second, *rest = rows
            other = replace(second, cells=(second.cells[0], _other(second.cells[1])))
            return replace(block, rows=(first, other, *rest))
        case "finding", model.Items(items=items) if items[0].startswith("Text"):
            return _false_item(block, r"begins: .*?\d")
        case "passage", model.Paragraph(text=text) if text.startswith("Text"):
            return _changed(block, "text", text, r"begins: .*?\d")
        case "fact", model.Items(heading="For information"):
            return _false_item(block, r"\(\d+ case")
        case "proposed", model.Items(remark=remark) if remark:
            return _false_item(block, r"\d+% .*?\(\d+ of \d\d")
    return None


def _false_cell(table: model.Table, column: int) -> model.Table | None:
    for at, row in enumerate(table.rows):
        if row.cells[column][0].isdigit():
            cells = [*row.cells]
            cells[column] = _other(cells[column])
            rows = (*table.rows[:at], replace(row, cells=tuple(cells)), *table.rows[at + 1 :])
            return replace(table, rows=rows)
    return None


def _false_item(items: model.Items, pattern: str) -> model.Items | None:
    for at, text in enumerate(items.items):
        if re.search(pattern, text):
            changed = _at(pattern, text)
            return replace(items, items=(*items.items[:at], changed, *items.items[at + 1 :]))
    return None


def _changed(block: model.Paragraph, name: str, text: str, pattern: str) -> model.Paragraph | None:
    return replace(block, **{name: _at(pattern, text)}) if re.search(pattern, text) else None


def _at(pattern: str, text: str) -> str:
    """Return a text with the last digit of what the pattern finds changed."""
    found = re.search(pattern, text)
    assert found is not None
    digits = [at for at in range(*found.span()) if text[at].isdigit()]
    at = digits[-1]
    return f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"


def _other(value: Any) -> Any:
    """Return another number, or a text in which the first number is another."""
    if isinstance(value, int | float):
        return value + 1
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), value, count=1)


def _cell(sheet: Any, place: str) -> Any:
    """Return a cell by its address, its line, or the first of a column that holds a number."""
    if place[-1].isdigit():
        return sheet[place]
    head, *lines = sheet.iter_rows()
    for line in lines:
        if line[0].value == place:
            return line[1]
    column = next(at for at, cell in enumerate(head) if cell.value == place)
    number = re.compile(r"\d+(\.\d+)?$|Text \d+ begins")
    return next(line[column] for line in lines if number.match(str(line[column].value)))


def _false_card(card: Scorecard, part: str) -> Scorecard:
    def more(score: Fraction | None) -> Fraction:
        return (score or Fraction()) + Fraction(1, 100)

    first, *others = card.criteria
    match part:
        case "score":
            return replace(card, criteria=(replace(first, score=more(first.score)), *others))
        case "result":
            *rest, counted = first.questions
            false = replace(counted, sufficient=counted.sufficient + 1)
            return replace(card, criteria=(replace(first, questions=(*rest, false)), *others))
        case "section":
            own, *rest = card.sections
            return replace(card, sections=(replace(own, score=more(own.score)), *rest))
        case "thread":
            thread = replace(card.risk_of_harm, score=more(card.risk_of_harm.score))
            return replace(card, risk_of_harm=thread)
        case _:
            return replace(card, cases=replace(card.cases, complete=card.cases.complete + 1))
