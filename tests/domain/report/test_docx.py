from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.report import model, wording
from omi_desktop.report.content import report
from omi_desktop.report.docx import INVITATION, docx_bytes, write_docx
from omi_desktop.report.docx_xml import element, on_one_line, writable
from omi_desktop.report.gather import ReportData
from omi_desktop.report.headings import with_levels
from omi_desktop.report.model import Items, Numbering, Report


@pytest.fixture(scope="module")
def made(data: ReportData) -> Report:
    """Return the report of the whole inspection."""
    return report(data)


@pytest.fixture(scope="module")
def word(made: Report) -> WordDocument:
    """Return the Word document of the whole inspection, read back."""
    return Document(BytesIO(docx_bytes(made)))


def body(document: WordDocument) -> list[Paragraph | Table]:
    """Return paragraphs and tables in their order."""
    return list(document.iter_inner_content())


def style(paragraph: Paragraph) -> str:
    """Return the name of the style of a paragraph."""
    assert paragraph.style is not None
    return str(paragraph.style.name)


def rows(table: Table) -> list[list[str]]:
    """Return the words of the cells, row by row."""
    lines: Any = table._tbl.tr_lst
    return [["".join(cell.xpath(".//w:t/text()")) for cell in line.tc_lst] for line in lines]


def under(document: WordDocument, title: str) -> list[Paragraph | Table]:
    """Return what stands between the heading `title` and the next one in the contents."""
    pieces = body(document)
    headings = [
        place
        for place, piece in enumerate(pieces)
        if isinstance(piece, Paragraph) and style(piece) in {"Heading 1", "Heading 2"}
    ]
    first = next(place for place in headings if words(pieces[place]) == title)
    last = next((place for place in headings if place > first), len(pieces))
    return pieces[first:last]


def words(piece: Paragraph | Table) -> str:
    """Return the words of a paragraph, or of a table line by line."""
    if isinstance(piece, Paragraph):
        return piece.text
    return "\n".join(" | ".join(row) for row in rows(piece))


def everything(document: WordDocument) -> str:
    """Return all words of the body."""
    return "\n".join(words(piece) for piece in body(document))


def values(document: WordDocument, path: str) -> list[str]:
    """Return what an XPath finds in the body."""
    root: Any = document.element.body
    return [str(found) for found in root.xpath(path)]


def test_every_figure_of_the_scorecard_stands_under_its_criterion(
    data: ReportData, word: WordDocument
) -> None:
    checked = 0
    for criterion in data.scorecard.criteria:
        pieces = under(word, f"{criterion.id} {criterion.title}")
        mark = next(p for p in pieces if isinstance(p, Paragraph) and style(p) == "Score")
        plain = mark.text.replace("\u00a0", "")
        assert plain.startswith(f"{criterion.rounded}%  from {criterion.cases} cases")
        lines = [row for piece in pieces if isinstance(piece, Table) for row in rows(piece)]
        for result in criterion.questions:
            question = data.instrument.questions[result.id]
            if question.counts and result.relevant:
                share = wording.share(result.sufficient, result.relevant)
                assert [
                    question.text,
                    str(result.sufficient),
                    str(result.relevant),
                    share,
                ] in lines, result.id
                checked += 1
    assert checked > 150


def test_the_page_of_scores_says_what_the_scorecard_says(
    data: ReportData, word: WordDocument
) -> None:
    text = "\n".join(words(piece) for piece in under(word, "Summary of scores"))
    card = data.scorecard
    assert f"Score for the Risk of Harm thread | {card.risk_of_harm.rounded}%" in text
    for section in card.sections:
        assert f"{section.id}. {section.title} | {section.rounded}%" in text
    for rated in card.leadership:
        assert f"{rated.id} {rated.title} | {rated.rating or 'Not yet rated'}" in text


def test_every_word_of_the_report_is_in_the_document(made: Report, word: WordDocument) -> None:
    text = everything(word)
    for block in made.blocks:
        for part in texts(block):
            assert writable(part) in text, part


def texts(block: model.Block) -> Iterator[str]:
    """Yield the texts of a block, as they stand in a document."""
    match block:
        case model.Cover():
            yield from (block.programme, f"{block.title}\n{block.area}", *block.lines)
        case model.Heading() | model.Paragraph():
            yield block.text
        case model.Mark():
            yield from (block.text, block.meaning)
        case model.Items():
            yield from (block.heading, block.remark, *block.items)
        case model.Table():
            yield from (block.title, *block.notes, *(column.heading for column in block.columns))
            yield from (cell for row in block.rows for cell in row.cells)
        case model.Chart():
            yield from (block.title, block.line_title)
            yield from (f"{bar.label} {bar.title}" for bar in block.bars)
        case model.Definitions():
            yield from (word for entry in block.entries for word in entry)


def test_the_headings_are_those_of_the_report_at_their_levels(
    made: Report, word: WordDocument
) -> None:
    wanted = [
        (block.text if isinstance(block, model.Heading) else block.heading, level)
        for block, level in with_levels(made.blocks)
        if isinstance(block, model.Heading | Items) and level
    ]
    found = []
    for piece in body(word):
        level = re.match(r"Heading (\d)", style(piece)) if isinstance(piece, Paragraph) else None
        if level:
            found.append((words(piece), int(level[1])))
    assert found == wanted
    assert len(found) > 50


def test_the_contents_list_the_headings_and_lead_to_them(made: Report, word: WordDocument) -> None:
    entries = [piece for piece in word.paragraphs if style(piece).startswith("toc ")]
    wanted = [
        block.text for block in made.blocks if isinstance(block, model.Heading) and block.contents
    ]
    assert [entry.text.rstrip("\t") for entry in entries] == wanted
    for entry in entries:
        (link,) = entry.hyperlinks
        ((home,),) = [
            [words(piece) for piece in word.paragraphs if names(piece) == [link.fragment]],
        ]
        assert home == entry.text.rstrip("\t")
        assert f"PAGEREF {link.fragment} " in "".join(field_codes(entry))


def names(paragraph: Paragraph) -> list[str]:
    """Return how links call a paragraph."""
    line: Any = paragraph._p
    return [str(name) for name in line.xpath("w:bookmarkStart/@w:name")]


def field_codes(paragraph: Paragraph) -> list[str]:
    """Return the instructions of the fields of a paragraph."""
    line: Any = paragraph._p
    return [str(code.text) for code in line.iter(qn("w:instrText"))]


def test_word_fills_the_contents_from_the_headings_that_are_listed(
    made: Report, word: WordDocument
) -> None:
    """What it takes are the styles Heading 1 and 2 alone; the others are styles of ours."""
    taken = [piece.text for piece in word.paragraphs if style(piece) in {"Heading 1", "Heading 2"}]
    assert taken == [
        block.text for block in made.blocks if isinstance(block, model.Heading) and block.contents
    ]
    codes = values(word, ".//w:instrText/text()")
    assert [code for code in codes if "TOC" in code] == [r' TOC \o "1-2" \h \z ']
    kinds = values(word, ".//w:fldChar/@w:fldCharType")
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(codes)
    settings: Any = word.settings.element
    assert settings.xpath("w:updateFields/@w:val") == ["true"]


def test_the_head_of_a_table_is_repeated_and_no_row_is_split(
    made: Report, word: WordDocument
) -> None:
    headed = [
        block
        for block in made.blocks
        if isinstance(block, model.Table) and any(column.heading for column in block.columns)
    ]
    heads = values(word, "w:tbl[w:tr[1]/w:trPr/w:tblHeader]")
    assert len(heads) == len(headed) + 1  # and the chart
    assert not values(word, "w:tbl/w:tr[position() > 1]/w:trPr/w:tblHeader")
    assert not values(word, "w:tbl/w:tr[not(w:trPr/w:cantSplit)]")


def test_two_tables_never_touch(word: WordDocument) -> None:
    assert not values(word, "w:tbl[following-sibling::*[1][self::w:tbl or self::w:sectPr]]")


def test_a_table_and_a_chart_say_what_they_are(made: Report, word: WordDocument) -> None:
    titles = [
        block.title
        for block in made.blocks
        if isinstance(block, model.Table | model.Chart) and block.title
    ]
    assert values(word, "w:tbl/w:tblPr/w:tblCaption/@w:val") == titles
    (chart,) = (block for block in made.blocks if isinstance(block, model.Chart))
    assert values(word, "w:tbl/w:tblPr/w:tblDescription/@w:val") == [chart.alternative]


def test_every_list_begins_anew(made: Report, word: WordDocument) -> None:
    lists = [block for block in made.blocks if isinstance(block, Items) and block.items]
    numbers = values(word, "w:p/w:pPr/w:numPr/w:numId/@w:val")
    assert len(numbers) == sum(len(block.items) for block in lists)
    assert len(set(numbers)) == len(lists)
    numbering: Any = word.part.numbering_part.element
    seen = []
    for number in dict.fromkeys(numbers):
        (own,) = numbering.xpath(f"w:num[@w:numId='{number}']")
        assert own.xpath("w:lvlOverride/w:startOverride/@w:val") == ["1"]
        (kind,) = own.xpath("w:abstractNumId/@w:val")
        level = f"w:abstractNum[@w:abstractNumId='{kind}']/w:lvl"
        seen.append(numbering.xpath(f"{level}/w:lvlText/@w:val")[0])
    marks = {Numbering.LETTERS: "(%1)", Numbering.NUMBERS: "%1.", Numbering.BULLETS: "•"}
    assert seen == [marks[block.numbering] for block in lists]
    assert set(seen) == set(marks.values())


def test_a_list_past_z_is_lettered_as_the_report_does_it(made: Report) -> None:
    items = Items("Strengths", tuple(f"Item {place}" for place in range(28)))
    long = Document(BytesIO(docx_bytes(replace(made, blocks=(items,)))))
    assert [piece.text for piece in long.paragraphs][-2:] == ["(aa)\tItem 26", "(ab)\tItem 27"]


def test_head_and_foot_name_the_report_the_draft_and_the_data(word: WordDocument) -> None:
    section = word.sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "Offender Management Inspection 2006: Cumbria"
    assert section.first_page_header.paragraphs[0].text == ""
    cut = "Draft   Figures of 21 July 2006, 15:30 UTC, 39 of 40 cases assessed"
    assert section.first_page_footer.paragraphs[0].text == cut
    foot = section.footer.paragraphs[0]
    assert foot.text == f"{cut}\tPage 1 of 1"
    assert field_codes(foot) == [" PAGE ", " NUMPAGES "]


def test_the_properties_name_the_report_and_its_reconciliation_code(
    made: Report, word: WordDocument, data: ReportData
) -> None:
    properties = word.core_properties
    assert properties.title == "Offender management in Cumbria"
    assert properties.subject == "Offender Management Inspection 2006: Cumbria"
    assert properties.author == "HM Inspectorate of Probation"
    assert properties.language == "en-GB"
    assert made.reconciliation in properties.keywords
    for moment in (properties.created, properties.modified):
        assert moment is not None
        assert moment.replace(tzinfo=UTC) == data.at
    assert any(made.reconciliation in words(piece) for piece in body(word))


def test_every_style_is_british_english_in_one_typeface(word: WordDocument) -> None:
    styles: Any = word.styles.element
    assert styles.xpath("w:docDefaults//w:lang/@w:val") == ["en-GB"]
    assert set(styles.xpath("//w:lang/@w:val")) == {"en-GB"}
    assert styles.xpath("w:docDefaults//w:rFonts/@w:ascii") == ["Arial"]
    assert not [
        name
        for fonts in styles.iter(qn("w:rFonts"))
        for name in fonts.attrib
        if name.lower().endswith("theme")
    ]


def test_a_draft_tracks_changes_and_says_at_its_front_how_to_comment(
    word: WordDocument, data: ReportData
) -> None:
    settings: Any = word.settings.element
    assert len(settings.xpath("w:trackRevisions")) == 1
    (comment,) = word.comments
    assert comment.text == "\n".join(INVITATION)
    assert (comment.author, comment.initials) == ("HM Inspectorate of Probation", "HMIP")
    assert comment.timestamp == data.at
    title = next(piece for piece in word.paragraphs if style(piece) == "Title")
    anchor: Any = title._p
    assert anchor.xpath("w:commentRangeStart/@w:id") == [str(comment.comment_id)]


def test_a_final_report_invites_no_comment_and_tracks_nothing(made: Report) -> None:
    final = replace(made, metadata=replace(made.metadata, draft=""))
    word = Document(BytesIO(docx_bytes(final)))
    settings: Any = word.settings.element
    assert not settings.xpath("w:trackRevisions")
    assert not list(word.comments)
    foot = word.sections[0].footer.paragraphs[0].text
    assert foot.startswith("Figures of 21 July 2006")


def test_every_part_but_the_first_begins_on_a_new_page(made: Report, word: WordDocument) -> None:
    breaks = [
        following
        for block, following in zip(made.blocks, made.blocks[1:], strict=False)
        if isinstance(block, model.PageBreak)
    ]
    broken = [piece.text for piece in word.paragraphs if piece.paragraph_format.page_break_before]
    assert broken == [
        block.text if isinstance(block, model.Heading) else "Contents" for block in breaks
    ]


def test_text_of_people_stands_as_it_was_written(hostile: ReportData) -> None:
    word = Document(BytesIO(docx_bytes(report(hostile))))
    text = everything(word)
    line = "Smith & Sons <b>bold</b> =1+1 “quoted” Łódź Ελλάδα Москва ☎ ≥ 中文"
    assert text.count(line) >= 6
    assert "\x07" not in text
    assert text.count("very long") == 900
    assert "x" * 3000 in text
    # A row that is higher than a page may be split.
    assert len(values(word, "w:tbl/w:tr[not(w:trPr/w:cantSplit)]")) == 1


def test_an_inspection_without_answers_has_words_for_its_scores(bare: ReportData) -> None:
    text = everything(Document(BytesIO(docx_bytes(report(bare)))))
    assert "Score for the Risk of Harm thread | Not scored" in text
    assert "No conclusion can be drawn" in text


def test_the_same_report_makes_the_same_bytes(made: Report) -> None:
    assert docx_bytes(made) == docx_bytes(made)


def test_a_document_that_cannot_be_written_is_refused_in_a_sentence_and_leaves_nothing(
    bare: ReportData, tmp_path: Path
) -> None:
    with pytest.raises(RequestError, match=r"The Word document could not be written to .*folder"):
        write_docx(report(bare), tmp_path / "missing" / "report.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_stood_there_is_replaced_whole(bare: ReportData, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_text("an older report")
    write_docx(report(bare), path)
    assert Document(str(path)).core_properties.title == "Offender management in Rutland"
    assert [found.name for found in tmp_path.iterdir()] == ["report.docx"]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_written(text: str) -> None:
    run = element("t")
    run.text = writable(text)
    assert writable(run.text or "") == (run.text or "")
    assert "\n" not in on_one_line(text)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_prints_it_with_every_heading_in_order(
    made: Report, tmp_path: Path
) -> None:
    write_docx(made, tmp_path / "report.docx")
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    target = ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")]
    said = subprocess.run([*command, *target], check=True, capture_output=True, timeout=180)
    if not (tmp_path / "report.pdf").exists():
        assert b"could not be loaded" in said.stderr + said.stdout
        pytest.skip("This LibreOffice has no Writer")
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages]
    assert all("Draft" in page for page in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    text = " ".join(" ".join(pages).split())
    at = text.index("Contents")
    for block in made.blocks:
        if isinstance(block, model.Heading):
            found = text.find(" ".join(block.text.split()), at)
            assert found >= 0, block.text
            at = found
    assert "(a) " in text
