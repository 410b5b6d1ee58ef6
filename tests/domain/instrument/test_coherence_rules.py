"""What a bank finds odd in a case is read from its own file, and its faults have their lines."""

from __future__ import annotations

from typing import Any

import pytest

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import bank_files, read_files
from omi_desktop.instrument.gates import ALWAYS, GateName
from omi_desktop.instrument.model import Coherence

RULE = """\
[[warning]]
id = "odd"
sentence = "A licence, but of tier 1."
when = "licence"
given = ["tier"]
"""


def test_a_rule_is_read_with_its_condition(small_bank: Any) -> None:
    instrument = small_bank.add("coherence.toml", RULE).instrument()
    assert instrument.coherence == (
        Coherence("odd", "A licence, but of tier 1.", GateName("licence"), given=("tier",)),
    )


def test_a_bank_needs_no_rules(small_bank: Any) -> None:
    assert small_bank.instrument().coherence == ()


def test_a_rule_without_a_condition_looks_at_every_case(small_bank: Any) -> None:
    text = RULE.replace('when = "licence"\n', "")
    assert small_bank.add("coherence.toml", text).instrument().coherence[0].when == ALWAYS


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ('"licence"', '"lizence"', 4, "There is no gate “lizence”."),
        ('"licence"', '"sentence ="', 4, "The condition cannot be read"),
        ('"licence"', '"licence and not licence"', 4, "The condition of this warning can never"),
        ('["tier"]', '["tear"]', 5, "There is no fact or question “tear”."),
        ('["tier"]', '"tier"', 5, "“given” must be a list of texts."),
        ("given =", "order =", 5, "Only dates can stand in an order."),
        ("given =", "order =", 5, "An order needs two dates or more."),
        ("given =", "lasts =", 5, "“lasts” needs a date and then a number of months."),
        ("given =", "gift =", 5, "“gift” is not a key of this table."),
        ('sentence = "A licence, but of tier 1."\n', "", 1, "“sentence” is missing."),
        ('when = "licence"\ngiven = ["tier"]\n', "", 2, "would be given in every case"),
    ],
)
def test_a_fault_of_a_rule_is_named_with_its_line(
    old: str, new: str, line: int, sentence: str, small_bank: Any
) -> None:
    assert old in RULE
    faults = small_bank.add("coherence.toml", RULE.replace(old, new)).faults()
    assert any(
        fault.startswith(f"coherence.toml:{line}: ") and sentence in fault for fault in faults
    )


def test_a_rule_is_named_once(small_bank: Any) -> None:
    (fault,) = small_bank.add("coherence.toml", RULE + RULE).faults()
    assert "The warning “odd” stands already in coherence.toml, line 2" in fault


def test_an_inspection_begun_before_there_were_rules_is_read_without_them() -> None:
    files = bank_files(asset("instrument/omi-2006"))
    del files["coherence.toml"]
    assert read_files(files).coherence == ()
