"""What a screen reader meets: every control has a name, on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection
from omi_ui.start.view import StartView
from omi_ui.tasks import TaskRunner
from omi_ui.workspace import Workspace

CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.RadioButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.Table,
    QAccessible.Role.List,
    QAccessible.Role.ProgressBar,
}


@pytest.fixture
def workspace(
    qtbot: QtBot, inspection: Inspection, fill: Callable[[Inspection, str], None]
) -> Iterator[Workspace]:
    """Return the workspace over an inspection with one answered case."""
    fill(inspection, "c0")
    runner = TaskRunner()
    made = Workspace(inspection, runner)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    runner.close()


def _nameless(widget: QWidget) -> list[str]:
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    return [
        f"{part.role().name} at {where}" for part, where in _controls(root, "") if not _name(part)
    ]


def _controls(part: QAccessibleInterface, where: str) -> Iterator[tuple[QAccessibleInterface, str]]:
    thing = part.object()
    if isinstance(thing, QWidget) and not thing.isVisible():
        return
    here = f"{where}/{type(thing).__name__}"
    if part.role() in CONTROLS:
        yield part, here
    if part.role() in (QAccessible.Role.Table, QAccessible.Role.List):
        return
    for number in range(part.childCount()):
        child = part.child(number)
        if child is not None:
            yield from _controls(child, here)


def _name(part: QAccessibleInterface) -> str:
    return part.text(QAccessible.Text.Name)


def test_every_control_of_the_first_screen_has_a_name(qtbot: QtBot) -> None:
    start = StartView()
    qtbot.addWidget(start)
    with qtbot.waitExposed(start):
        start.show()
    start.show_recent(())
    for show in (start.show_home, start.ask_new, lambda: start.ask_passphrase(Path("x.omi"))):
        show()
        assert _nameless(start) == []


@pytest.mark.parametrize(
    "screen", ["cases", "scores", "comparison", "risk-of-harm", "findings", "export"]
)
def test_every_control_of_a_screen_has_a_name(workspace: Workspace, screen: str) -> None:
    workspace.show_screen(screen)
    found = [part for part, _ in _controls_of(workspace)]
    assert len(found) > 4
    assert _nameless(workspace) == []


def test_every_control_of_a_case_has_a_name(workspace: Workspace) -> None:
    view = workspace.open_case("c0")
    for page in ("facts/The sentence", "facts/The work in the period", "1.2", "3.1"):
        view.show_page(page)
        assert _nameless(workspace) == []


def test_a_question_speaks_its_words_and_its_answers(workspace: Workspace) -> None:
    view = workspace.open_case("c0", "1.2.5")
    row = QAccessible.queryAccessibleInterface(view.page_view.rows["1.2.5"])
    assert row is not None
    question = view.sitting.instrument.questions["1.2.5"]
    assert _name(row) == question.text
    assert question.scale is not None
    spoken = [
        _name(part) for part, _ in _controls(row, "") if part.role() == QAccessible.Role.RadioButton
    ]
    assert spoken == [*(choice.label for choice in question.scale.choices), "Not applicable"]


def _controls_of(widget: QWidget) -> list[tuple[QAccessibleInterface, str]]:
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    return list(_controls(root, ""))
