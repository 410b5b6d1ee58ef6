"""Verify a workbook: recompute every score from its sheet Answers alone and compare.

The reconciliation code is recomputed from the recount too, with the bank's id, the statuses of the
cases and the ratings of section 4 as the other sheets give them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.exchange.library_workbook import opened_with_library
from omi_desktop.exchange.proof import Surroundings, code_of
from omi_desktop.exchange.recount import (
    AskedQuestion,
    GivenAnswer,
    Recount,
    Rules,
    half_up,
    recount,
)
from omi_desktop.exchange.safe_open import Sheets, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Figure = int | float | str | None

_QUESTIONS = (
    "question_id",
    "criterion",
    "section",
    "kind",
    "risk_of_harm",
    "sufficient",
    "relevant",
    "percent",
)
_ABOUT = ("what", "value")
_ANSWERS = ("case_ref", "question_id", "state", "answer", "above_line")
_NEAR = 1e-7
"""How near two percentages must be: far below what any count can make, above binary noise."""


@dataclass(frozen=True, slots=True)
class Check:
    """One figure: what the workbook says, and what its answers make of it, in per cent."""

    what: str
    reported: Figure
    recomputed: Figure
    agrees: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """Every figure that was compared; `reconciliation` is the code that the workbook carries."""

    checks: tuple[Check, ...]
    reconciliation: str

    @property
    def agrees(self) -> bool:
        """Tell whether every figure agrees."""
        return all(check.agrees for check in self.checks)

    @property
    def differences(self) -> tuple[Check, ...]:
        """Return the figures that do not agree."""
        return tuple(check for check in self.checks if not check.agrees)


@dataclass(frozen=True, slots=True)
class _Scores:
    """What sheet Summary says: a score and its rounding by what they are of."""

    scores: Mapping[str, tuple[Value, Value]]
    rules: Rules
    line: int


def verify(path: Path) -> Verification:
    """Return how the figures of a workbook compare with what its sheet Answers makes.

    Sheet Questions says where a question belongs and Summary holds the weights; everything else is
    recomputed. Raises RequestError where the file is no workbook of an inspection.
    """
    with opened_with_library(path) as book:
        questions = [row for _, row in _table(book, "Questions", _QUESTIONS)]
        summary = _summary(list(book.rows("Summary")))
        given = [_given(number, row) for number, row in _table(book, "Answers", _ANSWERS)]
        around = _around(book, summary)
        code = _code(list(book.rows("Check")))
    asked = [_asked(row) for row in questions]
    found = recount(asked, given, summary.rules)
    if not any(isinstance(score, int | float) for score, _ in summary.scores.values()) and any(
        score is not None for score in found.criteria.values()
    ):
        raise RequestError(
            f"{path.name} holds formulas without their values: open it once in Excel or "
            "LibreOffice, save it and try again."
        )
    checks = (
        *_of_rows(found),
        *_of_questions(questions, found),
        *_of_scores(summary, found),
        _of_code(code, code_of(asked, found, around)),
    )
    return Verification(checks, code)


def _of_rows(found: Recount) -> Iterator[Check]:
    for sentence in found.oddities:
        yield Check(sentence, "a row that counts", "a row that cannot count", agrees=False)


def _of_questions(questions: Sequence[Mapping[str, Value]], found: Recount) -> Iterator[Check]:
    for row in questions:
        question_id = _text(row["question_id"])
        tally = found.tallies[question_id]
        # A fact without a line shows no figures, and its answers must not make any.
        bare = _text(row["kind"]) == "fact" and _figure(row["relevant"]) is None
        for name, count in (("sufficient", tally.sufficient), ("relevant", tally.relevant)):
            said = _figure(row[name])
            agrees = said == count or (bare and said is None and count == 0)
            yield Check(f"{question_id} {name}", said, count, agrees=agrees)
        yield _score_check(f"{question_id} percent", row["percent"], tally.share)


def _of_scores(summary: _Scores, found: Recount) -> Iterator[Check]:
    recomputed: dict[str, Fraction | None] = {
        **{f"Criterion {name}": score for name, score in found.criteria.items()},
        **{f"Section {name}": score for name, score in found.sections.items()},
        "Risk of Harm thread": found.thread,
    }
    for what, score in recomputed.items():
        if what not in summary.scores:
            yield Check(what, "not in sheet Summary", _per_cent(score), agrees=False)
            continue
        said, shown = summary.scores[what]
        yield _score_check(f"{what} score", said, score)
        rounded, printed = half_up(score), _figure(shown)
        yield Check(f"{what} rounded", printed, rounded, agrees=printed == rounded)
    for what, (said, _) in summary.scores.items():
        if what not in recomputed:
            yield Check(what, _figure(said), "not in sheet Questions", agrees=False)


def _of_code(said: str, made: str) -> Check:
    return Check("Reconciliation code", said, made, agrees=said == made)


def _around(book: Sheets, summary: _Scores) -> Surroundings:
    about = {_text(row["what"]): row["value"] for _, row in _table(book, "About", _ABOUT)}
    statuses = [_text(row["status"]) for _, row in _table(book, "Cases", ("case_ref", "status"))]
    ratings = [
        (_text(row["criterion"]), _text(row["rating"]))
        for _, row in _table(book, "Leadership", ("criterion", "rating", "specific"))
        if not _text(row["specific"])  # evidence, in rows below its criterion
    ]
    return Surroundings(
        instrument=_text(about.get("Id of the question bank")),
        line=summary.line,
        statuses=tuple(statuses),
        sections=tuple(
            what.removeprefix("Section ") for what in summary.scores if what.startswith("Section ")
        ),
        ratings=tuple(ratings),
    )


def _score_check(what: str, said: Value, score: Fraction | None) -> Check:
    reported, exact = _figure(said), _per_cent(score)
    if isinstance(reported, int | float) and exact is not None:
        return Check(what, reported, exact, agrees=abs(reported - exact) < _NEAR)
    return Check(what, reported, exact, agrees=reported is None and exact is None)


def _per_cent(score: Fraction | None) -> float | None:
    return None if score is None else float(score * 100)


def _table(
    book: Sheets, sheet: str, wanted: Sequence[str]
) -> Iterator[tuple[int, dict[str, Value]]]:
    """Yield the rows under a header as (row number, value by name); blank rows are passed over."""
    lines = book.rows(sheet)
    header = [_text(value) for value in next(lines, ())]
    for name in wanted:
        if name not in header:
            raise RequestError(
                f"Sheet “{sheet}” has no column “{name}” in row 1: put it back as it was exported."
            )
    places = {name: header.index(name) for name in wanted}
    for number, line in enumerate(lines, start=2):
        row = {name: line[at] if at < len(line) else None for name, at in places.items()}
        if any(value is not None for value in row.values()):
            yield number, row


def _asked(row: Mapping[str, Value]) -> AskedQuestion:
    return AskedQuestion(
        id=_text(row["question_id"]),
        criterion=_text(row["criterion"]),
        section=_text(row["section"]),
        kind=_text(row["kind"]),
        risk_of_harm=_text(row["risk_of_harm"]) == "yes",
    )


def _given(number: int, row: Mapping[str, Value]) -> GivenAnswer:
    return GivenAnswer(
        row=number,
        case_ref=_text(row["case_ref"]),
        question_id=_text(row["question_id"]),
        state=_text(row["state"]),
        answer=_text(row["answer"]),
        above_line=_text(row["above_line"]),
    )


_WEIGHTS = (
    "Weight of the scored questions, per cent",
    "Weight of the summary question, per cent",
)
_LINE = "Line of priority for improvement"
_THREAD_SECTIONS = "Sections of the Risk of Harm thread"
_BLOCKS = {"Criterion": "Criterion {}", "Section": "Section {}"}


def _summary(lines: Sequence[tuple[Value, ...]]) -> _Scores:
    """Read the scores and the rules off sheet Summary, block by block."""
    scores: dict[str, tuple[Value, Value]] = {}
    settings: dict[str, Value] = {}
    naming = ""
    score = rounded = 0
    for line in lines:
        cells = [*line, *[None] * (10 - len(line))]
        first = _text(cells[0])
        if first in _BLOCKS:
            names = [_text(cell) for cell in cells]
            naming = _BLOCKS[first]
            score, rounded = _column(names, "Score"), _column(names, "Rounded")
        elif first == "Thread":
            scores["Risk of Harm thread"] = (cells[score], cells[rounded])
        elif first and naming:
            scores[naming.format(first)] = (cells[score], cells[rounded])
        else:
            naming = ""
            settings[_text(cells[1])] = cells[2]
    weights = [_weight(settings, name) for name in _WEIGHTS]
    sections = _text(settings.get(_THREAD_SECTIONS))
    return _Scores(
        scores,
        Rules(weights[0], weights[1], tuple(part.strip() for part in sections.split(","))),
        int(_weight(settings, _LINE)),
    )


def _column(names: Sequence[str], name: str) -> int:
    if name not in names:
        raise RequestError(
            f"Sheet “Summary” has no column “{name}”: put it back as it was exported."
        )
    return names.index(name)


def _weight(settings: Mapping[str, Value], name: str) -> Fraction:
    value = settings.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise RequestError(
            f"Sheet “Summary” does not say the “{name}”: put it back as it was exported."
        )
    return Fraction(str(value))


def _code(lines: Sequence[tuple[Value, ...]]) -> str:
    found = (line for line in lines if line and line[0] == "Reconciliation code")
    return next((_text(line[1]) for line in found if len(line) > 1), "")


def _figure(value: Value) -> int | float | str | None:
    """Return a number as one, an empty cell as None, and any other text as it stands."""
    return None if value is None or value == "" else value


def _text(value: Value) -> str:
    return "" if value is None else str(value)
