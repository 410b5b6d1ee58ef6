"""What a screen reader meets in the list of cases and in a case: every control has a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from omi_desktop.casework.orders import Order
from omi_desktop.store import Inspection, Precedent
from omi_desktop.store.interviewing import Interviewing
from omi_ui.case.view import CaseView
from omi_ui.cases.rows import case_rows
from omi_ui.cases.view import CasesView

Role = QAccessible.Role
CONTROLS = {
    Role.Button,
    Role.RadioButton,
    Role.CheckBox,
    Role.ComboBox,
    Role.EditableText,
    Role.Table,
    Role.List,
}


def _controls(part: QAccessibleInterface, where: str) -> Iterator[tuple[QAccessibleInterface, str]]:
    thing = part.object()
    if isinstance(thing, QWidget) and not thing.isVisible():
        return
    here = f"{where}/{type(thing).__name__}"
    if part.role() in CONTROLS:
        yield part, here
    if part.role() not in (Role.Table, Role.List):
        for number in range(part.childCount()):
            child = part.child(number)
            if child is not None:
                yield from _controls(child, here)


def _nameless(widget: QWidget) -> list[str]:
    """Return the controls that have no name; at least a few must have been met."""
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    found = list(_controls(root, ""))
    assert len(found) > 8
    return [
        f"{part.role().name} at {where}"
        for part, where in found
        # The button that clears a line is Qt's own and never has the keyboard.
        if not part.text(QAccessible.Text.Name) and not where.endswith("QLineEdit/QToolButton")
    ]


def test_every_page_of_a_case_in_both_orders(
    show_case: Callable[..., CaseView],
    inspection: Inspection,
    fill: Callable[[Inspection, str], None],
) -> None:
    fill(inspection, "c0")
    view = show_case()
    for order in Order:
        view.show_order(order)
        for page in view.pages:
            view.show_page(page.id)
            assert _nameless(view) == []


def test_every_panel_beside_the_questions_and_the_page_before_completion(
    show_case: Callable[..., CaseView],
    inspection: Inspection,
    fill: Callable[[Inspection, str], None],
) -> None:
    fill(inspection, "c0")
    for question, value in (("months_supervised", "900"), ("1.2.2", "not-applicable")):
        inspection.answer("c0", question, value, by="assessor")
    inspection.answer("c0", "2.1.4", None, by="assessor")
    inspection.put_record(Precedent("p", "1.2.1", "Decided so.", "2006-07-14T09:00:00Z"), by="lead")
    inspection.journal("c0", "tier", "Half", by="assessor")
    inspection.journal("", "interview note/c0/om.1", "Half", by="assessor")
    talk = Interviewing(inspection, "c0", "assessor")
    talk.add("R. Solway")
    view = show_case(question="1.2.1")
    assert view.recovering.page.isVisible()
    assert _nameless(view) == []
    for typed in view.sitting.typed:
        view.sitting.forget_typed(typed.question)
    view.paper.begin()
    view.go_to("start_date")
    view.paper.page.sheet.write_note("start_date")
    assert view.paper.is_shown
    assert _nameless(view) == []
    view.show_page("1.2")
    view.side.guidance.precedents_wanted.emit()
    assert _nameless(view) == []
    for show in (
        view.beside.toggle_history,
        view.beside.toggle_marks,
        view.beside.ask_where,
        view.side.ask_reason,
        view.side.toggle_keys,
        view.show_completing,
        view.show_interview,
    ):
        show()
        assert _nameless(view) == []


def test_the_list_of_cases_with_its_filters_and_what_was_found(
    qtbot: QtBot, inspection: Inspection
) -> None:
    inspection.note("c0", "tier", "Screened late", by="assessor")
    view = CasesView()
    qtbot.addWidget(view)
    view.resize(1200, 700)
    with qtbot.waitExposed(view):
        view.show()
    view.use(inspection)
    view.show_rows(case_rows(inspection))
    view.filters.show()
    view.search.setText("screened")
    qtbot.waitUntil(lambda: "hits" in view.__dict__ and view.hits.isVisible())
    assert _nameless(view) == []


def test_a_reason_that_is_wanted_is_spoken_with_the_question(
    show_case: Callable[..., CaseView], inspection: Inspection
) -> None:
    inspection.answer("c0", "tier", "not-applicable", by="assessor")
    row = QAccessible.queryAccessibleInterface(show_case().page_view.rows["tier"])
    assert row is not None
    assert "Say why this does not apply here" in row.text(QAccessible.Text.Description)
