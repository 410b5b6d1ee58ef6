"""A blind second read goes out, is read, comes back, and stays blind until both are complete."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from omi_desktop.exchange.answers_csv import write_answers
from omi_desktop.exchange.pack import make_pack
from omi_desktop.exchange.read_return import read_return
from omi_desktop.merge.apply import merge, undo_merge
from omi_desktop.report.content import report
from omi_desktop.report.gather import gather, read_kept
from omi_desktop.report.plain import plain_text
from omi_desktop.report.return_workbook import write_return
from omi_desktop.report.workbook import workbook_bytes
from omi_desktop.scoring.json_form import json_form
from omi_desktop.store import (
    CaseStatus,
    Inspection,
    KeyCost,
    Mark,
    MarkKind,
    open_inspection,
    scored,
)
from omi_desktop.store.keys import derive_key
from omi_desktop.store.merge_records import Merge
from omi_desktop.store.merging import open_conflicts
from omi_desktop.store.moderating import agree
from omi_desktop.store.moderation_records import Agreed
from omi_desktop.store.returning import returned_of, sealed
from omi_desktop.store.sealed_pages import read_pages
from omi_desktop.store.second_readings import read_twice
from omi_desktop.store.second_records import SecondReading

AT = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)
CANARY = "zanderfish"

Pages = Callable[[str], bytes]


@pytest.fixture
def pages_of(lead: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost) -> Pages:
    """Make a pack now and return its decrypted bytes."""

    def decrypted(person: str) -> bytes:
        path = tmp_path / f"{person}-{lead.saved().revision}.omi"
        make_pack(lead, person, path, pack_word, by="p1", cost=cost)
        pages = read_pages(path.read_bytes(), b"", derive_key(path, pack_word, cost=cost))
        assert not pages.broken
        return b"".join(pages.whole[number] for number in sorted(pages.whole))

    return decrypted


@pytest.fixture
def second(copy: Inspection) -> Inspection:
    """Sam's copy, in which the second read of CU-3 is complete and full of canaries."""
    copy.answer("c3", "has_plan", "yes", by="p2")
    copy.answer("c3", "1.1.1", "good", by="p2")
    copy.note("c3", "1.1.1", f"{CANARY} note", by="p2")
    copy.answer("c3", "remark", f"{CANARY} remark", by="p2")
    copy.answer("c3", "1.1.SUM", "weak", by="p2")
    said = f"{CANARY} passage"
    copy.put_record(
        Mark("m9", "c3", "1.1", "1.1.1", MarkKind.GOOD_PRACTICE, said, "p2", ""), by="p2"
    )
    copy.set_status("c3", CaseStatus.COMPLETE, by="p2", reason=f"{CANARY} reason")
    return copy


@pytest.fixture(params=["omi", "xlsx"])
def back(
    request: pytest.FixtureRequest,
    lead: Inspection,
    second: Inspection,
    tmp_path: Path,
    pack_word: str,
    cost: KeyCost,
) -> Inspection:
    """The lead's copy after Sam's return, as a workbook and as it is, was merged."""
    path = tmp_path / "sam.omi"
    if request.param == "xlsx":
        path = tmp_path / "sam.xlsx"
        write_return(second, path, pack_word, at=AT)
    else:
        second.close()
    merge(lead, [read_return(path, pack_word, cost=cost)], by="p1")
    return lead


def shown(inspection: Inspection, folder: Path) -> str:
    """Everything that anybody can see of a lead's copy, as one text."""
    path = folder / f"answers-{inspection.saved().revision}.csv"
    write_answers(inspection, path)
    data = gather(inspection, at=AT)
    book = ZipFile(BytesIO(workbook_bytes(report(data), data)))
    parts = [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    hits = [hit.text for word in (CANARY, "weak", "good") for hit in inspection.search(word)]
    of_cases = [
        str(change) for case in inspection.cases() for change in inspection.history(case.id)
    ]
    told = [merged.receipt for merged in inspection.records(Merge)]
    return "\n".join(
        [
            path.read_text(encoding="utf-8"),
            *parts,
            *hits,
            *of_cases,
            *told,
            plain_text(report(data)),
            str(json_form(scored(inspection))),
            str(inspection.all_answers()),
            str(inspection.values()),
            str(read_kept(inspection)),
            str(inspection.journalled()),
            str(read_twice(inspection)),
        ]
    )


def test_until_the_first_reading_is_complete_nothing_of_the_second_is_seen_anywhere(
    lead: Inspection, second: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    before = (lead.values()["c3"], lead.case("c3"), scored(lead))
    second.close()
    merge(lead, [read_return(tmp_path / "sam.omi", pack_word, cost=cost)], by="p1")
    (one,) = read_twice(lead)
    assert (one.first_is_complete, one.second_is_complete, one.readings) == (False, True, None)
    assert CANARY not in shown(lead, tmp_path)
    assert (lead.values()["c3"], lead.case("c3")) == before[:2]
    # CU-1 and CU-2 came back too; the second read of CU-3 is not counted.
    assert scored(lead).cases.sampled == before[2].cases.sampled == 5
    assert scored(lead).cases.assessed == len(
        [c for c in lead.cases() if c.status in ("in progress", "complete")]
    )
    assert lead.check() == ()


def test_once_both_are_complete_both_are_whole_with_notes_names_reasons_and_marks(
    back: Inspection,
) -> None:
    for question, value in (("1.1.1", "weak"), ("1.1.SUM", "weak"), ("remark", "Kim's")):
        back.answer("c3", question, value, by="p3")
    back.set_status("c3", CaseStatus.COMPLETE, by="p3")
    (one,) = read_twice(back)
    assert (one.case.ref, one.first, one.second) == ("CU-3", "p3", "p2")
    both = one.readings
    assert both is not None
    assert (both.first["1.1.1"].value, both.first["1.1.1"].by) == ("weak", "p3")
    assert both.first["1.1.SUM"].note == "Kim's canary note"
    again = both.second["1.1.1"]
    assert (again.value, again.note, again.by) == ("good", f"{CANARY} note", "p2")
    assert again.at
    # The fact that Sam left as it was drawn, and the one that Kim corrected.
    assert (both.second["pages"].value, both.first["pages"].value) == ("3", "333")
    assert both.second_reason == f"{CANARY} reason"
    assert [mark.text for mark in both.marks] == [f"{CANARY} passage"]
    assert [m.id for m in read_kept(back).marks] == ["m1", "m3", "m9"]


def test_a_reading_that_is_opened_again_is_blind_again(back: Inspection) -> None:
    back.set_status("c3", CaseStatus.COMPLETE, by="p3")
    assert not read_twice(back)[0].is_blind
    back.set_status("c3", CaseStatus.IN_PROGRESS, by="p3", reason="To be read again.")
    assert read_twice(back)[0].is_blind
    assert read_kept(back).marks == tuple(m for m in read_kept(back).marks if m.id != "m9")


def test_undoing_the_merge_takes_the_second_reading_away(back: Inspection) -> None:
    undo_merge(back, by="p1")
    assert back.records(SecondReading) == ()
    assert not read_twice(back)[0].second_is_complete


def test_the_first_readers_pack_holds_nothing_of_the_second_reading(
    back: Inspection, pages_of: Pages
) -> None:
    found = pages_of("p3")
    assert b"Kim's canary note" in found
    for word in (CANARY, "Sam Beck", "m9", "second read"):
        assert not re.search(rf"(?<![0-9A-Za-z]){word}(?![0-9A-Za-z])".encode(), found), word
    back.set_status("c3", CaseStatus.COMPLETE, by="p3")
    agree(back, "c3", "1.1.SUM", "good", "The plan is whole.", by="p1")
    found = pages_of("p3")
    # What was agreed on goes out, with the reason, and still nothing of the other reading.
    assert b"The plan is whole." in found
    for word in (CANARY, "Sam Beck", "m9", "second read"):
        assert not re.search(rf"(?<![0-9A-Za-z]){word}(?![0-9A-Za-z])".encode(), found), word


def test_a_second_reader_goes_on_in_a_new_pack_where_they_were_and_sees_nothing_else(
    back: Inspection, pages_of: Pages, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    back.set_status("c3", CaseStatus.COMPLETE, by="p3")
    agree(back, "c3", "1.1.SUM", "good", "otterhound", by="p1")
    revision = back.saved().revision
    found = pages_of("p2")
    assert f"{CANARY} note".encode() in found
    for word in ("Kim", "otterhound", "333", "p3", "m3", "second read"):
        assert not re.search(rf"(?<![0-9A-Za-z]){word}(?![0-9A-Za-z])".encode(), found), word
    path = tmp_path / f"p2-{revision}.omi"
    with open_inspection(path, pack_word, cost=cost) as again:
        assert again.case("c3").status is CaseStatus.COMPLETE
        assert again.answers("c3")["1.1.1"].note == f"{CANARY} note"
        assert [mark.id for mark in again.records(Mark)] == ["m1", "m9"]
        assert again.records(Agreed) == ()
        again.answer("c3", "1.1.1", "weak", by="p2")
    merge(back, [read_return(path, pack_word, cost=cost)], by="p1")
    both = read_twice(back)[0].readings
    assert both is not None
    assert both.second["1.1.1"].value == "weak"
    assert both.second["remark"].value == f"{CANARY} remark"
    # The return of the first pack stays as it came.
    assert len(back.records(SecondReading)) == 2


def test_a_cell_that_cannot_be_used_in_a_blind_second_read_is_not_read_out(
    lead: Inspection, second: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    returned = returned_of(second, "sam.omi")
    answers = tuple(
        replace(a, value=f"{CANARY}!") if (a.case, a.question) == ("c3", "1.1.SUM") else a
        for a in returned.answers
    )
    receipt = merge(lead, [sealed(replace(returned, answers=answers))], by="p1")
    assert receipt.returns[0].unusable == 1
    assert "not used: CU-3, 1.1.SUM, in a blind second read" in receipt.text
    assert CANARY not in receipt.text


def test_the_report_and_every_score_count_the_agreed_answer_once(
    back: Inspection, tmp_path: Path
) -> None:
    back.answer("c3", "has_plan", "yes", by="p3")
    back.answer("c3", "1.1.1", "weak", by="p3")
    back.set_status("c3", CaseStatus.COMPLETE, by="p3")
    before = scored(back).criteria[0].questions
    step = agree(back, "c3", "1.1.1", "good", "Aims are there.", by="p1")
    after = scored(back).criteria[0].questions
    assert after[0].relevant == before[0].relevant
    assert after[0].sufficient == before[0].sufficient + 1
    assert scored(back).cases.sampled == 5
    assert step.after is not None
    assert (step.after.own, step.after.own_by) == ("weak", "p3")
    path = tmp_path / "agreed.csv"
    write_answers(back, path)
    rows = [line for line in path.read_text("utf-8").splitlines() if line.startswith("CU-3,1.1.1,")]
    assert len(rows) == 1
    assert "Good enough" in rows[0]
    assert back.check() == ()


def test_what_was_agreed_on_stands_when_the_first_readers_return_comes_once_more(
    back: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    path = tmp_path / "kim.omi"
    make_pack(back, "p3", path, pack_word, by="p1", cost=cost)
    with open_inspection(path, pack_word, cost=cost) as kim:
        kim.answer("c3", "1.1.SUM", "weak", by="p3")
        kim.set_status("c3", CaseStatus.COMPLETE, by="p3")
    once = read_return(path, pack_word, cost=cost)
    merge(back, [once], by="p1")
    agree(back, "c3", "1.1.SUM", "good", "The plan is whole.", by="p1")
    merge(back, [once], by="p1")
    assert back.answers("c3")["1.1.SUM"].value == "good"
    assert open_conflicts(back) == ()
    with open_inspection(path, pack_word, cost=cost) as kim:
        kim.answer("c3", "1.1.SUM", "not-applicable", by="p3")
    merge(back, [read_return(path, pack_word, cost=cost)], by="p1")
    # What was moderated is not overruled by a return: the two stand side by side.
    assert back.answers("c3")["1.1.SUM"].value == "good"
    assert [(one.ours, one.theirs) for one in open_conflicts(back)] == [("good", "not-applicable")]
    assert back.check() == ()
