"""The command `omi merge` on real packs, and on the workbooks that come back of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from omi_desktop.cli import run
from omi_desktop.clock import now
from omi_desktop.exchange.pack import make_pack
from omi_desktop.report.return_workbook import write_return
from omi_desktop.store import Case, CaseStatus, Details, PersonKind, Role, create, open_inspection
from omi_desktop.store.team_changes import join
from omi_desktop.store.team_records import Attendance, Membership

WORD = "a quiet word"


@dataclass
class Desk:
    """The lead's copy, and what came back from an assessor; all is made once and then copied."""

    lead: Path
    pack: Path
    book: Path
    said: pytest.CaptureFixture[str]

    def omi(self, *words: str, code: int = 0) -> tuple[str, str]:
        self.said.readouterr()
        assert run(["merge", str(self.lead), *words]) == code
        told = self.said.readouterr()
        return told.out, told.err

    def told(self, *words: str, code: int = 0) -> dict[str, Any]:
        found = json.loads(self.omi(*words, "--json", code=code)[0])
        assert isinstance(found, dict)
        return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, merge_bank: dict[str, str]) -> Path:
    """A folder with a lead's copy, the pack of an assessor of one case, and its workbook.

    The assessor answered a question, and the lead another.
    """
    folder = tmp_path_factory.mktemp("made")
    details = Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-17T08:00:00.000Z")
    with create(folder / "lead.omi", WORD, bank=merge_bank, details=details) as inspection:
        taking_part = Membership("", Attendance.WORKING)
        join(inspection, "H. Ashdown", PersonKind.LEAD_INSPECTOR, taking_part, by="")
        keld = join(inspection, "B. Keld", PersonKind.AREA_ASSESSOR, taking_part, by="")
        case = Case("c1", "CU-001", 1, CaseStatus.NOT_STARTED, "", keld.id)
        inspection.add_cases([case], by="")
        make_pack(inspection, keld.id, folder / "keld.omi", WORD, by="")
        inspection.answer("c1", "1.1.1", "sufficient", by="")
    with open_inspection(folder / "keld.omi", WORD) as copy:
        copy.answer("c1", "months", "14", by=keld.id)
        copy.answer("c1", "1.1.1", "insufficient", by=keld.id)
        write_return(copy, folder / "keld.xlsx", WORD, at=now())
    return folder


@pytest.fixture
def desk(
    made: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    """The lead's copy and what came back, for one test."""
    for name in ("lead.omi", "keld.omi", "keld.xlsx"):
        shutil.copyfile(made / name, tmp_path / name)
    monkeypatch.setenv("OMI_PASSPHRASE", WORD)
    return Desk(*(tmp_path / name for name in ("lead.omi", "keld.omi", "keld.xlsx")), capsys)


def test_what_came_back_is_shown_then_merged_then_here_already(desk: Desk) -> None:
    dry = desk.told(str(desk.book), "--dry-run", code=1)
    assert (dry["applied"], dry["returns"][0]["new"]) == (False, 1)
    assert "Nothing was written" in dry["receipt"]
    done = desk.told(str(desk.book), code=1)
    assert done["applied"] is True
    (one,) = done["returns"]
    assert (one["file"], one["refused"]) == ("keld.xlsx", None)
    assert (one["new"], one["conflicts"], one["left_alone"]) == (1, 1, 0)
    # The pack holds the same as the workbook that was written from it.
    (again,) = desk.told(str(desk.pack), code=1)["returns"]
    assert (again["new"], again["unchanged"], again["conflicts"]) == (0, 1, 1)
    assert desk.told("--keep", "assessor") == {"settled": 1, "open": 0}
    assert desk.told("--undo", code=1) == {
        "undone": 1,
        "stays": [{"case_ref": "CU-001", "question": "1.1.1", "what": "answer"}],
    }


def test_a_rule_settles_with_the_merge_and_another_return_may_be_refused(
    desk: Desk, tmp_path: Path
) -> None:
    other = tmp_path / "notes.xlsx"
    other.write_bytes(b"PK\x03\x04 and then nothing")
    out, _ = desk.omi(str(other), str(desk.book), "--keep", "ours", code=1)
    assert "ours was kept" in out
    assert "notes.xlsx\n  refused: " in out
    out, _ = desk.omi("--undo")
    assert out == "Merge 1 was taken back.\n"


def test_returns_with_passphrases_of_their_own_are_each_tried_with_all(
    desk: Desk, tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text(f"another word\n\n{WORD}\n", encoding="utf-8")
    both = (str(desk.book), "--return-passphrase-file", str(words), "--dry-run")
    (one,) = desk.told(*both, code=1)["returns"]
    assert (one["refused"], one["new"]) == (None, 1)


def test_where_nothing_can_be_merged_a_sentence_says_why(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("another word", encoding="utf-8")
    before = desk.lead.read_bytes()
    out, err = desk.omi(str(tmp_path / "gone.xlsx"), code=2)
    assert (out, err.count("\n")) == ("", 1)
    assert "gone.xlsx" in err
    assert (
        "keld.xlsx" in desk.omi(str(desk.book), "--return-passphrase-file", str(wrong), code=2)[1]
    )
    assert "no merge to undo" in desk.omi("--undo", code=2)[1]
    assert "Name the workbooks" in desk.omi(code=2)[1]
    assert "by itself" in desk.omi(str(desk.pack), "--undo", code=2)[1]
    assert desk.lead.read_bytes() == before
