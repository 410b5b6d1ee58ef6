"""The screens that only the lead inspector has: which there are, and how each is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from omi_desktop.store import Inspection
    from omi_ui.areas.view import AreasView
    from omi_ui.checks.view import ChecksView
    from omi_ui.comparison.view import ComparisonView
    from omi_ui.findings.view import FindingsView
    from omi_ui.leadership.view import LeadershipView
    from omi_ui.moderation.view import ModerationView
    from omi_ui.performance.view import PerformanceView
    from omi_ui.perspectives.view import PerspectivesView
    from omi_ui.report.view import ReportView
    from omi_ui.returns.view import ReturnsView
    from omi_ui.risk_of_harm.view import RiskOfHarmView
    from omi_ui.sample.view import SampleView
    from omi_ui.tasks import TaskRunner
    from omi_ui.team.view import TeamView

    WrittenView: TypeAlias = (
        SampleView
        | TeamView
        | ReturnsView
        | ChecksView
        | ComparisonView
        | RiskOfHarmView
        | ModerationView
        | FindingsView
        | LeadershipView
        | PerspectivesView
        | PerformanceView
        | ReportView
        | AreasView
    )

SAMPLE, TEAM, RETURNS = ("sample", "Sample"), ("team", "Team"), ("returns", "Returns")
CHECKS, COMMENTS = ("checks", "Checks"), ("checks", "Comments")
MODERATION = ("moderation", "Moderation")
WRITTEN_SCREENS = (
    ("comparison", "Compare"),
    ("risk-of-harm", "Risk of Harm"),
    ("areas", "Areas and years"),
    ("findings", "Findings"),
    ("leadership", "Leadership"),
    ("perspectives", "Perspectives"),
    ("performance", "Performance"),
    ("report", "Report"),
)
"""Name and words of each, in the order of the rail."""

OF_A_WHOLE_INSPECTION = frozenset({"leadership", "perspectives", "performance"})
"""The screens that there are not where the Risk of Harm thread is asked alone."""


def written_view(name: str, inspection: Inspection, runner: TaskRunner, by: str) -> WrittenView:
    """Return a new screen; its code is loaded only now, so that the window starts without it."""
    match name:
        case "sample":
            from omi_ui.sample.view import SampleView

            return SampleView(inspection, runner, by)
        case "team":
            from omi_ui.team.view import TeamView

            return TeamView(inspection, runner, by)
        case "returns":
            from omi_ui.returns.view import ReturnsView

            return ReturnsView(inspection, runner, by)
        case "checks":
            from omi_ui.checks.view import ChecksView

            return ChecksView(inspection, runner, by)
        case "comparison":
            from omi_ui.comparison.view import ComparisonView

            return ComparisonView(inspection, runner, by)
        case "risk-of-harm":
            from omi_ui.risk_of_harm.view import RiskOfHarmView

            return RiskOfHarmView(inspection, runner, by)
        case "moderation":
            from omi_ui.moderation.view import ModerationView

            return ModerationView(inspection, runner, by)
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
        case "areas":
            from omi_ui.areas.view import AreasView

            return AreasView(inspection, runner)
    raise LookupError(name)
