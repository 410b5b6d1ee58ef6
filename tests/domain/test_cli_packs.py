"""Packs, returns and salvage from the command line."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.cli import run
from omi_desktop.exchange.read_return import read_return
from omi_desktop.instrument.bank import bank_files
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Person,
    PersonKind,
    Role,
    create,
    open_inspection,
)
from omi_desktop.store.merge_records import Pack

LEAD_WORD = "the lead's word"
PACK_WORD = "the pack's word"


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase of the lead's copy is known, that of the pack is not."""
    monkeypatch.setenv("OMI_PASSPHRASE", LEAD_WORD)
    monkeypatch.delenv("OMI_PACK_PASSPHRASE", raising=False)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed lead's copy in which Sam Beck has one of two cases, for all tests to copy."""
    path = tmp_path_factory.mktemp("begun") / "lead.omi"
    details = Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-17T08:00:00.000Z")
    bank = bank_files(asset("instrument/omi-2006"))
    with create(path, LEAD_WORD, bank=bank, details=details) as inspection:
        inspection.add_people(
            [
                Person("p1", "Dana Hale", PersonKind.LEAD_INSPECTOR),
                Person("p2", "Sam Beck", PersonKind.AREA_ASSESSOR),
            ]
        )
        cases = [
            Case("c1", "CU-1", 1, CaseStatus.NOT_STARTED, "", "p2"),
            Case("c2", "CU-2", 2, CaseStatus.NOT_STARTED, "", None),
        ]
        inspection.add_cases(cases, by="p1")
        inspection.note("c1", "1.1.1", "Read the plan first.", by="p1")
    return path


@pytest.fixture
def lead(begun: Path, tmp_path: Path) -> Path:
    """A closed lead's copy of the test's own."""
    return shutil.copy(begun, tmp_path / "lead.omi")


@pytest.fixture
def pack_word_file(tmp_path: Path) -> Path:
    """A file with the passphrase of the pack in its first line."""
    path = tmp_path / "word.txt"
    path.write_text(f"{PACK_WORD}\n", encoding="utf-8")
    return path


def test_a_pack_goes_out_and_its_return_comes_back(
    lead: Path, pack_word_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sam, returned = tmp_path / "sam.omi", tmp_path / "sam.xlsx"
    words = ["--assessor", "sam beck", str(sam), "--pack-passphrase-file", str(pack_word_file)]
    assert run(["pack", str(lead), *words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["assessor"], told["cases"]) == ("Sam Beck", ["CU-1"])
    with open_inspection(lead, LEAD_WORD) as inspection:
        (kept,) = inspection.records(Pack)
    assert (kept.id, kept.base_revision) == (told["pack"], told["base_revision"])
    opening = ["--passphrase-file", str(pack_word_file)]
    assert run(["export", str(sam), "--return", str(returned), *opening]) == 0
    found = read_return(returned, PACK_WORD)
    assert (found.pack, [case.ref for case in found.cases]) == (kept.id, ["CU-1"])
    assert [answer.note for answer in found.answers] == ["Read the plan first."]


def test_a_return_can_have_a_password_of_its_own(
    lead: Path, pack_word_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMI_PACK_PASSPHRASE", LEAD_WORD)
    sam, returned = tmp_path / "sam.omi", tmp_path / "sam.xlsx"
    assert run(["pack", str(lead), "--assessor", "Sam Beck", str(sam)]) == 0
    own = ["--return-passphrase-file", str(pack_word_file)]
    assert run(["export", str(sam), "--return", str(returned), *own]) == 0
    assert read_return(returned, PACK_WORD).assessor == "p2"


def test_a_pack_without_a_passphrase_of_its_own_is_refused(
    lead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sam = tmp_path / "sam.omi"
    assert run(["pack", str(lead), "--assessor", "Sam Beck", str(sam)]) == 2
    assert "OMI_PACK_PASSPHRASE" in capsys.readouterr().err
    assert not sam.exists()


def test_the_leads_own_copy_is_no_return(
    lead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(lead), "--return", str(tmp_path / "r.xlsx")]) == 2
    assert "not an assessor's copy" in capsys.readouterr().err
    assert not (tmp_path / "r.xlsx").exists()


def test_what_is_salvaged_from_a_damaged_file_can_be_taken_in_again(
    lead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, fresh = tmp_path / "saved", tmp_path / "fresh.omi"
    with open_inspection(lead, LEAD_WORD) as inspection:
        inspection.answer("c1", "1.1.1", "sufficient", by="p2")
        bank, details = inspection.bank_files, inspection.details
        people, cases = inspection.people(), inspection.cases()
    content = bytearray(lead.read_bytes())
    content[4096 * 3 + 5] ^= 1
    lead.write_bytes(content)
    assert run(["check", str(lead)]) in (1, 2)
    capsys.readouterr()
    assert run(["salvage", str(lead), str(folder)]) == 1
    said = capsys.readouterr().out
    assert "Saved: 2 cases, 1 answers, 1 notes" in said
    assert "broken pages" in said
    assert folder.joinpath("summary.txt").read_text(encoding="utf-8") == said
    with folder.joinpath("answers.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["case_ref"], row["question_id"], row["answer"]) == ("CU-1", "1.1.1", "sufficient")
    assert (row["note"], row["assessor"]) == ("Read the plan first.", "Sam Beck")
    with create(fresh, LEAD_WORD, bank=bank, details=details) as inspection:
        inspection.add_people(people)
        inspection.add_cases(cases, by="p1")
    assert run(["answers", "import", str(fresh), str(folder / "answers.csv")]) == 0
    with open_inspection(fresh, LEAD_WORD) as inspection:
        assert inspection.answers("c1")["1.1.1"].value == "sufficient"


def test_a_copy_beside_a_sound_file_is_named_and_nothing_is_written_over(
    lead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lead.with_name("lead.before-2.omi").write_bytes(lead.read_bytes())
    folder = tmp_path / "saved"
    assert run(["salvage", str(lead), str(folder)]) == 0
    assert "A copy stands beside it: lead.before-2.omi, which opens" in capsys.readouterr().out
    bank = {
        str(path.relative_to(folder / "bank")): path.read_text(encoding="utf-8")
        for path in (folder / "bank").rglob("*.toml")
    }
    assert bank == bank_files(asset("instrument/omi-2006"))
    assert run(["salvage", str(lead), str(folder)]) == 2
    assert "exists already" in capsys.readouterr().err
