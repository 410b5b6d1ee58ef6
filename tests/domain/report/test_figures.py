from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from omi_desktop.assets import asset
from omi_desktop.demo.cases import Chance, build_cases
from omi_desktop.demo.targets import read_targets
from omi_desktop.demo.write import ASSESSED, SEED
from omi_desktop.instrument.applicability import State, standings
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.figures import MISSING, Figures, letters
from omi_desktop.report.live import Figure, Form, figures
from omi_desktop.report.wording import part_of, share_in_words
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.store.records import Finding, FindingKind

S, I = FindingKind.STRENGTH, FindingKind.IMPROVEMENT  # noqa: E741


@pytest.fixture(scope="module")
def cases(omi_2006: Instrument) -> list[dict[str, str]]:
    """Return the assessed cases of the demo."""
    targets = asset("demo/cumbria-2006/targets.csv").read_text(encoding="utf-8")
    return build_cases(omi_2006, read_targets(targets), ASSESSED, Chance(SEED))


def figured(
    instrument: Instrument, cases: Sequence[dict[str, str]], findings: Sequence[Finding] = ()
) -> Figures:
    return Figures(instrument, [ScoredCase("complete", values) for values in cases], findings)


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("{percent 1.2.1}", "94%"),
        ("{of 1.2.1}", "77 of 82"),
        ("{count 1.2.21 insufficient} of {base 1.2.21}", "16 of 59"),
        ("{percent 1.2.21 insufficient}", "27%"),
        ("{words 1.3.6 insufficient}", "four of the seven"),
        ("{words 2.1.8}", "both"),
        ("{words 1.2.7 insufficient}", "nine of the 13"),
        ("{share 1.1.3}", "all"),
        ("{share 1.2.2}", "almost all"),
        ("{share 2.1.4}", "most"),
        ("{share 2.4.3}", "three-quarters"),
        ("{share 1.4.5}", "a minority"),
        ("{count 3.1.P1 is convicted}", "29"),
        ("{percent 3.1.P1 is convicted}", "29%"),
        ("{percent 3.2.1 where licence}", None),
        ("{percent 3.1.8+3.1.9+3.1.10 where convicted_or_cautioned}", "28%"),
        ("{score 1.2} {score section-1} {score risk-of-harm}", "74% 75% 76%"),
        ("{{as it is}}", "{as it is}"),
    ],
)
def test_a_figure_is_printed_as_it_is_now(
    omi_2006: Instrument, cases: list[dict[str, str]], stored: str, printed: str | None
) -> None:
    shown = figured(omi_2006, cases).text(stored)
    if printed is None:
        licences = [values for values in cases if values["case_type"] == "licence"]
        printed = figured(omi_2006, licences).text("{percent 3.2.1}")
    assert shown == printed


def test_a_figure_without_cases_is_words_not_nought(omi_2006: Instrument) -> None:
    empty = figured(omi_2006, [])
    assert empty.text("{percent 1.1.1}") == "Not scored"
    assert empty.text("{score 1.1}") == "Not scored"
    assert empty.text("{share 1.1.1}") == "no cases"
    assert empty.text("{percent 3.1.8+3.1.9}") == "Not scored"
    assert empty.text("{sentence 1.1.1}").startswith("No case is relevant")


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [
        (0, 12, "none"),
        (12, 12, "all"),
        (11, 12, "almost all"),
        (3, 4, "three-quarters"),
        (2, 3, "two-thirds"),
        (1, 2, "half"),
        (53, 100, "most"),
        (47, 100, "a minority"),
        (1, 3, "one-third"),
        (1, 4, "one-quarter"),
        (14, 100, "few"),
        (15, 100, "a minority"),
        (89, 100, "most"),
        (90, 100, "almost all"),
    ],
)
def test_a_share_has_one_word(count: int, base: int, words: str) -> None:
    assert share_in_words(count, base) == words


@pytest.mark.parametrize(
    ("count", "base", "words"),
    [(9, 13, "nine of the 13"), (2, 2, "both"), (7, 7, "all seven"), (0, 4, "none of the four"),
     (1, 1, "the one case"), (0, 0, "no case")],
)  # fmt: skip
def test_a_part_is_told_in_words(count: int, base: int, words: str) -> None:
    assert part_of(count, base) == words


def test_references_are_lettered_anew_when_findings_move(omi_2006: Instrument) -> None:
    first = Finding("2.4", S, 1, "One.", "one")
    breach = Finding("2.4", S, 2, "Breach.", "breach")
    late = Finding("2.4", I, 1, "Late, although begun well (see {see breach}).", "late")
    elsewhere = Finding("2.1", I, 1, "As in {see breach}.", "elsewhere")
    found = figured(omi_2006, [], [first, breach, late, elsewhere])
    assert found.text(late.text, "2.4") == "Late, although begun well (see strength (b))."
    assert found.text(elsewhere.text, "2.1") == "As in 2.4 strength (b)."
    moved = figured(omi_2006, [], [replace(first, position=3), breach, late, elsewhere])
    assert moved.text(late.text, "2.4") == "Late, although begun well (see strength (a))."
    gone = figured(omi_2006, [], [first, late])
    assert MISSING in gone.text(late.text, "2.4")


def test_letters_go_on_after_z() -> None:
    many = [Finding("1.1", S, n, "", f"f{n}") for n in range(28)]
    found = letters(many)
    assert found["f25"] == ("1.1", "strength (z)")
    assert found["f27"] == ("1.1", "strength (ab)")


def test_a_sentence_shows_old_and_new_until_it_is_accepted(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    before = figured(omi_2006, cases)
    text = "In {percent 1.2.1} of cases ({of 1.2.1}) the level was right."
    finding = Finding("1.2", S, 1, text, "f", before.accepted(text))
    assert before.stale(finding) == ()
    changed = [dict(values) for values in cases]
    wrong = next(values for values in changed if values.get("1.2.1") == "yes")
    wrong["1.2.1"] = "no"
    after = figured(omi_2006, changed)
    assert [(figure.old, figure.new) for figure in after.stale(finding)] == [
        ("94%", "93%"),
        ("77 of 82", "76 of 82"),
    ]
    again = replace(finding, accepted=after.accepted(text))
    assert after.stale(again) == ()


def test_a_figure_that_was_never_accepted_is_stale(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    finding = Finding("1.2", S, 1, "{percent 1.2.1}", "f")
    (stale,) = figured(omi_2006, cases).stale(finding)
    assert (stale.old, stale.new) == ("", "94%")


def told(
    instrument: Instrument, values: dict[str, str], resting: Sequence[Figure]
) -> list[tuple[int, int]]:
    """Return what one case adds to each figure, read off the case itself."""
    found = standings(instrument, [values])
    added = []
    for figure in resting:
        (name,) = figure.of
        counts = found.state(name) is State.ANSWERED and (
            not figure.where or found.gate(figure.where) == 1
        )
        above = bool(instrument.questions[name].above_line(values.get(name, "")))
        added.append((int(counts and above is figure.sufficient), int(counts)))
    return added


def test_changing_one_answer_marks_exactly_the_sentences_that_rest_on_it(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    scored = [question for question in omi_2006.questions.values() if question.counts]
    texts = [
        text
        for question in scored
        for text in (
            f"{{of {question.id}}}",
            f"{{of {question.id} insufficient}}",
            f"{{of {question.id} where licence}}",
        )
    ]
    now = figured(omi_2006, cases)
    sentences = [
        Finding("1.1", S, n, text, f"s{n}", now.accepted(text)) for n, text in enumerate(texts)
    ]
    resting = [figures(text)[0] for text in texts]
    for question in scored:
        assert question.scale is not None
        sides = {choice.id: bool(choice.above_line) for choice in question.scale.choices}
        place = next(n for n, values in enumerate(cases) if values.get(question.id) in sides)
        was = sides[cases[place][question.id]]
        flipped = next(choice for choice, side in sides.items() if side is not was)
        changed = list(cases)
        changed[place] = {**cases[place], question.id: flipped}
        after = figured(omi_2006, changed)
        marked = {finding.text for finding in sentences if after.stale(finding)}
        before_it = told(omi_2006, cases[place], resting)
        after_it = told(omi_2006, changed[place], resting)
        expected = {
            text for text, old, new in zip(texts, before_it, after_it, strict=True) if old != new
        }
        assert marked == expected, question.id
        assert f"{{of {question.id}}}" in marked


def test_the_cases_behind_a_figure_are_as_many_as_it_says_and_are_those_it_means(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    found = figured(omi_2006, cases)
    scored = [question for question in omi_2006.questions.values() if question.counts]
    assert len(scored) > 150
    for question in scored:
        for where in ("", "licence", "tier_3_4"):
            above = Figure(Form.OF, (question.id,), where=where)
            below = replace(above, sufficient=False)
            behind, others = found.cases_behind(above), found.cases_behind(below)
            for figure, list_of in ((above, behind), (below, others)):
                reading = found.reading(figure)
                assert (len(list_of.counted), len(list_of.base)) == (reading.count, reading.base)
            assert sorted(behind.counted + others.counted) == list(behind.base) == list(others.base)
            assert all(question.above_line(cases[n][question.id]) for n in behind.counted)
            assert not any(question.above_line(cases[n][question.id]) for n in others.counted)


def test_the_cases_behind_an_answer_are_those_that_gave_it(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    found = figured(omi_2006, cases)
    for question in ("case_type", "3.1.P1", "requirements"):
        scale = omi_2006.questions[question].scale
        assert scale is not None
        for choice in scale.choices:
            figure = Figure(Form.OF, (question,), value=choice.id)
            reading, behind = found.reading(figure), found.cases_behind(figure)
            assert (len(behind.counted), len(behind.base)) == (reading.count, reading.base)
            assert all(choice.id in cases[n][question].split("+") for n in behind.counted)
    assert found.cases_behind(Figure(Form.OF, ("case_type",))).base == ()


def test_a_case_that_does_not_count_stands_behind_no_figure(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    withdrawn = [ScoredCase("withdrawn", cases[0]), ScoredCase("in progress", cases[1])]
    found = Figures(omi_2006, withdrawn)
    assert found.cases_behind(Figure(Form.OF, ("2.4.1",))).base == (1,)


def test_every_sentence_of_the_bank_can_be_printed_at_any_count(omi_2006: Instrument) -> None:
    for question in omi_2006.questions.values():
        if not question.counts:
            continue
        found = figured(omi_2006, [])
        for sufficient in (True, False):
            figure = Figure(Form.SENTENCE, (question.id,), sufficient=sufficient)
            assert "{" not in found.shown(figure), question.id
