"""What is written to an inspection is read from it again, with its history."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from omi_desktop.errors import BankError, InspectionFileError, RequestError
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Finding,
    FindingKind,
    How,
    Inspection,
    KeyCost,
    NewAnswer,
    NextSteps,
    Person,
    PersonKind,
    Rating,
    Recommendation,
    create,
    derive_key,
    new_key,
    open_inspection,
    open_with_key,
)


def test_a_new_inspection_has_what_it_was_made_with(
    inspection: Inspection,
    bank: dict[str, str],
    details: Details,
    team: tuple[Person, ...],
    sample: tuple[Case, ...],
) -> None:
    assert inspection.details == details
    assert dict(inspection.bank_files) == bank
    assert inspection.instrument.id == "small"
    assert inspection.people() == team
    assert inspection.cases() == sample
    assert inspection.values() == {"c1": {}, "c2": {}, "c3": {}}
    assert inspection.check() == ()


def test_one_file_remains_when_an_inspection_is_closed(inspection: Inspection) -> None:
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    inspection.close()
    assert [found.name for found in inspection.path.parent.iterdir()] == ["cumbria.omi"]


def test_nothing_of_an_inspection_can_be_read_in_its_file(inspection: Inspection) -> None:
    inspection.note("c1", "1.1.1", "A remarkable sentence plan", by="p2")
    inspection.close()
    content = inspection.path.read_bytes()
    assert b"SQLite" not in content
    assert b"remarkable" not in content
    assert b"Cumbria" not in content


def test_an_answer_is_there_after_opening_again(
    inspection: Inspection, reopen: Callable[[], Inspection]
) -> None:
    saved = inspection.answer("c1", "1.1.1", "insufficient", by="p2")
    inspection.close()
    with reopen() as again:
        assert again.values()["c1"] == {"1.1.1": "insufficient"}
        assert again.saved() == saved
        assert saved.answers == 1


def test_an_answer_keeps_who_gave_it_when_and_its_revision(inspection: Inspection) -> None:
    inspection.answer("c1", "1.1.1", "insufficient", by="p2")
    inspection.note("c1", "1.1.1", "No plan on file", by="p1")
    (answer,) = inspection.answers("c1").values()
    assert (answer.value, answer.note, answer.by) == ("insufficient", "No plan on file", "p1")
    assert answer.at == inspection.saved().at
    assert answer.revision == inspection.saved().revision


def test_the_first_answer_sets_a_case_in_progress_in_the_same_breath(
    inspection: Inspection,
) -> None:
    before = inspection.saved().revision
    saved = inspection.answer("c2", "1.1.1", "sufficient", by="p2")
    assert inspection.case("c2").status is CaseStatus.IN_PROGRESS
    assert [change.what for change in inspection.history()][before:] == ["answer", "status"]
    assert saved.revision == before + 2


def test_an_answer_leaves_a_complete_case_complete(inspection: Inspection) -> None:
    inspection.set_status("c2", CaseStatus.COMPLETE, by="p2")
    inspection.answer("c2", "1.1.1", "sufficient", by="p1", how=How.MODERATED)
    assert inspection.case("c2").status is CaseStatus.COMPLETE
    assert inspection.history("c2", "1.1.1")[0].how is How.MODERATED


def test_an_answer_taken_back_leaves_its_note_and_counts_no_more(inspection: Inspection) -> None:
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    inspection.note("c1", "1.1.1", "Good work", by="p2")
    saved = inspection.answer("c1", "1.1.1", None, by="p2")
    assert saved.answers == 0
    assert inspection.values()["c1"] == {}
    assert inspection.answers("c1")["1.1.1"].value is None
    assert inspection.answers("c1")["1.1.1"].note == "Good work"


def test_the_same_answer_again_changes_nothing(inspection: Inspection) -> None:
    first = inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    assert inspection.answer("c1", "1.1.1", "sufficient", by="p1") == first
    assert inspection.answers("c1")["1.1.1"].by == "p2"


def test_the_history_tells_from_what_to_what(inspection: Inspection) -> None:
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    inspection.answer("c1", "1.1.1", "insufficient", by="p1")
    told = [(c.what, c.old, c.new, c.by, c.how) for c in inspection.history("c1", "1.1.1")]
    assert told == [
        ("answer", None, "sufficient", "p2", How.TYPED),
        ("answer", "sufficient", "insufficient", "p1", How.TYPED),
    ]


def test_answers_come_by_case_and_in_the_order_of_the_bank(inspection: Inspection) -> None:
    for case, question, value in (
        ("c2", "1.1.SUM", "sufficient"),
        ("c1", "1.1.SUM", "sufficient"),
        ("c1", "case_type", "licence"),
        ("c1", "1.1.1", "sufficient"),
    ):
        inspection.answer(case, question, value, by="p2")
    assert [(a.case, a.question) for a in inspection.all_answers()] == [
        ("c1", "case_type"),
        ("c1", "1.1.1"),
        ("c1", "1.1.SUM"),
        ("c2", "1.1.SUM"),
    ]
    assert list(inspection.answers("c1")) == ["case_type", "1.1.1", "1.1.SUM"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("1.1.1", "sufficient"),
        ("1.1.1", "not-applicable"),
        ("requirements", "curfew"),
        ("requirements", "curfew+unpaid_work"),
        ("months", "14"),
        ("months", "-0.5"),
        ("start_date", "2006-07-18"),
        ("start_date", "not-applicable"),
        ("remark", "O’Brien – “so called”\n"),
    ],
)
def test_a_value_that_the_question_offers_is_kept_as_it_is(
    inspection: Inspection, question: str, value: str
) -> None:
    inspection.answer("c1", question, value, by="p2")
    assert inspection.values()["c1"] == {question: value}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("1.1.1", "excellent"),
        ("1.1.1", ""),
        ("1.1.1", "sufficient+insufficient"),
        ("requirements", "curfew+"),
        ("requirements", "curfew+curfew"),
        ("requirements", "tagging"),
        ("months", "fourteen"),
        ("months", "1e3"),
        ("months", "१४"),
        ("start_date", "18/07/2006"),
        ("start_date", "2006-02-30"),
        ("start_date", "20060718"),
        ("remark", "  "),
        ("remark", "half a \ud83d character"),
        ("remark", "nul \0"),
    ],
)
def test_a_value_that_the_question_does_not_offer_changes_nothing(
    inspection: Inspection, question: str, value: str
) -> None:
    before = inspection.saved()
    with pytest.raises(RequestError):
        inspection.answer("c1", question, value, by="p2")
    assert inspection.saved() == before
    assert inspection.values()["c1"] == {}


def test_the_sentence_about_a_wrong_value_says_what_is_offered(inspection: Inspection) -> None:
    with pytest.raises(RequestError) as caught:
        inspection.answer("c1", "1.1.1", "good", by="p2")
    assert str(caught.value) == (
        "“good” is not an answer to 1.1.1 (Assessment): "
        "choose one of sufficient, insufficient or not-applicable."
    )


def test_an_unknown_case_or_question_is_refused(inspection: Inspection) -> None:
    with pytest.raises(RequestError, match="“c9”"):
        inspection.answer("c9", "1.1.1", "sufficient", by="p2")
    with pytest.raises(RequestError, match=r"“9\.9\.9”"):
        inspection.answer("c1", "9.9.9", "sufficient", by="p2")
    with pytest.raises(RequestError, match=r"“9\.9\.9”"):
        inspection.note("c1", "9.9.9", "x", by="p2")
    with pytest.raises(RequestError, match="“c9”"):
        inspection.answers("c9")
    with pytest.raises(RequestError, match="“c9”"):
        inspection.set_status("c9", CaseStatus.COMPLETE, by="p2")


def test_many_answers_are_written_with_their_notes_and_times(inspection: Inspection) -> None:
    saved = inspection.write_answers(
        [
            NewAnswer("c1", "case_type", "licence", "", "p2", "2006-07-18T10:00:00.000Z"),
            NewAnswer("c1", "1.1.1", "insufficient", "Thin", "p2", "2006-07-18T10:01:00.000Z"),
            NewAnswer("c2", "1.1.1", None, "Ask again", "p2", ""),
        ],
        how=How.IMPORTED,
    )
    assert saved.answers == 2
    answer = inspection.answers("c1")["1.1.1"]
    assert (answer.value, answer.note, answer.at) == (
        "insufficient",
        "Thin",
        "2006-07-18T10:01:00.000Z",
    )
    assert inspection.case("c1").status is CaseStatus.IN_PROGRESS
    assert inspection.case("c2").status is CaseStatus.NOT_STARTED
    assert {change.how for change in inspection.history("c1")[1:]} == {How.IMPORTED}


def test_many_answers_are_written_all_or_none(inspection: Inspection) -> None:
    before = inspection.saved()
    with pytest.raises(RequestError):
        inspection.write_answers(
            [
                NewAnswer("c1", "1.1.1", "sufficient", "", "p2", ""),
                NewAnswer("c2", "1.1.1", "splendid", "", "p2", ""),
            ],
            how=How.IMPORTED,
        )
    assert inspection.saved() == before
    assert inspection.values()["c1"] == {}


def test_a_status_and_its_reason_are_kept(inspection: Inspection) -> None:
    inspection.set_status("c3", CaseStatus.WITHDRAWN, by="p1", reason="Transferred out")
    assert inspection.case("c3").status is CaseStatus.WITHDRAWN
    assert inspection.case("c3").reason == "Transferred out"


def test_a_case_is_given_to_a_person_and_taken_back(inspection: Inspection) -> None:
    inspection.assign("c1", "p2", by="p1")
    assert inspection.case("c1").assessor == "p2"
    inspection.assign("c1", None, by="p1")
    assert inspection.case("c1").assessor is None
    with pytest.raises(RequestError, match="“p9”"):
        inspection.assign("c1", "p9", by="p1")


@pytest.mark.parametrize(
    "taken",
    [
        Case("c1", "CU-900", 900, CaseStatus.NOT_STARTED, "", None),
        Case("c900", "CU-001", 900, CaseStatus.NOT_STARTED, "", None),
        Case("c900", "CU-900", 1, CaseStatus.NOT_STARTED, "", None),
        Case("c900", "CU-900", 900, CaseStatus.NOT_STARTED, "", "p9"),
    ],
)
def test_cases_that_clash_are_refused_all_together(inspection: Inspection, taken: Case) -> None:
    sound = Case("c4", "CU-004", 4, CaseStatus.NOT_STARTED, "", None)
    with pytest.raises(RequestError):
        inspection.add_cases([sound, taken], by="p1")
    assert len(inspection.cases()) == 3


def test_a_person_is_added_once(inspection: Inspection, team: tuple[Person, ...]) -> None:
    with pytest.raises(RequestError):
        inspection.add_people([Person("p3", "New", PersonKind.INSPECTOR), team[0]])
    assert inspection.people() == team


def test_records_are_kept_by_kind_and_key_in_order(inspection: Inspection) -> None:
    findings = tuple(Finding("1.1", FindingKind.STRENGTH, n, f"text {n}") for n in range(12))
    for finding in reversed(findings):
        inspection.put_record(finding, by="p1")
    inspection.put_record(Recommendation(1, "Plan better", ("1.1", "1.2")), by="p1")
    inspection.put_record(NextSteps(4, further_inspection=True), by="p1")
    assert inspection.records(Finding) == findings
    assert inspection.records(Recommendation) == (Recommendation(1, "Plan better", ("1.1", "1.2")),)
    assert inspection.records(NextSteps) == (NextSteps(4, further_inspection=True),)
    assert inspection.records(Rating) == ()


def test_a_record_replaces_the_one_of_its_key_and_the_history_keeps_both(
    inspection: Inspection,
) -> None:
    inspection.put_record(Rating("4.1", "not-met", "No plan"), by="p1")
    inspection.put_record(Rating("4.1", "well-met"), by="p1")
    assert inspection.records(Rating) == (Rating("4.1", "well-met"),)
    first, second = inspection.history(question="rating/4.1")
    assert first.new == second.old
    assert "No plan" in (first.new or "")


def test_a_dropped_record_is_gone_and_cannot_be_dropped_again(inspection: Inspection) -> None:
    rating = Rating("4.1", "not-met", "No plan")
    inspection.put_record(rating, by="p1")
    inspection.drop_record(rating, by="p1")
    assert inspection.records(Rating) == ()
    with pytest.raises(RequestError, match=r"rating “4\.1”"):
        inspection.drop_record(rating, by="p1")


def test_several_records_change_together_or_not_at_all(inspection: Inspection) -> None:
    kept, moved = Rating("4.1", "not-met"), Rating("4.2", "well-met")
    inspection.change_records(put=(kept, moved), by="p1")
    inspection.change_records(put=(Rating("4.3", "well-met"),), drop=(moved,), by="p1")
    assert inspection.records(Rating) == (kept, Rating("4.3", "well-met"))
    before = inspection.saved()
    with pytest.raises(RequestError, match=r"rating “4\.2”"):
        inspection.change_records(put=(Rating("4.4", "not-met"),), drop=(moved,), by="p1")
    assert inspection.saved() == before
    assert inspection.records(Rating) == (kept, Rating("4.3", "well-met"))


def test_writes_tell_their_own_time(inspection: Inspection) -> None:
    first = inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    second = inspection.note("c1", "1.1.1", "Good", by="p2")
    assert first.at < second.at
    assert first.at.startswith("2006-07-18T09:00:")


def test_an_inspection_that_was_closed_says_so(inspection: Inspection) -> None:
    inspection.close()
    inspection.close()
    with pytest.raises(RequestError, match="was closed"):
        inspection.cases()
    with pytest.raises(RequestError, match="was closed"):
        inspection.answer("c1", "1.1.1", "sufficient", by="p2")


def test_an_inspection_is_never_written_over_another_file(
    tmp_path: Path, bank: dict[str, str], details: Details, passphrase: str, cost: KeyCost
) -> None:
    there = tmp_path / "letter.omi"
    there.write_text("Dear all")
    with pytest.raises(RequestError, match="exists already"):
        create(there, passphrase, bank=bank, details=details, cost=cost)
    assert there.read_text() == "Dear all"


def test_an_inspection_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, bank: dict[str, str], details: Details, passphrase: str, cost: KeyCost
) -> None:
    with pytest.raises(BankError):
        create(tmp_path / "a.omi", passphrase, bank={}, details=details, cost=cost)
    with pytest.raises(RequestError, match="passphrase is empty"):
        create(tmp_path / "a.omi", "", bank=bank, details=details, cost=cost)
    with pytest.raises(RequestError, match="no folder"):
        create(tmp_path / "no" / "a.omi", passphrase, bank=bank, details=details, cost=cost)
    with pytest.raises(InspectionFileError, match="cannot be reached"):
        create(tmp_path / ("a" * 300), passphrase, bank=bank, details=details, cost=cost)
    assert list(tmp_path.iterdir()) == []


def test_a_key_opens_only_the_file_it_was_derived_for(
    path: Path, passphrase: str, cost: KeyCost
) -> None:
    key = derive_key(path, passphrase, cost=cost)
    assert key.material.hex() not in repr(key)
    with open_with_key(path, key) as inspection:
        assert inspection.details.area == "Cumbria"


def test_a_passphrase_may_be_typed_on_any_system(
    tmp_path: Path, bank: dict[str, str], details: Details, cost: KeyCost
) -> None:
    made = create(tmp_path / "a.omi", "caf\u00e9", bank=bank, details=details, cost=cost)
    made.close()
    open_inspection(made.path, "cafe\u0301", cost=cost).close()


def test_identities_are_not_given_twice() -> None:
    assert len({new_key() for _ in range(1000)}) == 1000


def test_threads_take_turns(inspection: Inspection) -> None:
    def write(case: str) -> None:
        for number in range(40):
            inspection.answer(case, "months", str(number), by="p2")
            inspection.values()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(write, ["c1", "c2", "c3"]))
    assert inspection.values() == {case: {"months": "39"} for case in ("c1", "c2", "c3")}
    assert inspection.check() == ()
