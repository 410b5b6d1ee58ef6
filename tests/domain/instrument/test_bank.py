from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from omi_desktop.errors import BankError, RequestError
from omi_desktop.instrument.bank import bank_files, natural, read_bank, read_files
from omi_desktop.instrument.model import Instrument, Kind

if TYPE_CHECKING:
    from .conftest import SmallBank


def test_a_sound_bank_reads_without_a_fault(small_bank: SmallBank) -> None:
    instrument = small_bank.instrument()
    assert list(instrument.questions) == ["sentence", "tier", "parts", "1.1.1", "1.1.2", "1.1.SUM"]
    assert instrument.questions["1.1.SUM"].kind is Kind.SUMMARY


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "criteria/1.1.toml",
            'applies_to = "licence and begun"',
            'applies_to = "lisence"',
            "criteria/1.1.toml:26: There is no gate “lisence”.",
        ),
        (
            "gates.toml",
            "sentence = licence",
            "sentence = parole",
            "gates.toml:4: “parole” is not an answer to “sentence”.",
        ),
        (
            "gates.toml",
            "1.1.1 = yes",
            "1.1.9 = yes",
            "gates.toml:9: There is no fact or question “1.1.9”.",
        ),
        (
            "gates.toml",
            "sentence = licence",
            "sentence = licence and sentence = community",
            "gates.toml:4: This gate can never hold.",
        ),
        (
            "gates.toml",
            "sentence = licence",
            "tier > 4 and tier < 3",
            "gates.toml:4: This gate can never hold.",
        ),
        (
            "gates.toml",
            "1.1.1 = yes",
            "1.1.2 = yes",
            "These depend on one another: gate “begun” → question “1.1.2” → gate “begun”.",
        ),
        (
            "gates.toml",
            'id = "begun"',
            'id = "licence"',
            "gates.toml:7: The gate “licence” stands already in gates.toml, line 2; "
            "an id is given once.",
        ),
        (
            "gates.toml",
            "sentence = licence",
            "parts = work",
            "gates.toml:4: The answer to “parts” must be tested with “has”.",
        ),
        (
            "gates.toml",
            "sentence = licence",
            "sentence has licence",
            "gates.toml:4: The answer to “sentence” must be tested with anything but “has”.",
        ),
        (
            "gates.toml",
            "sentence = licence",
            "tier > high",
            "gates.toml:4: “high” is not a number, so nothing is > it.",
        ),
        (
            "gates.toml",
            "sentence = licence",
            "sentence =",
            "gates.toml:4: The condition cannot be read: a value is missing in “sentence =”.",
        ),
        (
            "scales.toml",
            "above_line = true",
            "above_line = false",
            "scales.toml:3: The scale “yes-no” has no answer above the line.",
        ),
        (
            "scales.toml",
            ", above_line = false }",
            " }",
            "scales.toml:3: The scale “yes-no” does not say of every answer where it lies.",
        ),
        (
            "scales.toml",
            '{ id = "no", label = "No", above_line',
            '{ id = "not-applicable", label = "No", above_line',
            "scales.toml:3: A choice cannot be called “not-applicable”.",
        ),
        (
            "criteria/1.1.toml",
            'id = "1.1.2"',
            'id = "1.1.1"',
            "criteria/1.1.toml:20: The question “1.1.1” stands already in criteria/1.1.toml, "
            "line 8; an id is given once.",
        ),
        (
            "criteria/1.1.toml",
            'id = "1.1.2"',
            'id = "2.1.2"',
            "criteria/1.1.toml:20: The id must begin with “1.1.”.",
        ),
        (
            "criteria/1.1.toml",
            "It was done in {percent}",
            "It was done in {share}",
            "criteria/1.1.toml:16: “{share}” is not a place that can be filled.",
        ),
        (
            "criteria/1.1.toml",
            "It was done in {percent}",
            "It was done in some",
            "criteria/1.1.toml:16: “strength” has no place for {percent}.",
        ),
        (
            "criteria/1.1.toml",
            "It was not done in {percent}",
            "It was not done in {percent",
            "criteria/1.1.toml:17: The braces in “improvement” do not pair.",
        ),
        (
            "criteria/1.1.toml",
            'guidance = "Look for it."\n',
            "",
            "criteria/1.1.toml:7: “guidance” is missing.",
        ),
        (
            "criteria/1.1.toml",
            'stage = "start"',
            'stage = "begin"',
            "criteria/1.1.toml:12: There is no stage “begin”.",
        ),
        (
            "criteria/1.1.toml",
            'scale = "yes-no"',
            'scale = "is-so"',
            "criteria/1.1.toml:13: A question that is scored needs an answer above the line.",
        ),
        (
            "criteria/1.1.toml",
            'scale = "yes-no"',
            'scale = "quality"',
            "criteria/1.1.toml:13: There is no scale “quality”.",
        ),
        (
            "criteria/1.1.toml",
            'kind = "scored"',
            'kind = "scorde"',
            "criteria/1.1.toml:9: “kind” must be one of “scored”, “summary”, “fact”, not “scorde”.",
        ),
        (
            "criteria/1.1.toml",
            'kind = "scored"',
            'kind = "summary"',
            "criteria/1.1.toml:21: Criterion 1.1 has more than one summary question.",
        ),
        (
            "criteria/1.1.toml",
            'short = "Done"',
            'shrot = "Done"',
            "criteria/1.1.toml:11: “shrot” is not a key of this table.",
        ),
        (
            "criteria/1.1.toml",
            'section = "1"',
            'section = "7"',
            "criteria/1.1.toml:5: There is no section “7”.",
        ),
        (
            "instrument.toml",
            "summary_weight = 20",
            "summary_weight = 30",
            "instrument.toml:4: The two weights must add up to 100.",
        ),
        (
            "instrument.toml",
            "line = 70",
            'line = "70"',
            "instrument.toml:6: “line” must be a whole number.",
        ),
        (
            "facts.toml",
            'text = "Which tier?"',
            'text = ""',
            "facts.toml:10: “text” must be a text that is not empty.",
        ),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(
    small_bank: SmallBank, file: str, old: str, new: str, fault: str
) -> None:
    found = small_bank.replace(file, old, new).faults()
    assert any(fault in named for named in found), found


_INTERVIEW = """[interview]
title = "Talk"
introduction = "Begin with the person."
after = ["written_on"]

[[part]]
id = "opening"
title = "The person"

[[prompt]]
id = "om.1"
part = "opening"
text = "Who is this?"
ask = "Listen."
informs = ["1.1.1"]
"""


def test_a_bank_may_have_an_interview_whose_prompts_name_their_questions(
    small_bank: SmallBank,
) -> None:
    known = next(iter(small_bank.instrument().questions))
    text = _INTERVIEW.replace('after = ["written_on"]\n', "").replace("1.1.1", known)
    small_bank.files["interview.toml"] = text
    assert small_bank.faults() == []
    guide = small_bank.instrument().interview
    assert guide is not None
    assert [prompt.text for prompt in guide.on(known)] == ["Who is this?"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[interview]", "[other]", "interview.toml:1: The table [interview] is missing."),
        ('part = "opening"', 'part = "end"', "interview.toml:12: There is no part “end”."),
        ('"1.1.1"', '"9.9.9"', "interview.toml:15: There is no question “9.9.9”."),
        ('"written_on"', '"1.1.1"', "interview.toml:4: “1.1.1” is no date of a case."),
        ("ask =", "listen =", "interview.toml:10: “ask” is missing."),
    ],
)
def test_a_fault_of_the_interview_is_named_with_its_line(
    small_bank: SmallBank, old: str, new: str, fault: str
) -> None:
    small_bank.files["interview.toml"] = _INTERVIEW.replace(old, new)
    assert fault in small_bank.faults()


def test_all_faults_are_named_at_once(small_bank: SmallBank) -> None:
    small_bank.replace("gates.toml", "sentence = licence", "sentence = parole")
    small_bank.replace("scales.toml", "above_line = true", "above_line = false")
    small_bank.replace("criteria/1.1.toml", 'section = "1"', 'section = "7"')
    named = {fault.split(":")[0] for fault in small_bank.faults()}
    assert {"gates.toml", "scales.toml", "criteria/1.1.toml"} <= named


def test_a_gate_that_only_the_condition_of_a_question_shuts_can_never_hold(
    small_bank: SmallBank,
) -> None:
    small_bank.add(
        "gates.toml",
        '\n[[gate]]\nid = "odd"\ntitle = "Odd"\nwhen = "sentence = community and 1.1.2 = yes"\n',
    )
    assert small_bank.faults() == ["gates.toml:14: This gate can never hold."]


def test_text_that_is_not_toml_is_named_with_its_line(small_bank: SmallBank) -> None:
    small_bank.add("gates.toml", "\n[[gate]\n")
    (fault,) = small_bank.faults()
    assert fault.startswith("gates.toml:11: This is not valid TOML")


def test_a_file_that_does_not_belong_is_named(small_bank: SmallBank) -> None:
    small_bank.add("extra.toml", "")
    assert small_bank.faults() == ["extra.toml:1: This file has no place in a question bank."]


def test_a_missing_file_is_named(small_bank: SmallBank) -> None:
    del small_bank.files["scales.toml"]
    assert small_bank.faults() == [
        "scales.toml:1: This file is missing; every question bank has it."
    ]


def test_reading_a_faulty_bank_says_how_many_faults_there_are(small_bank: SmallBank) -> None:
    small_bank.replace("gates.toml", "sentence = licence", "sentence = parole")
    small_bank.replace("criteria/1.1.toml", 'section = "1"', 'section = "7"')
    with pytest.raises(BankError, match="and 1 more") as caught:
        read_files(small_bank.files)
    assert len(caught.value.faults) == 2


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="There is no folder"):
        bank_files(tmp_path / "none")


def test_a_file_in_another_encoding_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "gates.toml").write_bytes("title = “é”".encode("utf-16"))
    with pytest.raises(RequestError, match="UTF-8"):
        bank_files(tmp_path)


def test_numbers_in_names_sort_as_numbers() -> None:
    assert sorted(["2.10", "2.9", "10.1", "2.1"], key=natural) == ["2.1", "2.9", "2.10", "10.1"]


def test_a_bank_reads_the_same_from_a_folder(small_bank: SmallBank, tmp_path: Path) -> None:
    for name, text in small_bank.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_bank(tmp_path) == small_bank.instrument()


PUBLISHED = {
    "1.1": "Preparing for sentence",
    "1.2": "Assessment of risk of harm",
    "1.3": "Assessment of likelihood of reoffending",
    "1.4": "Assessment of offender engagement",
    "1.5": "Sentence planning",
    "2.1": "Delivering the sentence plan",
    "2.2": "Protecting the public by minimising risk of harm",
    "2.3": "Victims",
    "2.4": "Ensuring containment and promoting compliance (punish)",
    "2.5": "Constructive interventions (help and change)",
    "2.6": "Restrictive interventions (control)",
    "2.7": "Diversity issues",
    "3.1": "Achievement of initial outcomes",
    "3.2": "Sustainability of progress",
}


def test_the_shipped_bank_has_the_published_criteria(omi_2006: Instrument) -> None:
    titles = {criterion.id: criterion.title.lower() for criterion in omi_2006.criteria}
    assert titles == {name: title.lower() for name, title in PUBLISHED.items()}
    assert [criterion.id for criterion in omi_2006.leadership] == [
        "4.1", "4.2", "4.3", "4.4", "4.5", "4.6",
    ]  # fmt: skip
    assert (omi_2006.individual_weight, omi_2006.summary_weight, omi_2006.line) == (80, 20, 70)


def test_every_scored_question_of_the_shipped_bank_guides_in_two_to_five_sentences(
    omi_2006: Instrument,
) -> None:
    for question in omi_2006.questions.values():
        if question.counts:
            sentences = re.split(r"(?<=[.?!])\s+", question.guidance.strip())
            assert 2 <= len(sentences) <= 5, question.id


def test_every_criterion_of_the_shipped_bank_has_one_summary_question(
    omi_2006: Instrument,
) -> None:
    for criterion in omi_2006.criteria:
        kinds = [question.kind for question in criterion.questions]
        assert kinds.count(Kind.SUMMARY) == 1, criterion.id
        assert kinds[-1] is Kind.SUMMARY, criterion.id


def test_questions_that_stood_for_several_are_split(omi_2006: Instrument) -> None:
    split = [
        "2.2.4", "2.2.5", "2.2.6", "2.2.11a", "2.2.11b", "2.2.11c", "2.4.3", "2.4.4", "2.4.5",
        "2.6.4a", "2.6.4b", "2.6.5a", "2.6.5b", "3.1.8", "3.1.9", "3.1.10",
        "3.1.11", "3.1.12", "3.1.13", "3.1.14",
    ]  # fmt: skip
    assert set(split) <= set(omi_2006.questions)


def test_questions_that_the_report_does_not_print_are_marked(omi_2006: Instrument) -> None:
    unprinted = [q.id for q in omi_2006.questions.values() if not q.printed]
    assert unprinted == [
        "1.1.12", "1.1.13", "1.2.23", "2.2.16", "2.2.17", "2.5.8", "2.5.9", "2.5.10",
    ]  # fmt: skip


def test_ids_once_given_are_never_taken_back(omi_2006: Instrument) -> None:
    with (Path(__file__).parent / "omi-2006-ids.csv").open(encoding="utf-8") as file:
        released = {row["id"]: row["kind"] for row in csv.DictReader(file)}
    now = {question.id: str(question.kind) for question in omi_2006.questions.values()}
    assert released.items() <= now.items()
    assert now.keys() == released.keys(), "new ids must be added to omi-2006-ids.csv"


def test_labels_of_a_scale_differ(omi_2006: Instrument) -> None:
    for question in omi_2006.questions.values():
        if question.scale is not None:
            labels = [choice.label for choice in question.scale.choices]
            assert len(set(labels)) == len(labels), question.id


def test_the_line_numbers_survive_long_strings(
    small_bank: SmallBank, question_text: Callable[..., str]
) -> None:
    long = question_text("1.1.3").replace(
        'guidance = "Look for it."', 'guidance = """\nLook.\n[[question]]\nscale = 1\n"""'
    )
    small_bank.add("criteria/1.1.toml", long + question_text("1.1.4", scale="none"))
    lines = small_bank.files["criteria/1.1.toml"].splitlines()
    expected = lines.index('scale = "none"') + 1
    assert any(
        fault.startswith(f"criteria/1.1.toml:{expected}: There is no scale")
        for fault in small_bank.faults()
    )
