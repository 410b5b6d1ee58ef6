"""What the tests of the window share: the look, and real inspections to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from omi_desktop.assets import asset
from omi_desktop.instrument.applicability import standing
from omi_desktop.instrument.bank import bank_files
from omi_desktop.instrument.model import Instrument, Question, ValueType
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
from omi_ui import theme
from omi_ui.lasting_constants import keep_constants
from omi_ui.widgets.spoken_roles import give_roles

keep_constants()

PASSPHRASE = "four plain words here"
CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    """Give the program its fonts and its look, as at a real start."""
    qapp.setStyle("Fusion")
    theme.load_fonts()
    give_roles()
    theme.wear(qapp, theme.LIGHT, theme.body_font(10))


@pytest.fixture(scope="session")
def bank() -> dict[str, str]:
    """Return the texts of the question bank that is shipped."""
    return bank_files(asset("instrument/omi-2006"))


@pytest.fixture
def inspection(tmp_path: Path, bank: dict[str, str]) -> Iterator[Inspection]:
    """Open an inspection with a lead inspector, an assessor and three cases not started."""
    details = Details("insp", "Westmorland", Role.LEAD, "2006-07-18T09:00:00.000Z")
    path = tmp_path / "westmorland.omi"
    opened = create(path, PASSPHRASE, bank=bank, details=details, cost=CHEAP)
    with opened:
        opened.add_people(
            (
                Person("lead", "Ruth Ambler", PersonKind.LEAD_INSPECTOR),
                Person("assessor", "Owen Teasdale", PersonKind.AREA_ASSESSOR),
            )
        )
        opened.add_cases(
            [
                Case(f"c{n}", f"WE-040{n}", n, CaseStatus.NOT_STARTED, "", "assessor")
                for n in range(3)
            ],
            by="lead",
        )
        yield opened


def _first_value(question: Question) -> str:
    if question.value_type is ValueType.DATE:
        return "2006-01-12"
    if question.value_type is ValueType.NUMBER:
        return "6"
    if question.value_type is ValueType.TEXT:
        return "As the file says"
    return question.scale.choices[0].id if question.scale else ""


@pytest.fixture
def fill() -> Callable[[Inspection, str], None]:
    """Return a function that answers every question of a case with its first choice."""

    def filled(inspection: Inspection, case: str) -> None:
        values = first_values(inspection.instrument)
        answers = [NewAnswer(case, q, v, "", "assessor", "") for q, v in values.items()]
        inspection.write_answers(answers, how=How.IMPORTED)

    return filled


def first_values(instrument: Instrument) -> dict[str, str]:
    """Return a complete case: the first choice of every question that comes to apply."""
    values: dict[str, str] = {}
    while missing := standing(instrument, values).missing:
        values |= {question: _first_value(instrument.questions[question]) for question in missing}
    return values
