from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.proofread import proofread
from omi_desktop.proofread.json_form import json_form
from omi_desktop.proofread.reading import read_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LETTERS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0">
<w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""
ITEM = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>{}</w:p>'
DOCUMENT = f"""<w:document {W}><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>1.1 Planning</w:t></w:r></w:p>
<w:p><w:r><w:t>Strengths</w:t></w:r></w:p>
{ITEM.format("<w:r><w:t>In 43 </w:t></w:r><w:r><w:t>of 61 cases.</w:t></w:r>")}
{
    ITEM.format(
        "<w:del><w:r><w:delText>Old</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>New words.</w:t></w:r></w:ins>"
    )
}
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Target</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>90%</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sdt><w:sdtContent><w:p><w:r><w:t>Contents</w:t><w:tab/><w:t>4</w:t></w:r></w:p></w:sdtContent>
</w:sdt></w:body></w:document>"""


def _docx(path: Path, document: str = DOCUMENT, numbering: str = LETTERS) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", document)
        packed.writestr("word/numbering.xml", numbering)
    return path


def test_a_word_document_gives_its_paragraphs_letters_and_rows_in_order(tmp_path: Path) -> None:
    text = read_text(_docx(tmp_path / "draft.docx"))
    assert [line for line in text.splitlines() if line] == [
        "## 1.1 Planning",
        "Strengths",
        "(a) In 43 of 61 cases.",
        "(b) New words.",
        "Target\t90%",
        "Contents\t4",
    ]


def test_a_fault_in_a_word_document_is_found(tmp_path: Path) -> None:
    wrong = DOCUMENT.replace("of 61 cases.", "of 61 cases (71%).")
    findings = proofread(read_text(_docx(tmp_path / "draft.docx", wrong))).findings
    assert [finding.text for finding in findings] == ["43 of 61 cases (71%)"]


def test_a_text_is_read_with_or_without_its_mark_of_order(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file = tmp_path / f"{encoding}.txt"
        file.write_text("50 % – “half”\n", encoding=encoding)
        assert read_text(file) == "50 % – “half”\n"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-1.7", "pdftotext"),
        ("a.doc", b"\xd0\xcf", "save it as .docx"),
        ("a.txt", b"caf\xe9", "UTF-8"),
        ("a.md", b"a\0b", "not a text"),
        ("a.docx", b"PK nothing", "cannot be read as a Word document"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(RequestError, match=says):
        read_text(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    for name in ("none.txt", "none.docx"):
        with pytest.raises(RequestError, match="There is no file"):
            read_text(tmp_path / name)


def test_a_word_document_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa">]>' + DOCUMENT.replace("Strengths", "&a;")
    with pytest.raises(RequestError, match="entities"):
        read_text(_docx(tmp_path / "draft.docx", bomb))


@pytest.mark.parametrize("document", ["<w:document", "<other/>", f"<w:document {W}/>"])
def test_a_damaged_word_document_is_refused(tmp_path: Path, document: str) -> None:
    with pytest.raises(RequestError, match="cannot be read as a Word document"):
        read_text(_docx(tmp_path / "draft.docx", document))


def test_a_word_document_that_swells_is_refused(tmp_path: Path) -> None:
    path = _docx(tmp_path / "draft.docx", "<a>" + " " * (61 * 1024 * 1024) + "</a>")
    with pytest.raises(RequestError, match="far more than a report has"):
        read_text(path)


def test_the_printed_document_has_the_agreed_form() -> None:
    assert json_form(proofread("It was so in 43 of 61 cases (71%).")) == {
        "findings": [
            {
                "line": 1,
                "kind": "arithmetic",
                "text": "43 of 61 cases (71%)",
                "why": "43 of 61 is 70%, not 71%.",
            }
        ],
        "checked": {"percentages": 1, "references": 0},
    }
