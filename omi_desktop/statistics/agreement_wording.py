"""The agreement of readers in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.scoring.scorecard import percent
from omi_desktop.statistics.wording import between

if TYPE_CHECKING:
    from omi_desktop.statistics.agreement import Coefficient
    from omi_desktop.statistics.reader_agreement import AgreementRow


def row_in_words(row: AgreementRow) -> str:
    """Return what can be told of a row: counts first, and no percentage of a small base."""
    line = row.line
    told = f"{line.alike} of {line.cases} on the same side of the line"
    cases = f"{row.cases} {'case' if row.cases == 1 else 'cases'}"
    if line.small or line.share is None:
        return f"{told} ({cases}: few, so no more is told)"
    sure = f", {between(line.interval)}" if line.interval else ""
    return (
        f"{told} ({percent(line.share)}%{sure}); kappa {coefficient_in_words(line.kappa)}; "
        f"AC1 {coefficient_in_words(line.ac1)}; {cases}; exactly alike {row.alike_exactly}"
    )


def coefficient_in_words(found: Coefficient | None) -> str:
    """Return a coefficient to two places with its interval: "0.62 (0.41 to 0.83)"."""
    if found is None:
        return "not defined"
    low, high = found.interval.low, found.interval.high
    return f"{_two(float(found.value))} ({_two(low)} to {_two(high)})"


def _two(value: float) -> str:
    # A minus sign before nought would say something that is not there.
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")
