from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from omi_desktop.assets import asset
from omi_desktop.errors import RequestError
from omi_desktop.exchange.frame import read_caseload
from omi_desktop.exchange.frame_mapping import ColumnMapping, guessed, mapping_of
from omi_desktop.exchange.frame_table import CELL_LIMIT, read_table
from omi_desktop.instrument.model import Instrument
from omi_desktop.sampling.caseload import Caseload
from omi_desktop.sampling.rules import Rules

HEADER = "CRN,Sentence,Order date,Released,DOB,RoSH,PPO,Ethnicity,Office\n"
ROWS = (
    "CU-1,Community order,16/01/2006,,03/04/1970,High,Y,White,Carlisle\n"
    "CU-2,Licence,,17/01/2006,03/04/1980,Very high,N,Indian,Kendal\n"
)
RULES = Rules(2, "seed")
Read = Callable[..., Caseload]


@pytest.fixture
def read(omi_2006: Instrument) -> Read:
    """Read a list with what is guessed of its columns, and what is given by hand."""

    def caseload(
        path: Path, rules: Rules = RULES, given: tuple[tuple[str, str], ...] = ()
    ) -> Caseload:
        table = read_table(path)
        return read_caseload(table, mapping_of(guessed(table, omi_2006), given), omi_2006, rules)

    return caseload


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a list as it is given, as text or as bytes."""

    def at(content: str | bytes, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return at


def refusal(path: Path) -> str:
    with pytest.raises(RequestError) as refused:
        read_table(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def whys(caseload: Caseload) -> list[tuple[int, str]]:
    return [(one.row, one.why) for one in caseload.unusable]


def test_a_list_in_the_words_of_an_area_becomes_facts_of_the_bank(
    read: Read, written: Callable[..., Path]
) -> None:
    one, other = read(written(HEADER + ROWS)).cases
    assert one.ref == "CU-1"
    assert one.start == "2006-01-16"
    assert one.office == "Carlisle"
    assert one.facts == {
        "case_type": "community",
        "start_date": "2006-01-16",
        "age_band": "35-44",
        "roh_level": "high",
        "ppo": "yes",
        "ethnicity": "white",
    }
    assert other.facts["start_date"] == "2006-01-17"
    assert (other.facts["roh_level"], other.facts["ethnicity"]) == ("very_high", "asian")


def test_every_row_that_cannot_be_used_says_why(read: Read, written: Callable[..., Path]) -> None:
    bad = (
        ",Licence,,17/01/2006,,Low,N,White,A\n"
        "cu-1 ,Licence,,17/01/2006,,Low,N,White,A\n"
        "CU-3,Licence,,31/02/2006,,Low,N,White,A\n"
        "CU-4,Fine,16/01/2006,,,Low,N,White,A\n"
        "CU-5,,16/01/2006,,,Low,N,White,A\n"
        "CU-6,Licence,,17/01/2006,01/02/2006,Low,N,White,A\n"
        "CU-7,Licence,,17/12/2005,,Low,N,White,A\n"
        "CU-8,Licence,,,,Low,N,White,A\n"
    )
    rules = Rules(2, "seed", begins=date(2006, 1, 1), ends=date(2006, 1, 31))
    caseload = read(written(HEADER + ROWS + bad), rules)
    assert [case.ref for case in caseload.cases] == ["CU-1", "CU-2"]
    assert whys(caseload) == [
        (4, "It has no case reference."),
        (5, "Its reference “cu-1” stands in row 2 already."),
        (6, "“31/02/2006” in column “Released” is no day there ever was."),
        (7, "“Fine” is neither a community order nor a licence."),
        (8, "It does not say what the person is serving."),
        (
            9,
            "Born on 2006-02-01 and supervised from 2006-01-17: one of the two days is wrong.",
        ),
        (10, "Supervision began on 2005-12-17, outside the window."),
        (11, "It does not say when supervision began."),
    ]
    assert len(caseload.cases) + len(caseload.unusable) == caseload.rows


def test_words_that_are_not_known_are_told_and_count_as_nothing(
    read: Read, written: Callable[..., Path]
) -> None:
    rows = "".join(f"CU-{n},Licence,,17/01/2006,,Low,N,White,A\n" for n in range(10, 20))
    odd = "CU-3,Licence,,17/01/2006,,Severe,N,White,A\n"
    caseload = read(written(HEADER + rows + odd))
    assert "roh_level" not in caseload.cases[-1].facts
    assert any("“RoSH”" in note and "“Severe” (1)" in note for note in caseload.notes)


def test_a_word_may_be_explained(omi_2006: Instrument, written: Callable[..., Path]) -> None:
    table = read_table(written(HEADER + ROWS.replace("Very high", "Severe")))
    words = [("roh_level", "severe", "very_high")]
    mapping = mapping_of(guessed(table, omi_2006), words=words)
    assert read_caseload(table, mapping, omi_2006, RULES).cases[1].facts["roh_level"] == "very_high"


def test_a_guess_says_why_and_uses_each_column_once(
    omi_2006: Instrument, written: Callable[..., Path]
) -> None:
    guesses = guessed(read_table(written(HEADER + ROWS)), omi_2006)
    assert len({guess.column for guess in guesses}) == len(guesses) == 9
    assert guesses[0].why == "“CRN” is called so, and hardly any value repeats."


def test_a_column_whose_values_do_not_fit_its_name_is_not_guessed(
    omi_2006: Instrument, written: Callable[..., Path]
) -> None:
    table = read_table(written("CRN,PPO,Start date\nCU-1,maybe,never\nCU-2,perhaps,soon\n"))
    assert [guess.field for guess in guessed(table, omi_2006)] == ["reference"]


def test_a_reference_without_a_known_name_is_found_by_its_values(
    omi_2006: Instrument, written: Callable[..., Path]
) -> None:
    table = read_table(written("Kennung,PPO\nCU-1,Y\nCU-2,N\n"))
    assert mapping_of(guessed(table, omi_2006)).column("reference") == "Kennung"


def test_what_is_given_by_hand_beats_the_guess(read: Read, written: Callable[..., Path]) -> None:
    path = written("CRN,Old number,PPO\nCU-1,7,Y\nCU-2,8,N\n")
    caseload = read(path, given=(("reference", "Old number"),))
    assert [case.ref for case in caseload.cases] == ["7", "8"]


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (ColumnMapping((("reference", "Nowhere"),)), "no column “Nowhere”"),
        (ColumnMapping((("colour", "CRN"),)), "no field “colour”"),
        (ColumnMapping((("ppo", "PPO"),)), "--column reference=NAME"),
        (ColumnMapping((("reference", "CRN"),), (("ppo", "ja", "maybe"),)), "no such choice"),
    ],
)
def test_a_mapping_that_does_not_fit_is_one_sentence(
    mapping: ColumnMapping, sentence: str, omi_2006: Instrument, written: Callable[..., Path]
) -> None:
    table = read_table(written("CRN,PPO\nCU-1,Y\n"))
    with pytest.raises(RequestError, match=sentence):
        read_caseload(table, mapping, omi_2006, RULES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_told_apart(
    encoding: str, separator: str, read: Read, written: Callable[..., Path]
) -> None:
    text = (HEADER + ROWS.replace("Kendal", "Café Münch")).replace(",", separator)
    caseload = read(written(text.encode(encoding)))
    assert [case.office for case in caseload.cases] == ["Carlisle", "Café Münch"]


def test_titles_above_the_header_and_empty_rows_are_passed(
    read: Read, written: Callable[..., Path]
) -> None:
    text = "sep=,\nCaseload of June\n\n" + HEADER + "\n" + ROWS + ",,,,,,,,\n"
    caseload = read(written(text))
    assert [case.row for case in caseload.cases] == [6, 7]
    assert caseload.rows == 2


def test_american_dates_are_seen_by_their_column(read: Read, written: Callable[..., Path]) -> None:
    rows = "CU-1,01/16/2006\nCU-2,03/04/2006\n"
    caseload = read(written("CRN,Start date\n" + rows))
    assert [case.start for case in caseload.cases] == ["2006-01-16", "2006-03-04"]
    assert "“Start date” writes the month before the day" in caseload.notes[-1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no header"),
        (b"one column\nCU-1\n", "no header"),
        (b"CRN,PPO\n", "no rows below"),
        (b'CRN,PPO\n"CU-1,Y\n', "quotation mark"),
        (b"CRN,PPO\nCU-1,Y,Z\n", "row 2: it has 3 cells, the header 2"),
        (b"CRN,PPO\nCU-1\x81,Y\n", "no text in UTF-8"),
        (b"CRN,PPO\nCU-1\0,Y\n", "no text in UTF-8"),
        (b"\xff\xfeC\0R\0N\0", "no header"),
        (b"\xff\xfeC\0R\0N\0,", "no text in UTF-8"),
        (b"CRN,PPO\nCU-1," + b"x" * 10_000_000 + b"\n", "a cell holds 10,000,000 characters"),
    ],
)
def test_a_hostile_list_is_one_sentence(
    content: bytes, sentence: str, written: Callable[..., Path]
) -> None:
    assert sentence in refusal(written(content))


def test_a_list_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "none.csv")
    assert "There is no file" in refusal(tmp_path / "none.xlsx")


def test_what_looks_like_a_formula_stays_text(read: Read, written: Callable[..., Path]) -> None:
    caseload = read(written('CRN,Office\n"=HYPERLINK(""x"")",+1\n@SUM(1),-2\n'))
    assert [case.ref for case in caseload.cases] == ['=HYPERLINK("x")', "@SUM(1)"]
    assert [case.office for case in caseload.cases] == ["+1", "-2"]


@pytest.mark.parametrize("date_1904", [False, True])
def test_days_of_a_workbook_count_from_1900_or_1904(
    date_1904: bool, read: Read, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": date_1904})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["CRN", "Start date", "Office", "PPO"])
    sheet.write_number(1, 0, 417)
    sheet.write_datetime(1, 1, datetime(2006, 1, 16), day)
    sheet.write_rich_string(1, 2, "Car", book.add_format({"bold": True}), "lisle")
    sheet.write_boolean(1, 3, True)
    sheet.write_row(2, 0, ["CU-2", "17/01/2006"])
    sheet.write_formula(2, 2, '="Ken"&"dal"', None, "Kendal")
    book.close()
    one, other = read(path).cases
    assert (one.ref, one.start, one.office) == ("417", "2006-01-16", "Carlisle")
    assert one.facts["ppo"] == "yes"
    assert (other.ref, other.start, other.office) == ("CU-2", "2006-01-17", "Kendal")


def workbook_with(target: Path, **parts: bytes) -> Path:
    """Write a small list as a workbook, with parts of the package replaced or added."""
    plain = target.with_name("plain.xlsx")
    book = xlsxwriter.Workbook(plain)
    book.add_worksheet().write_row(0, 0, ["CRN", "PPO"])
    book.close()
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    with ZipFile(plain) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(name, named.pop(name, source.read(name)))
        for name, part in named.items():
            packed.writestr(name, part)
    return target


SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
)
LONG = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>'
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"xl__worksheets__sheet1_dot_xml": ENTITY + SHEET % b"&a;"}, "declares entities"),
        ({"xl__vbaProject_dot_bin": b"macro"}, "holds macros"),
        ({"xl__externalLinks__externalLink1_dot_xml": b"<a/>"}, "links to other workbooks"),
        ({"xl__media__image1_dot_png": bytes(300 << 20)}, "would unpack to"),
        ({"xl__worksheets__sheet1_dot_xml": b"<worksheet><sheetData>"}, "cannot be read"),
        (
            {
                "xl__worksheets__sheet1_dot_xml": SHEET
                % b'<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'
            },
            "cannot be read",
        ),
        (
            {
                "xl__worksheets__sheet1_dot_xml": SHEET
                % b'<sheetData><row r="1"><c r="ZZZZ1"><v>9</v></c></row></sheetData>'
            },
            "cannot be read",
        ),
        (
            {"xl__worksheets__sheet1_dot_xml": SHEET % (LONG % (b"x" * (CELL_LIMIT + 1)))},
            "a cell holds 32,768 characters",
        ),
    ],
)
def test_a_hostile_workbook_is_one_sentence(
    parts: dict[str, bytes], sentence: str, tmp_path: Path
) -> None:
    assert sentence in refusal(workbook_with(tmp_path / "list.xlsx", **parts))


def test_the_columns_of_a_workbook_are_told_by_their_letters(tmp_path: Path) -> None:
    content = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<x:sheetData><x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t>CRN</x:t></x:is></x:c>'
        b'<x:c r="D3" t="str"><x:f>1</x:f><x:v>PPO</x:v></x:c></x:row>'
        b'<x:row><x:c r="B4"><x:v>1E3</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    table = read_table(
        workbook_with(tmp_path / "list.xlsx", xl__worksheets__sheet1_dot_xml=content)
    )
    assert table.columns == ("column 1", "CRN", "column 3", "PPO")
    assert table.rows == ((4, ("", "1000", "", "")),)


def test_the_made_caseload_of_the_demo_is_read_whole(read: Read) -> None:
    caseload = read(asset("demo/cumbria-2006/caseload.csv"))
    facts = [case.facts for case in caseload.cases]
    assert (len(facts), caseload.unusable) == (1_891, ())
    assert caseload.notes == ("caseload.csv was read as UTF-8.",)
    assert sum(own["ethnicity"] == "white" for own in facts) == 1_868
    assert sum(own["gender"] == "male" for own in facts) == 1_626
    assert sum(own["ppo"] == "yes" for own in facts) == 76
    levels = [sum(own["mappa"] == level for own in facts) for level in "123"]
    assert levels == [95, 38, 2]
