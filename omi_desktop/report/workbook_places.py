"""Where each figure stands in the workbook: the addresses that its formulas speak of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from omi_desktop.instrument.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from omi_desktop.instrument.model import Instrument, Question

CASE_COLUMNS = ("case_ref", "assessor", "status")
QUESTION_COLUMNS = (
    "question_id",
    "criterion",
    "section",
    "kind",
    "risk_of_harm",
    "applies_to",
    "text",
    "sufficient",
    "relevant",
    "percent",
)
_STATUS = xl_col_to_name(CASE_COLUMNS.index("status"))
_SUFFICIENT = xl_col_to_name(QUESTION_COLUMNS.index("sufficient"))
_RELEVANT = xl_col_to_name(QUESTION_COLUMNS.index("relevant"))
_PERCENT = xl_col_to_name(QUESTION_COLUMNS.index("percent"))
_COUNTS_NOWHERE = ("withdrawn", "not started")


@dataclass(frozen=True)
class Places:
    """The rows and columns that an instrument and a number of cases take."""

    instrument: Instrument
    cases: int

    @cached_property
    def _index(self) -> dict[str, int]:
        return {question_id: index for index, question_id in enumerate(self.instrument.questions)}

    def case_column(self, question_id: str) -> int:
        """Return the column of a question in sheet Cases, from 0."""
        return len(CASE_COLUMNS) + self._index[question_id]

    def question_row(self, question_id: str) -> int:
        """Return the row of a question in sheet Questions, as Excel numbers it."""
        return self._index[question_id] + 2

    def sufficient(self, question: Question) -> str:
        """Return the formula that counts the answers above the line."""
        choices = question.scale.choices if question.scale else ()
        return self._count(question, (c.label for c in choices if c.above_line))

    def relevant(self, question: Question) -> str:
        """Return the formula that counts the answers on the scale."""
        choices = question.scale.choices if question.scale else ()
        return self._count(question, (c.label for c in choices if c.above_line is not None))

    def percent(self, question_id: str) -> str:
        """Return the formula of sufficient in relevant, empty where no case is relevant."""
        row = self.question_row(question_id)
        return f'=IF({_RELEVANT}{row}=0,"",100*{_SUFFICIENT}{row}/{_RELEVANT}{row})'

    def sufficient_cell(self, question_id: str) -> str:
        """Return the address of a question's sufficient cases."""
        return f"Questions!${_SUFFICIENT}${self.question_row(question_id)}"

    def relevant_cell(self, question_id: str) -> str:
        """Return the address of a question's relevant cases."""
        return f"Questions!${_RELEVANT}${self.question_row(question_id)}"

    def mean(self, question_ids: Iterable[str]) -> str:
        """Return the formula of the mean percentage, empty where there is nothing to average."""
        rows = sorted(self.question_row(question_id) for question_id in question_ids)
        cells = ",".join(
            f"Questions!${_PERCENT}${first}"
            if first == last
            else f"Questions!${_PERCENT}${first}:${_PERCENT}${last}"
            for first, last in _runs(rows)
        )
        return mean_of(cells)

    def _count(self, question: Question, labels: Iterable[str]) -> str:
        column = xl_col_to_name(self.case_column(question.id))
        last = max(2, self.cases + 1)
        answers = f"Cases!${column}$2:${column}${last}"
        status = f"Cases!${_STATUS}$2:${_STATUS}${last}"
        counting = "".join(f',{status},"<>{name}"' for name in _COUNTS_NOWHERE)
        terms = [f"COUNTIFS({answers},{_exactly(label)}{counting})" for label in labels]
        return "=" + ("+".join(terms) or "0")


def mean_of(cells: str) -> str:
    """Return the formula of the mean of some cells, empty where none of them holds a number."""
    return f'=IF(COUNT({cells})=0,"",AVERAGE({cells}))' if cells else '=""'


def has_figures(question: Question) -> bool:
    """Tell whether a question has sufficient and relevant cases: its scale draws a line."""
    return question.scale is not None and question.scale.judges


def scored(questions: Iterable[Question], kind: Kind) -> tuple[str, ...]:
    """Return the ids of the questions of one kind."""
    return tuple(question.id for question in questions if question.kind is kind)


def _exactly(label: str) -> str:
    # COUNTIFS reads * ? ~ as wildcards and a leading comparison as a comparison.
    for mark in "~*?":
        label = label.replace(mark, f"~{mark}")
    quoted = label.replace('"', '""')
    return f'"={quoted}"' if label[:1] in "<>=" else f'"{quoted}"'


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of neighbouring rows."""
    start = 0
    for index, row in enumerate(rows):
        if index + 1 == len(rows) or rows[index + 1] != row + 1:
            yield rows[start], row
            start = index + 1
