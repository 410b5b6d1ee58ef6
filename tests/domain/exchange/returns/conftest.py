"""A lead's copy with two readers, the pack of one of them, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from omi_desktop.exchange.pack import make_pack
from omi_desktop.instrument.bank import bank_files
from omi_desktop.report.return_workbook import return_bytes
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    How,
    Inspection,
    KeyCost,
    Mark,
    MarkKind,
    NewAnswer,
    Person,
    PersonKind,
    Role,
    create,
    open_inspection,
)
from omi_desktop.store.case_records import Precedent
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.returning import returned_of
from omi_desktop.store.team_records import SecondRead

COST = KeyCost(passes=1, kibibytes=8, lanes=1)
BANK = Path(__file__).parents[1] / "small-bank"
WRITTEN = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)

LEAD_WORD = "the lead's word"
PACK_WORD = "the assessor's word"

Edit = Callable[[Any], None]


@pytest.fixture
def cost() -> KeyCost:
    """A key that is derived at once; only ever for tests."""
    return COST


@pytest.fixture
def pack_word() -> str:
    """The passphrase of every pack made here."""
    return PACK_WORD


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Inspection]:
    """The lead's copy: Sam reads CU-1 and CU-2, Kim CU-3 and CU-4; Sam reads CU-3 blind too."""
    details = Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-01T00:00:00.000Z")
    with create(
        tmp_path / "lead.omi", LEAD_WORD, bank=bank_files(BANK), details=details, cost=COST
    ) as begun:
        begun.add_people(
            [
                Person("p1", "Dana Hale", PersonKind.LEAD_INSPECTOR),
                Person("p2", "Sam Beck", PersonKind.AREA_ASSESSOR),
                Person("p3", "Kim Roe", PersonKind.INSPECTOR),
            ]
        )
        owners = (("c1", "p2"), ("c2", "p2"), ("c3", "p3"), ("c4", "p3"), ("c5", None))
        begun.add_cases(
            [
                Case(key, f"CU-{n}", n, CaseStatus.NOT_STARTED, "", owner)
                for n, (key, owner) in enumerate(owners, start=1)
            ],
            by="p1",
        )
        drawn = [NewAnswer(f"c{n}", "pages", str(n), "", "p1", "") for n in range(1, 6)]
        begun.write_answers(drawn, how=How.IMPORTED)
        for n in range(1, 6):
            begun.set_status(f"c{n}", CaseStatus.NOT_STARTED, by="p1")
        begun.answer("c1", "has_plan", "yes", by="p2")
        begun.note("c1", "1.1.1", "Sam's own note “so far”.", by="p2")
        begun.answer("c3", "has_plan", "no", by="p3")
        begun.answer("c3", "pages", "333", by="p3")
        begun.note("c3", "1.1.SUM", "Kim's canary note", by="p3")
        begun.answer("c4", "remark", "Kim's canary remark", by="p3")
        begun.put_record(SecondRead("c3", "p2"), by="p1")
        begun.put_record(Precedent("d1", "1.1.1", "A list is a plan.", "2006-07-02"), by="p1")
        for mark, case, text in (("m1", "c1", "Sam marked this"), ("m3", "c3", "Kim marked this")):
            begun.put_record(
                Mark(mark, case, "1.1", "1.1.1", MarkKind.GOOD_PRACTICE, text, "p2", ""), by="p2"
            )
        yield begun


@pytest.fixture
def pack(lead: Inspection, tmp_path: Path) -> Pack:
    """What the lead's copy keeps of Sam's pack, which stands at sam.omi."""
    return make_pack(lead, "p2", tmp_path / "sam.omi", PACK_WORD, by="p1", cost=COST)


@pytest.fixture
def copy(pack: Pack, tmp_path: Path) -> Iterator[Inspection]:
    """Sam's copy, open, after some work."""
    with open_inspection(tmp_path / "sam.omi", PACK_WORD, cost=COST) as opened:
        opened.answer("c1", "1.1.1", "weak", by="p2")
        opened.note(
            "c1", "1.1.1", "Two pages,\nno aims; “=SUM(A1)” + 'quotes' _x0041_ \t ü", by="p2"
        )
        opened.answer("c1", "written_on", "2006-01-16", by="p2")
        opened.answer("c1", "kinds", "aims+dates", by="p2")
        opened.answer("c1", "remark", "=1+1", by="p2")
        opened.answer("c2", "has_plan", "no", by="p2")
        opened.answer("c2", "remark", "to be taken back", by="p2")
        opened.answer("c2", "remark", None, by="p2")
        opened.answer("c3", "1.1.SUM", "good", by="p2")
        opened.set_status("c1", CaseStatus.COMPLETE, by="p2")
        opened.set_status("c2", CaseStatus.IN_PROGRESS, by="p2", reason="The file is incomplete.")
        yield opened


@pytest.fixture
def changed_in_excel(copy: Inspection, tmp_path: Path) -> Callable[[Edit], Path]:
    """Return the path of an unlocked return in which `edit` changed the open workbook."""

    def edited(edit: Edit) -> Path:
        path = tmp_path / "returned.xlsx"
        path.write_bytes(return_bytes(copy, returned_of(copy, path.name), at=WRITTEN))
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
        return path

    return edited
