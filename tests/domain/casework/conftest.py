"""The shipped bank with the answers of an ordinary case."""

from __future__ import annotations

import pytest

from omi_desktop.instrument.applicability import standing
from omi_desktop.instrument.model import Instrument


@pytest.fixture(scope="session")
def best_answers(omi_2006: Instrument) -> dict[str, str]:
    """Every question of a licence case answered, as far above the line as can be."""
    values = {
        "case_type": "licence",
        "start_date": "2006-01-09",
        "months_supervised": "6",
        "requirements": "supervision",
        "roh_level": "medium",
        "rmp_required": "yes",
        "roh_issue": "yes",
        "others_involved": "yes",
        "oasys_required": "yes",
    }
    while missing := standing(omi_2006, values).missing:
        for name in missing:
            question = omi_2006.questions[name]
            if question.scale is None:
                values[name] = "1"
                continue
            above = [choice.id for choice in question.scale.choices if choice.above_line]
            values[name] = (above or [question.scale.choices[-1].id])[0]
    return values
