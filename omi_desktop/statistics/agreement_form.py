"""The agreement of readers as the JSON that `omi agreement` prints, and as rows of a table."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.scoring.scorecard import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.scoring.json_form import Json
    from omi_desktop.statistics.agreement import Agreement, Coefficient
    from omi_desktop.statistics.intervals import Interval
    from omi_desktop.statistics.kinds_of_assessor import AgainstInspectors
    from omi_desktop.statistics.reader_agreement import AgreementRow, ReaderAgreement

COLUMNS = (
    "by",
    "id",
    "title",
    "cases",
    "judgements",
    "alike",
    "percent",
    "percent_low",
    "percent_high",
    "kappa",
    "kappa_low",
    "kappa_high",
    "ac1",
    "ac1_low",
    "ac1_high",
    "alike_exactly",
    "small",
)


def agreement_form(found: ReaderAgreement) -> dict[str, Json]:
    """Return the agreement as JSON values: shares as percentages, coefficients to four places."""
    return {
        "cases": found.cases,
        "all": _row(found.whole),
        "questions": [_row(row) for row in found.questions],
        "criteria": [_row(row) for row in found.criteria],
        "assessors": [_row(row) for row in found.assessors],
        "kinds": [_row(row) for row in found.kinds],
    }


def kinds_form(found: AgainstInspectors) -> dict[str, Json]:
    """Return area assessors against inspectors as JSON values."""
    whole = found.whole
    questions: list[Json] = []
    for one in found.questions:
        here, there = one.intervals
        questions.append(
            {
                "id": one.id,
                "area": _share(*one.area, here),
                "inspectors": _share(*one.others, there),
            }
        )
    return {
        "sentence": found.sentence,
        "area": None if whole is None else _percent(whole.part.share),
        "inspectors": None if whole is None else _percent(whole.others.share),
        "difference": None if whole is None else _percent(whole.difference),
        "interval": None if whole is None else _ends(whole.interval),
        "p_value": None if whole is None else whole.p_value,
        "questions": questions,
    }


def table(found: ReaderAgreement) -> Iterator[tuple[str, ...]]:
    """Yield a row of text for each row, under the names of `COLUMNS`."""
    groups = (
        ("all", (found.whole,)),
        ("criterion", found.criteria),
        ("question", found.questions),
        ("assessor", found.assessors),
        ("kind", found.kinds),
    )
    for by, rows in groups:
        for row in rows:
            line = row.line
            yield (
                by,
                row.id,
                row.title,
                str(row.cases),
                str(line.cases),
                str(line.alike),
                _text(_percent(line.share)),
                *_text_of_ends(_ends(line.interval)),
                *_coefficient_text(line.kappa),
                *_coefficient_text(line.ac1),
                str(row.alike_exactly),
                "yes" if line.small else "no",
            )


def _row(row: AgreementRow) -> dict[str, Json]:
    form: dict[str, Json] = {
        "id": row.id,
        "title": row.title,
        "cases": row.cases,
        **_agreement(row.line),
        "alike_exactly": row.alike_exactly,
    }
    if row.exact is not None:
        form["exact"] = _agreement(row.exact)
    return form


def _agreement(found: Agreement) -> dict[str, Json]:
    return {
        "judgements": found.cases,
        "alike": found.alike,
        "percent": _percent(found.share),
        "interval": _ends(found.interval),
        "kappa": _coefficient(found.kappa),
        "ac1": _coefficient(found.ac1),
        "small": found.small,
    }


def _coefficient(found: Coefficient | None) -> Json:
    if found is None:
        return None
    ends: list[Json] = [round(found.interval.low, 4), round(found.interval.high, 4)]
    return {"value": round(float(found.value), 4), "interval": ends}


def _share(count: int, base: int, interval: Interval | None) -> Json:
    return {
        "above": count,
        "relevant": base,
        "percent": _percent(Fraction(count, base)),
        "interval": _ends(interval),
    }


def _percent(share: Fraction | None) -> float | None:
    return None if share is None else float(percent(share, 2))


def _ends(interval: Interval | None) -> Json:
    if interval is None:
        return None
    return [float(percent(Fraction(end), 2)) for end in (interval.low, interval.high)]


def _text(value: Json) -> str:
    return "" if value is None else str(value)


def _text_of_ends(ends: Json) -> tuple[str, str]:
    if not isinstance(ends, list):
        return "", ""
    return _text(ends[0]), _text(ends[1])


def _coefficient_text(found: Coefficient | None) -> tuple[str, str, str]:
    if found is None:
        return "", "", ""
    return (
        f"{float(found.value):.4f}",
        f"{found.interval.low:.4f}",
        f"{found.interval.high:.4f}",
    )
