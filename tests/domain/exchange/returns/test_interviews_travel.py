"""Interviews and staff answers go out with packs and come back once, whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from omi_desktop.assets import asset
from omi_desktop.errors import RequestError
from omi_desktop.exchange.pack import make_pack
from omi_desktop.exchange.read_return import read_return
from omi_desktop.instrument.bank import bank_files
from omi_desktop.merge.apply import merge, undo_merge
from omi_desktop.merge.settling import settle_all
from omi_desktop.report.return_workbook import return_bytes
from omi_desktop.store import (
    Acknowledged,
    Case,
    CaseInterview,
    CaseStatus,
    Details,
    Holder,
    Inspection,
    InterviewNote,
    KeyCost,
    OffenderManager,
    Person,
    PersonKind,
    Role,
    StaffAnswer,
    StaffInterview,
    TookPlace,
    create,
    open_inspection,
)
from omi_desktop.store.interviewing import Interviewing, listed_manager, managers_of, staff_of
from omi_desktop.store.merge_records import Conflict, Keep
from omi_desktop.store.merging import open_conflicts
from omi_desktop.store.returned import Returned
from omi_desktop.store.returning import returned_of

COST = KeyCost(passes=1, kibibytes=8, lanes=1)
LEAD_WORD = "the lead's word"
PACK_WORD = "the assessor's word"
WRITTEN = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)

Worked = Callable[[str, Callable[[Inspection], None]], Returned]


@pytest.fixture
def area(tmp_path: Path) -> Iterator[Inspection]:
    """The lead's copy: Sam and Kim read two cases each; R. Solway held one of either."""
    details = Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-01T00:00:00.000Z")
    bank = bank_files(asset("instrument") / "omi-2006")
    path = tmp_path / "area.omi"
    with create(path, LEAD_WORD, bank=bank, details=details, cost=COST) as begun:
        begun.add_people(
            [
                Person("p1", "Dana Hale", PersonKind.LEAD_INSPECTOR),
                Person("p2", "Sam Beck", PersonKind.AREA_ASSESSOR),
                Person("p3", "Kim Roe", PersonKind.INSPECTOR),
            ]
        )
        readers = ("p2", "p2", "p3", "p3")
        begun.add_cases(
            [
                Case(f"c{n}", f"CU-{n}", n, CaseStatus.NOT_STARTED, "", reader)
                for n, reader in enumerate(readers, start=1)
            ],
            by="p1",
        )
        for case, name in (("c1", "R. Solway"), ("c2", "M. Dent"), ("c3", "R. Solway")):
            begun.put_record(Holder(case, "Kendal", "Team 2", name), by="p1")
        yield begun


@pytest.fixture
def worked(area: Inspection, tmp_path: Path) -> Worked:
    """Let somebody work in a pack of theirs, and return what a workbook of it brings back."""

    def went_out(person: str, work: Callable[[Inspection], None]) -> Returned:
        path = tmp_path / f"{person}.omi"
        make_pack(area, person, path, PACK_WORD, by="p1", cost=COST)
        with open_inspection(path, PACK_WORD, cost=COST) as copy:
            work(copy)
            as_pack = returned_of(copy, f"{person}.xlsx")
            book = tmp_path / f"{person}.xlsx"
            book.write_bytes(return_bytes(copy, as_pack, at=WRITTEN))
        read = read_return(book, "", cost=COST)
        assert replace(read, name="") == replace(as_pack, name="")
        return read

    return went_out


def _meet(copy: Inspection, case: str, by: str, answers: dict[str, str]) -> None:
    """Interview the listed manager of a case, and ask the staff interview."""
    talk = Interviewing(copy, case, by)
    assert talk.listed is not None
    talk.choose(talk.listed)
    talk.say(
        replace(talk.interview, took_place=TookPlace.YES, day="2006-07-18", role="Offender manager")
    )
    talk.note("om.1", f"Told of {case}.")
    for item, value in answers.items():
        talk.answer(item, value, day="2006-07-18")


def test_interviews_come_back_with_a_workbook_and_are_in_the_leads_copy_once(
    area: Inspection, worked: Worked
) -> None:
    back = worked("p2", lambda copy: _meet(copy, "c1", "p2", {"staff.1": "fully"}))
    receipt = merge(area, [back], by="p1")
    assert receipt.returns[0].records == 5
    solway = listed_manager(area, "c1")
    assert solway is not None
    assert area.records(CaseInterview) == (
        CaseInterview("c1", solway.key, "Offender manager", "2006-07-18", TookPlace.YES),
    )
    assert area.records(InterviewNote) == (InterviewNote("c1", "om.1", "Told of c1."),)
    assert area.records(StaffInterview) == (StaffInterview(solway.key, "c1", "2006-07-18"),)
    assert area.records(StaffAnswer) == (StaffAnswer(solway.key, "staff.1", "fully"),)
    assert [m.name for m in area.records(OffenderManager)] == ["R. Solway"]
    before = area.saved().revision
    assert merge(area, [back], by="p1").number is None
    assert area.saved().revision == before


def test_a_workbook_shows_interviews_to_a_person_and_takes_no_changes_to_them_there(
    area: Inspection, worked: Worked, tmp_path: Path
) -> None:
    worked("p2", lambda copy: _meet(copy, "c1", "p2", {"staff.1": "fully"}))
    path = tmp_path / "p2.xlsx"
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in row] for row in book["Interviews"].iter_rows(min_row=2)]
    assert [row[1:3] for row in rows] == [
        ["CU-1", "Interview, R. Solway"],
        ["CU-1", "Interview, om.1"],
        ["CU-1", "Staff interview, R. Solway"],
        [None, "Staff interview, staff.1, R. Solway"],
    ]
    assert rows[1][4] == "Told of c1."
    assert rows[3][3:] == [
        "Are you well informed about the policies and procedures that apply in the area?",
        "Fully",
    ]
    book["Interviews"]["E3"] = "Another story"
    book.save(path)
    with pytest.raises(RequestError, match=r"“said” was changed from “Told of c1\.”"):
        read_return(path, "", cost=COST)


def test_whoever_asked_stands_in_the_history_and_not_who_merged(
    area: Inspection, worked: Worked
) -> None:
    back = worked("p2", lambda copy: _meet(copy, "c1", "p2", {"staff.1": "fully"}))
    merge(area, [back], by="p1")
    told = [c for c in area.history() if (c.question or "").startswith("staff answer/")]
    assert [change.by for change in told] == ["p2"]


def test_a_second_pack_tells_that_the_manager_was_asked_where_and_with_what_answers(
    area: Inspection, worked: Worked, tmp_path: Path
) -> None:
    merge(
        area,
        [worked("p2", lambda copy: _meet(copy, "c1", "p2", {"staff.1": "fully"}))],
        by="p1",
    )
    make_pack(area, "p3", tmp_path / "kim.omi", PACK_WORD, by="p1", cost=COST)
    with open_inspection(tmp_path / "kim.omi", PACK_WORD, cost=COST) as copy:
        talk = Interviewing(copy, "c3", "p3")
        assert talk.listed is not None
        talk.choose(talk.listed)
        assert talk.staff is not None
        assert talk.staff.held == StaffInterview(talk.listed.key, "c1", "2006-07-18")
        assert talk.staff.answers["staff.1"].value == "fully"


def test_answers_of_a_manager_who_held_none_of_a_readers_cases_stay_out_of_the_pack(
    area: Inspection, worked: Worked, tmp_path: Path
) -> None:
    merge(
        area,
        [worked("p2", lambda copy: _meet(copy, "c2", "p2", {"staff.1": "fully"}))],
        by="p1",
    )
    make_pack(area, "p3", tmp_path / "kim.omi", PACK_WORD, by="p1", cost=COST)
    with open_inspection(tmp_path / "kim.omi", PACK_WORD, cost=COST) as copy:
        assert copy.records(StaffAnswer) == ()
        assert copy.records(InterviewNote) == ()
        assert copy.records(CaseInterview) == ()
        # That M. Dent was met is known, so that nobody meets them twice.
        assert [held.case for held in copy.records(StaffInterview)] == ["c2"]


def test_two_who_asked_the_same_manager_make_one_interview_and_differ_where_they_differ(
    area: Inspection, worked: Worked
) -> None:
    answers = {"staff.1": "fully", "staff.2": "hardly"}
    sam = worked("p2", lambda copy: _meet(copy, "c1", "p2", answers))
    kim = worked("p3", lambda copy: _meet(copy, "c3", "p3", answers | {"staff.2": "fully"}))
    receipt = merge(area, [sam, kim], by="p1")
    assert "differs: R. Solway, Staff interview, staff.2: ours “Hardly”" in receipt.text
    assert "differs: R. Solway, Staff interview: ours “CU-1; 2006-07-18”" in receipt.text
    solway = listed_manager(area, "c1")
    assert solway is not None
    (staff,) = staff_of(area, managers_of(area))
    assert staff.manager.key == solway.key
    assert {item: each.value for item, each in staff.answers.items()} == answers
    differing = {one.question.split("/")[0] for one in open_conflicts(area)}
    assert differing == {"staff answer", "staff interview"}
    assert len(area.records(CaseInterview)) == 2
    settle_all(area, Keep.ASSESSOR, by="p1")
    assert open_conflicts(area) == ()
    (staff,) = staff_of(area, managers_of(area))
    assert staff.answers["staff.2"].value == "fully"
    assert staff.held == StaffInterview(solway.key, "c3", "2006-07-18")


def test_an_answer_that_a_pack_never_showed_is_not_written_over(
    area: Inspection, worked: Worked
) -> None:
    # In the lead's copy M. Dent was met; Kim's pack does not show what M. Dent said.
    merge(
        area,
        [worked("p2", lambda copy: _meet(copy, "c2", "p2", {"staff.1": "fully"}))],
        by="p1",
    )
    dent = listed_manager(area, "c2")
    assert dent is not None

    def met_in_c4(copy: Inspection) -> None:
        talk = Interviewing(copy, "c4", "p3")
        talk.choose(dent)
        talk.answer("staff.1", "hardly", day="2006-07-19")

    merge(area, [worked("p3", met_in_c4)], by="p1")
    assert area.records(StaffAnswer) == (StaffAnswer(dent.key, "staff.1", "fully"),)
    assert [one.question for one in open_conflicts(area)] == [f"staff answer/{dent.key}/staff.1"]


def test_notes_changed_on_both_sides_differ_and_neither_is_lost(
    area: Inspection, worked: Worked
) -> None:
    merge(area, [worked("p2", lambda copy: _meet(copy, "c1", "p2", {}))], by="p1")

    def more(copy: Inspection) -> None:
        Interviewing(copy, "c1", "p2").note("om.1", "Told of c1, at length.")

    (Path(area.path).parent / "p2.omi").unlink()
    back = worked("p2", more)
    Interviewing(area, "c1", "p1").note("om.1", "The lead heard otherwise.")
    merge(area, [back], by="p1")
    (differs,) = open_conflicts(area)
    assert (differs.ours, differs.theirs) == (
        '{"case":"c1","prompt":"om.1","text":"The lead heard otherwise."}',
        '{"case":"c1","prompt":"om.1","text":"Told of c1, at length."}',
    )


def test_undoing_a_merge_takes_the_interviews_back(area: Inspection, worked: Worked) -> None:
    back = worked("p2", lambda copy: _meet(copy, "c1", "p2", {"staff.1": "fully"}))
    merge(area, [back], by="p1")
    assert undo_merge(area, by="p1").stays == ()
    for kind in (CaseInterview, InterviewNote, StaffInterview, StaffAnswer, OffenderManager):
        assert area.records(kind) == ()
    assert area.records(Conflict) == ()
    assert merge(area, [back], by="p1").returns[0].records == 5


def test_a_word_on_a_warning_comes_back(area: Inspection, worked: Worked) -> None:
    word = Acknowledged("c1", "summary/1.1", "Seen with the manager.")
    merge(area, [worked("p2", lambda copy: _keep(copy, word))], by="p1")
    assert area.records(Acknowledged) == (word,)


def test_a_word_on_a_warning_goes_where_the_pack_took_it_back(
    area: Inspection, worked: Worked
) -> None:
    word = Acknowledged("c1", "summary/1.1", "Seen with the manager.")
    area.put_record(word, by="p1")
    merge(area, [worked("p2", lambda copy: _drop(copy, word))], by="p1")
    assert area.records(Acknowledged) == ()


def test_an_answer_outside_the_bank_is_kept_aside_and_told(
    area: Inspection, worked: Worked
) -> None:
    answer = StaffAnswer("m9", "staff.99", "yes")

    def odd(copy: Inspection) -> None:
        copy.put_record(answer, by="p2")

    receipt = merge(area, [worked("p2", odd)], by="p1")
    assert (receipt.returns[0].unusable, area.records(StaffAnswer)) == (1, ())
    assert "There is no item “staff.99”" in receipt.text


def test_a_copy_without_interviews_returns_what_it_always_returned(
    area: Inspection, tmp_path: Path, cost: KeyCost
) -> None:
    bare = make_pack(area, "p3", tmp_path / "kim.omi", PACK_WORD, by="p1", cost=cost)
    with open_inspection(tmp_path / "kim.omi", PACK_WORD, cost=cost) as copy:
        back = returned_of(copy, "kim.omi")
    assert bare.given != ()
    receipt = merge(area, [back], by="p1")
    assert receipt.returns[0].records == 0
    assert area.records(OffenderManager) == ()


def _keep(copy: Inspection, word: Acknowledged) -> None:
    copy.put_record(word, by="p2")


def _drop(copy: Inspection, word: Acknowledged) -> None:
    copy.drop_record(word, by="p2")
