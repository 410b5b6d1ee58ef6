"""An inspection whose sample was drawn from the made caseload of the demo, for pictures."""

from __future__ import annotations

from pathlib import Path

from omi_desktop.assets import asset
from omi_desktop.clock import now, stamp
from omi_desktop.exchange.frame import read_caseload
from omi_desktop.exchange.frame_mapping import guessed, mapping_of
from omi_desktop.exchange.frame_table import read_table
from omi_desktop.instrument.bank import bank_files
from omi_desktop.sampling.draw import draw
from omi_desktop.sampling.method import account_of, method_paragraph
from omi_desktop.sampling.rules import Minimum, Rules
from omi_desktop.store import (
    Details,
    Inspection,
    Person,
    PersonKind,
    RememberedMapping,
    Role,
    create,
    new_key,
)
from omi_desktop.store.allocating import keep, propose
from omi_desktop.store.sampling import keep_sample, replace_case, sealed_rules

_RULES = Rules(
    100,
    "cumbria-2006",
    (
        Minimum("high_roh", 20),
        Minimum("ppo", 7),
        Minimum("approved_premises_resident", 4),
        Minimum("statutory_victim_contact", 11),
        Minimum("minority_ethnic", 5),
    ),
    share=Minimum("licence", 38),
    reserves=10,
)
_TEAM = (
    ("Ruth Ambler", PersonKind.LEAD_INSPECTOR),
    ("Ann Bell", PersonKind.INSPECTOR),
    ("Mary Lace", PersonKind.PRACTICE_ASSESSOR),
    ("Owen Teasdale", PersonKind.AREA_ASSESSOR),
    ("Iris Fell", PersonKind.AREA_ASSESSOR),
)


def drawn_inspection(path: Path, passphrase: str) -> Inspection:
    """Return an open file with a sample, a case that gave way to a reserve, and readers."""
    details = Details(new_key(), "Cumbria", Role.LEAD, stamp(now()))
    bank = bank_files(asset("instrument/omi-2006"))
    made = create(path, passphrase, bank=bank, details=details)
    people = tuple(Person(new_key(), name, kind) for name, kind in _TEAM)
    made.add_people(people)
    lead = people[0].id
    table = read_table(asset("demo/cumbria-2006/caseload.csv"))
    mapping = mapping_of(guessed(table, made.instrument))
    caseload = read_caseload(table, mapping, made.instrument, _RULES)
    sample = draw(made.instrument, caseload.cases, _RULES)
    keep_sample(
        made,
        sample,
        caseload,
        sealed=sealed_rules(made, _RULES, by=lead, at=stamp(now())),
        mapping=RememberedMapping(mapping.columns, mapping.words),
        list_name="caseload.csv",
        method=method_paragraph(account_of(sample), made.instrument),
        by=lead,
    )
    replace_case(made, sample.cases[0].case.ref, by=lead, reason="The file is in court.")
    keep(made, propose(made), by=lead)
    for place, case in enumerate(made.cases()[1:41]):
        made.answer(case.id, "1.3.1", "yes" if place % 3 else "no", by=lead)
    return made
