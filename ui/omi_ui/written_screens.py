"""The screens on which the lead inspector writes: which there are, and how each is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from omi_desktop.store import Inspection
    from omi_ui.findings.view import FindingsView
    from omi_ui.leadership.view import LeadershipView
    from omi_ui.performance.view import PerformanceView
    from omi_ui.perspectives.view import PerspectivesView
    from omi_ui.report.view import ReportView
    from omi_ui.tasks import TaskRunner

    WrittenView: TypeAlias = (
        FindingsView | LeadershipView | PerspectivesView | PerformanceView | ReportView
    )

WRITTEN_SCREENS = (
    ("findings", "Findings"),
    ("leadership", "Leadership"),
    ("perspectives", "Perspectives"),
    ("performance", "Performance"),
    ("report", "Report"),
)
"""Name and words of each, in the order of the rail."""


def written_view(name: str, inspection: Inspection, runner: TaskRunner, by: str) -> WrittenView:
    """Return a new screen; its code is loaded only now, so that the window starts without it."""
    match name:
        case "findings":
            from omi_ui.findings.view import FindingsView

            return FindingsView(inspection, by)
        case "leadership":
            from omi_ui.leadership.view import LeadershipView

            return LeadershipView(inspection, by)
        case "perspectives":
            from omi_ui.perspectives.view import PerspectivesView

            return PerspectivesView(inspection, by)
        case "performance":
            from omi_ui.performance.view import PerformanceView

            return PerformanceView(inspection, by)
        case "report":
            from omi_ui.report.view import ReportView

            return ReportView(inspection, runner, by)
    raise LookupError(name)


def show_place(view: WrittenView, place: str) -> None:
    """Show a screen as the file is now, at a place of it where the screen has places."""
    from omi_ui.performance.view import PerformanceView

    if isinstance(view, PerformanceView):
        view.show_now()
    else:
        view.show_now(place)
