"""Words are found in references, notes and answers, inside the encrypted file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.store import Hit, How, Inspection, KeyCost, NewAnswer, Where, open_inspection

VINTAGE = Path(__file__).parents[2] / "vintage"


def places(hits: tuple[Hit, ...]) -> list[tuple[str, str, str]]:
    """Return where the hits are."""
    return [(hit.case, hit.question, hit.where.value) for hit in hits]


def test_a_note_is_found_by_the_beginnings_of_its_words(inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", "Screened late, but the level was right", by="p2")
    inspection.note("c2", "1.1.1", "Not screened at all", by="p2")
    (hit,) = inspection.search("SCREEN lev")
    assert (hit.case, hit.ref, hit.question, hit.where) == ("c1", "CU-001", "1.1.1", Where.NOTE)
    assert hit.pieces == ("", "Screened", " late, but the ", "level", " was right")
    assert hit.text == "Screened late, but the level was right"


def test_accents_do_not_matter(inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", "Seen by Zoë", by="p2")
    assert places(inspection.search("zoe")) == [("c1", "1.1.1", "note")]


def test_a_case_is_found_by_any_part_of_its_reference(inspection: Inspection) -> None:
    (hit,) = inspection.search("003")
    assert (hit.case, hit.where, hit.pieces) == ("c3", Where.REFERENCE, ("CU-", "003", ""))
    assert len(inspection.search("cu")) == 3


def test_an_answer_is_found_by_its_label_and_its_question(inspection: Inspection) -> None:
    inspection.answer("c1", "case_type", "community", by="p2")
    inspection.answer("c2", "case_type", "licence", by="p2")
    inspection.answer("c2", "requirements", "curfew+unpaid_work", by="p2")
    inspection.answer("c3", "remark", "Moved to Penrith", by="p2")
    assert places(inspection.search("sentence licence")) == [("c2", "case_type", "answer")]
    assert places(inspection.search("unpaid")) == [("c2", "requirements", "answer")]
    assert places(inspection.search("penrith")) == [("c3", "remark", "answer")]


def test_a_question_alone_finds_no_answer(inspection: Inspection) -> None:
    inspection.answer("c2", "requirements", "curfew", by="p2")
    assert inspection.search("requirements") == ()


def test_what_was_changed_or_taken_back_is_found_no_longer(inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", "Alpha", by="p2")
    inspection.answer("c1", "case_type", "licence", by="p2")
    inspection.note("c1", "1.1.1", "Beta", by="p2")
    inspection.answer("c1", "case_type", None, by="p2")
    assert inspection.search("alpha") == inspection.search("licence") == ()
    assert places(inspection.search("beta")) == [("c1", "1.1.1", "note")]
    inspection.note("c1", "1.1.1", "", by="p2")
    assert inspection.search("beta") == ()
    inspection.note("c1", "1.1.1", "Gamma", by="p2")
    assert places(inspection.search("gamma")) == [("c1", "1.1.1", "note")]
    assert inspection.check() == ()


def test_imported_notes_are_found(inspection: Inspection) -> None:
    inspection.write_answers(
        [NewAnswer("c1", "1.1.1", "sufficient", "From a sheet", "p2", "")], how=How.IMPORTED
    )
    assert places(inspection.search("sheet")) == [("c1", "1.1.1", "note")]


def test_what_is_only_being_typed_is_not_found(inspection: Inspection) -> None:
    inspection.journal("c1", "1.1.1", "Half a sentence", by="p2")
    assert inspection.search("sentence") == ()


@pytest.mark.parametrize("words", ["", "  ", "-", '"', "…"])
def test_without_a_word_nothing_is_found(words: str, inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", 'He said "-" …', by="p2")
    assert inspection.search(words) == ()


@pytest.mark.parametrize("words", ['late"', "late AND", "late*", "NEAR(late", "note:late", "-late"])
def test_signs_of_a_query_language_mean_nothing(words: str, inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", "late and near the note", by="p2")
    assert places(inspection.search(words)) == [("c1", "1.1.1", "note")]


def test_notes_of_an_older_file_are_found_once_it_is_brought_up_to_date(
    tmp_path: Path, cost: KeyCost
) -> None:
    copy = Path(shutil.copy(VINTAGE / "1.omi", tmp_path))
    with open_inspection(copy, "a vintage word", cost=cost) as inspection:
        assert places(inspection.search("plan file")) == [("c1", "1.1.1", "note")]
        inspection.note("c1", "1.1.1", "All is there", by="p1")
        assert inspection.search("plan file") == ()
        assert inspection.check() == ()


def test_no_word_of_a_note_stands_in_the_file(
    inspection: Inspection, reopen: Callable[[], Inspection]
) -> None:
    inspection.note("c1", "1.1.1", "Cumberland sausage", by="p2")
    inspection.journal("c1", "remark", "Westmorland", by="p2")
    inspection.close()
    content = inspection.path.read_bytes().lower()
    assert b"cumberland" not in content
    assert b"westmorland" not in content


@given(words=st.text(max_size=12))
@settings(max_examples=60)
def test_any_text_can_be_looked_for(words: str, searched: Inspection) -> None:
    for hit in searched.search(words):
        assert hit.text


@given(notes=st.lists(st.sampled_from(["", "red fox", "red", "blue fox", "grey"]), max_size=12))
@settings(max_examples=25)
def test_the_index_finds_what_a_plain_look_would(notes: list[str], searched: Inspection) -> None:
    for number, note in enumerate(notes):
        searched.note(f"c{number % 3 + 1}", "1.1.SUM", note, by="p2")
    for word in ("red", "fox", "grey"):
        expected = {
            case.id
            for case in searched.cases()
            if (answer := searched.answers(case.id).get("1.1.SUM")) and word in answer.note.split()
        }
        assert {hit.case for hit in searched.search(word) if hit.where is Where.NOTE} == expected


def test_a_check_sees_that_the_index_is_not_of_the_notes(inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", "Alpha", by="p2")
    inspection._db.conn.execute(
        "INSERT INTO note_words (note_words, rowid, note) VALUES ('delete', 1, 'Alpha')"
    )
    assert [problem.what for problem in inspection.check()] == ["search"]
