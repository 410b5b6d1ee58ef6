"""The reconciliation code: a short name for a scorecard's exact figures.

The workbook and the printed report of one data cut carry the same code; where two documents carry
different codes, they were made from different figures, however alike they look.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from omi_desktop.instrument.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from omi_desktop.scoring.scorecard import Scorecard


def reconciliation(scorecard: Scorecard) -> str:
    """Return the code of a scorecard: twelve hexadecimal digits in groups of four."""
    digest = sha256(canonical(scorecard).encode()).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def canonical(scorecard: Scorecard) -> str:
    """Return the text that the code is the digest of, one figure a line.

    Titles, facts and the area's name are left out: the code speaks of scores alone.
    """
    return "\n".join(_lines(scorecard))


def _lines(scorecard: Scorecard) -> Iterator[str]:
    cases = scorecard.cases
    yield f"instrument {scorecard.instrument} where {scorecard.where or '-'} line {scorecard.line}"
    yield f"cases {cases.sampled} {cases.assessed} {cases.complete}"
    for criterion in scorecard.criteria:
        yield f"criterion {criterion.id} {_exact(criterion.score)}"
        counted = (question for question in criterion.questions if question.kind is not Kind.FACT)
        for question in counted:
            yield f"question {question.id} {question.sufficient} {question.relevant}"
    for section in scorecard.sections:
        yield f"section {section.id} {_exact(section.score)}"
    yield f"thread {_exact(scorecard.risk_of_harm.score)}"
    for rating in scorecard.leadership:
        yield f"rating {rating.id} {rating.rating or '-'}"


def _exact(score: Fraction | None) -> str:
    return "-" if score is None else f"{score.numerator}/{score.denominator}"
