"""Inspections to report on, through the real store and the real question bank."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import bank_files
from omi_desktop.instrument.model import NOT_APPLICABLE, Question, ValueType
from omi_desktop.report.gather import ReportData, gather
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Direction,
    Finding,
    FindingKind,
    FocusGroup,
    GoodPractice,
    How,
    Indicator,
    Inspection,
    KeyCost,
    NewAnswer,
    NextSteps,
    Passage,
    Person,
    PersonKind,
    Rating,
    Recommendation,
    Record,
    Role,
    SurveyResult,
    SurveyReturn,
    create,
)

CUT = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)
CASES = 40
HOSTILE = "Smith & Sons <b>bold</b> =1+1 “quoted” Łódź Ελλάδα Москва ☎ ≥ 中文 \x07"


@pytest.fixture(scope="session")
def report_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the inspections of this package."""
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="session")
def data(report_folder: Path) -> ReportData:
    """Return a whole inspection: 40 cases with random answers, one withdrawn, every record kind."""
    with _begun(report_folder / "whole.omi", area="Cumbria", publication="2006-11-16") as whole:
        people = tuple(
            Person(f"p{place}", name, kind)
            for place, (name, kind) in enumerate(
                [
                    ("Dana Hale", PersonKind.LEAD_INSPECTOR),
                    ("Robin Marsh", PersonKind.AREA_ASSESSOR),
                    ("Sam Beck", PersonKind.AREA_ASSESSOR),
                ]
            )
        )
        whole.add_people(people)
        whole.add_cases(
            [
                Case(f"c{place}", f"CU-{place:04}", place, CaseStatus.NOT_STARTED, "", None)
                for place in range(CASES)
            ],
            by="p0",
        )
        whole.write_answers(list(_answers(whole)), how=How.TYPED)
        for place in range(CASES - 1):
            whole.set_status(f"c{place}", CaseStatus.COMPLETE, by="p0")
        whole.set_status(f"c{CASES - 1}", CaseStatus.WITHDRAWN, by="p0", reason="File lost.")
        for record in _records():
            whole.put_record(record, by="p0")
        return gather(whole, at=CUT)


@pytest.fixture(scope="session")
def bare(report_folder: Path) -> ReportData:
    """Return an inspection of which nothing is known but the area."""
    with _begun(report_folder / "bare.omi", area="Rutland", publication="") as empty:
        return gather(empty, at=CUT)


@pytest.fixture(scope="session")
def hostile(report_folder: Path) -> ReportData:
    """Return an inspection whose every text could be taken for something else."""
    with _begun(report_folder / "hostile.omi", area=HOSTILE, publication="") as odd:
        odd.add_people([Person("p0", HOSTILE, PersonKind.LEAD_INSPECTOR)])
        odd.put_record(Recommendation(1, HOSTILE, ("1.1",)), by="p0")
        odd.put_record(Finding("1.1", FindingKind.STRENGTH, 1, HOSTILE), by="p0")
        odd.put_record(GoodPractice(1, HOSTILE, "1.1", HOSTILE), by="p0")
        odd.put_record(Passage("context", 1, f"{HOSTILE}\n\nA\t{HOSTILE}", HOSTILE), by="p0")
        odd.put_record(Passage("foreword", 1, "word " * 3000), by="p0")
        odd.put_record(Passage("foreword", 2, "x" * 3000), by="p0")
        # A cell of a table that is higher than a page.
        odd.put_record(
            Indicator(1, HOSTILE, "", "very long " * 900, Direction.HIGHER, 90.0, "%", 50.0, None),
            by="p0",
        )
        return gather(odd, at=CUT)


def _begun(path: Path, *, area: str, publication: str) -> Inspection:
    return create(
        path,
        "a passphrase",
        bank=bank_files(asset("instrument/omi-2006")),
        details=Details(
            id="i1",
            area=area,
            role=Role.LEAD,
            created="2006-07-01T00:00:00.000Z",
            fieldwork="July 2006",
            publication=publication,
        ),
        cost=KeyCost(passes=1, kibibytes=64, lanes=1),
    )


def _answers(inspection: Inspection) -> Iterator[NewAnswer]:
    chance = random.Random(2006)
    tendency = {
        question: chance.choice([0.5, 0.7, 0.8, 0.95])
        for question in inspection.instrument.questions
    }
    for place in range(CASES):
        for question in inspection.instrument.questions.values():
            yield NewAnswer(
                case=f"c{place}",
                question=question.id,
                value=_value(question, chance, tendency[question.id]),
                note="",
                by=f"p{place % 3}",
                at="2006-07-18T13:02:07.000Z",
            )


def _value(question: Question, chance: random.Random, tendency: float) -> str:
    if question.value_type is ValueType.NUMBER:
        return "6"
    if question.value_type is ValueType.DATE:
        return "2006-01-16"
    if question.scale is None:
        return "Words."
    if question.counts and chance.random() < 0.05:
        return NOT_APPLICABLE
    choices = question.scale.choices
    wanted = chance.random() < tendency
    return chance.choice([c for c in choices if bool(c.above_line) is wanted] or choices).id


def _records() -> Iterator[Record]:
    yield from (
        Rating("4.1", "well-met"),
        Rating("4.2", "satisfactorily-met", "The judgement rests on the whole of the evidence."),
        Finding("1.1", FindingKind.STRENGTH, 1, "Reports were of a high standard."),
        Finding("1.1", FindingKind.IMPROVEMENT, 1, "Few reports held an outline plan."),
        Finding("4.1", FindingKind.STRENGTH, 1, "The board knew where the area was going."),
        Recommendation(1, "sentence plans are used throughout supervision", ("1.5", "2.1")),
        Recommendation(2, "victims are considered in every assessment", ("2.3",)),
        GoodPractice(1, "A plan that was used", "2.1", "Mr D kept his plan in his wallet."),
        NextSteps(4, further_inspection=False),
        FocusGroup(1, "Offenders on unpaid work", 7, "They felt treated with respect."),
        FocusGroup(2, "Case administrators"),
        SurveyReturn("offenders", 100, 11),
        SurveyResult("offenders", "offenders.1", 11, 9),
        SurveyReturn("victims", 12, 2),
        SurveyResult("victims", "victims.1", 2, 2),
        Passage("foreword", 1, "The area has come a long way.\n\nIt has further to go."),
        Passage("summary/1", 1, "MAPPA cases were assessed with care by most PSOs."),
        Passage("context", 1, "Caseload\t1,891\nPPO cases\t4%", "Caseload"),
    )
    yield Indicator(
        1, "National data", "2005-2006", "Breach in time", Direction.HIGHER, 90.0, "%", 87.0, 86.0
    )
    yield Indicator(
        2, "National data", "2005-2006", "Sickness", Direction.LOWER, 9.0, "days", 12.9, None
    )
