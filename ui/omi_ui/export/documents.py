"""The documents that can be made: what each holds, and the words on its button."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offered:
    """A document, in words."""

    title: str
    holds: str
    action: str


WORKBOOK = Offered(
    "Excel workbook",
    "Every score as a live formula down to the answers, the chart, all cases and notes, and a "
    "sheet that checks them.",
    "Save the workbook…",
)
REPORT = Offered(
    "PDF report",
    "Cover and contents, summary of scores, recommendations, and the results of every criterion. "
    "With the annex it is not for publication.",
    "Save the report…",
)
ANNEX = Offered(
    "Annex",
    "From every score to its questions, the cases below the line and their notes. It names cases "
    "and people, so it is not for publication.",
    "Save the annex…",
)
DRAFT = Offered(
    "Word draft",
    "The report for the area’s comments, with tracked changes switched on.",
    "Save the draft…",
)
WEB_PAGE = Offered(
    "Web page",
    "The report in one file that any browser and screen reader can read.",
    "Save the web page…",
)
PRINT = Offered("Print", "The same pages on paper. They are shown here first.", "Print…")
