from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pypdf
import pytest
from defusedxml import ElementTree
from pypdf.generic import ContentStream

from omi_desktop.report import model
from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.headings import with_levels
from omi_desktop.report.pdf import write_pdf
from omi_desktop.report.wording import letter

PAINTS = {
    *("Tj", "TJ", "'", '"', "Do", "BI", "sh"),
    *("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"),
}
HEADINGS = ("H1", "H2", "H3")
Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Node:
    """An element of the structure as it was read back."""

    tag: str
    number: int
    entry: Any
    kids: tuple[Node, ...]
    marks: tuple[Place, ...]
    links: tuple[Any, ...]

    @property
    def scope(self) -> str:
        """The scope of the heading of a table."""
        return str(self.entry.get("/A", {}).get("/Scope", ""))[1:]

    def walk(self) -> Iterator[Node]:
        """Yield the element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *tags: str) -> list[Node]:
        """Return the elements of these tags, in reading order."""
        return [node for node in self.walk() if node.tag in tags]


def structure(reader: pypdf.PdfReader) -> Node:
    """Return the document element of the file."""
    pages = {page.indirect_reference.idnum: place for place, page in enumerate(reader.pages)}

    def read(reference: Any) -> Node:
        entry = reference.get_object()
        kids, marks, links = [], [], []
        below = entry.raw_get("/K") if "/K" in entry else []
        for kid in below if isinstance(below, list) else [below]:
            found = kid.get_object()
            own = found.raw_get("/Pg") if isinstance(found, dict) and "/Pg" in found else None
            if isinstance(found, int):
                marks.append((pages[entry.raw_get("/Pg").idnum], int(found)))
            elif found.get("/Type") == "/MCR":
                marks.append((pages[own.idnum], int(found["/MCID"])))
            elif found.get("/Type") == "/OBJR":
                links.append(found["/Obj"])
            else:
                kids.append(read(kid))
        number = reference.idnum
        return Node(str(entry["/S"])[1:], number, entry, tuple(kids), tuple(marks), tuple(links))

    return read(reader.root_object["/StructTreeRoot"].raw_get("/K"))


def marked(reader: pypdf.PdfReader) -> Iterator[tuple[Place, str]]:
    """Yield each mark with its tag, and fail where anything is painted outside of all marks."""
    for place, page in enumerate(reader.pages):
        open_marks: list[str] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            name = operator.decode()
            if name == "BDC":
                assert not open_marks, f"page {place}: a mark inside a mark"
                open_marks.append(str(operands[0]))
                if operands[0] != "/Artifact":
                    yield (place, int(operands[1]["/MCID"])), str(operands[0])[1:]
            elif name == "EMC":
                open_marks.pop()
            assert name not in PAINTS or open_marks, f"page {place}: {operands} {name} is unmarked"
        assert not open_marks


def texts(reader: pypdf.PdfReader) -> dict[Place, str]:
    """Return the words of each mark."""
    found: dict[Place, str] = {}

    for place, page in enumerate(reader.pages):
        number: list[int | None] = [None]

        def before(operator: bytes, operands: Any, *_: Any, now: list[int | None] = number) -> None:
            if operator == b"BDC":
                now[0] = operands[1].get("/MCID")
            elif operator == b"EMC":
                now[0] = None

        def text(words: str, *_: Any, now: list[int | None] = number, at: int = place) -> None:
            if now[0] is not None:
                found[at, now[0]] = found.get((at, now[0]), "") + words

        page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found


def flat(words: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(words.split())


def written(made: model.Report, folder: Path) -> pypdf.PdfReader:
    """Return the report as it was written, read back."""
    write_pdf(made, folder / "report.pdf")
    return pypdf.PdfReader(folder / "report.pdf")


@pytest.fixture(scope="module", params=["data", "bare", "hostile"])
def made(request: pytest.FixtureRequest) -> model.Report:
    """Return the report of a whole, an empty and an odd inspection."""
    data: ReportData = request.getfixturevalue(request.param)
    return report(data)


@pytest.fixture(scope="module")
def reader(made: model.Report, tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    """Return the report, read back."""
    return written(made, tmp_path_factory.mktemp("tagged"))


@pytest.fixture(scope="module")
def tree(reader: pypdf.PdfReader) -> Node:
    """Return the structure of the report."""
    return structure(reader)


def test_everything_painted_is_content_of_one_element_or_decoration(
    reader: pypdf.PdfReader, tree: Node
) -> None:
    on_pages = Counter(marked(reader))
    in_tree = Counter((mark, node.tag) for node in tree.walk() for mark in node.marks)
    assert on_pages == in_tree
    assert set(on_pages.values()) == {1}


def test_each_page_leads_from_its_marks_to_their_elements(
    reader: pypdf.PdfReader, tree: Node
) -> None:
    numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert list(parents) == sorted(parents)
    keys = [page["/StructParents"] for page in reader.pages]
    for node in tree.walk():
        for page, mark in node.marks:
            assert parents[keys[page]][mark].idnum == node.number
        for link in node.links:
            assert parents[link["/StructParent"]].idnum == node.number
    assert all(page["/Tabs"] == "/S" for page in reader.pages)


def test_every_element_but_a_cell_holds_something_and_knows_what_it_is_in(tree: Node) -> None:
    for node in tree.walk():
        assert node.kids or node.marks or node.tag in ("TD", "TH"), node.tag
        for kid in node.kids:
            assert kid.entry.raw_get("/P").idnum == node.number


def test_no_level_of_heading_is_skipped(made: model.Report, tree: Node) -> None:
    levels = [int(node.tag[1:]) for node in tree.all(*HEADINGS)]
    assert levels == [level for _, level in with_levels(made.blocks) if level]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_headings_with_a_scope_and_rows_of_one_length(tree: Node) -> None:
    tables = tree.all("Table")
    assert tables
    for table in tables:
        assert [kid.tag for kid in table.kids if kid.tag != "TR"] in ([], ["Caption"])
        rows = [kid for kid in table.kids if kid.tag == "TR"]
        assert all(heading.scope in ("Column", "Row") for heading in table.all("TH"))
        for row in rows:
            assert any(cell.tag == "TH" for cell in row.kids)
        widths = {
            sum(int(cell.entry.get("/A", {}).get("/ColSpan", 1)) for cell in row.kids)
            for row in rows
        }
        assert len(widths) == 1


def test_every_figure_says_in_words_what_it_shows(made: model.Report, tree: Node) -> None:
    charts = [block for block in made.blocks if isinstance(block, model.Chart)]
    figures = tree.all("Figure")
    assert [figure.entry["/Alt"] for figure in figures] == [flat(c.alternative) for c in charts]
    assert figures
    for figure in figures:
        left, bottom, right, top = figure.entry["/A"]["/BBox"]
        assert 0 <= left < right <= 595.3
        assert 0 <= bottom < top <= 841.9


def test_every_line_of_the_contents_is_a_link_to_its_heading(
    made: model.Report, reader: pypdf.PdfReader, tree: Node
) -> None:
    listed = [b for b in made.blocks if isinstance(b, model.Heading) and b.contents]
    lines = tree.all("TOCI")
    said = texts(reader)
    assert len(lines) == len(listed) > 3
    # The contents have a bookmark, but no line of their own.
    bookmarks = [mark for mark in _flat_outline(reader.outline) if mark.title != "Contents"]
    for line, heading, bookmark in zip(lines, listed, bookmarks, strict=True):
        (link,) = line.all("Link")
        (annotation,) = link.links
        assert flat(annotation["/Contents"]) == flat(heading.text).replace("\x07", "").strip()
        page = (reader.get_destination_page_number(bookmark) or 0) + 1
        assert flat(said[link.marks[-1]]) == str(page)


def _flat_outline(entries: list[Any]) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _flat_outline(entry)
        else:
            yield entry


def test_the_file_says_that_it_is_accessible_in_which_language_and_its_title(
    made: model.Report, reader: pypdf.PdfReader
) -> None:
    root = reader.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    packet = ElementTree.fromstring(root["/Metadata"].get_data().decode())
    assert [node.text for node in packet.iter("{http://www.aiim.org/pdfua/ns/id/}part")] == ["1"]
    dublin = "{http://purl.org/dc/elements/1.1/}"
    (title,) = ("".join(node.itertext()) for node in packet.iter(f"{dublin}title"))
    (language,) = ("".join(node.itertext()) for node in packet.iter(f"{dublin}language"))
    assert reader.metadata is not None
    assert title == reader.metadata.title
    assert flat(title) in flat(made.metadata.title.replace("\x07", ""))
    assert language == "en-GB"


def test_the_structure_reads_as_the_report_was_composed(data: ReportData, tmp_path: Path) -> None:
    made = report(data)
    reader = written(made, tmp_path)
    said = texts(reader)
    tags = ("P", "H1", "H2", "H3", "Caption", "TH", "TD", "Lbl", "LBody")
    read = [
        flat("".join(said[mark] for mark in node.marks)) for node in structure(reader).all(*tags)
    ]
    wanted = [flat(words) for block in made.blocks for words in _read(block)]
    assert [words for words in read if words] == [words for words in wanted if words]


def _read(block: model.Block) -> Iterator[str]:
    """Yield what is read of a block, in order."""
    match block:
        case model.Cover():
            yield from (block.programme, block.title, block.area, *block.lines)
        case model.Contents():
            yield block.title
        case model.Heading() | model.Paragraph():
            yield block.text
        case model.Items():
            yield from (block.heading, block.remark)
            for place, text in enumerate(block.items):
                yield _label(block.numbering, place)
                yield text
        case model.Mark():
            yield f"{block.text} {block.meaning}"
        case model.Table():
            yield block.title
            yield from (column.heading for column in block.columns)
            yield from (cell for row in block.rows for cell in row.cells)
            yield from block.notes
        case model.Chart():
            yield block.title
        case model.Definitions():
            yield from (words for entry in block.entries for words in entry)
        case model.PageBreak():
            pass


def _label(numbering: model.Numbering, place: int) -> str:
    return {
        model.Numbering.LETTERS: f"({letter(place)})",
        model.Numbering.NUMBERS: f"{place + 1}.",
        model.Numbering.BULLETS: "•",
    }[numbering]


def test_what_is_split_over_pages_stays_one_element(data: ReportData, tmp_path: Path) -> None:
    long = "word " * 1500
    reader = written(
        replace(
            report(data),
            blocks=(
                model.Heading(1, "Part", contents=False),
                model.Paragraph(long),
                model.Items("", (long,), model.Numbering.LETTERS),
                model.Heading(2, long, contents=False),
                model.Table(
                    "", (model.Column("", 1), model.Column("", 1)), (model.Row((long, "x")),)
                ),
            ),
        ),
        tmp_path,
    )
    tree = structure(reader)
    said = texts(reader)
    spread = [node for node in tree.walk() if len({page for page, _ in node.marks}) > 1]
    assert [node.tag for node in spread] == ["P", "LBody", "H2", "TH"]
    for node in spread:
        assert "".join(said[mark] for mark in node.marks).split() == long.split()
    assert len(tree.all("Lbl")) == 1


def test_the_head_of_a_table_is_read_once_however_many_pages_repeat_it(
    data: ReportData, tmp_path: Path
) -> None:
    columns = (model.Column("Question", 3), model.Column("", 1), model.Column("Share", 1))
    rows = tuple(model.Row((f"Row {place}", "x", "1%")) for place in range(150))
    reader = written(
        replace(report(data), blocks=(model.Table("Many", columns, (*rows, model.Row(("All",)))),)),
        tmp_path,
    )
    assert sum("Question" in page.extract_text() for page in reader.pages) > 2
    (table,) = structure(reader).all("Table")
    caption, head, *others = table.kids
    assert caption.tag == "Caption"
    assert [(cell.tag, cell.scope) for cell in head.kids] == [
        ("TH", "Column"),
        ("TD", ""),
        ("TH", "Column"),
    ]
    assert [row.kids[0].scope for row in others] == ["Row"] * 151
    assert others[-1].kids[0].entry["/A"]["/ColSpan"] == 3


def test_a_line_that_goes_on_ends_in_a_space_so_that_words_do_not_run_together(
    data: ReportData, tmp_path: Path
) -> None:
    words = [f"a{place}" for place in range(400)]
    text = model.Paragraph(" ".join(words) + " " + "y" * 500)
    reader = written(replace(report(data), blocks=(text,)), tmp_path)
    # All characters of this paragraph stand for themselves in the subset of the typeface.
    shown = [
        operands[0]
        for operands, operator in ContentStream(reader.pages[0].get_contents(), reader).operations
        if operator == b"Tj"
    ]
    paragraph = "".join(str(line) for line in shown if str(line).startswith(("a", "y")))
    assert paragraph == text.text


def test_headings_stand_under_the_ones_before_them() -> None:
    blocks = (
        model.Contents("Contents"),
        model.Heading(3, "Straight under a part"),
        model.Heading(3, "Beside it"),
        model.Heading(2, "A criterion"),
        model.Heading(3, "Inside"),
        model.Items("Strengths", ("One",)),
        model.Items("", ("Two",)),
        model.Heading(1, "The next part"),
    )
    assert [level for _, level in with_levels(blocks)] == [1, 2, 2, 2, 3, 3, 0, 1]
