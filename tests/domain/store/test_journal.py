"""Text that is being typed is in the file before it is saved, and only until it is saved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.store import (
    Finding,
    FindingKind,
    How,
    Inspection,
    KeyCost,
    NewAnswer,
    Typed,
    open_inspection,
)

VINTAGE = Path(__file__).parents[2] / "vintage" / "2.omi"


def test_what_is_typed_comes_back_after_the_program_stopped(
    inspection: Inspection, reopen: Callable[[], Inspection]
) -> None:
    inspection.note("c1", "1.1.1", "Screened late", by="p2")
    inspection.journal("c1", "1.1.1", "Screened late, but", by="p2")
    inspection.close()
    with reopen() as again:
        (typed,) = again.journalled()
    assert (typed.case, typed.question, typed.by) == ("c1", "1.1.1", "p2")
    assert (typed.saved, typed.text) == ("Screened late", "Screened late, but")
    assert typed.at.startswith("2006-07-18T")


def test_journalling_returns_what_the_file_then_holds(inspection: Inspection) -> None:
    told = inspection.journal("c1", "remark", "Re", by="p2")
    assert told == inspection.journalled()
    assert [typed.text for typed in told] == ["Re"]
    told = inspection.journal("c1", "remark", "Rea", by="p2")
    assert [typed.text for typed in told] == ["Rea"]


def test_typing_is_no_change_of_the_history(inspection: Inspection) -> None:
    before = inspection.saved(), inspection.history(), inspection.answers("c1")
    inspection.journal("c1", "1.1.1", "Re", by="p2")
    assert (inspection.saved(), inspection.history(), inspection.answers("c1")) == before
    assert inspection.check() == ()


def test_a_note_that_is_saved_is_typed_no_longer(inspection: Inspection) -> None:
    inspection.journal("c1", "1.1.1", "Read", by="p2")
    inspection.journal("c2", "1.1.1", "Other", by="p2")
    inspection.note("c1", "1.1.1", "Read it", by="p2")
    assert [typed.case for typed in inspection.journalled()] == ["c2"]


def test_a_note_saved_as_it_was_ends_the_typing_too(inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", "Read it", by="p2")
    inspection.journal("c1", "1.1.1", "Read it a", by="p2")
    inspection.note("c1", "1.1.1", "Read it", by="p2")
    assert inspection.journalled() == ()


def test_text_typed_back_to_what_is_saved_is_not_kept(inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", "Read it", by="p2")
    inspection.journal("c1", "1.1.1", "Read i", by="p2")
    assert inspection.journal("c1", "1.1.1", "Read it", by="p2") == ()


def test_a_note_that_arrives_from_elsewhere_leaves_what_is_typed(inspection: Inspection) -> None:
    inspection.journal("c1", "1.1.1", "My own", by="p2")
    inspection.write_answers(
        [NewAnswer("c1", "1.1.1", "sufficient", "Theirs", "p1", "")], how=How.MERGED
    )
    (typed,) = inspection.journalled()
    assert (typed.saved, typed.text) == ("Theirs", "My own")


def test_an_answer_leaves_what_is_typed(inspection: Inspection) -> None:
    inspection.journal("c1", "1.1.1", "My own", by="p2")
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    assert [typed.text for typed in inspection.journalled()] == ["My own"]


def test_the_text_of_a_record_is_journalled_until_the_record_is_kept(
    inspection: Inspection,
) -> None:
    finding = Finding("1.1", FindingKind.STRENGTH, 1, "Timely", id="f1")
    inspection.journal("", "finding/f1", "Timel", by="p1")
    (typed,) = inspection.journalled()
    assert typed == Typed("", "finding/f1", "Timel", "", "p1", typed.at)
    inspection.put_record(finding, by="p1")
    assert inspection.journalled() == ()
    inspection.journal("", "finding/f1", "Timely and", by="p1")
    assert "Timely" in inspection.journalled()[0].saved
    inspection.drop_record(finding, by="p1")
    assert inspection.journalled() == ()


def test_what_nobody_wants_back_is_forgotten(inspection: Inspection) -> None:
    inspection.journal("c1", "1.1.1", "A slip", by="p2")
    inspection.forget_typed("c1", "1.1.1")
    assert inspection.journalled() == ()
    assert inspection.answers("c1") == {}


@pytest.mark.parametrize(
    ("case", "question", "text", "sentence"),
    [
        ("c9", "1.1.1", "a", "no case “c9”"),
        ("c1", "9.9", "a", "no question “9.9”"),
        ("c1", "1.1.1", "a\0", "not a character"),
    ],
)
def test_what_cannot_be_a_note_is_not_journalled(
    case: str, question: str, text: str, sentence: str, inspection: Inspection
) -> None:
    with pytest.raises(RequestError, match=sentence):
        inspection.journal(case, question, text, by="p2")
    assert inspection.journalled() == ()


def test_a_file_of_the_second_schema_holds_what_was_typed_in_it(
    tmp_path: Path, cost: KeyCost
) -> None:
    copy = Path(shutil.copy(VINTAGE, tmp_path))
    with open_inspection(copy, "a vintage word", cost=cost) as inspection:
        (typed,) = inspection.journalled()
        assert typed.text == "No plan on file, nor a draft"
        assert typed.saved == "No plan on file"
