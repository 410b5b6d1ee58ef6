from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from omi_desktop.instrument.narrowing import risk_of_harm_only
from omi_desktop.report import model
from omi_desktop.report.content import report, still_open
from omi_desktop.report.gather import ReportData
from omi_desktop.report.parts.criteria import GOOD, OPEN, PRIORITY, PROPOSED
from omi_desktop.report.parts.prose import written
from omi_desktop.report.proposals import is_strength
from omi_desktop.scoring.reconciliation import reconciliation
from omi_desktop.scoring.scorecard import percent
from omi_desktop.store import Finding, FindingKind, Passage, Rating, Recommendation, SignOff


def headings(blocks: tuple[model.Block, ...]) -> list[str]:
    return [b.text for b in blocks if isinstance(b, model.Heading) and b.contents]


def page_of(blocks: tuple[model.Block, ...], title: str) -> list[model.Block]:
    """Return the blocks from the heading `title` to the next heading of the contents."""
    start = next(
        place
        for place, block in enumerate(blocks)
        if isinstance(block, model.Heading) and block.text == title
    )
    page: list[model.Block] = [blocks[start]]
    for block in blocks[start + 1 :]:
        if isinstance(block, model.Heading) and block.contents:
            break
        page.append(block)
    return page


def test_the_parts_stand_in_the_order_of_the_published_reports(data: ReportData) -> None:
    assert [text for text in headings(report(data).blocks) if text[:3].strip("123. ")][:12] == [
        "Foreword",
        "Acknowledgements",
        "List of abbreviations",
        "Summary",
        "Summary of scores",
        "Recommendations for improvement",
        "Next steps",
        "Sharing good practice",
        "Service users’ perspective",
        "Focus groups",
        "Offenders",
        "Victims",
    ]


def test_every_criterion_of_the_bank_has_its_heading_in_bank_order(data: ReportData) -> None:
    bank = data.instrument
    wanted = [f"{criterion.id} {criterion.title}" for criterion in bank.criteria]
    wanted += [f"{criterion.id} {criterion.title}" for criterion in bank.leadership]
    assert [text for text in headings(report(data).blocks) if text in wanted] == wanted


def test_parts_without_content_are_left_out(bare: ReportData) -> None:
    found = headings(report(bare).blocks)
    for absent in (
        "Foreword",
        "Acknowledgements",
        "Summary",
        "Recommendations for improvement",
        "Next steps",
        "Sharing good practice",
        "Service users’ perspective",
    ):
        assert absent not in found
    assert "Appendix 1: Inspection model, methodology and publication arrangements" in found


def test_a_score_that_does_not_exist_is_said_in_words(bare: ReportData) -> None:
    page = page_of(report(bare).blocks, "1.1 Preparing for sentence")
    assert model.Mark("Not scored", "no relevant case") in page
    assert model.Paragraph(OPEN, model.Voice.CONCLUSION) in page
    chart = next(b for b in report(bare).blocks if isinstance(b, model.Chart))
    assert {bar.value for bar in chart.bars} == {None}


def test_the_results_of_a_criterion_are_those_of_the_scorecard(data: ReportData) -> None:
    for criterion in data.scorecard.criteria:
        page = page_of(report(data).blocks, f"{criterion.id} {criterion.title}")
        results = next(
            b for b in page if isinstance(b, model.Table) and b.title == "Results of the questions"
        )
        relevant = [
            result
            for result in criterion.questions
            if result.relevant and data.instrument.questions[result.id].counts
        ]
        assert [row.cells[1:3] for row in results.rows] == [
            (str(result.sufficient), str(result.relevant)) for result in relevant
        ]
        assert [row.cells[3] for row in results.rows] == [
            f"{percent(result.share)}%"
            if result.relevant >= 10 and result.share
            else "–"
            if result.relevant < 10
            else "0%"
            for result in relevant
        ]


def test_the_conclusion_follows_the_line(data: ReportData) -> None:
    for criterion in data.scorecard.criteria:
        page = page_of(report(data).blocks, f"{criterion.id} {criterion.title}")
        conclusion = page[-1] if not isinstance(page[-1], model.PageBreak) else page[-2]
        assert isinstance(conclusion, model.Paragraph)
        assert conclusion.text == (PRIORITY if criterion.below_line else GOOD)


def test_findings_that_were_written_are_printed_and_nothing_is_proposed(data: ReportData) -> None:
    page = page_of(report(data).blocks, "1.1 Preparing for sentence")
    lists = [b for b in page if isinstance(b, model.Items) and b.heading != "For information"]
    assert [(b.heading, b.items, b.remark) for b in lists] == [
        ("Strengths", ("Reports were of a high standard.",), ""),
        ("Area for improvement", ("Few reports held an outline plan.",), ""),
    ]


def test_findings_that_were_not_written_are_proposed_and_say_so(data: ReportData) -> None:
    page = page_of(report(data).blocks, "1.2 Assessment of risk of harm")
    score = next(c for c in data.scorecard.criteria if c.id == "1.2")
    relevant = [r for r in score.questions if r.relevant]
    lists = [b for b in page if isinstance(b, model.Items) and b.heading != "For information"]
    strengths = [r for r in relevant if is_strength(r, data.scorecard.line)]
    assert [(len(b.items), b.remark) for b in lists] == [
        (len(strengths), PROPOSED),
        (len(relevant) - len(strengths), PROPOSED),
    ]


def test_the_running_head_of_the_thread_alone_says_only_that(data: ReportData) -> None:
    narrowed = replace(data, instrument=risk_of_harm_only(data.instrument))
    assert report(data).metadata.running_head == "Offender Management Inspection 2006: Cumbria"
    assert report(narrowed).metadata.running_head == "Risk of Harm only: Cumbria"


def test_a_small_base_gives_counts_and_no_percentage(data: ReportData) -> None:
    page = page_of(report(data).blocks, "Victims")
    table = next(b for b in page if isinstance(b, model.Table))
    assert table.rows[0].cells[1:] == ("2", "2", "–")


def test_a_target_narrowly_missed_has_its_asterisk_and_an_empty_cell_stays_empty(
    data: ReportData,
) -> None:
    title = "4.2 Performance against national and regional targets"
    table = next(b for b in page_of(report(data).blocks, title) if isinstance(b, model.Table))
    assert table.title == "National data, 2005-2006"
    assert [row.cells for row in table.rows] == [
        ("Breach in time", "90%", "87%*", "86%"),
        ("Sickness", "9 days", "12.9 days", ""),
    ]


def test_a_recommendation_names_the_criteria_it_rests_on_before_its_full_stop(
    data: ReportData,
) -> None:
    texts = ("use the plan.", "use it well")
    kept = replace(
        data.kept,
        recommendations=tuple(
            Recommendation(place, text, ("1.5", "2.1")) for place, text in enumerate(texts, 1)
        ),
    )
    page = page_of(report(replace(data, kept=kept)).blocks, "Recommendations for improvement")
    listed = next(block for block in page if isinstance(block, model.Items))
    assert listed.items == (
        "use the plan (criteria 1.5 and 2.1).",
        "use it well (criteria 1.5 and 2.1)",
    )


def test_next_steps_name_the_day_when_publication_has_one(data: ReportData) -> None:
    page = page_of(report(data).blocks, "Next steps")
    assert isinstance(page[1], model.Paragraph)
    assert page[1].text.endswith("within four weeks of publication, that is by 14 December 2006.")


def test_next_steps_name_no_day_when_publication_is_words(data: ReportData) -> None:
    details = structs.replace(data.details, publication="November 2006")
    page = page_of(report(replace(data, details=details)).blocks, "Next steps")
    assert isinstance(page[1], model.Paragraph)
    assert page[1].text.endswith("within four weeks of publication.")


def test_only_abbreviations_that_occur_are_listed(data: ReportData) -> None:
    listed = next(b for b in report(data).blocks if isinstance(b, model.Definitions))
    terms = [term for term, _ in listed.entries]
    assert {"MAPPA", "PPO", "PSO"} <= set(terms)
    assert "ASRO" not in terms
    assert terms == sorted(terms, key=str.casefold)


def test_the_report_carries_the_code_and_the_cut_of_its_scorecard(data: ReportData) -> None:
    made = report(data)
    assert made.reconciliation == reconciliation(data.scorecard)
    assert made.cut == model.DataCut(data.at, data.scorecard.cases, data.revision)
    assert made.metadata.foot == "Figures of 21 July 2006, 15:30 UTC, 39 of 40 cases assessed"


def test_what_is_open_is_named(data: ReportData) -> None:
    assert report(data).metadata.draft == "Draft"
    assert still_open(data) == ("proposed findings in 13 criteria", "4 criteria not yet rated")


def test_a_report_is_a_draft_until_it_is_signed_off_however_settled_it_is(
    data: ReportData,
) -> None:
    findings = tuple(
        Finding(criterion.id, FindingKind.STRENGTH, 1, "Good.")
        for criterion in data.instrument.criteria
    )
    rated = tuple(replace(each, rating="Well met") for each in data.scorecard.leadership)
    card = replace(data.scorecard, leadership=rated)
    settled = replace(data, kept=replace(data.kept, findings=findings), scorecard=card)
    assert still_open(settled) == ()
    assert report(settled).metadata.draft == "Draft"
    held = SignOff(1, "p0", "2006-11-01T10:00:00.000Z", data.revision, "code")
    kept = replace(settled.kept, sign_offs=(held,))
    assert report(replace(settled, kept=kept)).metadata.draft == ""


def test_a_report_whose_sign_off_was_taken_back_is_a_draft_again(data: ReportData) -> None:
    at = "2006-11-01T10:00:00.000Z"
    opened = SignOff(1, "p0", at, data.revision, "code", "p0", at, "A case was found.")
    kept = replace(data.kept, sign_offs=(opened,))
    assert report(replace(data, kept=kept)).metadata.draft == "Draft"


def test_the_reason_of_a_rating_stands_with_it(data: ReportData) -> None:
    title = "4.2 Performance against national and regional targets"
    page = page_of(report(data).blocks, title)
    assert isinstance(page[2], model.Mark)
    assert page[2].text == "Satisfactorily met"
    assert model.Paragraph("The judgement rests on the whole of the evidence.") in page
    assert data.kept.ratings[0] == Rating("4.1", "well-met")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", [model.Paragraph("One."), model.Paragraph("Two.")]),
        (
            "- one\n- two",
            [model.Items("", ("one", "two"), model.Numbering.BULLETS)],
        ),
        ("", []),
        ("One\nline.", [model.Paragraph("One\nline.")]),
    ],
)
def test_written_text_becomes_paragraphs_and_lists(text: str, expected: list[model.Block]) -> None:
    assert list(written(text)) == expected


def test_lines_with_a_tab_become_a_table() -> None:
    table = next(iter(written("Caseload\t1,891\nPPO\t4%")))
    assert isinstance(table, model.Table)
    assert [row.cells for row in table.rows] == [("Caseload", "1,891"), ("PPO", "4%")]


def test_the_same_inspection_gives_the_same_report(data: ReportData) -> None:
    assert report(data) == report(data)


def test_a_passage_stands_in_its_part(data: ReportData) -> None:
    kept = replace(data.kept, passages=(Passage("area", 1, "All cases were tiered."),))
    page = page_of(report(replace(data, kept=kept)).blocks, "Offender management in Cumbria")
    assert model.Paragraph("All cases were tiered.") in page
