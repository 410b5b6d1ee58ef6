"""What a screen reader says of a question and its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.store import Inspection
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
