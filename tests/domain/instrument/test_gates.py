from __future__ import annotations

import pytest

from omi_desktop.instrument.gates import (
    ALWAYS,
    And,
    GateName,
    GateSyntaxError,
    Not,
    Or,
    Test,
    gate_names,
    parse,
    question_names,
)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("always", ALWAYS),
        ("licence", GateName("licence")),
        ("licence and not ppo", And((GateName("licence"), Not(GateName("ppo"))))),
        ("a or b and c", Or((GateName("a"), And((GateName("b"), GateName("c")))))),
        ("(a or b) and c", And((Or((GateName("a"), GateName("b"))), GateName("c")))),
        ("not not a", Not(Not(GateName("a")))),
        ("tier >= 3", Test("tier", ">=", ("3",))),
        ("1.1.P1 in (fast, standard)", Test("1.1.P1", "in", ("fast", "standard"))),
        ("requirements has unpaid_work", Test("requirements", "has", ("unpaid_work",))),
        ("2.2.11a = yes", Test("2.2.11a", "=", ("yes",))),
    ],
)
def test_a_condition_reads_as_it_is_written(text: str, condition: object) -> None:
    assert parse(text) == condition


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "a gate, a fact or a question is missing"),
        ("a and", "is missing in “a and”"),
        ("a b", "“b” is one word too many"),
        ("(a or b", "“)” is missing"),
        ("tier >=", "a value is missing"),
        ("x in ()", "a value is missing"),
        ("x in (a", "“)” is missing"),
        ("a & b", "“&” cannot stand"),
        ("or a", "is missing in “or a”"),
    ],
)
def test_a_broken_condition_is_told_where_it_breaks(text: str, complaint: str) -> None:
    with pytest.raises(GateSyntaxError, match=complaint.replace("(", r"\(").replace(")", r"\)")):
        parse(text)


def test_a_condition_knows_the_gates_and_questions_it_names() -> None:
    condition = parse("licence and (1.1.1 = yes or not tier > 2)")
    assert gate_names(condition) == {"licence"}
    assert question_names(condition) == {"1.1.1", "tier"}
