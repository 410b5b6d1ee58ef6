"""The annex: the way from scores to answers on paper, with what must not be published marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

from omi_desktop.report import model
from omi_desktop.report.annex import NOT_FOR_PUBLICATION, TITLE
from omi_desktop.report.content import annex_report, report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.pdf import write_pdf


@pytest.fixture(scope="module")
def made(data: ReportData) -> model.Report:
    """Return the annex as a document of its own."""
    return annex_report(data)


@pytest.fixture(scope="module")
def pages(made: model.Report, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the text of each page of its PDF."""
    path = tmp_path_factory.mktemp("annex") / "annex.pdf"
    write_pdf(made, path)
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def texts(block: model.Block) -> Iterator[str]:
    match block:
        case model.Paragraph() | model.Heading():
            yield block.text
        case model.Table():
            yield block.title
            for row in block.rows:
                yield from row.cells


def under(made: model.Report) -> Iterator[tuple[str, list[model.Block]]]:
    """Yield every question that has cases to show, with the blocks under its heading."""
    places = [place for place, block in enumerate(made.blocks) if isinstance(block, model.Heading)]
    for start, end in pairwise([*places, len(made.blocks)]):
        heading = made.blocks[start]
        assert isinstance(heading, model.Heading)
        if heading.level == 3:
            yield heading.text.split()[0], list(made.blocks[start + 1 : end])


def test_every_case_below_the_line_stands_under_its_question(
    data: ReportData, made: model.Report
) -> None:
    refs = {case.ref for case in data.cases}
    shown = dict(under(made))
    for criterion in data.scorecard.criteria:
        for result in criterion.questions:
            below = result.relevant - result.sufficient
            blocks = shown.get(result.id, [])
            found = [
                ref
                for block in blocks
                for text in texts(block)
                if "Still open" not in text
                for ref in refs
                if ref in text
            ]
            assert len(found) == len(set(found)) == below


def test_every_note_below_the_line_is_printed_with_who_and_when(
    data: ReportData, made: model.Report
) -> None:
    names = {person.id: person.name for person in data.people}
    rows = {
        (question, row.cells[0]): row.cells
        for question, blocks in under(made)
        for block in blocks
        if isinstance(block, model.Table)
        for row in block.rows
    }
    refs = {case.id: case.ref for case in data.cases}
    noted = 0
    for answer in data.answers:
        cells = rows.get((answer.question, refs[answer.case]))
        if cells is not None:
            noted += 1
            assert cells[2] == answer.note.strip()
            assert names[answer.by] in cells[3]
    assert noted == len(rows)


def test_whatever_holds_cases_says_that_it_is_not_for_publication(
    data: ReportData, made: model.Report
) -> None:
    refs = [case.ref for case in data.cases]
    for block in made.blocks:
        words = list(texts(block))
        if any(ref in text for text in words for ref in refs):
            assert words[0].startswith(NOT_FOR_PUBLICATION)


def test_the_figures_are_those_of_the_scorecard(data: ReportData, made: model.Report) -> None:
    rows = {
        row.cells[0].split()[0]: row.cells
        for block in made.blocks
        if isinstance(block, model.Table) and block.title.startswith("Results")
        for row in block.rows
    }
    for criterion in data.scorecard.criteria:
        for result in criterion.questions:
            if result.kind != "fact":
                told = rows[result.id][1:3]
                assert told == (str(result.sufficient), str(result.relevant))


def test_every_page_says_that_it_is_not_for_publication(pages: list[str]) -> None:
    assert all(NOT_FOR_PUBLICATION in page for page in pages)


def test_no_page_ends_with_the_heading_of_what_stands_on_the_next(
    made: model.Report, pages: list[str]
) -> None:
    headings = {b.text for b in made.blocks if isinstance(b, model.Heading) and b.level == 3}
    for page in pages:
        body = page.split("Draft")[0].strip()
        assert not any(body.endswith(heading) for heading in headings)


def test_the_report_holds_the_annex_only_where_it_is_chosen(data: ReportData) -> None:
    plain, whole = report(data), report(data, with_annex=True)
    assert whole.blocks[: len(plain.blocks)] == plain.blocks
    assert model.Heading(1, TITLE) in whole.blocks
    assert not any(NOT_FOR_PUBLICATION in text for block in plain.blocks for text in texts(block))
    assert whole.metadata == plain.metadata


def test_the_annex_is_tagged_as_the_report_is(made: model.Report, tmp_path: Path) -> None:
    path = tmp_path / "annex.pdf"
    write_pdf(made, path)
    root = pypdf.PdfReader(path).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    tags: set[str] = set()

    def walk(entry: object) -> None:
        kids = getattr(entry, "get", lambda _: None)("/K")
        if isinstance(entry, dict) and "/S" in entry:
            tags.add(str(entry["/S"]))
        for kid in kids if isinstance(kids, list) else [kids]:
            found = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(found, dict):
                walk(found)

    walk(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/P", "/TOC"} <= tags


def test_no_page_ends_with_a_criterion_whose_results_are_on_the_next(pages: list[str]) -> None:
    ends = re.compile(
        r"Annex: \d\.\d [^%]*\d+% from \d+ cases?; (at or above|below) the line of \d+%$"
    )
    foot = re.compile(r" ?Draft .*$")
    assert not [page for page in pages if ends.search(foot.sub("", page))]
    assert any(re.search(r"Annex: 1\.2 .* Results of the questions", page) for page in pages)
