"""The pages of one part, as they will print."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from omi_desktop.report.content import parts, report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.model import PageBreak
from omi_desktop.report.pdf import pdf_bytes
from omi_desktop.report.sample_pages import EMPTY, criterion_pdf, part_pdf, rewritten
from omi_desktop.store import Finding, FindingKind, Passage, Rating

NAMED = (
    "cover",
    "foreword",
    "acknowledgements",
    "summary",
    "scores",
    "recommendations",
    "next-steps",
    "good-practice",
    "area",
    "perspective",
    "criterion/1.2",
    "criterion/4.1",
    "section/1",
    "context",
    "method",
    "scoring",
    "role",
)


def flat(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page."""
    return [flat(page.extract_text()) for page in pypdf.PdfReader(BytesIO(content)).pages]


def test_the_parts_put_together_are_the_report(data: ReportData) -> None:
    together = [block for part in parts(data) for block in part.compose()]
    whole = [block for block in report(data).blocks if not isinstance(block, PageBreak)]
    assert together == whole


def test_no_two_parts_have_the_same_name(data: ReportData) -> None:
    names = [part.id for part in parts(data)]
    assert len(names) == len(set(names))
    assert set(NAMED) <= set(names)


@pytest.mark.parametrize("part", NAMED)
def test_every_part_has_pages_that_say_preview(data: ReportData, part: str) -> None:
    pages = pages_of(part_pdf(data, part))
    assert pages
    for page in pages:
        assert "Draft" in page
        assert data.instrument.title in page
        assert part == "cover" or "Preview" in page
        assert "Page " not in page


@pytest.mark.parametrize("criterion", ["1.2", "2.4", "3.2"])
def test_a_criterion_looks_as_in_the_whole_report_but_for_the_page_number(
    data: ReportData, criterion: str
) -> None:
    sample = [page.replace("Preview", "") for page in pages_of(criterion_pdf(data, criterion))]
    whole = pages_of(pdf_bytes(report(data)))
    title = next(c.title for c in data.instrument.criteria if c.id == criterion)
    first = next(
        place for place, page in enumerate(whole) if page.startswith(f"{criterion} {title}")
    )
    for place, page in enumerate(sample):
        number = f"Page {first + place + 1} of {len(whole)}"
        assert number in whole[first + place]
        assert flat(whole[first + place].replace(number, "")) == flat(page)


def test_passages_name_the_part_that_they_are_printed_in(data: ReportData) -> None:
    for passage, part in (
        ("notice", "cover"),
        ("summary/risk-of-harm", "summary"),
        ("perspective/offenders", "perspective"),
    ):
        assert part_pdf(data, passage) == part_pdf(data, part)


def test_a_part_without_content_is_a_page_that_says_so(bare: ReportData) -> None:
    [page] = pages_of(part_pdf(bare, "foreword"))
    assert EMPTY in page


def test_a_part_that_the_report_does_not_have_is_a_defect(data: ReportData) -> None:
    with pytest.raises(LookupError, match=r"no part “criterion/9\.9”"):
        part_pdf(data, "criterion/9.9")


def test_the_same_records_make_the_same_report(data: ReportData) -> None:
    assert report(rewritten(data, data.kept)) == report(data)


def test_pages_follow_what_is_being_written(data: ReportData) -> None:
    fresh = Finding("1.2", FindingKind.STRENGTH, 1, "Half of it was typed a moment ago.")
    kept = replace(
        data.kept,
        findings=(*data.kept.findings, fresh),
        passages=(*data.kept.passages, Passage("criterion/1.2", 1, "See the notes above.")),
        ratings=(Rating("4.1", "not-met", "So far."),),
    )
    typed = rewritten(data, kept)
    text = flat(" ".join(pages_of(criterion_pdf(typed, "1.2"))))
    assert "(a) Half of it was typed a moment ago." in text
    assert "See the notes above." in text
    assert "Not met" in " ".join(pages_of(criterion_pdf(typed, "4.1")))
    assert "Not met" in " ".join(pages_of(part_pdf(typed, "scores")))
    # Nothing of this comes to stand in what it was made from.
    assert fresh not in data.kept.findings
    assert "moment ago" not in " ".join(pages_of(criterion_pdf(data, "1.2")))


def test_letters_follow_the_findings_that_are_being_written(data: ReportData) -> None:
    first, second = (
        Finding("1.2", FindingKind.STRENGTH, place, f"Number {place}.", id=f"f{place}")
        for place in (1, 2)
    )
    pointing = Passage("area", 1, "As {see f2} says.")
    texts = []
    for findings in ((first, second), (second,)):
        kept = replace(data.kept, findings=findings, passages=(pointing,))
        texts.append(" ".join(pages_of(part_pdf(rewritten(data, kept), "area"))))
    assert "1.2 strength (b)" in texts[0]
    assert "1.2 strength (a)" in texts[1]
