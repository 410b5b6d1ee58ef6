from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from omi_desktop.errors import RequestError
from omi_desktop.exchange.read_return import read_return
from omi_desktop.report.return_workbook import SHEETS, write_return
from omi_desktop.store import CaseStatus, Inspection, KeyCost
from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.returned import Returned, ReturnedAnswer
from omi_desktop.store.returning import bank_fingerprint, returned_of

Edit = Callable[[Any], None]
WRITTEN = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)


def _nameless(returned: Returned) -> Returned:
    return replace(returned, name="")


def _answer(returned: Returned, case: str, question: str) -> ReturnedAnswer:
    (found,) = (a for a in returned.answers if (a.case, a.question) == (case, question))
    return found


def _cell(book: Any, case_ref: str, question: str, column: str) -> Any:
    sheet = book["Answers"]
    names = [cell.value for cell in sheet[1]]
    (row,) = (
        r for r in sheet.iter_rows(min_row=2) if (r[0].value, r[1].value) == (case_ref, question)
    )
    return row[names.index(column)]


def test_a_return_carries_every_answer_note_reason_mark_and_place_in_history(
    lead: Inspection, pack: Pack, copy: Inspection, tmp_path: Path
) -> None:
    write_return(copy, tmp_path / "r.xlsx", "a password", at=WRITTEN)
    found = read_return(tmp_path / "r.xlsx", "a password")
    assert (found.inspection, found.pack, found.assessor) == ("cumbria-06", pack.id, "p2")
    assert found.bank == bank_fingerprint(lead.bank_files)
    assert found.base_revision == pack.base_revision
    assert found.revision == copy.saved().revision
    assert [(c.case, c.status, c.reason) for c in found.cases] == [
        ("c1", CaseStatus.COMPLETE, ""),
        ("c2", CaseStatus.IN_PROGRESS, "The file is incomplete."),
        ("c3", CaseStatus.IN_PROGRESS, ""),
    ]
    stored = {(a.case, a.question): a for a in copy.all_answers()}
    assert {(a.case, a.question) for a in found.answers} == set(stored)
    for answer in found.answers:
        own = stored[answer.case, answer.question]
        assert (answer.value, answer.note, answer.by, answer.at) == (
            own.value,
            own.note,
            own.by,
            own.at,
        )
        assert answer.revision in (0, own.revision)
        assert not answer.edited
    assert _answer(found, "c1", "has_plan").revision == 0
    assert _answer(found, "c1", "1.1.1").revision > 0
    assert _answer(found, "c2", "remark").value is None
    assert [mark.text for mark in found.marks] == ["Sam marked this"]


def test_a_returned_copy_and_its_workbook_say_the_same(
    copy: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    write_return(copy, tmp_path / "r.xlsx", "a password", at=WRITTEN)
    copy.close()
    bytes_before = (tmp_path / "sam.omi").read_bytes()
    from_copy = read_return(tmp_path / "sam.omi", pack_word, cost=cost)
    assert _nameless(from_copy) == _nameless(read_return(tmp_path / "r.xlsx", "a password"))
    assert (tmp_path / "sam.omi").read_bytes() == bytes_before


def test_the_digest_changes_with_the_content_and_not_with_the_name(
    copy: Inspection, tmp_path: Path
) -> None:
    before = returned_of(copy, "one.omi")
    assert returned_of(copy, "two.omi").digest == before.digest
    copy.answer("c1", "pages", "12", by="p2")
    assert returned_of(copy, "one.omi").digest != before.digest


def test_a_return_is_locked_by_excels_own_encryption(copy: Inspection, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_return(copy, path, "a password", at=WRITTEN)
    assert b"Sam" not in path.read_bytes()
    with path.open("rb") as file:
        locked = msoffcrypto.format.ooxml.OOXMLFile(file)
        assert locked.is_encrypted()
        locked.load_key(password="a password", verify_password=True)


def test_a_person_can_read_the_sheets_of_a_return(
    changed_in_excel: Callable[[Edit], Path],
) -> None:
    book = openpyxl.load_workbook(changed_in_excel(lambda book: None))
    assert tuple(book.sheetnames) == SHEETS
    assert _cell(book, "CU-1", "1.1.1", "answer").value == "Not good enough"
    assert _cell(book, "CU-1", "remark", "answer").value == "=1+1"
    assert _cell(book, "CU-1", "remark", "answer").data_type == "s"
    cases = {row[0].value: row for row in book["Cases"].iter_rows(min_row=2)}
    assert cases["CU-2"][2].value == "The file is incomplete."
    assert book["Marks"]["F2"].value == "Sam marked this"
    assert [book[name].protection.sheet for name in SHEETS] == [True, True, False, True, True, True]


def test_an_unlocked_workbook_that_excel_saved_again_reads_back_the_same(
    copy: Inspection, changed_in_excel: Callable[[Edit], Path]
) -> None:
    path = changed_in_excel(lambda book: None)
    assert _nameless(read_return(path, "")) == _nameless(returned_of(copy, ""))


@pytest.mark.parametrize("typed", ["Good enough", "good", "GOOD ENOUGH", " Good enough "])
def test_an_answer_typed_in_excel_by_label_or_id_is_known_as_typed_there(
    copy: Inspection, changed_in_excel: Callable[[Edit], Path], typed: str
) -> None:
    def edit(book: Any) -> None:
        _cell(book, "CU-1", "1.1.1", "answer").value = typed

    found = read_return(changed_in_excel(edit), "")
    answer = _answer(found, "c1", "1.1.1")
    stored = copy.answers("c1")["1.1.1"]
    assert answer == ReturnedAnswer(
        "c1", "1.1.1", "good", stored.note, "", "", stored.revision, edited=True
    )
    assert [a for a in found.answers if a.edited] == [answer]
    assert found.digest != returned_of(copy, "").digest


@pytest.mark.parametrize(
    ("case_ref", "question", "typed", "value"),
    [
        ("CU-1", "pages", 12, "12"),
        ("CU-1", "written_on", datetime(2006, 2, 1), "2006-02-01"),
        ("CU-1", "kinds", "Aims; Steps", "aims+steps"),
        ("CU-1", "remark", "Something else.", "Something else."),
        ("CU-1", "1.1.SUM", "Good enough", "good"),
        ("CU-1", "1.1.1", "Not applicable", "not-applicable"),
        ("CU-1", "1.1.1", None, None),
    ],
)
def test_answers_of_every_type_can_be_typed_in_excel(
    copy: Inspection,
    changed_in_excel: Callable[[Edit], Path],
    case_ref: str,
    question: str,
    typed: object,
    value: str | None,
) -> None:
    def edit(book: Any) -> None:
        _cell(book, case_ref, question, "answer").value = typed

    answer = _answer(read_return(changed_in_excel(edit), ""), "c1", question)
    assert (answer.value, answer.edited) == (value, True)


def test_a_note_typed_in_excel_leaves_the_answer_as_it_was(
    changed_in_excel: Callable[[Edit], Path],
) -> None:
    def edit(book: Any) -> None:
        _cell(book, "CU-1", "1.1.1", "note").value = "Typed on Friday."

    answer = _answer(read_return(changed_in_excel(edit), ""), "c1", "1.1.1")
    assert (answer.value, answer.note, answer.edited) == ("weak", "Typed on Friday.", True)


def _put(sheet: Any, row: int, column: int, text: object) -> None:
    cell = sheet.cell(row, column)
    cell.value = text
    if isinstance(text, str):
        # What begins with an equals sign would become a formula, which it is not in Excel.
        cell.data_type = "s"


def _moved_columns(book: Any) -> None:
    sheet = book["Answers"]
    for row in list(sheet.iter_rows()):
        texts = [cell.value for cell in row]
        for cell, text in zip(row, reversed(texts), strict=True):
            _put(sheet, cell.row, cell.column, text)


def _sorted_rows(book: Any) -> None:
    for name in ("Answers", "Return"):
        sheet = book[name]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, text in enumerate(row, start=1):
                _put(sheet, number, column, text)


def _doubled_rows(book: Any) -> None:
    for name in SHEETS[1:]:
        sheet = book[name]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        for number, row in enumerate(rows, start=sheet.max_row + 1):
            for column, text in enumerate(row, start=1):
                _put(sheet, number, column, text)


def _renamed_sheets(book: Any) -> None:
    for number, name in enumerate(SHEETS):
        book[name].title = f"Sheet{number}"


def _title_above(book: Any) -> None:
    book["Answers"].insert_rows(1, 3)
    book["Answers"]["A1"] = "What Sam found"


def _another_column(book: Any) -> None:
    book["Answers"].insert_cols(3)
    book["Answers"]["C1"] = "my remarks"
    book["Answers"]["C2"] = "check this"


@pytest.mark.parametrize(
    "edit",
    [_moved_columns, _sorted_rows, _doubled_rows, _renamed_sheets, _title_above, _another_column],
)
def test_what_excel_does_to_the_order_of_things_does_not_matter(
    copy: Inspection, changed_in_excel: Callable[[Edit], Path], edit: Edit
) -> None:
    assert _nameless(read_return(changed_in_excel(edit), "")) == _nameless(returned_of(copy, ""))


def _two_answers(book: Any) -> None:
    sheet = book["Answers"]
    row = [cell.value for cell in next(sheet.iter_rows(min_row=2))]
    row[3] = "No"
    sheet.append(row)


def _one_column_sorted(book: Any) -> None:
    sheet = book["Answers"]
    refs = [row[0].value for row in sheet.iter_rows(min_row=2)]
    for number, ref in enumerate(reversed(refs), start=2):
        sheet.cell(number, 1).value = ref


def _unknown_case(book: Any) -> None:
    book["Answers"]["A2"] = "CU-99"


def _unknown_question(book: Any) -> None:
    _cell(book, "CU-2", "remark", "question_id").value = "9.9.9"


def _not_offered(book: Any) -> None:
    _cell(book, "CU-1", "1.1.1", "answer").value = "Splendid"


def _status_changed(book: Any) -> None:
    book["Cases"]["B2"] = "withdrawn"


def _mark_changed(book: Any) -> None:
    book["Marks"]["F2"] = "Another story"


def _return_changed(book: Any) -> None:
    cell = book["Return"]["C5"]
    cell.value = cell.value.replace("yes", "no ").replace("weak", "good") + " "


def _return_row_gone(book: Any) -> None:
    book["Return"].delete_rows(6)


def _no_answers(book: Any) -> None:
    del book["Answers"]


def _answers_twice(book: Any) -> None:
    book.copy_worksheet(book["Answers"])


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (_two_answers, "answer the same question of the same case differently"),
        (_one_column_sorted, "no longer in one piece"),
        (_unknown_case, "case “CU-99”, which is not in this return"),
        (_unknown_question, "no longer in one piece|“9.9.9”"),
        (_not_offered, "“Splendid” is not an answer to 1.1.1"),
        (_status_changed, "“status” was changed from “complete” to “withdrawn”"),
        (_mark_changed, "“text” was changed"),
        (_return_changed, "row 4 of it was changed"),
        (_return_row_gone, "rows of it are missing"),
        (_no_answers, "no sheet has the columns of “Answers”"),
        (_answers_twice, "2 sheets like “Answers”"),
    ],
)
def test_what_cannot_be_told_apart_is_refused_in_a_sentence(
    changed_in_excel: Callable[[Edit], Path], edit: Edit, says: str
) -> None:
    path = changed_in_excel(edit)
    with pytest.raises(RequestError, match=says) as refused:
        read_return(path, "")
    assert "\n" not in str(refused.value)


def test_a_wrong_password_is_told_from_a_damaged_file(copy: Inspection, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_return(copy, path, "a password", at=WRITTEN)
    with pytest.raises(RequestError, match=r"The password does not open r\.xlsx"):
        read_return(path, "another")
    with pytest.raises(RequestError, match="locked with a password"):
        read_return(path, "")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(RequestError, match=r"r\.xlsx is damaged"):
        read_return(path, "a password")


def test_a_damaged_cut_off_or_foreign_copy_is_refused(
    lead: Inspection, copy: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    copy.close()
    whole = (tmp_path / "sam.omi").read_bytes()
    broken = bytearray(whole)
    broken[5 * 4096 + 77] ^= 1
    for content in (bytes(broken), whole[:-4096], whole[:-100], whole[:100], b"", b"PK\x03\x04"):
        (tmp_path / "bad.omi").write_bytes(content)
        with pytest.raises(RequestError, match=r"bad\.omi"):
            read_return(tmp_path / "bad.omi", pack_word, cost=cost)
    with pytest.raises(RequestError, match="passphrase does not open"):
        read_return(tmp_path / "sam.omi", "another word", cost=cost)
    lead.close()
    with pytest.raises(RequestError, match="not an assessor's copy"):
        read_return(tmp_path / "lead.omi", "the lead's word", cost=cost)


def test_a_copy_that_is_open_in_this_program_is_not_read(
    copy: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    with pytest.raises(RequestError, match="is open in this program"):
        read_return(tmp_path / "sam.omi", pack_word, cost=cost)


def test_other_files_are_refused(tmp_path: Path) -> None:
    for name, content in (("a.txt", b"Hello"), ("b.xlsx", b"PK\x03\x04rest"), ("c.docx", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(RequestError):
            read_return(tmp_path / name, "word")
    with pytest.raises(RequestError, match="cannot be read"):
        read_return(tmp_path / "missing.xlsx", "word")
    with pytest.raises(RequestError, match="is a folder"):
        read_return(tmp_path, "word")


def test_only_an_assessors_copy_is_exported_as_a_return(lead: Inspection, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="not an assessor's copy"):
        write_return(lead, tmp_path / "r.xlsx", "a password", at=WRITTEN)
    assert not (tmp_path / "r.xlsx").exists()


@pytest.mark.parametrize(
    ("password", "says"), [("", "is empty"), ("x" * 256, "no password longer")]
)
def test_a_password_that_excel_cannot_take_is_refused(
    copy: Inspection, tmp_path: Path, password: str, says: str
) -> None:
    with pytest.raises(RequestError, match=says):
        write_return(copy, tmp_path / "r.xlsx", password, at=WRITTEN)
    assert not (tmp_path / "r.xlsx").exists()


_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
  script:language="StarBasic">
Sub SaveAgain(source As String, target As String, password As String)
 Dim opening(1) As New com.sun.star.beans.PropertyValue
 opening(0).Name = "Hidden"
 opening(0).Value = True
 opening(1).Name = "Password"
 opening(1).Value = password
 Dim locking(1) As New com.sun.star.beans.NamedValue
 locking(0).Name = "CryptoType"
 locking(0).Value = "StrongEncryptionDataSpace"
 locking(1).Name = "OOXPassword"
 locking(1).Value = password
 Dim saving(1) As New com.sun.star.beans.PropertyValue
 saving(0).Name = "FilterName"
 saving(0).Value = "Calc MS Excel 2007 XML"
 saving(1).Name = "EncryptionData"
 saving(1).Value = locking()
 book = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
 book.storeToURL(target, saving())
 book.close(True)
End Sub
</script:module>
"""


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_a_return_with_its_password_and_what_it_saves_reads_back_the_same(
    copy: Inspection, tmp_path: Path
) -> None:
    path, saved = tmp_path / "r.xlsx", tmp_path / "saved.xlsx"
    copy.put_record(Comment("k1", "c1", "1.1.1", "Where are\n “the aims”? =1+1", "p1", ""), by="p1")
    copy.put_record(Reply("r1", "k1", "c1", " On page two. ", "p2", "", 1), by="p2")
    written = write_return(copy, path, "a pässword", at=WRITTEN)
    profile = tmp_path / "profile"
    office = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # Its first start makes the profile, and would make it again over a macro of ours.
    _run([*office, "--terminate_after_init"])
    (profile / "user/basic/Standard/Module1.xba").write_text(_MACRO, encoding="utf-8")
    arguments = ",".join(f'"{word}"' for word in (path.as_uri(), saved.as_uri(), "a pässword"))
    _run([*office, f"macro:///Standard.Module1.SaveAgain({arguments})"])
    assert saved.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    assert _nameless(read_return(saved, "a pässword")) == _nameless(written)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)
