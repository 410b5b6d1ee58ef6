"""Tables of targets: the asterisk for a target met or nearly met, and what the text leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import Shape
from omi_desktop.proofread.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.page import Block, Page

NEAR_MISS = Decimal("0.04")
"""A target is nearly met where no more than this share of it is missing."""

_LEGEND = re.compile(
    r"^\*\s*(?:(?:an\s+)?asterisks?\b.*|the\s+)?.*\btargets?\b.*\b(?:met|reached|miss)",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"(?P<value>\d+(?:[.,]\d+)?)\s*(?P<unit>%|days?|weeks?|hours?|months?)?\s*(?P<mark>\*)?$"
)
_TARGET = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>%|(?:working\s+)?(?:days?|weeks?|hours?|months?))$"
)
_AT_MOST = re.compile(
    r"\b(?:no more than|at most|not more than|maximum|fewer than|below|under)\b", re.I
)

_STANDING = content("average national percentage performance rate in relation to target")


@dataclass(frozen=True, slots=True)
class _Result:
    """One figure of a row of targets; `column` counts from the first after the target."""

    block: Block
    label: str
    target: Decimal
    value: Decimal
    marked: bool
    lower_is_better: bool
    column: int
    shown: str

    @property
    def missing(self) -> Decimal:
        """Return by which share of the target the figure falls short; 0 or less where it is met."""
        short = self.value - self.target if self.lower_is_better else self.target - self.value
        return short / self.target


def misplaced_marks(page: Page, near_miss: Decimal = NEAR_MISS) -> Iterator[Finding]:
    """Yield figures whose asterisk is missing or stands where the target is clearly missed."""
    for result in _results(page):
        if _explained(page, result):
            continue
        met = result.missing <= 0
        near = result.missing <= near_miss
        if result.marked == near:
            continue
        kind = "meets" if met else "nearly meets" if near else "misses"
        does = "has no asterisk" if near else "has an asterisk"
        yield Finding(
            result.block.line,
            Kind.STRUCTURE,
            f"{result.label}: {result.shown}",
            f"{result.shown} {kind} the target of {_number(result.target)} but {does}.",
        )


def unnamed_shortfalls(page: Page, near_miss: Decimal = NEAR_MISS) -> Iterator[Finding]:
    """Yield the missed targets of the area that no area for improvement of the criterion names."""
    results = [
        result
        for result in _results(page)
        if result.column == 0 and result.missing > near_miss and not result.marked
    ]
    for criterion in dict.fromkeys(result.block.criterion for result in results):
        named = [
            content(block.text)
            for block in page.of_shape(Shape.ITEM)
            if block.criterion == criterion and block.listed == "improvement"
        ]
        missed = [result for result in results if result.block.criterion == criterion]
        left_out = [result for result in missed if not _named(result.label, named)]
        if criterion and named and left_out:
            labels = "; ".join(f"{result.label} ({result.shown})" for result in left_out)
            yield Finding(
                left_out[0].block.line,
                Kind.STRUCTURE,
                labels,
                f"The areas for improvement of {criterion} leave out {len(left_out)} of the "
                f"{len(missed)} indicators that missed their target.",
            )


def _named(label: str, texts: list[frozenset[str]]) -> bool:
    words = content(label) - _STANDING
    needed = 1 if len(words) <= 3 else 2
    return any(len(words & text) >= needed for text in texts)


def _results(page: Page) -> list[_Result]:
    legends = [at for at, line in enumerate(page.lines, start=1) if _LEGEND.match(line.strip())]
    if not legends:
        return []
    found: list[_Result] = []
    for block in page.of_shape(Shape.ROW):
        if block.line < max(legends) + 30:
            found.extend(_read_row(page, block))
    return found


def _read_row(page: Page, block: Block) -> Iterator[_Result]:
    if len(block.cells) < 3:
        return
    label, goal, *rest = block.cells
    target = _TARGET.search(goal)
    if not target or _VALUE.fullmatch(label):
        return
    # A label may go on below its row, where the figures are set against its first line.
    below = page.lines[block.line].strip() if block.line < len(page.lines) else ""
    context = f"{label} {goal} {below}"
    unit = target["unit"]
    lower = unit != "%" or bool(_AT_MOST.search(context))
    for column, cell in enumerate(rest):
        value = _VALUE.fullmatch(cell)
        if value and Decimal(target["value"]):
            yield _Result(
                block,
                label,
                Decimal(target["value"]),
                Decimal(value["value"].replace(",", "")),
                bool(value["mark"]),
                lower,
                column,
                cell,
            )


def _explained(page: Page, result: _Result) -> bool:
    """Tell whether a note below the table speaks of this very figure."""
    shown = _number(result.value)
    return any(
        line.strip().startswith(f"{result.label}:")
        and re.search(r"\basterisk", _following(page, at), re.IGNORECASE)
        and re.search(rf"\b{re.escape(shown)}\b", _following(page, at))
        for at, line in enumerate(page.lines)
        if at >= result.block.line
    )


def _following(page: Page, at: int) -> str:
    return " ".join(page.lines[at : at + 3])


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
