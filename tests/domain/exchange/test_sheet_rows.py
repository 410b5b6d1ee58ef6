"""What the pattern takes is what the parser would have read, however the sheet is written."""

from __future__ import annotations

from io import BytesIO
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.exchange.sheet_rows import Row, rows_of

TEXTS = ("CRN", "Kendal", "a < b & c")
SHEET = '{}<{}worksheet xmlns="urn:x"><sheetData>{}</sheetData><after/></{}worksheet>'
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
UNDECLARED = '<?xml version="1.0"?>\n'
"""Without an encoding nothing is taken by the pattern: the parser alone knows what it is."""


class Sipped(BytesIO):
    """Content that comes in pieces of a few bytes, so that every sign is a last one some time."""

    def __init__(self, content: str, sip: int) -> None:
        super().__init__(content.encode())
        self._sip = sip

    def read(self, _size: int | None = -1, /) -> bytes:
        return super().read(self._sip)


def shown(kind: str, style: str, raw: str) -> str:
    return f"{kind}/{style}/{raw}"


def read(content: str, sip: int = 1 << 20) -> list[Row[str]]:
    return list(rows_of(Sipped(content, sip), TEXTS, shown, ""))


PLAIN = (
    '<c r="{at}" t="s"><v>1</v></c>',
    '<c r="{at}" s="4"><v>38800.5</v></c>',
    '<c r="{at}" s="4"/>',
    '<c r="{at}" t="s"><v>2</v></c>',
    '<c r="{at}" t="b"><v>1</v></c>',
    '<c r="{at}"></c>',
)
OTHERS = (
    '<c r="{at}" t="inlineStr"><is><t>Café</t></is></c>',
    '<c r="{at}" t="str"><f>A1&amp;B1</f><v>both</v></c>',
    '<c t="n" r="{at}"><v>7</v></c>',
    "<c><v>8</v></c>",
    '<c r="{at}" t="str"><v>&lt;row r="9"&gt;</v></c>',
    '<c r="{at}"><!-- </row><row r="99"><c r="A99"><v>1</v></c></row> --><v>3</v></c>',
    '<c r="{at}" t="str"><v><![CDATA[<row r="99"><c r="A99"/></row>]]></v></c>',
)
BETWEEN = ("", "\n", "<gap/>", '<!-- <row r="98"><c r="A98"><v>1</v></c></row> -->')


@st.composite
def sheets(draw: st.DrawFn) -> str:
    rows: list[str] = []
    number = 0
    for _ in range(draw(st.integers(0, 6))):
        number += draw(st.integers(1, 3))
        column = -1
        cells = []
        for _ in range(draw(st.integers(0, 4))):
            column += draw(st.integers(1, 2))
            form = draw(st.sampled_from(PLAIN + (OTHERS if draw(st.booleans()) else ())))
            cells.append(form.replace("{at}", f"{chr(65 + column)}{number}"))
        told = f' r="{number}"' if draw(st.integers(0, 4)) else ""
        rows.append(draw(st.sampled_from(BETWEEN)) + f'<row{told} ht="15">{"".join(cells)}</row>')
    return "".join(rows)


@given(sheets(), st.integers(1, 400))
def test_pattern_and_parser_read_the_same(rows: str, sip: int) -> None:
    whole = SHEET.format(DECLARED, "", rows, "")
    by_the_parser = read(SHEET.format(UNDECLARED, "", rows, ""))
    assert read(whole) == by_the_parser
    assert read(whole, sip) == by_the_parser


@pytest.mark.parametrize("cut", [40, 90, 120, 150, -30, -1])
def test_a_sheet_that_ends_too_soon_is_refused(cut: int) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    whole = SHEET.format(DECLARED, "", rows, "")
    with pytest.raises(expat.ExpatError):
        read(whole[:cut])


def test_a_document_type_is_refused_wherever_it_stands() -> None:
    kind = '<!DOCTYPE x [<!ENTITY a "1">]>'
    with pytest.raises(ValueError, match="document type"):
        read(SHEET.format(DECLARED + kind, "", '<row r="1"><c r="A1"><v>1</v></c></row>', ""))


def test_a_row_without_a_number_follows_the_one_before() -> None:
    rows = '<row r="5"><c r="A5"><v>1</v></c></row><row><c><v>2</v></c></row>'
    assert [number for number, _ in read(SHEET.format(DECLARED, "", rows, ""))] == [5, 6]
