from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.merge.apply import compare, merge, undo_merge
from omi_desktop.merge.settling import settle, settle_all, unsettle
from omi_desktop.store import CaseStatus, How, Mark, MarkKind
from omi_desktop.store.checking import close_comment, comment_on, threads
from omi_desktop.store.checking_records import Reply
from omi_desktop.store.merge_records import Keep, Merge, MergedReturn
from omi_desktop.store.merging import open_conflicts
from omi_desktop.store.returned import ReturnedAnswer
from omi_desktop.store.returning import sealed
from omi_desktop.store.second_readings import marks_of_second_readings
from omi_desktop.store.second_records import SecondReading
from omi_desktop.store.team_records import SecondRead

LEAD = "p1"


def counts(lead: Any, *returns: Any) -> tuple[int, int, int, int]:
    (one,) = compare(lead.inspection, returns)[1].returns
    return one.new, one.unchanged, one.conflicts, one.left_alone


def value(lead: Any, case: str, question: str) -> str | None:
    found = lead.inspection.answers(case).get(question)
    return found.value if found else None


def test_what_only_the_assessor_changed_comes_in_as_it_was_given(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"])
    copy = copy.answer("c1", "1.1.1", "sufficient").note("c1", "1.1.1", "Seen twice.")
    assert counts(lead, copy.back()) == (1, 0, 0, 0)
    merge(lead.inspection, [copy.back()], by=LEAD)
    found = lead.inspection.answers("c1")["1.1.1"]
    assert (found.value, found.note, found.by) == ("sufficient", "Seen twice.", "p2")
    assert found.at == copy.returned.answers[0].at
    rows = lead.inspection.history("c1", "1.1.1")
    assert {row.how for row in rows} == {How.MERGED}
    assert lead.inspection.check() == ()


def test_what_only_the_lead_changed_is_left_alone(lead: Any) -> None:
    lead.inspection.answer("c1", "months", "14", by=LEAD)
    copy = lead.pack("k1", "p2", ["c1"])
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    assert counts(lead, copy.back()) == (0, 0, 0, 1)
    merge(lead.inspection, [copy.back()], by=LEAD)
    assert value(lead, "c1", "months") == "15"


def test_what_both_gave_alike_is_here_already(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    lead.inspection.answer("c1", "months", "14", by=LEAD)
    assert counts(lead, copy.back()) == (0, 1, 0, 0)


def test_what_both_changed_differently_is_a_conflict_with_both_sides(lead: Any) -> None:
    lead.inspection.answer("c1", "months", "10", by=LEAD)
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    receipt = merge(lead.inspection, [copy.back()], by=LEAD)
    (found,) = open_conflicts(lead.inspection)
    assert (found.base, found.ours, found.theirs) == ("10", "15", "14")
    assert (found.ours_by, found.theirs_by) == ("p1", "p2")
    assert found.ours_at.startswith("2006-07-18")
    assert found.theirs_at.startswith("2006-07-19")
    assert value(lead, "c1", "months") == "15"
    assert receipt.needs_a_look
    assert "CU-001, months: ours “15” (Ada Byron" in receipt.text
    first = receipt.text.partition("\n")[0]
    assert re.fullmatch(r"Merge 1, \d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC", first)


def test_notes_that_both_extended_are_a_conflict_and_never_run_together(lead: Any) -> None:
    lead.inspection.note("c1", "remark", "Seen.", by=LEAD)
    copy = lead.pack("k1", "p2", ["c1"]).note("c1", "remark", "Seen. By me.")
    lead.inspection.note("c1", "remark", "Seen. By us.", by=LEAD)
    merge(lead.inspection, [copy.back()], by=LEAD)
    (found,) = open_conflicts(lead.inspection)
    assert (found.what, found.ours, found.theirs) == ("note", "Seen. By us.", "Seen. By me.")
    assert lead.inspection.answers("c1")["remark"].note == "Seen. By us."


def test_a_note_comes_in_beside_an_answer_that_differs(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14").note("c1", "months", "Why.")
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    assert counts(lead, copy.back()) == (0, 0, 1, 0)
    merge(lead.inspection, [copy.back()], by=LEAD)
    found = lead.inspection.answers("c1")["months"]
    assert (found.value, found.note) == ("15", "Why.")


def test_an_answer_that_was_taken_back_is_taken_back_here(lead: Any) -> None:
    lead.inspection.answer("c1", "months", "14", by=LEAD)
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", None)
    merge(lead.inspection, [copy.back()], by=LEAD)
    assert value(lead, "c1", "months") is None


def test_an_answer_typed_in_excel_is_shown_as_nobodys(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14", edited=True)
    receipt = merge(lead.inspection, [copy.back()], by=LEAD)
    assert "typed in Excel, by whom unknown: CU-001, months" in receipt.text
    assert lead.inspection.answers("c1")["months"].by == ""


@pytest.mark.parametrize(
    ("case", "question", "given", "why"),
    [
        ("c1", "9.9.9", "sufficient", "There is no question “9.9.9”"),
        ("c1", "1.1.1", "perhaps", "“perhaps” is not an answer to 1.1.1"),
        ("c2", "1.1.1", "sufficient", "Case CU-002 is not in the pack"),
        ("c9", "1.1.1", "sufficient", "There is no case “c9” in the sample"),
        ("c1", "1.1.1", "suffi\0cient", "is not an answer"),
    ],
)
def test_an_answer_that_cannot_be_used_is_named_and_kept(
    lead: Any, case: str, question: str, given: str, why: str
) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer(case, question, given.replace("\0", "\x01"))
    receipt = merge(lead.inspection, [copy.answer("c1", "months", "3").back()], by=LEAD)
    (one,) = receipt.returns
    assert (one.new, one.unusable) == (1, 1)
    assert why in receipt.text
    (kept,) = lead.inspection.records(MergedReturn)
    assert (kept.unusable[0].case, kept.unusable[0].question) == (case, question)


def test_a_question_answered_twice_and_differently_is_used_once(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14").returned
    twice = ReturnedAnswer("c1", "months", "15", "", "p2", "", 99)
    found = sealed(replace(copy, answers=(*copy.answers, twice)))
    receipt = merge(lead.inspection, [found], by=LEAD)
    assert receipt.returns[0].unusable == 1
    assert value(lead, "c1", "months") == "14"


def test_a_case_takes_the_status_that_its_assessor_gave_it(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    merge(lead.inspection, [copy.status("c1", CaseStatus.COMPLETE).back()], by=LEAD)
    assert lead.inspection.case("c1").status is CaseStatus.COMPLETE


def test_a_case_that_the_lead_only_answered_in_still_becomes_complete(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).status("c1", CaseStatus.COMPLETE)
    lead.inspection.answer("c1", "months", "14", by=LEAD)
    merge(lead.inspection, [copy.back()], by=LEAD)
    assert lead.inspection.case("c1").status is CaseStatus.COMPLETE
    assert open_conflicts(lead.inspection) == ()


def test_a_case_that_was_withdrawn_here_and_completed_there_is_a_conflict(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).status("c1", CaseStatus.COMPLETE)
    lead.inspection.set_status("c1", CaseStatus.WITHDRAWN, by=LEAD, reason="File lost.")
    merge(lead.inspection, [copy.back()], by=LEAD)
    (found,) = open_conflicts(lead.inspection)
    assert (found.what, found.ours, found.theirs) == ("status", "withdrawn", "complete")
    assert lead.inspection.case("c1").status is CaseStatus.WITHDRAWN


def test_marks_come_change_and_go_as_answers_do(lead: Any) -> None:
    old = Mark("m1", "c1", "1.1", "", MarkKind.ILLUSTRATION, "Old.", "p2", "")
    lead.inspection.put_record(old, by="p2")
    copy = lead.pack("k1", "p2", ["c1"])
    fresh = Mark("m2", "c1", "1.1", "", MarkKind.GOOD_PRACTICE, "A plan on a page.", "p2", "")
    first = copy.mark(fresh).unmark("m1")
    merge(lead.inspection, [first.back()], by=LEAD)
    assert lead.inspection.records(Mark) == (fresh,)
    merge(lead.inspection, [first.unmark("m2").mark(old).back()], by=LEAD)
    assert lead.inspection.records(Mark) == (old,)
    assert lead.inspection.check() == ()


def test_a_newer_return_brings_what_changed_since_the_older_one(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    merge(lead.inspection, [copy.back()], by=LEAD)
    newer = copy.answer("c1", "months", "15")
    assert counts(lead, newer.back()) == (1, 0, 0, 0)
    merge(lead.inspection, [newer.back()], by=LEAD)
    assert value(lead, "c1", "months") == "15"


def test_what_was_moderated_after_a_merge_is_not_asked_about_again(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    merge(lead.inspection, [copy.back()], by=LEAD)
    lead.inspection.answer("c1", "months", "15", by=LEAD, how=How.MODERATED)
    assert counts(lead, copy.back()) == (0, 0, 0, 1)
    assert counts(lead, copy.note("c1", "remark", "More.").back()) == (1, 0, 0, 1)
    assert counts(lead, copy.answer("c1", "months", "16").back()) == (0, 0, 1, 0)


@pytest.mark.parametrize(("rule", "stays"), [(Keep.ASSESSOR, "14"), (Keep.OURS, "15")])
def test_a_conflict_is_settled_once_and_stays_settled(lead: Any, rule: Keep, stays: str) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    merge(lead.inspection, [copy.back()], by=LEAD)
    (found,) = open_conflicts(lead.inspection)
    settle(lead.inspection, [found], rule, by=LEAD)
    assert value(lead, "c1", "months") == stays
    assert open_conflicts(lead.inspection) == ()
    with pytest.raises(RequestError, match="settled or changed meanwhile"):
        settle(lead.inspection, [found], rule, by=LEAD)
    before = lead.inspection.saved()
    merge(lead.inspection, [copy.back()], by=LEAD)
    assert lead.inspection.saved() == before
    assert lead.inspection.check() == ()


def test_what_is_kept_of_the_assessors_is_written_as_moderated(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    merge(lead.inspection, [copy.back()], by=LEAD)
    assert len(settle_all(lead.inspection, Keep.ASSESSOR, by=LEAD)) == 1
    last = lead.inspection.history("c1", "months")[-1]
    assert (last.how, last.by, last.new) == (How.MODERATED, "p1", "14")


def test_a_rule_given_with_the_merge_settles_at_once_and_is_undone_with_it(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    receipt = merge(lead.inspection, [copy.back()], by=LEAD, keep=Keep.ASSESSOR)
    assert not receipt.needs_a_look
    assert "the assessor’s was kept" in receipt.text
    assert value(lead, "c1", "months") == "14"
    undo_merge(lead.inspection, by=LEAD)
    assert value(lead, "c1", "months") == "15"
    assert open_conflicts(lead.inspection) == ()


def test_giving_the_assessors_answer_by_hand_settles_the_conflict(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    merge(lead.inspection, [copy.back()], by=LEAD)
    lead.inspection.answer("c1", "months", "14", by=LEAD)
    assert open_conflicts(lead.inspection) == ()


def test_where_two_assessors_differ_the_rule_says_nothing(lead: Any) -> None:
    one = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    two = lead.pack("k2", "p3", ["c1"]).answer("c1", "months", "16")
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    merge(lead.inspection, [one.back(), two.back()], by=LEAD)
    both = open_conflicts(lead.inspection)
    assert settle_all(lead.inspection, Keep.ASSESSOR, by=LEAD) == ()
    with pytest.raises(RequestError, match="Two returns differ"):
        settle(lead.inspection, both, Keep.ASSESSOR, by=LEAD)
    settle(lead.inspection, [both[0]], Keep.ASSESSOR, by=LEAD)
    assert len(open_conflicts(lead.inspection)) == 1


def test_undoing_a_merge_takes_all_of_it_back_and_it_can_come_again(lead: Any) -> None:
    lead.inspection.note("c1", "remark", "Here before.", by=LEAD)
    copy = lead.pack("k1", "p2", ["c1", "c2"])
    copy = copy.answer("c1", "months", "14").note("c1", "remark", "Changed.")
    copy = copy.answer("c2", "1.1.1", "sufficient").status("c2", CaseStatus.COMPLETE)
    before = lead.inspection.cases()
    merge(lead.inspection, [copy.back()], by=LEAD)
    undone = undo_merge(lead.inspection, by=LEAD)
    assert undone.stays == ()
    assert lead.inspection.cases() == before
    assert lead.inspection.values()["c1"] == {}
    assert lead.inspection.answers("c1")["remark"].note == "Here before."
    assert lead.inspection.records(MergedReturn) == ()
    assert counts(lead, copy.back()) == (3, 0, 0, 0)
    with pytest.raises(RequestError, match="no merge to undo"):
        undo_merge(lead.inspection, by=LEAD)
    assert lead.inspection.check() == ()


def test_undoing_a_merge_leaves_what_was_changed_since_and_names_it(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14").note("c1", "remark", "A.")
    copy = copy.note("c1", "months", "B.")
    merge(lead.inspection, [copy.back()], by=LEAD)
    lead.inspection.answer("c1", "months", "15", by=LEAD)
    lead.inspection.journal("c1", "remark", "A. And more", by=LEAD)
    undone = undo_merge(lead.inspection, by=LEAD)
    assert {(one.question, one.what) for one in undone.stays} == {
        ("months", "answer"),
        ("remark", "note"),
    }
    assert value(lead, "c1", "months") == "15"
    assert lead.inspection.answers("c1")["months"].note == ""
    # An answer stands in the case, so it is not as if nobody had begun it.
    assert lead.inspection.case("c1").status is CaseStatus.IN_PROGRESS
    assert [typed.text for typed in lead.inspection.journalled()] == ["A. And more"]


def test_a_merge_keeps_its_receipt_to_be_printed_again(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    receipt = merge(lead.inspection, [copy.back()], by=LEAD)
    (kept,) = lead.inspection.records(Merge)
    assert kept.receipt == receipt.text
    assert "k1.xlsx (Grace Hop)\n  1 answer new" in kept.receipt


def test_a_blind_second_read_is_kept_apart_and_changes_no_answer(lead: Any) -> None:
    lead.inspection.assign("c1", "p3", by=LEAD)
    lead.inspection.put_record(SecondRead("c1", "p2"), by=LEAD)
    lead.inspection.answer("c1", "1.1.1", "sufficient", by="p3")
    theirs = Mark("m1", "c1", "1.1", "", MarkKind.ILLUSTRATION, "The first one.", "p3", "")
    lead.inspection.put_record(theirs, by="p3")
    ours = Mark("m2", "c1", "1.1", "", MarkKind.ILLUSTRATION, "The second one.", "p2", "")
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "1.1.1", "insufficient")
    copy = copy.unmark("m1").mark(ours)
    receipt = merge(lead.inspection, [copy.status("c1", CaseStatus.COMPLETE).back()], by=LEAD)
    assert value(lead, "c1", "1.1.1") == "sufficient"
    assert lead.inspection.case("c1").status is CaseStatus.IN_PROGRESS
    # What the second reader marked stays blind with their reading until both are complete.
    assert lead.inspection.records(Mark) == (theirs,)
    assert marks_of_second_readings(lead.inspection) == ()
    lead.inspection.set_status("c1", CaseStatus.COMPLETE, by="p3")
    assert marks_of_second_readings(lead.inspection) == (ours,)
    (reading,) = lead.inspection.records(SecondReading)
    assert [(a.question, a.value) for a in reading.answers] == [("1.1.1", "insufficient")]
    assert (receipt.returns[0].new, receipt.returns[0].second) == (1, 1)
    assert open_conflicts(lead.inspection) == ()


def refused(lead: Any, returned: Any) -> str:
    before = lead.inspection.saved()
    receipt = merge(lead.inspection, [returned], by=LEAD)
    assert lead.inspection.saved() == before
    assert not receipt.applied
    return receipt.returns[0].refused or ""


def test_a_return_that_does_not_belong_here_is_refused_and_changes_nothing(lead: Any) -> None:
    back = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14").back()
    assert "another inspection" in refused(lead, sealed(replace(back, inspection="durham")))
    assert "another question bank" in refused(lead, sealed(replace(back, bank="0" * 64)))
    assert "did not make" in refused(lead, sealed(replace(back, pack="k9")))


def test_an_older_copy_of_what_was_merged_is_refused_and_the_same_one_is_not(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    newer = copy.answer("c1", "months", "15")
    merge(lead.inspection, [newer.back()], by=LEAD)
    assert "older copy of “k1.xlsx”" in refused(lead, copy.named("old.xlsx").back())
    assert counts(lead, newer.back()) == (0, 1, 0, 0)


def test_a_signed_off_file_takes_nothing(lead: Any) -> None:
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "14")
    lead.inspection.sign_off(by=LEAD, code="1")
    with pytest.raises(RequestError, match="signed off"):
        merge(lead.inspection, [copy.back()], by=LEAD)


def test_a_reply_comes_in_once_and_waits_to_be_looked_at(lead: Any) -> None:
    inspection = lead.inspection
    inspection.assign("c1", "p2", by=LEAD)
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    asked = comment_on(inspection, "c1", "1.1.1", "Where is that seen?", by=LEAD)
    copy = lead.pack("k1", "p2", ["c1"]).reply("c1", asked.id, "In the contact log.")
    receipt = merge(inspection, [copy.back()], by=LEAD)
    assert "replies to comments: 1" in receipt.text
    (thread,) = threads(inspection)
    assert [(one.text, one.by, one.pack) for one in thread.replies] == [
        ("In the contact log.", "p2", "k1")
    ]
    assert thread.waits.value == "to be looked at"
    saved = inspection.saved()
    assert merge(inspection, [copy.back()], by=LEAD).number is None
    assert inspection.saved() == saved


def test_undoing_a_merge_takes_its_replies_back(lead: Any) -> None:
    inspection = lead.inspection
    inspection.assign("c1", "p2", by=LEAD)
    asked = comment_on(inspection, "c1", "", "Well read.", by=LEAD)
    copy = lead.pack("k1", "p2", ["c1"]).reply("c1", asked.id, "Thank you.")
    merge(inspection, [copy.back()], by=LEAD)
    undo_merge(inspection, by=LEAD)
    assert inspection.records(Reply) == ()
    merge(inspection, [copy.back()], by=LEAD)
    assert len(inspection.records(Reply)) == 1


def test_a_comment_that_was_closed_meanwhile_stays_closed_with_the_reply_under_it(
    lead: Any,
) -> None:
    inspection = lead.inspection
    inspection.assign("c1", "p2", by=LEAD)
    asked = comment_on(inspection, "c1", "1.1.1", "Is it?", by=LEAD)
    copy = lead.pack("k1", "p2", ["c1"]).reply("c1", asked.id, "It is.")
    close_comment(inspection, asked.id, by=LEAD)
    merge(inspection, [copy.back()], by=LEAD)
    (thread,) = threads(inspection)
    assert not thread.is_open
    assert [one.text for one in thread.replies] == ["It is."]


@pytest.mark.parametrize("rule", [Keep.OURS, Keep.ASSESSOR])
def test_settling_is_undone_in_one_step(lead: Any, rule: Keep) -> None:
    inspection = lead.inspection
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "7").note("c1", "1.1.1", "theirs")
    inspection.answer("c1", "months", "8", by=LEAD)
    inspection.note("c1", "1.1.1", "ours", by=LEAD)
    merge(inspection, [copy.back()], by=LEAD)
    before = open_conflicts(inspection)
    closed = settle_all(inspection, rule, by=LEAD)
    assert open_conflicts(inspection) == ()
    assert unsettle(inspection, closed, by=LEAD) == 2
    assert value(lead, "c1", "months") == "8"
    assert open_conflicts(inspection) == before


def test_what_was_changed_since_it_was_settled_is_not_opened_again(lead: Any) -> None:
    inspection = lead.inspection
    copy = lead.pack("k1", "p2", ["c1"]).answer("c1", "months", "7")
    inspection.answer("c1", "months", "8", by=LEAD)
    merge(inspection, [copy.back()], by=LEAD)
    closed = settle_all(inspection, Keep.ASSESSOR, by=LEAD)
    inspection.answer("c1", "months", "9", by=LEAD)
    saved = inspection.saved()
    with pytest.raises(RequestError, match="changed since it was settled"):
        unsettle(inspection, closed, by=LEAD)
    assert inspection.saved() == saved
