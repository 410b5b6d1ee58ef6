"""Blocks of the report as paragraphs and tables of a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.shared import Mm, Pt

from omi_desktop.report import model
from omi_desktop.report.docx_cells import Cells
from omi_desktop.report.docx_chart import LEGEND, chart
from omi_desktop.report.docx_styles import (
    ABOVE,
    BELOW,
    BELOW_PALE,
    INK,
    LAST_LETTER,
    PALE,
    Lists,
    paragraph_styles,
)
from omi_desktop.report.docx_tables import definitions, table
from omi_desktop.report.docx_xml import (
    bookmark,
    element,
    field,
    field_end,
    field_start,
    text_run,
    writable,
)
from omi_desktop.report.headings import with_levels
from omi_desktop.report.model import Numbering, Voice
from omi_desktop.report.progress import silent
from omi_desktop.report.wording import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from omi_desktop.report.progress import Step

_LISTED_LEVELS = 2
_VOICES = {
    Voice.BODY: "Normal",
    Voice.DESCRIPTOR: "Descriptor",
    Voice.REMARK: "Remark",
    Voice.CONCLUSION: "Conclusion",
    Voice.SIGNATURE: "Signature",
}
_AFTER_TABLE = Pt(10)


class Body:
    """The text of one Word document, written from its beginning to its end."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._styles = paragraph_styles(document)
        self._cells = Cells(document)
        self._lists = Lists(document)
        self._starts_page = False
        self._after_table = False
        self._last: Paragraph | None = None
        self.title: Paragraph | None = None

    def write(self, blocks: Sequence[model.Block], step: Step = silent) -> None:
        """Write the blocks; `title` is then the title on the cover, if there is one."""
        listed = _listed(blocks)
        doing = "Writing the first pages"
        for done, (block, level) in enumerate(with_levels(blocks)):
            if isinstance(block, model.Heading) and block.level == 1:
                doing = f"Writing “{block.text}”"
            step(doing, done / len(blocks))
            match block:
                case model.Contents():
                    self._contents(block, [*listed.values()])
                case model.Heading():
                    self._heading(block, level, listed.get(id(block)))
                case model.Items():
                    self._items(block, level)
                case model.PageBreak():
                    self._starts_page = True
                case _:
                    self._block(block)
        if self._after_table:
            # A document does not end with a table.
            self._paragraph("", "Space after table")

    def _block(self, block: model.Block) -> None:
        match block:
            case model.Cover():
                self._cover(block)
            case model.Paragraph():
                if block.voice is Voice.CONCLUSION and self._last is not None:
                    # A conclusion that opened a page would seem to conclude nothing.
                    self._last.paragraph_format.keep_with_next = True
                self._paragraph(block.text, _VOICES[block.voice])
            case model.Mark():
                self._mark(block)
            case model.Table():
                self._table(block.title, table(block, self._cells), block.notes)
            case model.Definitions():
                self._table("", definitions(block, self._cells), ())
            case model.Chart():
                self._table(block.title, chart(block, self._cells), (LEGEND,))

    def _paragraph(self, text: str, style: str) -> Paragraph:
        paragraph = self._document.add_paragraph(writable(text))
        # By its id: the library looks through all styles for each name.
        line: Any = paragraph._p
        line.style = self._styles[style].style_id
        if self._starts_page:
            paragraph.paragraph_format.page_break_before = True
        elif self._after_table and style != "Space after table":
            before = self._styles[style].paragraph_format.space_before or Pt(0)
            paragraph.paragraph_format.space_before = max(before, _AFTER_TABLE)
        self._starts_page = self._after_table = False
        self._last = paragraph
        return paragraph

    def _cover(self, cover: model.Cover) -> None:
        self._paragraph(cover.programme, "Subtitle")
        self.title = self._paragraph(f"{cover.title}\n{cover.area}", "Title")
        rule = element("bottom", val="single", sz=18, space=14, color=INK)
        properties: Any = self.title._p.get_or_add_pPr()
        properties.insert_element_before(
            element("pBdr", rule), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
        for line in cover.lines:
            self._paragraph(line, "Cover line")

    def _contents(self, contents: model.Contents, entries: Sequence[tuple[int, str, str]]) -> None:
        """Write the table of contents as it will be calculated, so that it reads before that."""
        self._paragraph(contents.title, "TOC Heading")
        for place, (level, name, title) in enumerate(entries):
            line: Any = self._paragraph("", f"toc {level}")._p
            if place == 0:
                line.extend(field_start(rf'TOC \o "1-{_LISTED_LEVELS}" \h \z'))
            link = element("hyperlink", anchor=name, history=1)
            link.append(text_run(" ".join(writable(title).split())))
            link.append(element("r", element("tab")))
            link.extend(field(rf"PAGEREF {name} \h", ""))
            line.append(link)
            if place == len(entries) - 1:
                line.append(field_end())

    def _heading(
        self, heading: model.Heading, level: int, entry: tuple[int, str, str] | None
    ) -> None:
        style = f"Heading {level}"
        if level <= _LISTED_LEVELS and entry is None:
            style += " small" if heading.level > level else " unlisted"
        paragraph = self._paragraph(heading.text, style)
        if entry is not None:
            bookmark(paragraph, entry[1], int(entry[1].removeprefix("_Toc")))

    def _items(self, items: model.Items, level: int) -> None:
        if items.heading:
            style = f"Heading {level}" if level > _LISTED_LEVELS else "Heading 2 small"
            self._paragraph(items.heading, style)
        if items.remark:
            self._paragraph(items.remark, "Remark").paragraph_format.keep_with_next = True
        if items.numbering is Numbering.LETTERS and len(items.items) > LAST_LETTER:
            self._lettered(items)
            return
        bullets = items.numbering is Numbering.BULLETS
        number = self._lists.begin(items.numbering)
        for text in items.items:
            item = self._paragraph(text, "List Bullet" if bullets else "List Number")
            properties: Any = item._p.get_or_add_pPr()
            marked = properties.get_or_add_numPr()
            marked.get_or_add_ilvl().val = 0
            marked.get_or_add_numId().val = number

    def _lettered(self, items: model.Items) -> None:
        for place, text in enumerate(items.items):
            item = self._paragraph("", "List Continue")
            item.paragraph_format.left_indent = Mm(7.5)
            item.paragraph_format.first_line_indent = Mm(-7.5)
            item.add_run(f"({letter(place)})\t")
            item.add_run(writable(text))

    def _mark(self, mark: model.Mark) -> None:
        below = bool(mark.below_line)
        paragraph = self._paragraph("", "Score")
        line: Any = paragraph._p
        line.append(
            text_run(
                f"\u00a0{writable(mark.text)}\u00a0",
                element("b"),
                element("color", val=BELOW if below else INK),
                element("sz", val=26),
                element("bdr", val="single", sz=8, space=0, color=BELOW if below else ABOVE),
                element("shd", val="clear", color="auto", fill=BELOW_PALE if below else PALE),
            )
        )
        if mark.meaning:
            paragraph.add_run(f"  {writable(mark.meaning)}")

    def _table(self, title: str, grid: Any, notes: Sequence[str]) -> None:
        if title:
            self._paragraph(title, "Caption")
        elif self._after_table or self._starts_page:
            # Word makes one table of two that touch, and a table cannot open a page itself.
            self._paragraph("", "Space after table")
        body: Any = self._document.element.body
        body.insert_element_before(grid, "w:sectPr")
        self._after_table, self._last = True, None
        for note in notes:
            self._after_table = False
            self._paragraph(note, "Table note")
        if notes and self._last is not None:
            self._last.paragraph_format.space_after = _AFTER_TABLE


def _listed(blocks: Sequence[model.Block]) -> dict[int, tuple[int, str, str]]:
    """Return for each heading in the contents its level, its name as a place, and its words."""
    return {
        id(block): (level, f"_Toc{place:06}", block.text)
        for place, (block, level) in enumerate(with_levels(blocks), 1)
        if isinstance(block, model.Heading) and block.contents and level <= _LISTED_LEVELS
    }
