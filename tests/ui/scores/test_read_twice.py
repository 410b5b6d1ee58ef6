"""What second reads change on the scores: nothing counted, the assessor’s own, one choice more."""

from __future__ import annotations

from omi_desktop.store import Inspection
from omi_ui.scores.reading import counted_now, noted, weighed


def test_behind_a_score_an_agreed_answer_shows_what_its_assessor_gave(cumbria: Inspection) -> None:
    counted = counted_now(cumbria, "", 0)
    known = noted(cumbria, counted, lambda _doing, _share: None)
    counted.behind.learn(known.answers, known.agreed)
    said = {one.case: one.answer for one in counted.behind.question("1.3.5")}
    assert said["case-005"] == "Sufficient (agreed; S. Esk gave “Insufficient”)"
    assert sum("agreed" in answer for answer in said.values()) == 1
    assert len(said) == len(counted.behind.question("1.3.5"))


def test_scores_are_tried_with_second_reads_in_place_of_first(cumbria: Inspection) -> None:
    found = weighed(cumbria, counted_now(cumbria, "", 0)).sureness.tried.holdings["1.2"]
    readers = {case.assessor for case in cumbria.cases() if case.assessor}
    # Without each reader in turn, two other weights, and the second reads.
    assert found.of == len(readers) + 3
