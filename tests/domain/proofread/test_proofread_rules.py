"""Each rule on invented sentences, both ways."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from omi_desktop.proofread import Kind, proofread

Found = Callable[[str], list[tuple[str, str]]]

# What is planted in the sound report, what takes its place, and what must be found.
PLANTED = [
    ("79% of cases (46 of 58)", "80% of cases (46 of 58)", "arithmetic", "80%"),
    ("four focus groups: two", "five focus groups: two", "arithmetic", "five focus groups"),
    ("80% of those who replied", "82% of those who replied", "unattainable", "82%"),
    ("90% of these proposals", "91% of these proposals", "unattainable", "91%"),
    ("most staff (85%)", "most staff (84%)", "unattainable", "84%"),
    ("All ten respondents", "All 12 respondents", "contradiction", "12 respondents"),
    ("(two of 12) where an", "(three of 18) where an", "contradiction", "three of 18"),
    ("12 cases where a full", "14 cases where a full", "contradiction", "five of the 14"),
    ("Criterion 1.2 scored 74%", "Criterion 1.2 scored 75%", "contradiction", "75%"),
    ("74% of the Risk of Harm", "76% of the Risk of Harm", "contradiction", "76%"),
    ("4.1 Direction\tWell met", "4.1 Direction\tPartly met", "contradiction", "partly met"),
    ("; two cases were withdrawn and 58 of the 60 cases were read", "", "contradiction", "60"),
    ("see strength (b)", "see strength (a)", "reference", "strength (a)"),
    ("see strength (b)", "see strength (f)", "reference", "strength (f)"),
    ("strengths (a) and (b)", "strengths (a) and (f)", "reference", "strengths (a) and (f)"),
    ("1.1 strengths (a) and", "1.9 strengths (a) and", "reference", "1.9 strengths"),
    ("Criterion 1.2 scored", "Criterion 1.7 scored", "reference", "1.7"),
    ("and Table 2 shows", "and Table 3 shows", "reference", "Table 3"),
    ("IN WESTMERE\t4", "IN {AREA}\t4", "placeholder", "{AREA}"),
    ("IN WESTMERE\t4", "IN EASTMERE\t4", "structure", "IN EASTMERE"),
    ("## 1.3 Planning the work\n", "\n", "structure", "1.3 Planning the work"),
    ("1.3 Planning the work\t7\n", "", "structure", "1.3 Planning the work"),
    ("1.3 Planning the work\t7\n", "1.3 Plans\t7\n", "structure", "1.3"),
    ("## 1.3 Planning the work\n\n60%", "## 1.3 Planning the work", "structure", "1.3"),
    ("- 1.3 Planning the work\n", "", "structure", "1.3"),
    ("- 1.3 Planning the work\n", "- 1.3 Planned work\n", "structure", "1.3 Planned work"),
    ("91%*\t88%*", "91%\t88%*", "structure", "Appointments kept: 91%"),
    ("91%*\t88%*", "91%*\t87%", "structure", "87%"),
    ("91%*\t88%*", "91%*\t80%*", "structure", "80%*"),
    ("8.1*\t12.3", "8.1*\t12.3*", "structure", "12.3*"),
    ("30 days*\t43", "36 days\t43", "structure", "36 days"),
    ("Too few basic skills awards were gained.", "Too few.", "structure", "Basic skills awards"),
    ("Most cases (81%, or 47 of 58)", "Most cases (31%, or 18 of 58)", "wording", "Most"),
    ("Over half of the plans (53%, 31", "Over half of the plans (43%, 25", "wording", "Over half"),
    ("the plans (26 of 58)", "the plans (36 of 58)", "wording", "Fewer than half"),
    ("cases (33 of 58) named", "cases (33 of 58 named", "wording", "Over half"),
    ("57% of cases (33 of 58) named", "43% of cases (25 of 58) did not name", "wording", "43%"),
    (
        "Work between",
        "Most work between the hostel and offender managers gave no concern. Work between",
        "contradiction",
        "Most work",
    ),
]


def test_a_report_that_agrees_with_itself_has_no_finding(sound_report: str) -> None:
    proof = proofread(sound_report)
    assert proof.findings == ()
    assert proof.checked.percentages == 15
    assert proof.checked.references == 5


@pytest.mark.parametrize(("sound", "planted", "kind", "words"), PLANTED)
def test_a_planted_fault_is_found_where_it_stands(
    sound_report: str, sound: str, planted: str, kind: str, words: str
) -> None:
    assert sound in sound_report
    proof = proofread(sound_report.replace(sound, planted, 1))
    assert [f for f in proof.findings if f.kind.value == kind and words in f.text], proof.findings
    assert len(proof.findings) <= 2, "one fault, at most seen from two sides"


def test_a_finding_names_the_line_on_which_its_sentence_begins() -> None:
    text = (
        "All was well. In the end\nwe saw that 12 of 20 cases\n(70%) were right.\n\n\n[name] knew."
    )
    assert [(f.line, f.kind) for f in proofread(text).findings] == [
        (1, Kind.ARITHMETIC),
        (6, Kind.PLACEHOLDER),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Visits to {area_name} went well.",
        "It was led by [name].",
        "Published on [date], with <insert figure here> cases.",
        "XX% of cases were late.",
        "The date is TBC.",
        "We saw ?? cases.",
        "Dear «Title», thank you.",
        "Signed by ____ on the day.",
    ],
)
def test_what_a_template_left_behind_is_found(found: Found, text: str) -> None:
    assert {kind for kind, _ in found(text)} == {"placeholder"}


@pytest.mark.parametrize(
    "text",
    [
        "See [3] and <http://example.org/a>.",
        "The set {1, 2} is small.",
        "Henry VIII and Louis XX-style ruffs? No.",
        "We asked [them] to wait (as they do).",
        "---\n\n_____\n",
    ],
)
def test_ordinary_brackets_are_no_placeholders(found: Found, text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "share", "fits"),
    [
        ("Most cases", "51%", True),
        ("Most cases", "50%", False),
        ("The majority of plans", "49%", False),
        ("A minority of plans", "49%", True),
        ("A significant minority of plans", "61%", False),
        ("Half of the plans", "50%", True),
        ("Half of the plans", "66%", False),
        ("More than half of the plans", "50%", False),
        ("A third of plans", "34%", True),
        ("A third of plans", "45%", False),
        ("One-third of plans", "12%", False),
        ("Two-thirds of plans", "67%", True),
        ("Two-thirds of plans", "54%", False),
        ("Three-quarters of plans", "75%", True),
        ("Three-quarters of plans", "61%", False),
        ("Almost all plans", "96%", True),
        ("Almost all plans", "71%", False),
        ("Few plans", "8%", True),
        ("Few plans", "58%", False),
        ("Fewer than half of the plans", "48%", True),
    ],
)
def test_house_words_are_held_against_the_figure_in_brackets(
    found: Found, words: str, share: str, fits: bool
) -> None:
    kinds = [kind for kind, _ in found(f"{words} ({share}) were shared.")]
    assert kinds == ([] if fits else ["wording"])


def test_a_third_priority_is_not_a_third(found: Found) -> None:
    assert found("It had not changed in 58% of cases with a third priority (38 of 65).") == []


def test_one_fact_told_twice_is_a_contradiction_in_waiting(found: Found) -> None:
    told = (
        "1.1 Planning\n\nAreas for improvement\n\n"
        "(a) Initial plans were produced within the national timescale in only 59% of cases.\n\n"
        "(b) Of the initial plans 41% were not produced within the national timescale.\n"
    )
    assert found(told) == [("contradiction", "41%")]
    assert found(told.replace("41%", "43%")) == []
    assert found(told.replace("national timescale.\n", "home of the offender.\n")) == []


def test_cases_that_needed_nothing_must_leave_the_base(found: Found) -> None:
    kept_in = (
        "In 88 out of 99 cases (89%) a score was worked out. Of those not requiring one, seven "
        "out of 11 (64%) had another."
    )
    assert found(kept_in) == [("arithmetic", "88 out of 99")]
    assert found(kept_in.replace("out of 11 (64%)", "out of nine (78%)")) == []


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("We reached 91% of staff (20 of 22) and told them in 83% of the cases.", ["unattainable"]),
        ("We reached 91% of staff (20 of 22) and told them in 82% of the cases.", []),
        ("We reached 91% of staff (20 of 22) and 83% of victims.", []),
        (
            "A report was made in 43 out of 61 cases. 97% of these reports were read.",
            ["unattainable"],
        ),
        ("A report was made in 43 out of 61 cases. 98% of these reports were read.", []),
        (
            "Of the 40 questionnaires sent, eleven were returned. 80% were content.",
            ["unattainable"],
        ),
        ("Of the 40 questionnaires sent, eleven were returned. 82% were content.", []),
    ],
)
def test_a_percentage_is_held_against_the_base_that_the_text_gives(
    found: Found, sentence: str, kinds: list[str]
) -> None:
    assert [kind for kind, _ in found(sentence)] == kinds


def test_a_known_population_is_a_base_for_its_percentages() -> None:
    text = "63% of practitioners were seldom supervised."
    assert proofread(text).findings == ()
    (finding,) = proofread(text, bases={"staff": 44}).findings
    assert finding.kind is Kind.UNATTAINABLE
    assert proofread(text, bases={"staff": 41}).findings == ()


def test_counts_written_in_several_manners_are_found_once(found: Found) -> None:
    mixed = " ".join(["It was so in 30 of 60 cases.", "It was so in 30 out of 60 cases."] * 4)
    assert [kind for kind, _ in found(mixed)] == ["wording"]
    assert found(mixed.replace("out of", "of")) == []


def test_small_bases_keep_to_one_rule(found: Found) -> None:
    mixed = "It was seen in ten of 11 cases (91%). It was heard in five of 12 cases."
    assert found(mixed) == [("wording", "base of 12")]
    assert found(mixed.replace("five of 12", "five of nine")) == []


def test_two_verbs_for_one_figure_are_found(found: Found) -> None:
    text = (
        "29% of licence cases in the sample had been reassessed. In the sample 29% of licence "
        "cases were assessed."
    )
    assert found(text) == [("wording", "reassessed")]
    assert found(text.replace("were assessed", "were reassessed")) == []


def test_the_near_miss_is_a_setting(sound_report: str) -> None:
    strict = proofread(sound_report, near_miss=Decimal(0)).findings
    assert [finding.text for finding in strict] == ["Appointments kept: 88%*"]


def test_a_mark_that_a_note_explains_is_no_fault(sound_report: str) -> None:
    noted = sound_report.replace("91%*\t88%*", "91%*\t87%").replace(
        "\\* Asterisk: the target is met or nearly met.\n",
        "\\* Asterisk: the target is met or nearly met.\n"
        "Appointments kept: England has no asterisk, although 87 is a near miss.\n",
    )
    assert proofread(noted).findings == ()


def test_a_table_of_counts_is_recomputed(found: Found) -> None:
    layout = "Was the plan shared?                 45           58          87%\n"
    assert found(layout) == [("arithmetic", "45 58 87%")]
    assert found(layout.replace("87%", "78%")) == []


def test_a_passage_alone_is_not_blamed_for_what_it_does_not_hold(found: Found) -> None:
    assert found("This was good (see strength (c) and Table 4).") == []
