from __future__ import annotations

import re
from pathlib import Path

import pytest

from omi_desktop.errors import OmiError, RequestError
from omi_desktop.exchange.pack import make_pack
from omi_desktop.store import CaseStatus, Inspection, KeyCost, Mark, Role, open_inspection
from omi_desktop.store.case_records import Precedent
from omi_desktop.store.keys import derive_key
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.sealed_pages import read_pages


def test_a_pack_holds_the_cases_of_its_assessor_under_their_ids_and_nobody_elses(
    pack: Pack, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    assert pack.cases == ("c1", "c2", "c3")
    with open_inspection(tmp_path / "sam.omi", pack_word, cost=cost) as copy:
        assert copy.details.id == "cumbria-06"
        assert copy.details.role is Role.ASSESSOR
        assert [(case.id, case.ref, case.assessor) for case in copy.cases()] == [
            ("c1", "CU-1", "p2"),
            ("c2", "CU-2", "p2"),
            ("c3", "CU-3", "p2"),
        ]
        assert [person.name for person in copy.people()] == ["Dana Hale", "Sam Beck"]
        assert copy.check() == ()


def test_a_pack_begins_with_the_answers_notes_marks_and_precedents_as_they_stand(
    pack: Pack, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    with open_inspection(tmp_path / "sam.omi", pack_word, cost=cost) as copy:
        answers = copy.answers("c1")
        assert (answers["has_plan"].value, answers["has_plan"].by) == ("yes", "p2")
        assert answers["1.1.1"].note == "Sam's own note “so far”."
        assert [mark.id for mark in copy.records(Mark)] == ["m1"]
        assert [told.text for told in copy.records(Precedent)] == ["A list is a plan."]
        assert copy.bank_files["gates.toml"].startswith("[[gate]]")


def test_times_and_authors_of_answers_go_out_as_they_are(
    lead: Inspection, pack: Pack, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    with open_inspection(tmp_path / "sam.omi", pack_word, cost=cost) as copy:
        for question, answer in lead.answers("c1").items():
            sent = copy.answers("c1")[question]
            assert (sent.by, sent.at) == (answer.by, answer.at)


def test_a_blind_second_read_begins_with_the_drawn_facts_alone(
    pack: Pack, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    with open_inspection(tmp_path / "sam.omi", pack_word, cost=cost) as copy:
        second = copy.case("c3")
        assert (second.status, second.reason) == (CaseStatus.NOT_STARTED, "")
        # Kim corrected the number of pages to 333.
        assert {q: a.value for q, a in copy.answers("c3").items()} == {"pages": "3"}


def test_nothing_of_other_peoples_work_is_in_any_page_of_a_pack(
    pack: Pack, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    path = tmp_path / "sam.omi"
    pages = read_pages(path.read_bytes(), b"", derive_key(path, pack_word, cost=cost))
    assert not pages.broken
    decrypted = b"".join(pages.whole[number] for number in sorted(pages.whole))
    assert b"Sam's own note" in decrypted
    for canary in ("canary", "CU-4", "CU-5", "Kim", "333", "p3", "c4", "c5", "second read", "m3"):
        # Short ones are looked for as whole words: digests hold any pair of letters.
        assert not re.search(rf"(?<![0-9A-Za-z]){canary}(?![0-9A-Za-z])".encode(), decrypted), (
            canary
        )


def test_the_leads_copy_keeps_the_same_record_as_the_pack_and_where_it_starts(
    lead: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    before = lead.saved().revision
    made = make_pack(lead, "p2", tmp_path / "sam.omi", pack_word, by="p1", cost=cost)
    assert lead.records(Pack) == (made,)
    assert (made.base_revision, lead.saved().revision) == (before, before + 1)
    assert lead.check() == ()
    with open_inspection(tmp_path / "sam.omi", pack_word, cost=cost) as copy:
        assert copy.records(Pack) == (made,)


def test_a_withdrawn_case_is_not_sent_out(
    lead: Inspection, tmp_path: Path, pack_word: str, cost: KeyCost
) -> None:
    lead.set_status("c2", CaseStatus.WITHDRAWN, by="p1", reason="Transferred.")
    made = make_pack(lead, "p2", tmp_path / "sam.omi", pack_word, by="p1", cost=cost)
    assert made.cases == ("c1", "c3")


def test_the_passphrase_of_the_lead_does_not_open_a_pack(
    pack: Pack, tmp_path: Path, cost: KeyCost
) -> None:
    with pytest.raises(OmiError, match="does not open"):
        open_inspection(tmp_path / "sam.omi", "the lead's word", cost=cost)


@pytest.mark.parametrize(
    ("assessor", "name", "word", "says"),
    [
        ("p1", "out.omi", "w", "Dana Hale has no case to read"),
        ("nobody", "out.omi", "w", "no person “nobody”"),
        ("p2", "out.omi", "", "passphrase of the pack is empty"),
        ("p2", "taken.omi", "w", "exists already"),
        ("p2", "missing/out.omi", "w", "There is no folder"),
    ],
)
def test_a_pack_that_cannot_be_made_leaves_no_trace(
    lead: Inspection,
    tmp_path: Path,
    cost: KeyCost,
    assessor: str,
    name: str,
    word: str,
    says: str,
) -> None:
    (tmp_path / "taken.omi").write_bytes(b"somebody's work")
    files = sorted(tmp_path.iterdir())
    before = lead.saved()
    with pytest.raises(RequestError, match=says):
        make_pack(lead, assessor, tmp_path / name, word, by="p1", cost=cost)
    assert lead.saved() == before
    assert sorted(tmp_path.iterdir()) == files
    assert (tmp_path / "taken.omi").read_bytes() == b"somebody's work"


def test_a_pack_is_made_from_the_leads_copy_alone(
    copy: Inspection, tmp_path: Path, cost: KeyCost
) -> None:
    with pytest.raises(RequestError, match="is an assessor's copy"):
        make_pack(copy, "p2", tmp_path / "again.omi", "w", by="p2", cost=cost)


def test_no_pack_goes_out_after_the_sign_off(
    lead: Inspection, tmp_path: Path, cost: KeyCost
) -> None:
    lead.sign_off(by="p1", code="1234")
    with pytest.raises(RequestError, match="signed off"):
        make_pack(lead, "p2", tmp_path / "late.omi", "w", by="p1", cost=cost)
    assert not (tmp_path / "late.omi").exists()
