from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.instrument.model import Instrument
from omi_desktop.report.figures import Figures
from omi_desktop.report.gather import ReportData
from omi_desktop.report.live import Figure, Form, stored
from omi_desktop.report.proposals import Proposal, proposals
from omi_desktop.report.settling import (
    Findings,
    Settled,
    accepting,
    added,
    arranged,
    changes,
    found,
    listed,
    merged,
    moved,
    on_the_other_side,
    relettered,
    rewritten,
    state,
    taken,
    taken_as_one,
    taken_back,
    without,
)
from omi_desktop.report.unfolding import in_words, unfolded_now
from omi_desktop.report.wording import SMALL_BASE
from omi_desktop.store.records import Finding, FindingKind

S, I = FindingKind.STRENGTH, FindingKind.IMPROVEMENT  # noqa: E741


def one(key: str, position: int = 1, text: str = "", kind: FindingKind = S) -> Finding:
    return Finding("1.1", kind, position, text or f"Words of {key}.", key)


THREE = arranged([one("a", 1), one("b", 2), one("c", 3)])


def keys(findings: Findings, kind: FindingKind = S) -> list[str]:
    return [finding.key for finding in listed(findings, "1.1", kind)]


def positions(findings: Findings) -> list[int]:
    return [finding.position for finding in findings]


def test_a_finding_without_an_id_is_given_its_place_so_that_references_hold() -> None:
    given_none = Finding("4.1", I, 3, "Late.")
    (kept,) = arranged([given_none])
    assert kept.id == given_none.key == "4.1/area for improvement/3"
    assert kept.position == 1


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [("b", -1, "bac"), ("b", 1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("a", 2, "bca")],
)
def test_a_finding_moves_in_its_list_and_the_list_is_numbered_anew(
    key: str, by: int, order: str
) -> None:
    after = moved(THREE, key, by)
    assert keys(after) == list(order)
    assert positions(after) == [1, 2, 3]


def test_a_finding_that_changes_side_goes_to_the_end_of_the_other() -> None:
    there = one("x", 1, kind=I)
    after = on_the_other_side(arranged([*THREE, there]), "a")
    assert keys(after) == ["b", "c"]
    assert keys(after, I) == ["x", "a"]


def test_a_new_finding_stands_below_the_one_it_was_added_to() -> None:
    assert keys(added(THREE, one("new"), after="a")) == ["a", "new", "b", "c"]
    assert keys(added(THREE, one("new"))) == ["a", "b", "c", "new"]
    assert keys(added((), one("new"))) == ["new"]


def test_merging_joins_words_and_what_was_accepted_and_takes_references_along() -> None:
    upper = replace(one("a", 1, "Good {count 1.1.1}. "), accepted=("4",))
    lower = replace(one("b", 2, "Better {base 1.1.1}."), accepted=("5",))
    other = Finding("2.1", I, 1, "As in {see b}.", "z", ("1.1 strength (b)",))
    after = merged(arranged([upper, lower, other]), "b")
    assert keys(after) == ["a"]
    assert found(after, "a").text == "Good {count 1.1.1}. Better {base 1.1.1}."
    assert found(after, "a").accepted == ("4", "5")
    assert found(after, "z").text == "As in {see a}."


@pytest.mark.parametrize(
    ("upper", "text"),
    [
        ("Plans were late", "Plans were late. Words of b."),
        ("Plans were late in {percent 1.1.1} ", "Plans were late in {percent 1.1.1}. Words of b."),
        ("It was “good.”", "It was “good.” Words of b."),
        ("Who knew?", "Who knew? Words of b."),
        ("{sentence 1.1.1}", "{sentence 1.1.1} Words of b."),
    ],
)
def test_merged_words_read_as_two_sentences(upper: str, text: str) -> None:
    after = merged(arranged([one("a", 1, upper), one("b", 2)]), "b")
    assert found(after, "a").text == text


def test_figures_below_keep_what_was_accepted_of_them_where_one_above_never_was() -> None:
    upper = one("a", 1, "Good {count 1.1.1}.")
    lower = replace(one("b", 2, "Better {base 1.1.1}."), accepted=("5",))
    assert found(merged(arranged([upper, lower]), "b"), "a").accepted == ("", "5")


def test_words_that_refer_to_themselves_once_merged_are_to_be_looked_at(
    omi_2006: Instrument,
) -> None:
    lower = replace(one("b", 2, "Better, see {see a}."), accepted=("strength (a)",))
    before = arranged([one("a", 1), lower, one("c", 3)])
    after = relettered(before, merged(before, "b"), omi_2006)
    (stale,) = Figures(omi_2006, (), after).stale(found(after, "a"))
    assert (stale.old, stale.new) == ("", "strength (a)")


def test_what_referred_to_a_merged_finding_is_lettered_anew_by_the_writers_own_step(
    omi_2006: Instrument,
) -> None:
    late = Finding(
        "1.1", I, 1, "See {see b} and {see c}.", "late", ("strength (b)", "strength (c)")
    )
    before = arranged([*THREE, late])
    after = relettered(before, merged(before, "b"), omi_2006)
    assert found(after, "late").text == "See {see a} and {see c}."
    assert found(after, "late").accepted == ("strength (a)", "strength (b)")


def test_the_first_of_a_list_merges_with_nothing() -> None:
    assert merged(THREE, "a") == THREE


def test_only_what_differs_is_written(omi_2006: Instrument) -> None:
    in_file = (Finding("1.1", S, 1, "One."), Finding("1.1", S, 2, "Two."))
    now = arranged(in_file)
    assert changes(in_file, now).put == ()
    assert changes(in_file, now).drop == ()
    swapped = moved(now, "1.1/strength/1", 1)
    assert {f.id for f in changes(in_file, swapped).put} == {"1.1/strength/1", "1.1/strength/2"}
    assert changes(in_file, swapped).drop == ()
    gone = changes(in_file, without(now, "1.1/strength/1"))
    assert gone.drop == in_file[:1]
    assert [f.position for f in gone.put] == [1]


def test_a_finding_without_words_is_not_kept() -> None:
    emptied = rewritten(THREE, "b", "  ", ())
    assert changes(THREE, emptied).drop == (THREE[1],)
    assert changes(THREE, added(THREE, replace(one("d"), text=""))).put == ()


def test_a_step_is_taken_back_and_what_was_written_since_stays() -> None:
    after = without(THREE, "b")
    since = rewritten(after, "c", "Reworded.", ())
    since = added(since, one("d"))
    back = taken_back(since, THREE, after)
    assert keys(back) == ["a", "b", "c", "d"]
    assert found(back, "c").text == "Reworded."
    assert keys(taken_back(without(after, "a"), THREE, after)) == ["b", "c"]


def test_a_reference_lettered_anew_by_the_writers_own_step_is_accepted(
    omi_2006: Instrument,
) -> None:
    late = Finding("1.1", I, 1, "See {see b}.", "late", ("strength (b)",))
    before = arranged([*THREE, late])
    after = relettered(before, moved(before, "b", -1), omi_2006)
    assert found(after, "late").accepted == ("strength (a)",)
    gone = relettered(before, without(before, "b"), omi_2006)
    assert found(gone, "late").accepted == ("strength (b)",)
    assert Figures(omi_2006, (), gone).stale(found(gone, "late"))


def test_a_reference_that_was_not_accepted_stays_to_be_looked_at(omi_2006: Instrument) -> None:
    late = Finding("1.1", I, 1, "See {see b}.", "late", ("strength (c)",))
    before = arranged([*THREE, late])
    after = relettered(before, moved(before, "b", -1), omi_2006)
    assert found(after, "late").accepted == ("strength (c)",)


steps = st.lists(
    st.tuples(st.sampled_from(["up", "down", "turn", "merge", "drop"]), st.integers(0, 9)),
    max_size=12,
)


@given(steps)
def test_no_step_loses_a_word_but_removal_and_every_list_is_numbered(
    done: list[tuple[str, int]],
) -> None:
    findings = arranged([one(key, n) for n, key in enumerate("abcdef", 1)])
    words = {f"Words of {key}." for key in "abcdef"}
    for step, at in done:
        if not findings:
            break
        key = findings[at % len(findings)].key
        before = findings
        if step == "drop":
            words -= {f"{part}." for part in found(findings, key).text[:-1].split(". ")}
            findings = without(findings, key)
        elif step == "merge":
            findings = merged(findings, key)
        elif step == "turn":
            findings = on_the_other_side(findings, key)
        else:
            findings = moved(findings, key, -1 if step == "up" else 1)
        assert taken_back(findings, before, findings) == before
    said = {f"{part}." for f in findings for part in f.text[:-1].split(". ")}
    assert said == words
    for kind in FindingKind:
        own = listed(findings, "1.1", kind)
        assert positions(own) == list(range(1, len(own) + 1))


def new_keys() -> Callable[[], str]:
    return map("k{}".format, count()).__next__


def proposed(data: ReportData, criterion: str) -> tuple[Proposal, ...]:
    results = {r.id: r for c in data.scorecard.criteria for r in c.questions}
    return proposals(data.instrument.criterion[criterion], results, data.scorecard.line)


def test_proposals_are_taken_as_words_that_print_the_same(data: ReportData) -> None:
    for criterion in data.instrument.criterion:
        offered = proposed(data, criterion)
        after = taken((), criterion, offered, data.figures, data.instrument, new_keys())
        assert len(after) == len(offered)
        for kind in FindingKind:
            assert [data.figures.text(f.text) for f in listed(after, criterion, kind)] == [
                data.figures.text(p.text) for p in offered if p.kind is kind
            ]
        assert not any(data.figures.stale(finding) for finding in after)


def test_proposals_taken_as_one_are_one_finding_that_prints_every_sentence(
    data: ReportData,
) -> None:
    for criterion in data.instrument.criterion:
        offered = proposed(data, criterion)
        for kind in FindingKind:
            alike = [proposal for proposal in offered if proposal.kind is kind]
            if len(alike) < 2:
                continue
            (only,) = taken_as_one((), criterion, alike, data.figures, data.instrument, new_keys())
            said = " ".join(data.figures.text(proposal.text) for proposal in alike)
            assert (only.kind, data.figures.text(only.text)) == (kind, said)
            assert not data.figures.stale(only)


def test_what_speaks_on_the_other_side_is_led_in(data: ReportData) -> None:
    pair = (
        Proposal("1.1.1", S, "In {percent 1.1.1} of cases it was."),
        Proposal("1.1.2", I, "The plans came late in {percent 1.1.2}."),
        Proposal("1.1.3", I, "OASys was late in {percent 1.1.3}."),
        Proposal("1.1.4", S, "OASys was right in {percent 1.1.4}."),
    )
    (only,) = taken_as_one((), "1.1", pair, data.figures, data.instrument, new_keys())
    assert only.kind is S
    assert only.text == (
        "In {percent 1.1.1} of cases it was. However, the plans came late in {percent 1.1.2}. "
        "OASys was late in {percent 1.1.3}. However, OASys was right in {percent 1.1.4}."
    )


def sentences(data: ReportData) -> list[Figure]:
    asked = [q.id for q in data.instrument.questions.values() if q.strength]
    gates = ("", "tier_3_4", "programme", "curfew_or_exclusion")
    return [
        Figure(Form.SENTENCE, (question,), sufficient=sufficient, where=gate)
        for question in asked
        for sufficient in (True, False)
        for gate in gates
    ]


def test_a_sentence_prints_the_same_as_words_on_any_base(data: ReportData) -> None:
    whole = sentences(data)
    bases = {data.figures.reading(figure).base for figure in whole}
    assert {0, 1, 2, 9} <= bases
    unfolded = [unfolded_now((figure,), data.figures, data.instrument) for figure in whole]
    for figure, words in zip(whole, unfolded, strict=True):
        assert data.figures.text(stored(words)) == data.figures.shown(figure)
    left = [f for f, words in zip(whole, unfolded, strict=True) if words == (f,)]
    assert all(data.figures.reading(figure).base < SMALL_BASE for figure in left)


def test_a_sentence_that_is_edited_becomes_words_with_its_figures_live(data: ReportData) -> None:
    for figure in sentences(data):
        words = in_words(figure, data.figures, data.instrument)
        found = data.figures.reading(figure)
        if not found.base:
            assert words == (figure,)
            continue
        assert figure not in words
        assert any(isinstance(piece, Figure) for piece in words)
        if found.base == 1:
            assert f"{found.count} of 1" in data.figures.text(stored(words))


def test_a_criterion_is_open_then_settled_then_changed(data: ReportData) -> None:
    offered = proposed(data, "1.1")
    assert state("1.1", (), data.figures, has_proposals=True) == (Settled.PROPOSED, 0)
    assert state("4.1", (), data.figures, has_proposals=False) == (Settled.NOTHING, 0)
    after = taken((), "1.1", offered, data.figures, data.instrument, new_keys())
    assert state("1.1", after, data.figures, has_proposals=True) == (Settled.SETTLED, 0)
    old = tuple(replace(f, accepted=tuple("0" for _ in f.accepted)) for f in after)
    settled, stale = state("1.1", old, data.figures, has_proposals=True)
    assert settled is Settled.CHANGED
    assert stale > len(after)
    assert accepting(old, data.figures) == after
    assert accepting(old, data.figures, "1.2") == old
