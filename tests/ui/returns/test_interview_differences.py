"""What differs in interviews is shown in words: whose it is, what was asked, and both sides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from omi_desktop.exchange.pack import make_pack
from omi_desktop.merge.apply import merge
from omi_desktop.store import CaseStatus, Inspection, KeyCost, OffenderManager, open_inspection
from omi_desktop.store.interviewing import Interviewing
from omi_desktop.store.merging import open_conflicts
from omi_desktop.store.returning import returned_of
from omi_ui.returns.differences import Side, differences

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)


def test_a_staff_answer_and_a_note_that_differ_name_the_manager_and_the_prompt(
    inspection: Inspection, tmp_path: Path, fill: Callable[[Inspection, str], None]
) -> None:
    solway = OffenderManager("m1", "R. Solway")
    here = Interviewing(inspection, "c0", "lead")
    here.choose(solway)
    here.answer("staff.1", "fully", day="2006-07-18")
    pack = tmp_path / "pack.omi"
    make_pack(inspection, "assessor", pack, "a word", by="lead", cost=CHEAP)
    with open_inspection(pack, "a word", cost=CHEAP) as copy:
        there = Interviewing(copy, "c0", "assessor")
        there.answer("staff.1", "hardly", day="2006-07-18")
        there.note("om.1", "Told there.")
        back = returned_of(copy, "pack.omi")
    here.answer("staff.1", "mostly", day="2006-07-18")
    here.note("om.1", "Told here.")
    merge(inspection, [back], by="lead")
    found = differences(inspection, open_conflicts(inspection))
    assert [(one.ref, one.place, one.ours.value, one.theirs.value) for one in found] == [
        ("R. Solway", "Staff interview, staff.1", "Mostly", "Hardly"),
        ("WE-0400", "Interview, om.1", "Told here.", "Told there."),
    ]
    assert found[0].asked.startswith("Are you well informed about the policies")
    assert found[0].before == Side("Fully", "When the pack was made", "")
    assert inspection.case("c0").status is CaseStatus.NOT_STARTED
