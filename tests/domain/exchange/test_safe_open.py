from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.exchange.library_workbook import opened_with_library
from omi_desktop.exchange.safe_open import ENTRY_LIMIT, opened

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">&b;</workbook>'
)


@pytest.fixture
def altered(whole: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return the whole workbook with parts replaced or added."""

    def with_parts(**parts: bytes) -> Path:
        target = tmp_path / "altered.xlsx"
        named = {
            name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()
        }
        with ZipFile(whole) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
            for name in source.namelist():
                packed.writestr(name, named.pop(name, source.read(name)))
            for name, part in named.items():
                packed.writestr(name, part)
        return target

    return with_parts


def refusal(path: Path) -> str:
    """Return why a workbook is refused, which is the same for both ways to read it."""
    reasons = []
    for reads in (opened, opened_with_library):
        with pytest.raises(RequestError) as refused, reads(path) as book:
            list(book.rows("Summary"))
        reasons.append(str(refused.value))
    assert reasons[0] == reasons[1]
    return reasons[0]


def test_a_sound_workbook_opens(whole: Path) -> None:
    with opened(whole) as book, opened_with_library(whole) as again:
        assert book.sheets == again.sheets
        assert book.sheets[0] == "Summary"
        assert next(book.rows("Answers"))[0] == "case_ref"


def test_both_ways_to_read_a_workbook_find_the_same_cells(whole: Path) -> None:
    def filled(rows: Iterator[tuple[object, ...]]) -> list[list[object]]:
        found = []
        for row in rows:
            cells = list(row)
            while cells and cells[-1] is None:
                cells.pop()
            found.append(cells)
        return found

    with opened(whole) as book, opened_with_library(whole) as again:
        for sheet in book.sheets:
            assert filled(book.rows(sheet)) == filled(again.rows(sheet)), sheet


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK")
    assert "is not an .xlsx workbook" in refusal(letter)


def test_a_file_that_only_calls_itself_a_workbook_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "table.xlsx"
    table.write_text("case_ref,question_id\n")
    assert "is not a workbook" in refusal(table)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "gone.xlsx")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    assert "cannot be read" in refusal(folder)


def test_macros_are_refused_whatever_the_file_is_called(altered: Callable[..., Path]) -> None:
    assert "holds macros" in refusal(altered(xl__vbaProject_dot_bin=b"\0"))


def test_links_to_other_workbooks_are_refused(altered: Callable[..., Path]) -> None:
    links = altered(xl__externalLinks__externalLink1_dot_xml=b"<externalLink/>")
    assert "has links to other workbooks" in refusal(links)


def test_a_part_that_swells_is_refused_before_it_is_unpacked(altered: Callable[..., Path]) -> None:
    assert "would unpack to" in refusal(altered(xl__media__image1_dot_png=bytes(8 * 1024 * 1024)))


def test_too_many_parts_are_refused(altered: Callable[..., Path]) -> None:
    many = {f"xl__media__{n}": b"" for n in range(ENTRY_LIMIT)}
    assert "far more than a workbook has" in refusal(altered(**many))


@pytest.mark.parametrize("part", ["xl__workbook_dot_xml", "xl__sharedStrings_dot_xml"])
def test_entities_are_refused(part: str, altered: Callable[..., Path]) -> None:
    assert "declares entities" in refusal(altered(**{part: BOMB}))


def test_entities_in_a_sheet_are_refused(altered: Callable[..., Path]) -> None:
    assert "declares entities" in refusal(altered(xl__worksheets__sheet1_dot_xml=BOMB))


@pytest.mark.parametrize(
    "part",
    ["xl__workbook_dot_xml", "xl__worksheets__sheet1_dot_xml", "xl__sharedStrings_dot_xml"],
)
def test_a_broken_part_is_one_sentence(part: str, altered: Callable[..., Path]) -> None:
    assert "cannot be read as a workbook" in refusal(altered(**{part: b"<workbook"}))


@pytest.mark.parametrize("encoding", ["UTN-8", "rot13", "utf-7"])
def test_a_part_in_an_unknown_encoding_is_one_sentence(
    encoding: str, altered: Callable[..., Path]
) -> None:
    part = f"<?xml version='1.0' encoding='{encoding}'?><sst><si><t>a</t></si></sst>".encode()
    path = altered(xl__sharedStrings_dot_xml=part)
    for reads in (opened, opened_with_library):
        with pytest.raises(RequestError, match="cannot be read as a workbook"), reads(path) as book:
            list(book.rows("Summary"))


def test_a_flipped_byte_in_a_packed_part_is_one_sentence(whole: Path, tmp_path: Path) -> None:
    target = tmp_path / "flipped.xlsx"
    shutil.copy(whole, target)
    with ZipFile(target) as packed:
        part = packed.getinfo("xl/worksheets/sheet1.xml")
        at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    content = bytearray(target.read_bytes())
    content[at] ^= 0xFF
    target.write_bytes(content)
    assert "cannot be read as a workbook" in refusal(target)


def test_a_sheet_that_is_missing_is_named(whole: Path) -> None:
    with opened(whole) as book, pytest.raises(RequestError, match="has no sheet “Attic”"):
        list(book.rows("Attic"))


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)


def first_sheet(altered: Callable[..., Path], rows: str) -> list[tuple[object, ...]]:
    content = SHEET.format(rows).encode()
    with opened(altered(xl__worksheets__sheet1_dot_xml=content)) as book:
        return list(book.rows("Summary"))


def test_cells_of_every_type_say_what_they_show(altered: Callable[..., Path]) -> None:
    rows = (
        "<row><c><v>7</v></c><c><v>2.5</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c>"
        "<c t='str'><f>A1</f><v> two </v></c><c t='d'><v>2006-07-18T00:00:00</v></c><c/>"
        "<c t='inlineStr'><is><r><t>so </t></r><r><t>far</t></r><rPh><t>no</t></rPh></is></c></row>"
    )
    assert first_sheet(altered, rows) == [
        (7, 2.5, True, "#N/A", " two ", "2006-07-18 00:00:00", None, "so far")
    ]


def test_rows_and_cells_stand_where_their_names_say(altered: Callable[..., Path]) -> None:
    rows = '<row r="2"><c r="C2"><v>1</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>'
    assert first_sheet(altered, rows) == [(), (None, None, 1), (), (2,)]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>999999</v></c></row>',
        '<row r="1"><c r="A1" t="b"><v>perhaps</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, 700)),
    ],
    ids=["rows back", "cells back", "before the texts", "no text", "no bool", "column", "swollen"],
)
def test_what_no_program_writes_is_one_sentence(rows: str, altered: Callable[..., Path]) -> None:
    with pytest.raises(RequestError, match="cannot be read as a workbook"):
        first_sheet(altered, rows)


def test_a_day_with_a_time_says_both(altered: Callable[..., Path]) -> None:
    styles = (
        b'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts>'
        b'<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    cells = ('<c s="1"><v>38916</v></c>', '<c s="1"><v>38916.5</v></c>', "<c><v>38916</v></c>")
    rows = f"<row>{''.join(cells)}</row>"
    sheet = SHEET.format(rows).encode()
    path = altered(xl__worksheets__sheet1_dot_xml=sheet, xl__styles_dot_xml=styles)
    with opened(path) as book:
        assert list(book.rows("Summary")) == [("2006-07-18", "2006-07-18 12:00:00", 38916)]
