"""Typefaces, sizes and colours of the printed report, and text made safe for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from omi_desktop.assets import asset
from omi_desktop.report.model import Align

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "LiberationSans"
BOLD = "LiberationSans-Bold"
ITALIC = "LiberationSans-Italic"
BOLD_ITALIC = "LiberationSans-BoldItalic"
SYMBOLS = "DejaVuSans"

_FILES = {
    TEXT: "LiberationSans-Regular.ttf",
    BOLD: "LiberationSans-Bold.ttf",
    ITALIC: "LiberationSans-Italic.ttf",
    BOLD_ITALIC: "LiberationSans-BoldItalic.ttf",
    SYMBOLS: "DejaVuSans.ttf",
}

INK: Color = HexColor(0x1F3A5F)
WHITE: Color = HexColor(0xFFFFFF)
BLACK: Color = HexColor(0x1B1F24)
GREY: Color = HexColor(0x5B6470)
RULE: Color = HexColor(0xC9CED6)
PALE: Color = HexColor(0xF2F5F9)
ABOVE: Color = HexColor(0x2F6299)
BELOW: Color = HexColor(0xA84A00)
BELOW_PALE: Color = HexColor(0xFBE6D3)

# Line breaks stay; every other control character would be an empty box in print, and half a
# surrogate pair cannot be written to any file.
_UNPRINTABLE = {
    **dict.fromkeys((*range(10), *range(11, 32), *range(127, 160)), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


@dataclass(frozen=True, slots=True)
class Typeset:
    """The paragraph styles, by what they are for."""

    body: ParagraphStyle
    descriptor: ParagraphStyle
    remark: ParagraphStyle
    conclusion: ParagraphStyle
    signature: ParagraphStyle
    part: ParagraphStyle
    criterion: ParagraphStyle
    inner: ParagraphStyle
    contents_title: ParagraphStyle
    list_heading: ParagraphStyle
    item: ParagraphStyle
    table_title: ParagraphStyle
    flowing_title: ParagraphStyle
    note: ParagraphStyle
    column: dict[Align, ParagraphStyle]
    cell: dict[Align, ParagraphStyle]
    strong_cell: dict[Align, ParagraphStyle]


@cache
def register() -> None:
    """Make the shipped typefaces known to reportlab, once, and have it write plain bytes."""
    # Else all it writes would be spelt in letters, which takes longer and a quarter more room.
    rl_config.useA85 = 0
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(asset(f"fonts/{file}"))))
    pdfmetrics.registerFontFamily(
        TEXT, normal=TEXT, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )


@cache
def typeset() -> Typeset:
    """Return the styles; the typefaces are registered by then."""
    register()
    return Typeset(
        body=_style("body", TEXT, 10, 14, after=6),
        descriptor=_style("descriptor", ITALIC, 10, 14, after=7, colour=GREY),
        remark=_style("remark", TEXT, 8.8, 12, after=6, colour=GREY),
        conclusion=_style("conclusion", BOLD, 10, 14, before=8, after=6, colour=INK),
        signature=_style("signature", BOLD, 10, 14, before=6, after=6),
        part=_style("part", BOLD, 17, 21, before=16, after=9, colour=INK, keep=True),
        criterion=_style("criterion", BOLD, 12.5, 16, before=12, after=4, colour=INK, keep=True),
        inner=_style("inner", BOLD, 10.3, 14, before=8, after=3, keep=True),
        contents_title=_style("contents-title", BOLD, 17, 21, after=10, colour=INK),
        list_heading=_style("list-heading", BOLD, 10.3, 14, before=9, after=3, keep=True),
        item=_style("item", TEXT, 9.8, 12.9, after=2.8, indent=20),
        table_title=_style("table-title", BOLD, 9.6, 13, before=9, after=4, keep=True),
        flowing_title=_style("flowing-title", BOLD, 9.6, 13, before=9, after=4),
        note=_style("note", TEXT, 8.2, 11, before=3, colour=GREY),
        column=_aligned(_style("column", BOLD, 8.3, 11, colour=INK)),
        cell=_aligned(_style("cell", TEXT, 8.8, 11.5)),
        strong_cell=_aligned(_style("strong-cell", BOLD, 8.8, 11.5)),
    )


def marked_up(text: str) -> str:
    """Return plain text as reportlab's mark-up: nothing in it is read as a tag.

    A character that the text face lacks is set in the wider symbol face; one that this lacks too
    is printed as its number.
    """
    clean = text.replace("\r\n", "\n").translate(_UNPRINTABLE)
    if clean.isascii():
        return escape(clean).replace("\n", "<br/>")
    return "".join(_runs(clean)).replace("\n", "<br/>")


def printable(text: str) -> str:
    """Return text for places that are drawn without mark-up, on one line."""
    return " ".join(text.translate(_UNPRINTABLE).split())


def _runs(text: str) -> Iterator[str]:
    for face, run in groupby(text, _face):
        words = "".join(run)
        if face == TEXT:
            yield escape(words)
        elif face:
            yield f'<font name="{face}">{escape(words)}</font>'
        else:
            # Neither face has the sign. Its number can be looked up; an empty box cannot.
            yield "".join(f"[U+{ord(character):04X}]" for character in words)


def _face(character: str) -> str:
    if character == "\n" or ord(character) in _glyphs(TEXT):
        return TEXT
    return SYMBOLS if ord(character) in _glyphs(SYMBOLS) else ""


@cache
def _glyphs(name: str) -> frozenset[int]:
    register()
    # The stubs do not know the face of a TrueType font.
    face: Any = pdfmetrics.getFont(name).face  # type: ignore[attr-defined]
    return frozenset(face.charToGlyph)


def _aligned(style: ParagraphStyle) -> dict[Align, ParagraphStyle]:
    return {
        Align.LEFT: style,
        Align.RIGHT: ParagraphStyle(f"{style.name}-right", style, alignment=TA_RIGHT),
        Align.CENTRE: ParagraphStyle(f"{style.name}-centre", style, alignment=TA_CENTER),
    }


def _style(
    name: str,
    font: str,
    size: float,
    leading: float,
    *,
    before: float = 0,
    after: float = 0,
    colour: Color = BLACK,
    keep: bool = False,
    indent: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        bulletFontName=font,
        bulletFontSize=size,
        fontSize=size,
        leading=leading,
        spaceBefore=before,
        spaceAfter=after,
        textColor=colour,
        leftIndent=indent,
        allowWidows=0,
        allowOrphans=0,
        keepWithNext=int(keep),
    )
