from __future__ import annotations

import subprocess
import sys

from omi_desktop.instrument.applicability import State
from omi_desktop.report.gather import ReportData


def test_cases_values_and_standings_are_of_the_same_case_at_the_same_place(
    data: ReportData,
) -> None:
    given = {(answer.case, answer.question): answer.value for answer in data.answers}
    for index, case in enumerate(data.cases):
        assert case.position == index
        for question, value in data.values[index].items():
            assert given[case.id, question] == value
            assert data.standings.state(question, index) is not State.NOT_ANSWERED


def test_a_withdrawn_case_is_sampled_but_counts_in_no_score(data: ReportData) -> None:
    assert data.scorecard.cases.sampled == 40
    assert data.scorecard.cases.assessed == 39
    most = max(
        result.relevant for criterion in data.scorecard.criteria for result in criterion.questions
    )
    assert most <= 39


def test_everything_the_lead_inspector_kept_is_there(data: ReportData) -> None:
    kept = data.kept
    assert [rating.rating for rating in kept.ratings] == ["well-met", "satisfactorily-met"]
    assert len(kept.findings) == 3
    assert [r.position for r in kept.recommendations] == [1, 2]
    assert kept.next_steps is not None
    assert [group.who for group in kept.focus_groups][1] == "Case administrators"
    assert {passage.part for passage in kept.passages} == {"foreword", "summary/1", "context"}


def test_an_assessor_is_known_by_name_and_nobody_by_none(data: ReportData) -> None:
    assert data.assessor("p1") == "Robin Marsh"
    assert data.assessor(None) == ""
    assert data.assessor("nobody") == ""


def test_a_report_is_put_together_without_any_document_library() -> None:
    code = (
        "import sys, omi_desktop.report.content, omi_desktop.report.gather\n"
        "found = {'reportlab', 'openpyxl', 'xlsxwriter', 'PySide6'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(found)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
