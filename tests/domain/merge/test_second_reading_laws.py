"""Two readings of one case: in whatever order they come in, nothing is lost or counted twice.

`OMI_SOAK=1` searches two thousand situations for each law.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from omi_desktop.merge.apply import merge, undo_merge
from omi_desktop.store import CaseStatus, Inspection, Mark, MarkKind, scored
from omi_desktop.store.merge_records import Conflict, MergedReturn
from omi_desktop.store.second_readings import read_twice
from omi_desktop.store.second_records import SecondReading
from omi_desktop.store.team_records import SecondRead

LAW = settings(max_examples=2000 if os.environ.get("OMI_SOAK") else 20, deadline=None)
LEAD = "p1"
CASES = ("c1", "c2")
FIRST, SECOND = {"c1": "p3", "c2": "p2"}, {"c1": "p2", "c2": "p3"}

edit = st.one_of(
    st.tuples(
        st.just("answer"),
        st.just("1.1.SUM"),
        st.sampled_from(("sufficient", "insufficient", None)),
    ),
    st.tuples(st.just("answer"), st.just("months"), st.sampled_from(("1", "14"))),
    st.tuples(st.just("note"), st.just("1.1.SUM"), st.sampled_from(("", "a", "b"))),
    st.tuples(st.just("status"), st.just(""), st.sampled_from(("complete", "in progress"))),
    st.tuples(st.just("mark"), st.just(""), st.sampled_from(("a", "b"))),
)
edits = st.lists(st.tuples(st.sampled_from(CASES), edit), max_size=6)
# Left to chance alone hardly any two readings would both be complete in the end.
ended = st.builds(
    lambda steps, done: steps + [(case, ("status", "", "complete")) for case in sorted(done)],
    edits,
    st.sets(st.sampled_from(CASES)),
)
readings = st.fixed_dictionaries({"p2": ended, "p3": ended})


def returned(copy: Any, person: str, steps: list[Any]) -> Any:
    for case, (what, question, value) in steps:
        if what == "answer":
            copy = copy.answer(case, question, value)
        elif what == "note":
            copy = copy.note(case, question, value)
        elif what == "status":
            copy = copy.status(case, CaseStatus(value))
        else:
            told = ("1.1", "", MarkKind.ILLUSTRATION, value, person, "")
            copy = copy.mark(Mark(f"{case}-{person}", case, *told))
    return copy.back()


def content(inspection: Inspection) -> tuple[Any, ...]:
    return (
        inspection.all_answers(),
        inspection.cases(),
        inspection.records(Mark),
        inspection.records(SecondReading),
        inspection.records(Conflict),
        [replace(one, at="") for one in inspection.records(MergedReturn)],
        read_twice(inspection),
        scored(inspection),
    )


def without_revisions(found: tuple[Any, ...]) -> tuple[Any, ...]:
    """The revision of an answer is its place in the history, which is that of the merging."""
    answers = {(a.case, a.question, a.value, a.note, a.by, a.at) for a in found[0]}
    twice = [(one.case, one.is_blind, one.readings) for one in found[6]]
    return (answers, *found[1:6], twice, found[7])


def begun(path: Path, open_lead: Any, lead_of: Any, work: dict[str, list[Any]]) -> list[Any]:
    """Two cases, each read by both; return what came back of both readers."""
    with open_lead(path) as inspection:
        for case in CASES:
            inspection.assign(case, FIRST[case], by=LEAD)
            inspection.put_record(SecondRead(case, SECOND[case]), by=LEAD)
        lead = lead_of(inspection)
        copies = {person: lead.pack(f"k-{person}", person, CASES) for person in work}
    return [returned(copy, person, work[person]) for person, copy in copies.items()]


@LAW
@given(work=readings)
def test_first_and_second_readings_come_in_either_order_or_twice_to_the_same_file(
    work: dict[str, list[Any]], fresh: bytes, open_lead: Callable[[Path], Inspection], lead_of: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lead.omi"
        path.write_bytes(fresh)
        came = begun(path, open_lead, lead_of, work)
        start = path.read_bytes()
        results = []
        for batches in ([came], [came[:1], came[1:]], [came[1:], came[:1]]):
            path.write_bytes(start)
            with open_lead(path) as inspection:
                for batch in batches:
                    merge(inspection, batch, by=LEAD)
                once, saved = content(inspection), inspection.saved()
                merge(inspection, came, by=LEAD)
                assert (content(inspection), inspection.saved()) == (once, saved)
                assert inspection.check() == ()
                results.append(without_revisions(once))
        assert results[0] == results[1] == results[2]


@LAW
@given(work=readings)
def test_both_readings_are_kept_whole_apart_and_blind_until_both_are_complete(
    work: dict[str, list[Any]], fresh: bytes, open_lead: Callable[[Path], Inspection], lead_of: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lead.omi"
        path.write_bytes(fresh)
        came = begun(path, open_lead, lead_of, work)
        with open_lead(path) as inspection:
            before = content(inspection)
            receipt = merge(inspection, came, by=LEAD)
            by_person = {one.assessor: one for one in came}
            for one in read_twice(inspection):
                case = one.case.id
                first, second = by_person[FIRST[case]], by_person[SECOND[case]]
                own = {a.question: a for a in first.answers if a.case == case}
                again = {a.question: a for a in second.answers if a.case == case}
                # The first reading is the case, and nothing of the second one is in it.
                here = inspection.answers(case)
                assert {q: (a.value, a.note) for q, a in own.items() if a.value or a.note} == {
                    q: (a.value, a.note) for q, a in here.items() if a.value or a.note
                }
                told = {c.case: c.status for c in (*second.cases, *first.cases)}
                assert inspection.case(case).status == told[case]
                statuses = [
                    next(c.status for c in back.cases if c.case == case) for back in (first, second)
                ]
                both = statuses == [CaseStatus.COMPLETE] * 2
                event(f"both complete: {both}")
                assert one.is_blind is not both
                if one.readings:
                    assert {q: (a.value, a.note, a.by, a.at) for q, a in again.items()} == {
                        q: (a.value, a.note, a.by, a.at) for q, a in one.readings.second.items()
                    }
                    assert set(one.readings.marks) == {m for m in second.marks if m.case == case}
            if receipt.number is not None:
                undo_merge(inspection, by=LEAD)
                assert without_revisions(content(inspection))[1:4] == before[1:4]
