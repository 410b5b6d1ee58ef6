"""Comments go out with a pack, come into a copy that has one, and their replies come back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from omi_desktop.errors import RequestError
from omi_desktop.exchange.pack import make_pack
from omi_desktop.exchange.read_return import read_return
from omi_desktop.exchange.taking_in import take_in
from omi_desktop.merge.apply import merge
from omi_desktop.report.return_workbook import return_bytes, write_return
from omi_desktop.store import Inspection, KeyCost, open_inspection
from omi_desktop.store.case_records import Precedent
from omi_desktop.store.checking import (
    Waits,
    close_comment,
    comment_on,
    reply_to,
    threads,
    to_answer,
)
from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.keys import derive_key
from omi_desktop.store.returning import returned_of
from omi_desktop.store.sealed_pages import read_pages

WRITTEN = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)
CANARY = "Kim’s canary comment"


@pytest.fixture
def asked(lead: Inspection) -> Comment:
    """A comment on Sam's case, and one on Kim's that Sam reads blind."""
    comment_on(lead, "c3", "1.1.1", CANARY, by="p1")
    comment_on(lead, "c4", "", f"{CANARY} too", by="p1")
    return comment_on(lead, "c1", "1.1.1", "Where are the aims?", by="p1")


@pytest.fixture
def sam(lead: Inspection, asked: Comment, tmp_path: Path, cost: KeyCost, pack_word: str) -> Path:
    """Sam's pack with the comment in it."""
    path = tmp_path / "with-comment.omi"
    make_pack(lead, "p2", path, pack_word, by="p1", cost=cost)
    return path


@pytest.fixture
def at_work(copy: Inspection) -> Inspection:
    """Sam's copy of an earlier pack, with work in it that nobody else has."""
    return copy


def test_a_pack_holds_the_comments_on_its_cases_and_no_others(
    sam: Path, asked: Comment, cost: KeyCost, pack_word: str
) -> None:
    with open_inspection(sam, pack_word, cost=cost) as opened:
        assert [t.comment for t in to_answer(opened)] == [asked]
    pages = read_pages(sam.read_bytes(), b"", derive_key(sam, pack_word, cost=cost))
    decrypted = b"".join(pages.whole[number] for number in sorted(pages.whole))
    assert b"Where are the aims?" in decrypted
    assert CANARY.encode() not in decrypted


@pytest.mark.parametrize("suffix", [".xlsx", ".omi"])
def test_a_reply_comes_back_and_waits_for_the_lead(
    suffix: str,
    lead: Inspection,
    asked: Comment,
    sam: Path,
    tmp_path: Path,
    cost: KeyCost,
    pack_word: str,
) -> None:
    with open_inspection(sam, pack_word, cost=cost) as opened:
        reply_to(opened, asked.id, "On page two:\n“aims”.", by="p2")
        write_return(opened, tmp_path / "sam.xlsx", pack_word, at=WRITTEN)
    back = tmp_path / "sam.xlsx" if suffix == ".xlsx" else sam
    merge(lead, [read_return(back, pack_word, cost=cost)], by="p1")
    (own,) = threads(lead, "c1")
    assert [(r.text, r.by) for r in own.replies] == [("On page two:\n“aims”.", "p2")]
    assert own.waits is Waits.LEAD
    assert lead.check() == ()


def test_a_person_reads_the_comments_in_the_workbook_and_must_leave_them(
    sam: Path, asked: Comment, tmp_path: Path, cost: KeyCost, pack_word: str
) -> None:
    path = tmp_path / "sam.xlsx"
    with open_inspection(sam, pack_word, cost=cost) as opened:
        reply_to(opened, asked.id, "On page two.", by="p2")
        whole = returned_of(opened, path.name)
        path.write_bytes(return_bytes(opened, whole, at=WRITTEN))
    assert read_return(path, "") == whole
    book = openpyxl.load_workbook(path)
    rows = list(book["Comments"].iter_rows(min_row=2, values_only=True))
    assert [row[1:6] for row in rows] == [
        ("CU-1", "1.1.1", "comment", "Where are the aims?", "Dana Hale"),
        ("CU-1", "1.1.1", "reply", "On page two.", "Sam Beck"),
    ]
    book["Comments"]["E2"] = "Nothing."
    book.save(path)
    with pytest.raises(RequestError, match="“said” was changed"):
        read_return(path, "")


def test_a_return_without_comments_has_no_sheet_of_them(copy: Inspection, tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    path.write_bytes(return_bytes(copy, returned_of(copy, path.name), at=WRITTEN))
    assert openpyxl.load_workbook(path).sheetnames == [
        "About",
        "Cases",
        "Answers",
        "Marks",
        "Interviews",
        "Return",
    ]


def test_comments_come_into_a_copy_at_work_and_the_work_stays(
    at_work: Inspection, lead: Inspection, tmp_path: Path, cost: KeyCost, pack_word: str
) -> None:
    made = comment_on(lead, "c1", "1.1.1", "Where are the aims?", by="p1")
    lead.put_record(Precedent("d2", "1.1.1", "One aim is enough.", "2006-07-20"), by="p1")
    newer = tmp_path / "newer.omi"
    make_pack(lead, "p2", newer, pack_word, by="p1", cost=cost)
    before = at_work.all_answers()
    came = take_in(at_work, newer, pack_word, by="p2", cost=cost)
    assert (came.comments, came.replies, came.precedents, came.other_cases) == (1, 0, 1, ())
    assert at_work.all_answers() == before
    assert [t.comment.id for t in to_answer(at_work)] == [made.id]
    saved = at_work.saved()
    assert take_in(at_work, newer, pack_word, by="p2", cost=cost).comments == 0
    assert at_work.saved() == saved
    reply_to(at_work, made.id, "On page two.", by="p2")
    path = tmp_path / "back.xlsx"
    write_return(at_work, path, pack_word, at=WRITTEN)
    merge(lead, [read_return(path, pack_word)], by="p1")
    assert [r.text for r in lead.records(Reply)] == ["On page two."]
    assert lead.answers("c1")["1.1.1"].value == "weak"


def test_an_older_pack_opens_no_comment_again(
    at_work: Inspection, lead: Inspection, tmp_path: Path, cost: KeyCost, pack_word: str
) -> None:
    made = comment_on(lead, "c1", "", "Well read?", by="p1")
    packs = [tmp_path / "older.omi", tmp_path / "newer.omi"]
    make_pack(lead, "p2", packs[0], pack_word, by="p1", cost=cost)
    reply_to(lead, made.id, "It is.", by="p1")
    close_comment(lead, made.id, by="p1")
    make_pack(lead, "p2", packs[1], pack_word, by="p1", cost=cost)
    for path in reversed(packs):
        take_in(at_work, path, pack_word, by="p2", cost=cost)
    (thread,) = threads(at_work)
    assert not thread.is_open
    assert [r.text for r in thread.replies] == ["It is."]


def test_cases_that_only_the_newer_pack_holds_are_named(
    at_work: Inspection, lead: Inspection, tmp_path: Path, cost: KeyCost, pack_word: str
) -> None:
    lead.assign("c5", "p2", by="p1")
    newer = tmp_path / "newer.omi"
    make_pack(lead, "p2", newer, pack_word, by="p1", cost=cost)
    assert take_in(at_work, newer, pack_word, by="p2", cost=cost).other_cases == ("CU-5",)


def test_what_is_not_for_this_copy_is_refused_and_changes_nothing(
    at_work: Inspection, lead: Inspection, tmp_path: Path, cost: KeyCost, pack_word: str
) -> None:
    kims = tmp_path / "kim.omi"
    make_pack(lead, "p3", kims, pack_word, by="p1", cost=cost)
    saved = at_work.saved()
    with pytest.raises(RequestError, match="somebody else"):
        take_in(at_work, kims, pack_word, by="p2", cost=cost)
    with pytest.raises(RequestError, match=r"does not open kim\.omi"):
        take_in(at_work, kims, "another word", by="p2", cost=cost)
    assert at_work.saved() == saved
    with pytest.raises(RequestError, match="lead inspector’s copy"):
        take_in(lead, kims, pack_word, by="p1", cost=cost)
