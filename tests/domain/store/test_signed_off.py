"""A signed-off file can be read and no longer changed, until it is reopened with a reason."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.store import (
    Case,
    CaseStatus,
    How,
    Inspection,
    NewAnswer,
    Passage,
    Person,
    PersonKind,
    SignOff,
)

CODE = "1a2b-3c4d-5e6f"
PASSAGE = Passage("foreword", 1, "The area has come a long way.")
WRITING: dict[str, Callable[[Inspection], object]] = {
    "answer": lambda file: file.answer("c2", "1.1.1", "sufficient", by="p2"),
    "note": lambda file: file.note("c1", "1.1.1", "Well argued.", by="p2"),
    "undo": lambda file: file.undo("c1", by="p2"),
    "redo": lambda file: file.redo("c1", by="p2"),
    "write_answers": lambda file: file.write_answers(
        [NewAnswer("c1", "1.1.1", "insufficient", "", "p2", "")], how=How.MERGED
    ),
    "set_status": lambda file: file.set_status("c1", CaseStatus.COMPLETE, by="p1"),
    "assign": lambda file: file.assign("c1", "p2", by="p1"),
    "add_people": lambda file: file.add_people(
        [Person("p3", "Mary Lace", PersonKind.INSPECTOR)], by="p1"
    ),
    "add_cases": lambda file: file.add_cases(
        [Case("c4", "CU-004", 4, CaseStatus.NOT_STARTED, "", None)], by="p1"
    ),
    "put_record": lambda file: file.put_record(Passage("area", 1, "Cumbria is wide."), by="p1"),
    "drop_record": lambda file: file.drop_record(PASSAGE, by="p1"),
    "change_records": lambda file: file.change_records(drop=[PASSAGE], by="p1"),
    "ask_risk_of_harm_only": lambda file: file.ask_risk_of_harm_only(only=True, by="p1"),
    "sign_off": lambda file: file.sign_off(by="p1", code=CODE),
    "write_together": lambda file: file.write_together(
        lambda write: write.drop(PASSAGE, by="p1", at="2006-07-18T14:02:07Z")
    ),
}
JOURNALLING: dict[str, Callable[[Inspection], object]] = {
    "journal": lambda file: file.journal("c1", "1.1.1", "Well arg", by="p2"),
    "forget_typed": lambda file: file.forget_typed("c1", "1.1.1"),
}
READING = {
    "details",
    "bank_files",
    "instrument",
    "whole_instrument",
    "is_risk_of_harm_only",
    "is_asked",
    "people",
    "cases",
    "case",
    "answers",
    "all_answers",
    "values",
    "history",
    "records",
    "saved",
    "search",
    "journalled",
    "signed_off",
    "check",
    "close",
    "refuse_if_gone",
    "go_on_in",
}


@pytest.fixture
def signed(inspection: Inspection) -> Inspection:
    """The inspection with answers, one of them undone, and a passage, signed off once."""
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    inspection.answer("c1", "months", "14", by="p2")
    inspection.undo("c1", by="p2")
    inspection.put_record(PASSAGE, by="p1")
    inspection.sign_off(by="p1", code=CODE)
    return inspection


def _everything(inspection: Inspection) -> tuple[object, ...]:
    return (
        inspection.saved(),
        inspection.people(),
        inspection.cases(),
        inspection.all_answers(),
        inspection.records(Passage),
        inspection.records(SignOff),
        inspection.history(),
    )


def test_every_public_method_is_known_to_read_or_to_write() -> None:
    public = {name for name, _ in inspect.getmembers(Inspection) if not name.startswith("_")}
    assert public == READING | {*WRITING, *JOURNALLING, "reopen"}


@pytest.mark.parametrize("method", WRITING)
def test_a_file_that_is_signed_off_refuses_to_be_changed(method: str, signed: Inspection) -> None:
    before = _everything(signed)
    with pytest.raises(RequestError, match=r"signed off.*[Rr]eopen it"):
        WRITING[method](signed)
    assert _everything(signed) == before


@pytest.mark.parametrize("method", JOURNALLING)
def test_nothing_is_journalled_in_a_file_that_is_signed_off(
    method: str, signed: Inspection
) -> None:
    with pytest.raises(RequestError, match=r"signed off.*[Rr]eopen it"):
        JOURNALLING[method](signed)
    assert signed.journalled() == ()


@pytest.mark.parametrize("method", WRITING)
def test_what_is_refused_after_the_sign_off_was_possible_before(
    method: str, inspection: Inspection
) -> None:
    inspection.put_record(PASSAGE, by="p1")
    inspection.answer("c1", "months", "14", by="p2")
    inspection.answer("c1", "months", "15", by="p2")
    inspection.undo("c1", by="p2")
    before = inspection.saved()
    WRITING[method](inspection)
    assert inspection.saved() != before


def test_the_sign_off_says_what_it_holds(inspection: Inspection) -> None:
    last = inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    signed = inspection.sign_off(by="p1", code=CODE)
    assert (signed.number, signed.by, signed.code) == (1, "p1", CODE)
    assert signed.revision == last.revision
    assert signed.at > last.at
    assert signed.holds
    assert inspection.signed_off() == signed
    assert inspection.records(SignOff) == (signed,)


def test_a_file_that_is_signed_off_can_be_read(signed: Inspection) -> None:
    assert signed.values()["c1"] == {"1.1.1": "sufficient"}
    assert signed.records(Passage) == (PASSAGE,)
    assert signed.check() == ()


def test_a_sign_off_survives_closing(signed: Inspection, reopen: Callable[[], Inspection]) -> None:
    kept = signed.signed_off()
    signed.close()
    with reopen() as again:
        assert again.signed_off() == kept
        with pytest.raises(RequestError, match="signed off"):
            again.answer("c2", "1.1.1", "sufficient", by="p2")
        assert again.check() == ()


def test_a_reopened_file_can_be_changed_and_keeps_the_reason(signed: Inspection) -> None:
    opened = signed.reopen(by="p1", reason=" A case was found. ")
    assert (opened.number, opened.reopened_by, opened.reason) == (1, "p1", "A case was found.")
    assert opened.reopened_at > opened.at
    assert not opened.holds
    assert signed.signed_off() is None
    signed.answer("c2", "1.1.1", "insufficient", by="p2")
    assert signed.values()["c2"] == {"1.1.1": "insufficient"}


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_file_is_not_reopened_without_a_reason(signed: Inspection, reason: str) -> None:
    before = _everything(signed)
    with pytest.raises(RequestError, match="Say why"):
        signed.reopen(by="p1", reason=reason)
    assert _everything(signed) == before
    assert signed.signed_off() is not None


def test_an_open_file_cannot_be_reopened(inspection: Inspection) -> None:
    before = _everything(inspection)
    with pytest.raises(RequestError, match="open already"):
        inspection.reopen(by="p1", reason="To be sure.")
    assert _everything(inspection) == before


def test_the_next_sign_off_has_the_next_number(
    signed: Inspection, reopen: Callable[[], Inspection]
) -> None:
    signed.reopen(by="p1", reason="A case was found.")
    signed.close()
    with reopen() as again:
        assert again.signed_off() is None
        last = again.answer("c2", "1.1.1", "sufficient", by="p2")
        second = again.sign_off(by="p1", code="another")
        assert (second.number, second.revision) == (2, last.revision)
        assert [kept.holds for kept in again.records(SignOff)] == [False, True]
        assert again.check() == ()


def test_the_history_tells_of_sign_off_and_reopening(signed: Inspection) -> None:
    signed.reopen(by="p1", reason="A case was found.")
    told = [change for change in signed.history() if change.question == "sign off/1"]
    assert [(change.what, change.by) for change in told] == [("record", "p1"), ("record", "p1")]
    assert told[0].old is None
    assert told[1].old == told[0].new
    assert "A case was found." in (told[1].new or "")


def test_a_sign_off_is_neither_kept_nor_removed_as_a_record(inspection: Inspection) -> None:
    signed = inspection.sign_off(by="p1", code=CODE)
    opened = inspection.reopen(by="p1", reason="A figure was challenged.")
    for way in (
        lambda: inspection.put_record(signed, by="p1"),
        lambda: inspection.drop_record(opened, by="p1"),
        lambda: inspection.change_records(put=[signed], by="p1"),
    ):
        with pytest.raises(RequestError, match="Sign the inspection off"):
            way()
    assert inspection.records(SignOff) == (opened,)
    assert inspection.signed_off() is None
