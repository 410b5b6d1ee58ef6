"""Inspections, and workbooks of them, to read back in."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import bank_files
from omi_desktop.instrument.model import NOT_APPLICABLE, Question, ValueType
from omi_desktop.report.content import report
from omi_desktop.report.gather import gather
from omi_desktop.report.workbook import write_workbook
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    How,
    Inspection,
    KeyCost,
    NewAnswer,
    Person,
    PersonKind,
    Role,
    create,
)

CUT = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)
SMALL_BANK = Path(__file__).parent / "small-bank"
Begin = Callable[[Path], Inspection]


@pytest.fixture(scope="session")
def begin_at() -> Begin:
    """Begin an inspection of three cases on the small bank at a path; the caller closes."""

    def inspection(path: Path) -> Inspection:
        return _begun(path, SMALL_BANK, cases=3)

    return inspection


@pytest.fixture
def inspection(begin_at: Begin, tmp_path: Path) -> Iterator[Inspection]:
    """An inspection of three cases, CU-1 to CU-3, that nobody has started."""
    with begin_at(tmp_path / "inspection.omi") as begun:
        yield begun


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of six cases on the shipped bank, one withdrawn, with random answers."""
    folder = tmp_path_factory.mktemp("whole")
    chance = random.Random(2006)
    target = folder / "whole.xlsx"
    bank = asset("instrument/omi-2006")
    with _begun(folder / "whole.omi", bank, cases=6) as inspection:
        inspection.write_answers(
            [
                NewAnswer(f"c{n}", question.id, _value(question, chance), "", "p1", "")
                for n in range(1, 7)
                for question in inspection.instrument.questions.values()
                if chance.random() < 0.9
            ],
            how=How.TYPED,
        )
        inspection.set_status("c6", CaseStatus.WITHDRAWN, by="p1", reason="The file is lost.")
        data = gather(inspection, at=CUT)
    write_workbook(report(data), data, target)
    return target


@pytest.fixture
def tampered(whole: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return the whole workbook after `change` was done to one of its sheets."""

    def after(sheet: str, change: Callable[[Any], None]) -> Path:
        # Loaded with its values, so that saving keeps them in place of the formulas.
        book = openpyxl.load_workbook(whole, data_only=True)
        change(book[sheet])
        target = tmp_path / "tampered.xlsx"
        book.save(target)
        return target

    return after


def _begun(path: Path, bank: Path, *, cases: int) -> Inspection:
    begun = create(
        path,
        "a passphrase",
        bank=bank_files(bank),
        details=Details("i1", "Cumbria", Role.LEAD, "2006-07-01T00:00:00.000Z"),
        cost=KeyCost(passes=1, kibibytes=64, lanes=1),
    )
    begun.add_people(
        [
            Person("p1", "Dana Hale", PersonKind.LEAD_INSPECTOR),
            Person("p2", "Sam Beck", PersonKind.AREA_ASSESSOR),
        ]
    )
    begun.add_cases(
        [
            Case(f"c{n}", f"CU-{n}", n, CaseStatus.NOT_STARTED, "", "p2")
            for n in range(1, cases + 1)
        ],
        by="p1",
    )
    return begun


def _value(question: Question, chance: random.Random) -> str:
    if chance.random() < 0.05:
        return NOT_APPLICABLE
    if question.value_type is ValueType.NUMBER:
        return "6"
    if question.value_type is ValueType.DATE:
        return "2006-01-16"
    return chance.choice(question.scale.choices).id if question.scale else "Words."
