from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

from omi_desktop.errors import RequestError
from omi_desktop.report import model, wording
from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.parts.criteria import GOOD, PRIORITY
from omi_desktop.report.pdf import write_pdf
from omi_desktop.report.pdf_type import marked_up
from omi_desktop.report.wording import letter
from omi_desktop.store import SignOff


def flat(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def printed(data: ReportData, tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    """Return the report of the whole inspection, read back."""
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    write_pdf(report(data), path)
    return pypdf.PdfReader(path)


@pytest.fixture(scope="module")
def pages(printed: pypdf.PdfReader) -> list[str]:
    """Return the text of each page."""
    return [flat(page.extract_text()) for page in printed.pages]


def bookmarks(reader: pypdf.PdfReader) -> list[tuple[str, int]]:
    """Return the bookmarks in order, each with the index of its page."""

    def walk(entries: list[object]) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry)
            elif isinstance(entry, pypdf.generic.Destination):
                yield str(entry.title), reader.get_destination_page_number(entry) or 0

    return list(walk(reader.outline))


def page_of(reader: pypdf.PdfReader, pages: list[str], title: str) -> str:
    """Return the text from the page of the bookmark `title` to that of the next bookmark."""
    marks = bookmarks(reader)
    place = next(place for place, (text, _) in enumerate(marks) if text == title)
    first = marks[place][1]
    last = marks[place + 1][1] if place + 1 < len(marks) else len(pages)
    return " ".join(pages[first : max(last, first + 1)])


def test_every_figure_of_the_scorecard_stands_on_its_page(
    data: ReportData, printed: pypdf.PdfReader, pages: list[str]
) -> None:
    checked = 0
    for criterion in data.scorecard.criteria:
        page = page_of(printed, pages, f"{criterion.id} {criterion.title}")
        assert f"{criterion.rounded}% from {criterion.cases} cases" in page
        for result in criterion.questions:
            question = data.instrument.questions[result.id]
            if question.counts and result.relevant:
                share = wording.share(result.sufficient, result.relevant)
                row = f"{question.text} {result.sufficient} {result.relevant} {share}"
                assert flat(row) in page, result.id
                checked += 1
    assert checked > 150


def test_the_page_of_scores_says_what_the_scorecard_says(
    data: ReportData, printed: pypdf.PdfReader, pages: list[str]
) -> None:
    page = page_of(printed, pages, "Summary of scores")
    card = data.scorecard
    assert f"Score for the Risk of Harm thread {card.risk_of_harm.rounded}%" in page
    for section in card.sections:
        assert f"{section.id}. {section.title} {section.rounded}%" in page
    for rated in card.leadership:
        assert f"{rated.id} {rated.title} {rated.rating or 'Not yet rated'}" in page


def test_bookmarks_are_the_headings_in_order(data: ReportData, printed: pypdf.PdfReader) -> None:
    wanted = [
        block.title if isinstance(block, model.Contents) else block.text
        for block in report(data).blocks
        if isinstance(block, model.Contents)
        or (isinstance(block, model.Heading) and block.contents)
    ]
    assert [title for title, _ in bookmarks(printed)] == wanted


def test_a_bookmark_leads_to_its_heading_where_several_parts_share_a_page(
    printed: pypdf.PdfReader,
) -> None:
    first, second = (
        next(mark for mark in printed.outline if getattr(mark, "title", "") == title)
        for title in ("Recommendations for improvement", "Next steps")
    )
    assert first.page == second.page
    assert first.top > second.top > 0


def test_the_running_head_names_the_part_that_the_page_begins_with(
    data: ReportData, pages: list[str]
) -> None:
    head = report(data).metadata.running_head
    sharing = next(page for page in pages if "Next steps" in page and "Contents" not in page)
    assert f"{head} Recommendations for improvement" in sharing
    assert f"{head} Next steps" not in sharing
    inside = next(page for page in pages if f"{head} 2. Implementation" in page)
    assert "2.1" in inside


def test_a_running_head_is_whole_where_the_line_holds_both_sides(
    data: ReportData, tmp_path: Path
) -> None:
    long = "A part of the report whose heading is longer than half of the line is"
    made = report(data)
    blocks = (model.Heading(1, long), model.Paragraph("Words."))
    write_pdf(replace(made, blocks=blocks), tmp_path / "long.pdf")
    (page,) = pypdf.PdfReader(tmp_path / "long.pdf").pages
    assert flat(page.extract_text()).count(long) == 2
    assert "…" not in page.extract_text()
    wide = replace(made, blocks=(model.Heading(1, f"{long} {long}"), *blocks[1:]))
    write_pdf(wide, tmp_path / "wide.pdf")
    (page,) = pypdf.PdfReader(tmp_path / "wide.pdf").pages
    # What names the area stays whole; the other side ends between two words.
    assert made.metadata.running_head in page.extract_text()
    assert re.search(r"\w…", page.extract_text())


def test_a_list_of_several_never_leaves_its_first_item_alone(pages: list[str]) -> None:
    alone = re.compile(r"(Strengths|Areas for improvement) (?!.*\(b\)).*\(a\)")
    ends = [page for page, after in pairwise(pages) if alone.search(page) and "(b)" in after[:900]]
    assert ends == []


def test_the_contents_are_where_their_bookmark_says(
    printed: pypdf.PdfReader, pages: list[str]
) -> None:
    page = dict(bookmarks(printed))["Contents"]
    assert "Contents Foreword" in pages[page]


def test_a_report_that_was_signed_off_says_its_data_cut_and_no_draft(
    data: ReportData, tmp_path: Path
) -> None:
    signed = SignOff(2, "p0", "2006-08-01T09:30:00.000Z", data.revision - 1, "code")
    kept = replace(data.kept, sign_offs=(signed,))
    # Made long after the sign-off: it still says what was signed.
    late = replace(data, kept=kept, at=datetime(2007, 1, 1, tzinfo=UTC), revision=data.revision + 9)
    for name, made in (("late", report(late)), ("soon", report(replace(data, kept=kept)))):
        write_pdf(made, tmp_path / f"{name}.pdf")
    assert (tmp_path / "late.pdf").read_bytes() == (tmp_path / "soon.pdf").read_bytes()
    printed = [flat(p.extract_text()) for p in pypdf.PdfReader(tmp_path / "late.pdf").pages]
    assert "Data cut 2: 1 August 2006, 09:30 UTC" in printed[0]
    for page in printed:
        assert "Draft" not in page
        assert "Figures of 1 August 2006, 09:30 UTC, 39 of 40 cases assessed, data cut 2" in page
    table = next(page for page in printed if "Number of the data cut 2" in page)
    assert "Data cut 1 August 2006, 09:30 UTC" in table
    assert "Signed off by Dana Hale" in table
    assert f"Revision of the inspection file {data.revision - 1}" in table


def test_a_table_without_a_title_stands_with_the_words_that_lead_to_it(pages: list[str]) -> None:
    assert any("holds the same figures. Data cut" in page for page in pages)


def test_the_contents_give_the_page_on_which_each_heading_stands(
    printed: pypdf.PdfReader, pages: list[str]
) -> None:
    contents = next(page for page in pages if "Contents Foreword" in page)
    marks = [(title, page) for title, page in bookmarks(printed) if title != "Contents"]
    for title, page in marks:
        assert re.search(rf"{re.escape(title)}\W+{page + 1}\b", contents), title
        assert title in pages[page]


def test_every_page_but_the_cover_is_numbered(pages: list[str]) -> None:
    assert "Page 1 of" not in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in page


def test_every_page_says_that_it_is_a_draft_and_of_which_data(pages: list[str]) -> None:
    for page in pages:
        assert "Draft" in page
        assert "Figures of 21 July 2006, 15:30 UTC, 39 of 40 cases assessed" in page


def test_the_reconciliation_code_is_printed_and_in_the_properties(
    data: ReportData, printed: pypdf.PdfReader, pages: list[str]
) -> None:
    code = report(data).reconciliation
    assert any(f"Reconciliation code {code}" in page for page in pages)
    assert printed.metadata is not None
    assert code in (printed.metadata.keywords or "")
    assert printed.metadata.title == "Offender management in Cumbria"
    assert printed.metadata.author == "HM Inspectorate of Probation"


def test_every_typeface_is_embedded(printed: pypdf.PdfReader) -> None:
    names = set()
    for page in printed.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            names.add(str(font["/BaseFont"]))
            assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
    assert {name.partition("+")[2] for name in names} >= {"LiberationSans", "LiberationSans-Bold"}


def test_no_line_ends_inside_a_count(printed: pypdf.PdfReader) -> None:
    for page in printed.pages:
        assert not re.search(r"\d of\n|\d\nof \d", page.extract_text())


def test_no_page_begins_with_a_conclusion(pages: list[str]) -> None:
    assert sum(GOOD in page or PRIORITY in page for page in pages) > 1
    for page in pages:
        assert not page.startswith((GOOD, PRIORITY))


def test_text_of_people_is_printed_as_it_was_written(hostile: ReportData, tmp_path: Path) -> None:
    path = tmp_path / "hostile.pdf"
    write_pdf(report(hostile), path)
    reader = pypdf.PdfReader(path)
    text = flat(" ".join(page.extract_text() for page in reader.pages))
    line = "Smith & Sons <b>bold</b> =1+1 “quoted” Łódź Ελλάδα Москва ☎ ≥ [U+4E2D][U+6587]"
    assert text.count(line) >= 4
    # The tail of a word longer than a line, and the cell higher than a page, are all there.
    assert text.count("very long") == 900
    assert text.replace(" ", "").count("x" * 3000) == 1
    assert len(re.findall(r"\bword\b", text)) == 3000


def test_an_inspection_without_answers_prints_words_for_its_scores(
    bare: ReportData, tmp_path: Path
) -> None:
    path = tmp_path / "bare.pdf"
    write_pdf(report(bare), path)
    text = flat(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages))
    assert "Score for the Risk of Harm thread Not scored" in text
    assert "Not scored no relevant case" in text
    assert "No conclusion can be drawn" in text


def test_the_same_report_makes_the_same_bytes(data: ReportData, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        write_pdf(report(data), tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_file_is_dated_with_the_data_cut(printed: pypdf.PdfReader, data: ReportData) -> None:
    assert printed.metadata is not None
    assert printed.metadata.creation_date == data.at


def test_a_report_that_cannot_be_written_is_refused_in_a_sentence_and_leaves_nothing(
    bare: ReportData, tmp_path: Path
) -> None:
    with pytest.raises(RequestError, match=r"could not be written .*No such file or directory"):
        write_pdf(report(bare), tmp_path / "missing" / "report.pdf")
    (tmp_path / "taken.pdf").mkdir()
    with pytest.raises(RequestError, match="choose another place"):
        write_pdf(report(bare), tmp_path / "taken.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.pdf"]


def test_a_file_that_stood_there_is_replaced_whole(bare: ReportData, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_text("an older report")
    write_pdf(report(bare), path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert [found.name for found in tmp_path.iterdir()] == ["report.pdf"]


def test_items_are_lettered_past_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 27, 701, 702)] == [
        "a",
        "z",
        "aa",
        "ab",
        "zz",
        "aaa",
    ]


def test_text_is_never_read_as_mark_up() -> None:
    assert marked_up("<font size=9>&amp;") == "&lt;font size=9&gt;&amp;amp;"
    assert marked_up("a\nb\x07c") == "a<br/>b c"


def test_a_character_the_text_face_lacks_is_set_in_the_symbol_face() -> None:
    assert marked_up("≥ ☎") == '≥ <font name="DejaVuSans">☎</font>'


def test_a_character_no_shipped_face_has_is_printed_as_its_number() -> None:
    assert marked_up("中 \ud800") == '[U+4E2D] <font name="DejaVuSans">\ufffd</font>'


def test_a_final_report_has_no_draft_mark(data: ReportData, tmp_path: Path) -> None:
    made = report(data)
    final = replace(made, metadata=replace(made.metadata, draft=""))
    write_pdf(final, tmp_path / "final.pdf")
    foot = pypdf.PdfReader(tmp_path / "final.pdf").pages[1].extract_text()
    assert "Draft" not in foot
    assert "Figures of 21 July 2006" in foot
