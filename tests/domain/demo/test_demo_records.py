from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, datetime

import pytest

from omi_desktop.assets import asset
from omi_desktop.demo.records import read_records
from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import standings
from omi_desktop.instrument.bank import read_bank
from omi_desktop.report.content import report
from omi_desktop.report.figures import Figures
from omi_desktop.report.gather import Kept, ReportData
from omi_desktop.report.model import Cover, Items, Paragraph, Table
from omi_desktop.report.parts.follow_up import traced
from omi_desktop.report.performance import area_met, national_met
from omi_desktop.report.wording import number
from omi_desktop.scoring.score import scorecard
from omi_desktop.store import Details, Role
from omi_desktop.store.records import (
    Evidence,
    Finding,
    FindingKind,
    FocusGroup,
    GoodPractice,
    Indicator,
    NextSteps,
    Passage,
    Rating,
    Recommendation,
    SurveyResult,
    SurveyReturn,
)

# The cells of the published performance table, asterisks as printed.
PRINTED = (
    ("90", "97*", "91*"),
    ("85", "86*", "81"),
    ("90", "87*", "85"),
    ("65", "66*", "64"),
    ("100", "88", "114"),
    ("100", "136*", "102*"),
    ("100", "57", "88"),
    ("100", "124*", "99*"),
    ("100", "103*", "112*"),
    ("100", "213*", "149*"),
    ("9", "12.9", "12.3"),
    ("90", "98*", "97*"),
    ("95", "98*", "97*"),
    ("5.4", "6.8*", ""),
    ("85", "90*", "93*"),
    ("90", "63", "81"),
    ("90", "68", "82"),
    ("35", "30*", "43"),
    ("50", "62*", "43"),
)

# Strengths and areas for improvement on the published pages of section 4.
FINDINGS = {
    "4.1": (14, 1),
    "4.2": (7, 1),
    "4.3": (8, 1),
    "4.4": (7, 2),
    "4.5": (6, 2),
    "4.6": (8, 3),
}

# Questions that the demo has to explain "not applicable" for again and again.
OFTEN_NOT_APPLICABLE = (
    *("1.2.P1", "1.2.7", "1.2.12", "1.2.21", "1.2.22", "1.4.4", "1.5.9", "1.5.19"),
    *("2.1.14", "2.1.15", "2.1.16", "2.2.4", "2.2.5", "2.2.6", "2.2.8", "2.3.5", "2.3.SUM"),
    *("2.6.1", "2.6.2", "3.1.16", "3.2.1", "3.2.2"),
)


@pytest.fixture(scope="module")
def bank():
    return read_bank(asset("instrument/omi-2006"))


@pytest.fixture(scope="module")
def records():
    text = asset("demo/cumbria-2006/records.toml").read_text(encoding="utf-8")
    return read_records(text)


@pytest.fixture(scope="module")
def remarks():
    text = asset("demo/cumbria-2006/notes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@pytest.fixture
def only(records):
    def of_kind(kind):
        return tuple(record for record in records if isinstance(record, kind))

    return of_kind


def test_section_4_is_rated_as_published_with_a_reason_each(only, bank):
    assert [(rating.criterion, rating.rating) for rating in only(Rating)] == [
        ("4.1", "well-met"),
        ("4.2", "well-met"),
        ("4.3", "satisfactorily-met"),
        ("4.4", "satisfactorily-met"),
        ("4.5", "partly-met"),
        ("4.6", "satisfactorily-met"),
    ]
    assert {rating.rating for rating in only(Rating)} <= {choice.id for choice in bank.ratings}
    assert all(rating.reason for rating in only(Rating))


def test_every_published_strength_and_area_for_improvement_of_section_4_has_a_finding(only):
    found = Counter((finding.criterion, finding.kind) for finding in only(Finding))
    assert {
        criterion: (
            found[criterion, FindingKind.STRENGTH],
            found[criterion, FindingKind.IMPROVEMENT],
        )
        for criterion in sorted({criterion for criterion, _ in found})
    } == FINDINGS


def test_the_six_recommendations_stand_in_order_with_what_they_rest_on(only):
    assert [(r.position, traced(r.traces, only(Finding))) for r in only(Recommendation)] == [
        (1, "4.1 area for improvement (a)"),
        (2, "4.2 strength (e); 4.4 area for improvement (a)"),
        (3, "4.4 areas for improvement (a) and (b)"),
        (4, "4.5 area for improvement (a)"),
        (5, "criteria 1.5, 2.1 and 3.2"),
        (6, "criteria 1.2 and 2.3"),
    ]


def test_the_examples_of_good_practice_stand_under_the_published_criteria(only):
    criteria = [example.criterion for example in only(GoodPractice)]
    assert criteria == ["2.2", "2.4", "2.5", "2.7", "4.1", "4.1"]


def test_nobody_in_the_examples_carries_an_initial_of_the_published_report(only):
    people = {person for example in only(GoodPractice) for person in _people(example)}
    assert people == {"Mr R", "Mr W", "Ms L", "Ms H"}
    assert people.isdisjoint({"Mr D", "Mr T", "Ms A", "Ms K"})


def test_every_criterion_that_a_record_names_is_in_the_bank(only, bank):
    named = {record.criterion for record in (*only(Rating), *only(Finding), *only(GoodPractice))}
    named |= {seen.criterion for seen in only(Evidence)}
    assert named <= set(bank.criterion) | {criterion.id for criterion in bank.leadership}


def test_the_evidence_stands_under_specific_criteria_of_its_criterion(only, bank):
    specific = {(c.id, s.id) for c in bank.leadership for s in c.specific}
    assert {(seen.criterion, seen.specific) for seen in only(Evidence)} <= specific
    assert {seen.criterion for seen in only(Evidence)} == {"4.1", "4.2", "4.3", "4.4", "4.5"}


def test_every_survey_and_item_that_a_record_names_is_in_the_bank(only, bank):
    items = {(survey.id, item.id) for survey in bank.surveys for item in survey.items}
    assert {(result.survey, result.item) for result in only(SurveyResult)} <= items
    assert {own.survey for own in only(SurveyReturn)} == {survey.id for survey in bank.surveys}


def test_sentencers_on_reports_are_reported_under_1_1_and_on_all_else_under_4_1(bank):
    [survey] = [survey for survey in bank.surveys if survey.id == "sentencers"]
    on_reports = [item.id for item in survey.items if item.reported_in == "1.1"]
    assert on_reports == ["sentencers.2", "sentencers.3", "sentencers.4"]
    assert {item.reported_in for item in survey.items} == {"1.1", "4.1"}


def test_the_questionnaires_came_back_as_published(only):
    assert {own.survey: (own.sent, own.returned) for own in only(SurveyReturn)} == {
        "staff": (44, 44),
        "offenders": (100, 11),
        "victims": (12, 2),
        "sentencers": (30, 12),
    }


def test_nobody_answers_an_item_without_returning_the_questionnaire(only):
    returned = {own.survey: own.returned for own in only(SurveyReturn)}
    for result in only(SurveyResult):
        assert 0 <= result.above <= result.answered <= returned[result.survey], result.key
        assert result.answered, result.key


@pytest.mark.parametrize(
    ("item", "published"),
    [
        ("staff.1", 95),
        ("staff.2", 77),
        ("staff.4", 100),
        ("staff.5", 73),
        ("staff.7", 78),
        ("staff.8", 88),
        ("staff.10", 100 - 63),
        ("offenders.1", 82),
        ("offenders.3", 100 - 64),
        ("offenders.5", 82),
        ("offenders.6", 100 - 64),
        ("offenders.10", 80),
        ("offenders.11", 80),
        ("sentencers.2", 100),
        ("victims.8", 50),
    ],
)
def test_a_survey_result_gives_the_published_percentage(only, item, published):
    [result] = [result for result in only(SurveyResult) if result.item == item]
    assert (200 * result.above + result.answered) // (2 * result.answered) == published


def test_the_focus_groups_hold_33_offenders_in_five_groups_and_three_victims(only):
    groups = only(FocusGroup)
    victims = [group.people for group in groups if group.who == "Victims"]
    offenders = [group.people for group in groups if group.who != "Victims"]
    assert (victims, len(offenders), sum(offenders)) == ([3], 5, 33)


def test_targets_results_and_asterisks_are_those_of_the_published_table(only):
    assert tuple(_cells(indicator) for indicator in only(Indicator)) == PRINTED


def test_only_the_two_national_oddities_are_decided_by_hand_and_say_why(only):
    decided = [
        indicator
        for indicator in only(Indicator)
        if (indicator.area_met, indicator.national_met) != (None, None)
    ]
    assert [(i.target, i.national, i.national_met) for i in decided] == [
        (65, 64, False),
        (100, 114, False),
    ]
    assert all(indicator.reason for indicator in decided)


def test_the_plan_is_due_after_four_weeks_and_no_further_inspection_follows(only):
    [steps] = only(NextSteps)
    assert (steps.plan_weeks, steps.further_inspection) == (4, False)


def test_no_percentage_is_typed_by_hand_where_the_figures_are_live(only):
    by_hand = [passage.text for passage in only(Passage) if passage.part != "context"]
    by_hand += [finding.text for finding in only(Finding)]
    by_hand += [rating.reason for rating in only(Rating)]
    by_hand += [group.text for group in only(FocusGroup)]
    found = [text for text in by_hand if re.search(r"%|per cent|\d+ (of|from) \d+", text)]
    assert found == []


def test_the_report_has_a_place_for_everything_that_was_written(bank, only):
    printed = _printed(report(_data(bank, only)))
    written = [passage.text for passage in only(Passage)]
    written += [finding.text for finding in only(Finding)]
    written += [group.text for group in only(FocusGroup) if group.text]
    written += [example.text for example in only(GoodPractice)]
    written += [rating.reason for rating in only(Rating)]
    lost = [text for text in written if _opening(text) not in printed]
    assert lost == []


def test_the_bank_asks_about_every_question_that_a_remark_is_for(bank, remarks):
    for note in remarks["note"]:
        assert ("question" in note) != ("criterion" in note), note
    questions = {
        remark["question"] for table in remarks.values() for remark in table if "question" in remark
    }
    criteria = {note["criterion"] for note in remarks["note"] if "criterion" in note}
    assert questions <= set(bank.questions)
    assert criteria <= set(bank.criterion)


def test_a_note_goes_with_a_question_that_has_a_line(bank, remarks):
    asked = [bank.questions[note["question"]] for note in remarks["note"] if "question" in note]
    assert [question.id for question in asked if not question.counts] == []


def test_every_criterion_has_at_least_five_notes_on_each_side_of_the_line(bank, remarks):
    held = Counter((_criterion(note, bank), note["above"]) for note in remarks["note"])
    few = {
        (criterion, above): held[criterion, above]
        for criterion in bank.criterion
        for above in (True, False)
        if held[criterion, above] < 5
    }
    assert few == {}


def test_no_remark_is_there_twice(remarks):
    assert set(remarks) == {"note", "reason"}
    texts = [remark["text"] for table in remarks.values() for remark in table]
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_questions_that_often_do_not_apply_have_reasons_of_their_own(remarks):
    explained = {reason.get("question") for reason in remarks["reason"]}
    assert set(OFTEN_NOT_APPLICABLE) <= explained
    assert None in explained


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[ratings]]\n", "“ratings” is not a kind of record"),
        ('[[rating]]\ncriterion = "4.1"\nmark = "well-met"\n', "rating 1: “mark” is not a key"),
        ('[[recommendation]]\nposition = 1\ntext = "x"\n', "The order of the tables is"),
        ('[[rating]]\ncriterion = "4.1"\n', "rating 1 cannot be read"),
        ('[[rating]]\ncriterion = 4.1\nrating = "well-met"\n', "rating 1 cannot be read"),
        ("[next_steps]\nplan_weeks = 4\n", "next_steps 1 cannot be read"),
        ('rating = "well-met"\n', "must be written as tables"),
        ("[[rating]\n", "not valid TOML"),
        (2 * '[[rating]]\ncriterion = "4.1"\nrating = "well-met"\n', "rating 2 is written twice"),
    ],
)
def test_records_that_are_not_understood_are_refused_by_name(text, named):
    with pytest.raises(RequestError, match=re.escape(named)):
        read_records(text)


def test_positions_count_within_each_list(only):
    by_list: dict[tuple[str, str], list[int]] = {}
    for finding in only(Finding):
        by_list.setdefault((finding.criterion, finding.kind), []).append(finding.position)
    for passage in only(Passage):
        by_list.setdefault(("passage", passage.part), []).append(passage.position)
    assert all(found == list(range(1, len(found) + 1)) for found in by_list.values())
    assert by_list["passage", "area"] == [1, 2, 3]


def _people(example):
    return re.findall(r"\bM[rs] [A-Z]\b", example.text)


def _cells(indicator):
    def cell(value, met):
        return "" if value is None else number(value) + ("*" if met else "")

    return (
        number(indicator.target),
        cell(indicator.area, area_met(indicator)),
        cell(indicator.national, national_met(indicator)),
    )


def _criterion(note, bank):
    return note.get("criterion") or bank.questions[note["question"]].criterion


def _opening(text):
    return text.split("\n")[0].split("\t")[0]


def _data(bank, only):
    return ReportData(
        details=Details("demo", "Cumbria", Role.LEAD, "2006-07-24T08:00:00.000Z"),
        instrument=bank,
        people=(),
        cases=(),
        answers=(),
        values=(),
        standings=standings(bank, []),
        scorecard=scorecard(bank, [], area="Cumbria", ratings={}),
        kept=Kept(
            ratings=only(Rating),
            findings=only(Finding),
            recommendations=only(Recommendation),
            good_practice=only(GoodPractice),
            indicators=only(Indicator),
            survey_returns=only(SurveyReturn),
            survey_results=only(SurveyResult),
            focus_groups=only(FocusGroup),
            passages=only(Passage),
            next_steps=only(NextSteps)[0],
        ),
        figures=Figures(bank, [], only(Finding)),
        at=datetime(2006, 7, 28, 16, 0, tzinfo=UTC),
        revision=1,
    )


def _printed(whole):
    texts = set()
    for block in whole.blocks:
        match block:
            case Cover(lines=lines):
                texts.update(lines)
            case Paragraph(text=text):
                texts.add(text)
            case Items(items=items):
                texts.update(items)
            case Table(rows=rows):
                texts.update(cell for row in rows for cell in row.cells)
            case _:
                pass
    return texts
