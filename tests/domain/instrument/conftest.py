from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from omi_desktop.instrument.bank import inspect_files
from omi_desktop.instrument.model import Instrument

HEAD = """\
id = "small"
title = "Small bank"
version = "1"
individual_weight = 80
summary_weight = 20
line = 70
risk_of_harm_sections = ["1"]

[[section]]
id = "1"
title = "Section one"

[[stage]]
id = "facts"
title = "Facts"

[[stage]]
id = "start"
title = "Start"

[[rating]]
id = "well-met"
label = "Well met"
"""

SCALES = """\
[[scale]]
id = "yes-no"
choices = [
    { id = "yes", label = "Yes", above_line = true },
    { id = "no", label = "No", above_line = false },
]

[[scale]]
id = "is-so"
choices = [{ id = "yes", label = "Yes" }, { id = "no", label = "No" }]
"""

FACTS = """\
[[fact]]
id = "sentence"
text = "What is the person serving?"
short = "Sentence"
group = "Sentence"
values = [{ id = "community", label = "Order" }, { id = "licence", label = "Licence" }]

[[fact]]
id = "tier"
text = "Which tier?"
short = "Tier"
group = "Sentence"
type = "number"

[[fact]]
id = "parts"
text = "Which requirements?"
short = "Requirements"
group = "Sentence"
type = "several"
values = [{ id = "work", label = "Unpaid work" }, { id = "curfew", label = "Curfew" }]
"""

GATES = """\
[[gate]]
id = "licence"
title = "Licences"
when = "sentence = licence"

[[gate]]
id = "begun"
title = "Begun"
when = "1.1.1 = yes"
"""

QUESTION = """
[[question]]
id = "{id}"
kind = "{kind}"
text = "Was it done?"
short = "Done"
stage = "start"
scale = "{scale}"
applies_to = "{applies_to}"
guidance = "Look for it."
strength = "It was done in {{percent}} of cases ({{count}} of {{base}})."
improvement = "It was not done in {{percent}} of cases ({{count}} of {{base}})."
"""


@dataclass
class SmallBank:
    """A small sound bank whose files a test may spoil."""

    files: dict[str, str] = field(default_factory=dict)

    def replace(self, name: str, old: str, new: str) -> SmallBank:
        assert old in self.files[name]
        self.files[name] = self.files[name].replace(old, new)
        return self

    def add(self, name: str, text: str) -> SmallBank:
        self.files[name] = self.files.get(name, "") + text
        return self

    def faults(self) -> list[str]:
        return [str(fault) for fault in inspect_files(self.files)[1]]

    def instrument(self) -> Instrument:
        built, faults = inspect_files(self.files)
        assert built is not None
        assert faults == ()
        return built


@pytest.fixture
def question_text() -> Callable[..., str]:
    """Return a maker of question tables."""

    def make(
        name: str, kind: str = "scored", applies_to: str = "always", scale: str = "yes-no"
    ) -> str:
        return QUESTION.format(id=name, kind=kind, applies_to=applies_to, scale=scale)

    return make


@pytest.fixture
def small_bank(question_text: Callable[..., str]) -> SmallBank:
    """Return a bank of one criterion with two scored questions and a summary question."""
    criterion = """\
[criterion]
id = "1.1"
title = "Beginning"
descriptor = "It begins well."
section = "1"
"""
    questions = (
        question_text("1.1.1")
        + question_text("1.1.2", applies_to="licence and begun")
        + question_text("1.1.SUM", kind="summary")
    )
    return SmallBank(
        {
            "instrument.toml": HEAD,
            "scales.toml": SCALES,
            "facts.toml": FACTS,
            "gates.toml": GATES,
            "criteria/1.1.toml": criterion + questions,
        }
    )
