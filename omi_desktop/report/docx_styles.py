"""Styles, numbering and pages of the Word draft: the look of the PDF by Word's own means.

Arial has the widths of the typeface of the PDF and is on every machine that has Word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from omi_desktop.report.docx_xml import element
from omi_desktop.report.model import Numbering

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LANGUAGE = "en-GB"
TYPEFACE = "Arial"
# The colours of the PDF, as Word writes them.
INK = "1F3A5F"
BLACK = "1B1F24"
GREY = "5B6470"
RULE = "C9CED6"
PALE = "F2F5F9"
WHITE = "FFFFFF"
ABOVE = "2F6299"
BELOW = "A84A00"
BELOW_PALE = "FBE6D3"

MARGIN = Mm(22)
TEXT_WIDTH = Mm(210 - 2 * 22)
TABLE = "Report table"
CHART = "Report chart"
LAST_LETTER = 26
"""Word goes on after z with aa, bb, cc; the report with aa, ab, ac."""

_NUMBERED = {
    Numbering.LETTERS: ("lowerLetter", "(%1)"),
    Numbering.NUMBERS: ("decimal", "%1."),
    Numbering.BULLETS: ("bullet", "•"),
}


@dataclass(frozen=True, slots=True)
class _Look:
    """A paragraph style: sizes in half or whole points, as Word takes them.

    Spaces are in points, `lines` is a multiple of the size.
    """

    name: str
    base: str
    size: float
    before: float = 0
    after: float = 0
    colour: str = BLACK
    bold: bool = False
    italic: bool = False
    keep: bool = False
    lines: float = 1.15


_LOOKS = (
    _Look("Normal", "", 10, after=6),
    _Look("Title", "", 25, before=8, after=18, colour=INK, bold=True),
    _Look("Subtitle", "", 13, before=150, after=6, colour=GREY, bold=True),
    _Look("Cover line", "Normal", 11, after=4),
    _Look("Heading 1", "", 17, before=16, after=9, colour=INK, bold=True, keep=True),
    _Look("Heading 2", "", 12.5, before=12, after=4, colour=INK, bold=True, keep=True),
    _Look("Heading 3", "", 10.5, before=8, after=3, bold=True, keep=True),
    # Headings that the contents leave out: Word fills the contents from the three above.
    _Look("Heading 1 unlisted", "Heading 1", 17, 16, 9, INK, bold=True, keep=True),
    _Look("Heading 2 unlisted", "Heading 2", 12.5, 12, 4, INK, bold=True, keep=True),
    _Look("Heading 2 small", "Heading 2", 10.5, 8, 3, bold=True, keep=True),
    _Look("TOC Heading", "", 17, after=10, colour=INK, bold=True, keep=True),
    _Look("toc 1", "Normal", 10, before=4, after=2, bold=True),
    _Look("toc 2", "Normal", 10, after=1),
    _Look("Descriptor", "Normal", 10, after=7, colour=GREY, italic=True),
    _Look("Remark", "Normal", 9, after=6, colour=GREY),
    _Look("Conclusion", "Normal", 10, before=8, after=6, colour=INK, bold=True),
    _Look("Signature", "Normal", 10, before=6, after=6, bold=True),
    _Look("Score", "Normal", 9, before=4, after=8, colour=GREY, keep=True),
    _Look("List Bullet", "", 9.5, after=3),
    _Look("List Number", "", 9.5, after=3),
    _Look("List Continue", "", 9.5, after=3),
    _Look("Caption", "", 9.5, before=10, after=4, bold=True, keep=True),
    _Look("Table text", "Normal", 8.5, before=2, after=2, lines=1.05),
    _Look("Table heading", "Table text", 8, before=2, after=2, colour=INK, bold=True),
    _Look("Table note", "Normal", 8, before=3, after=2, colour=GREY),
    _Look("Space after table", "Normal", 4),
    _Look("Header", "", 8, colour=GREY),
    _Look("Footer", "", 8, colour=GREY),
)
_WORDS_OWN = ("Signature", "toc 1", "toc 2")
"""Styles that Word knows by name, although the template does not hold them."""


def set_up(document: WordDocument) -> None:
    """Give an empty document the paper, the language and the styles of the report."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Mm(26)
    section.header_distance = section.footer_distance = Mm(12)
    section.different_first_page_header_footer = True
    _set_in_one_typeface(document)
    for look in _LOOKS:
        _set_style(document, look)
    for name, indent in (("toc 1", 0), ("toc 2", 6)):
        style = _style(document, name)
        style.paragraph_format.left_indent = Mm(indent)
        style.paragraph_format.right_indent = Mm(10)
        style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for name in ("Header", "Footer"):
        style = _style(document, name)
        style.paragraph_format.tab_stops.clear_all()
        style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _add_table_styles(document)


def paragraph_styles(document: WordDocument) -> dict[str, ParagraphStyle]:
    """Return the paragraph styles by name."""
    return {
        str(style.name): style for style in document.styles if isinstance(style, ParagraphStyle)
    }


class Lists:
    """The numberings of a document; every list begins anew."""

    def __init__(self, document: WordDocument) -> None:
        self._numbering: Any = document.part.numbering_part.element
        self._kinds: dict[Numbering, int] = {}
        taken = [int(known) for known in self._numbering.xpath("w:abstractNum/@w:abstractNumId")]
        for number, (kind, (form, marker)) in enumerate(_NUMBERED.items(), max(taken) + 1):
            self._kinds[kind] = number
            # The kinds stand before the lists that are of them.
            self._numbering.insert(0, _kind(number, form, marker))

    def begin(self, kind: Numbering) -> int:
        """Return the number of a new list."""
        number = self._numbering.add_num(self._kinds[kind])
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)


def _kind(number: int, form: str, marker: str) -> Any:
    level = element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=form),
        element("lvlText", val=marker),
        element("lvlJc", val="left"),
        element("pPr", element("ind", left=425, hanging=425)),
        element("rPr", element("rFonts", ascii=TYPEFACE, hAnsi=TYPEFACE, cs=TYPEFACE)),
        ilvl=0,
    )
    return element(
        "abstractNum", element("multiLevelType", val="singleLevel"), level, abstractNumId=number
    )


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    found: Any = document.styles[name]
    style: ParagraphStyle = found
    return style


def _set_style(document: WordDocument, look: _Look) -> None:
    styles = document.styles
    if look.name not in [style.name for style in styles]:
        styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.name in _WORDS_OWN)
    style = _style(document, look.name)
    if look.base:
        style.base_style = styles[look.base]
    style.hidden, style.unhide_when_used, style.quick_style = False, False, True
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    style.font.color.rgb = RGBColor.from_string(look.colour)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing, layout.keep_with_next = look.lines, look.keep
    layout.widow_control = True
    properties: Any = style.element
    # The template sets its titles apart by a rule and by spaced letters, and runs list items on.
    for mark in properties.xpath("w:pPr/w:pBdr | w:pPr/w:contextualSpacing | w:rPr/w:spacing"):
        mark.getparent().remove(mark)


def _set_in_one_typeface(document: WordDocument) -> None:
    styles: Any = document.styles.element
    for fonts in styles.iter(qn("w:rFonts")):
        if any(name.endswith(("Theme", "theme")) for name in fonts.keys()):  # noqa: SIM118
            fonts.attrib.clear()
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), TYPEFACE)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _add_table_styles(document: WordDocument) -> None:
    """Add the style of tables, ruled under every row, and that of charts, without a rule."""
    for name in (TABLE, CHART):
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.TABLE).element
        sides = (("left", 60), ("right", 60))
        margins = element("tblCellMar", *(element(s, w=w, type="dxa") for s, w in sides))
        if name == CHART:
            style.append(element("tblPr", margins))
            continue
        rules = element(
            "tblBorders",
            _rule("top", INK, 8),
            _rule("bottom", RULE, 4),
            _rule("insideH", RULE, 4),
        )
        style.append(element("tblPr", rules, margins))
        head = element(
            "tcPr",
            element("tcBorders", _rule("top", INK, 8), _rule("bottom", INK, 8)),
            element("shd", val="clear", color="auto", fill=PALE),
            element("vAlign", val="bottom"),
        )
        style.append(element("tblStylePr", head, type="firstRow"))


def _rule(side: str, colour: str, eighths: int) -> Any:
    return element(side, val="single", sz=eighths, space=0, color=colour)
