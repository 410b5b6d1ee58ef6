"""Whatever is answered where, returned when and merged in which order: nothing is lost.

`OMI_SOAK=1` searches two thousand situations for each law.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.merge.apply import compare, merge, undo_merge
from omi_desktop.merge.settling import settle_all, unsettle
from omi_desktop.store import (
    CaseStatus,
    How,
    Inspection,
    InterviewNote,
    Mark,
    MarkKind,
    StaffAnswer,
)
from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.merge_records import Keep, MergedReturn
from omi_desktop.store.merging import Written, open_conflicts, write_merge
from omi_desktop.store.returned import Returned
from omi_desktop.store.returned_records import place_told

SEARCHES = 2000 if os.environ.get("OMI_SOAK") else 30
LEAD = "p1"
VALUES = {
    "1.1.1": ("sufficient", "insufficient", None),
    "months": ("1", "14", None),
}
PACKS = {"k1": ("p2", ("c1", "c2")), "k2": ("p3", ("c2", "c3")), "k3": ("p2", ("c2",))}

edit = st.one_of(
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda question: st.tuples(
            st.just("answer"), st.just(question), st.sampled_from(VALUES[question])
        )
    ),
    st.tuples(st.just("note"), st.sampled_from(sorted(VALUES)), st.sampled_from(("", "a", "b"))),
    st.tuples(st.just("status"), st.just(""), st.sampled_from(("complete", "in progress"))),
    st.tuples(st.just("comment"), st.just("1.1.1"), st.sampled_from(("a", "b", None))),
    st.tuples(st.just("mark"), st.sampled_from(("m1", "m2")), st.sampled_from(("a", "b", None))),
    st.tuples(st.just("talk"), st.sampled_from(("om.1", "")), st.sampled_from(("a", "b", None))),
    st.tuples(st.just("staff"), st.just("staff.1"), st.sampled_from(("a", "b", None))),
)
edits = st.lists(st.tuples(st.sampled_from(("c1", "c2", "c3")), edit), max_size=6)


@dataclass(frozen=True)
class Situation:
    """What the lead did before, between and after the packs, and what came back of each in turn."""

    before: list[Any]
    between: list[Any]
    after: list[Any]
    back: dict[str, list[list[Any]]]


situations = st.builds(
    Situation,
    edits,
    edits,
    edits,
    st.fixed_dictionaries({pack: st.lists(edits, max_size=2) for pack in PACKS}),
)


def act(inspection: Inspection, steps: list[Any], *, how: How = How.TYPED) -> None:
    for case, (what, question, value) in steps:
        if what == "answer":
            inspection.answer(case, question, value, by=LEAD, how=how)
        elif what == "note":
            inspection.note(case, question, value, by=LEAD, how=how)
        elif what == "status":
            inspection.set_status(case, CaseStatus(value), by=LEAD)
        elif what in ("talk", "staff"):
            record = recorded(case, what, question, value)
            known = [one for one in inspection.records(type(record)) if one.key == record.key]
            put = [record] if value is not None else []
            inspection.change_records(put=put, drop=[] if put else known, by=LEAD)
        elif what == "comment":
            said = Comment(f"k-{case}", case, question, value or "", LEAD, "", None)
            inspection.put_record(said, by=LEAD)
        elif value is not None:
            inspection.put_record(marked(case, question, value), by=LEAD)
        else:
            known = [m for m in inspection.records(Mark) if m.id == f"{case}-{question}"]
            inspection.change_records(drop=known, by=LEAD)


def marked(case: str, mark: str, text: str) -> Mark:
    return Mark(f"{case}-{mark}", case, "1.1", "", MarkKind.ILLUSTRATION, text, "p2", "")


def recorded(case: str, what: str, name: str, text: str | None) -> InterviewNote | StaffAnswer:
    if what == "talk":
        return InterviewNote(case, name, text or "")
    # The same manager in every case.
    return StaffAnswer("m1", name, "", text or "")


def returned(copy: Any, cases: Sequence[str], steps: list[Any]) -> Any:
    for case, (what, question, value) in steps:
        if case not in cases:
            continue
        if what == "answer":
            copy = copy.answer(case, question, value)
        elif what == "note":
            copy = copy.note(case, question, value)
        elif what == "status":
            copy = copy.status(case, CaseStatus(value))
        elif what in ("talk", "staff"):
            record = recorded(case, what, question, value)
            told = place_told(record)
            copy = copy.unrecord(told) if value is None else copy.record(record)
        elif what == "comment":
            copy = copy.reply(case, f"k-{case}", value) if value else copy.unreply()
        elif value is not None:
            copy = copy.mark(marked(case, question, value))
        else:
            copy = copy.unmark(f"{case}-{question}")
    return copy


Open = Callable[[Path], Inspection]


@pytest.fixture(scope="module")
def begun(fresh: bytes, open_lead: Open, lead_of: Callable[[Inspection], Any]) -> Any:
    """Begin a situation in a file of its own; yields the file's bytes and the returns."""

    @contextmanager
    def begin(situation: Situation) -> Iterator[tuple[Path, list[Returned]]]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lead.omi"
            path.write_bytes(fresh)
            came: list[Returned] = []
            with open_lead(path) as inspection:
                lead = lead_of(inspection)
                act(inspection, situation.before)
                copies = {"k1": lead.pack("k1", *PACKS["k1"])}
                act(inspection, situation.between)
                copies |= {name: lead.pack(name, *PACKS[name]) for name in ("k2", "k3")}
                act(inspection, situation.after)
            for name, copy in copies.items():
                cases = PACKS[name][1]
                for steps in situation.back[name]:
                    copy = returned(copy, cases, steps)
                    came.append(copy.back())
            yield path, came

    return begin


@pytest.fixture(scope="module")
def result(open_lead: Open) -> Callable[[Path, Sequence[Sequence[Returned]]], Any]:
    """Merge batches one after the other into a copy of a file, and return what it then says."""

    def after(path: Path, batches: Sequence[Sequence[Returned]]) -> Any:
        copy = path.with_name("copy.omi")
        copy.write_bytes(path.read_bytes())
        try:
            with open_lead(copy) as inspection:
                for batch in batches:
                    merge(inspection, batch, by=LEAD)
                return content(inspection)
        finally:
            copy.unlink()

    return after


def content(inspection: Inspection) -> tuple[Any, ...]:
    """Everything a person sees; who and when of our side stands with the answer itself."""
    return (
        {(a.case, a.question): (a.value, a.note) for a in inspection.all_answers() if filled(a)},
        {case.id: (case.status, case.reason) for case in inspection.cases()},
        set(inspection.records(Mark)),
        {
            (c.key, c.base, c.ours, c.theirs, c.theirs_by, c.theirs_at)
            for c in open_conflicts(inspection)
        },
        {*inspection.records(InterviewNote), *inspection.records(StaffAnswer)},
        {(r.id, r.comment, r.case, r.text, r.pack) for r in inspection.records(Reply)},
    )


def filled(answer: Any) -> bool:
    return answer.value is not None or bool(answer.note)


LAW = settings(max_examples=SEARCHES, deadline=None)


@LAW
@given(situation=situations)
def test_merging_twice_is_merging_once(situation: Situation, begun: Any, open_lead: Open) -> None:
    with begun(situation) as (path, came), open_lead(path) as inspection:
        merge(inspection, came, by=LEAD)
        once, saved = content(inspection), inspection.saved()
        event(f"conflicts: {bool(once[3])}")
        newest = list({one.pack: one for one in came}.values())
        receipt = merge(inspection, newest, by=LEAD)
        assert content(inspection) == once
        assert inspection.saved() == saved
        assert all(one.refused is None and one.new == 0 for one in receipt.returns)
        assert inspection.check() == ()


SAID_AGAIN_LATER = Situation(
    before=[],
    between=[("c2", ("answer", "months", "1"))],
    after=[],
    back={
        "k1": [
            [("c2", ("answer", "months", "14")), ("c1", ("answer", "1.1.1", "sufficient"))],
            [("c2", ("answer", "months", "14")), ("c1", ("answer", "1.1.1", "sufficient"))],
        ],
        "k2": [[]],
        "k3": [],
    },
)
"""One pack came back twice with one answer, which was given anew in between."""


@LAW
@given(situation=situations, chance=st.randoms(use_true_random=False))
@example(situation=SAID_AGAIN_LATER, chance=Random(0))
def test_the_order_of_returns_does_not_matter(
    situation: Situation, chance: Any, begun: Any, result: Any
) -> None:
    with begun(situation) as (path, came):
        shuffled = chance.sample(came, len(came))
        at_once = result(path, [came])
        assert result(path, [shuffled]) == at_once
        assert result(path, [[one] for one in came]) == at_once
        assert result(path, [[one] for one in shuffled]) == at_once


@LAW
@given(situation=situations)
def test_merging_nothing_changes_nothing(situation: Situation, begun: Any, open_lead: Open) -> None:
    with begun(situation) as (path, came), open_lead(path) as inspection:
        before = inspection.saved()
        merge(inspection, [], by=LEAD)
        compare(inspection, came)
        assert inspection.saved() == before
        merge(inspection, came, by=LEAD)
        after = inspection.saved()
        merge(inspection, [], by=LEAD)
        assert inspection.saved() == after


@LAW
@given(situation=situations)
def test_no_answer_note_or_row_of_the_history_is_lost_on_either_side(
    situation: Situation, begun: Any, open_lead: Open
) -> None:
    with begun(situation) as (path, came), open_lead(path) as inspection:
        rows = inspection.history()
        merge(inspection, came, by=LEAD)
        assert inspection.history()[: len(rows)] == rows
        told = {(c.case, c.question, c.what, c.new) for c in inspection.history()}
        newest = {one.pack: one for one in came}
        claims = {
            (c.case, c.question, c.what, c.value)
            for merged in inspection.records(MergedReturn)
            for c in merged.claims
        }
        for one in newest.values():
            for answer in one.answers:
                for what, value in (("answer", answer.value), ("note", answer.note)):
                    place = (answer.case, answer.question, what, value)
                    assert place in told | claims or not value
            said = {(c[1], c[3]) for c in told | claims if c[2] == "record"}
            assert {(record.told, record.body) for record in one.records} <= said
        said = {reply.id for reply in inspection.records(Reply)}
        assert {reply.id for one in newest.values() for reply in one.replies} <= said


@LAW
@given(situation=situations)
def test_each_answer_of_one_pack_is_decided_by_three_sides_and_nothing_else(
    situation: Situation, begun: Any, open_lead: Open, lead_of: Callable[[Inspection], Any]
) -> None:
    with begun(situation) as (path, came), open_lead(path) as inspection:
        came = [one for one in came if one.pack == "k1"][-1:]
        ours = content(inspection)[0]
        base = based(inspection, came[0].base_revision) if came else {}
        merge(inspection, came, by=LEAD)
        after, _, _, conflicts, *_ = content(inspection)
        differing = {key for key, *_ in conflicts}
        for answer in (a for one in came for a in one.answers):
            place = (answer.case, answer.question)
            sides = zip(
                ("answer", "note"),
                base.get(place, (None, "")),
                ours.get(place, (None, "")),
                (answer.value, answer.note),
                after.get(place, (None, "")),
                strict=True,
            )
            for what, was, own, theirs, now in sides:
                assert now == (theirs if own == was else own)
                is_conflict = len({was, own, theirs}) == 3
                key = f"k1/{answer.case}/{what}/{answer.question}"
                assert (key in differing) == is_conflict


def based(inspection: Inspection, revision: int) -> dict[tuple[str, str], tuple[Any, str]]:
    """What the file said at a revision, told by its history a second time and slowly."""
    found: dict[tuple[str, str], tuple[Any, str]] = {}
    for change in inspection.history():
        if change.revision <= revision and change.what in ("answer", "note"):
            place = (change.case or "", change.question or "")
            value, note = found.get(place, (None, ""))
            is_note = change.what == "note"
            found[place] = (value, change.new or "") if is_note else (change.new, note)
    return found


@LAW
@given(situation=situations, meanwhile=edits)
def test_a_merge_that_is_undone_leaves_what_it_found_and_can_be_made_again(
    situation: Situation, meanwhile: list[Any], begun: Any, open_lead: Open
) -> None:
    with begun(situation) as (path, came), open_lead(path) as inspection:
        before = content(inspection)
        receipt = merge(inspection, came, by=LEAD)
        after = content(inspection)
        if receipt.number is None:
            return
        assert undo_merge(inspection, by=LEAD).stays == ()
        assert content(inspection) == before
        merge(inspection, came, by=LEAD)
        assert content(inspection) == after
        typed = content(inspection)[0]
        act(inspection, meanwhile)
        changed = {p: v for p, v in content(inspection)[0].items() if typed.get(p) != v}
        stays = {(s.case, s.question) for s in undo_merge(inspection, by=LEAD).stays}
        now = content(inspection)[0]
        for place, (value, note) in changed.items():
            # Where a merge touched it and somebody changed it since, it stays and is named.
            kept = now.get(place, (None, ""))
            old = typed.get(place, (None, ""))
            assert value == old[0] or kept[0] == value
            assert note == old[1] or kept[1] == note
        assert all(not c or c in PACKS["k1"][1] + PACKS["k2"][1] for c, _ in stays)
        assert inspection.check() == ()


@LAW
@given(situation=situations, meanwhile=edits, rule=st.sampled_from(Keep))
def test_what_was_settled_or_moderated_is_not_undone_by_the_same_returns(
    situation: Situation, meanwhile: list[Any], rule: Keep, begun: Any, open_lead: Open
) -> None:
    with begun(situation) as (path, came), open_lead(path) as inspection:
        merge(inspection, came, by=LEAD)
        before = content(inspection)
        closed = settle_all(inspection, rule, by=LEAD)
        if closed:
            # Settling is undone in one step, and can be done again.
            assert unsettle(inspection, closed, by=LEAD) == len(closed)
            assert content(inspection) == before
            assert len(settle_all(inspection, rule, by=LEAD)) == len(closed)
        act(inspection, [m for m in meanwhile if m[1][0] != "status"], how=How.MODERATED)
        settled = content(inspection)
        merge(inspection, list({one.pack: one for one in came}.values()), by=LEAD)
        assert content(inspection)[0] == settled[0]
        assert content(inspection)[2] == settled[2]
        assert inspection.check() == ()


@LAW
@given(situation=situations)
def test_a_crash_in_the_middle_changes_nothing(
    situation: Situation, begun: Any, open_lead: Open
) -> None:
    class Crash(Exception):
        pass

    def crash(first: int, last: int) -> Any:
        raise Crash

    with begun(situation) as (path, came), open_lead(path) as inspection:
        plan, _ = compare(inspection, came)
        before, saved = content(inspection), inspection.saved()
        with pytest.raises(Crash):
            write_merge(
                inspection,
                [Written(claim, How.MERGED) for claim in plan.written],
                put=plan.put,
                drop=plan.drop,
                by=LEAD,
                how=How.MERGED,
                revision=plan.revision,
                seal=crash,
            )
        assert (content(inspection), inspection.saved()) == (before, saved)
        assert inspection.check() == ()
        with pytest.raises(RequestError, match="Merge once more"):
            write_merge(
                inspection,
                [],
                put=(),
                drop=(),
                by=LEAD,
                how=How.MERGED,
                revision=saved.revision - 1,
            )
