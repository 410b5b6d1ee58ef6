"""The table of targets: how many cases gave which answer to which question.

`resources/demo/cumbria-2006/targets.csv` is read from top to bottom. A row speaks of the cases that
its question applies to, in which the condition `where` holds and that have no answer to it yet; its
`answers` say how many of them give which answer:

    yes=43 no=18        so many each; the rest is left to later rows, at last to "not applicable"
    above=43 below=18   answers above and below the line, whichever the scale has
    yes=@31             as many as make 31 with those who have answered so before
    +programme=27       so many have this among the choices of an answer of several
    rest=no             all that are left
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from omi_desktop.errors import RequestError
from omi_desktop.instrument.gates import ALWAYS, Condition, parse

ABOVE = "above"
BELOW = "below"
REST = "rest"

_ANSWER = re.compile(r"(?P<added>\+?)(?P<value>[\w.\-]+)=(?P<total>@?)(?P<count>[\w\-]+)")


@dataclass(frozen=True, slots=True)
class Share:
    """So many cases give this answer."""

    value: str
    count: int
    is_added: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the table."""

    question: str
    where: Condition
    shares: tuple[Share, ...]
    rest: str
    printed: str
    source: str
    why: str


def read_targets(text: str) -> tuple[Target, ...]:
    """Return the rows of a table of targets; RequestError names a row that cannot be read."""
    rows = csv.DictReader(io.StringIO(text))
    return tuple(_target(row, number) for number, row in enumerate(rows, start=2))


def _target(row: dict[str, str], number: int) -> Target:
    shares: list[Share] = []
    rest = ""
    for word in row["answers"].split():
        found = _ANSWER.fullmatch(word)
        if found is None:
            raise RequestError(f"Row {number} of the targets has “{word}”, which says no answer.")
        if found["value"] == REST:
            rest = found["count"]
        else:
            is_added, is_total = bool(found["added"]), bool(found["total"])
            shares.append(Share(found["value"], int(found["count"]), is_added, is_total))
    return Target(
        question=row["question"],
        where=parse(row["where"]) if row["where"] else ALWAYS,
        shares=tuple(shares),
        rest=rest,
        printed=row["printed"],
        source=row["source"],
        why=row["why"],
    )
