"""Checking completed cases from the command line, from the draw to the reply."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.cli import run
from omi_desktop.instrument.bank import bank_files
from omi_desktop.store import Case, CaseStatus, Details, Person, PersonKind, Role, create

WORD = "a quiet word"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed lead's copy with one complete case of Sam Beck's, for all tests to copy."""
    path = tmp_path_factory.mktemp("begun") / "lead.omi"
    details = Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-17T08:00:00.000Z")
    bank = bank_files(asset("instrument/omi-2006"))
    with create(path, WORD, bank=bank, details=details) as inspection:
        inspection.add_people(
            [
                Person("p1", "Dana Hale", PersonKind.LEAD_INSPECTOR),
                Person("p2", "Sam Beck", PersonKind.AREA_ASSESSOR),
            ]
        )
        inspection.add_cases([Case("c1", "CU-1", 1, CaseStatus.COMPLETE, "", "p2")], by="p1")
    return path


@pytest.fixture
def lead(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed lead's copy of the test's own; its passphrase and that of packs are known."""
    monkeypatch.setenv("OMI_PASSPHRASE", WORD)
    monkeypatch.setenv("OMI_PACK_PASSPHRASE", WORD)
    return shutil.copy(begun, tmp_path / "lead.omi")


def test_a_case_is_drawn_commented_on_answered_and_closed(
    lead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sam, again = tmp_path / "sam.omi", tmp_path / "again.omi"
    assert run(["checks", "draw", str(lead), "--share", "10%", "--seed", "s", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"draw": 1, "seed": "s", "cases": ["CU-1"]}
    words = ["CU-1", "Where is that?", "--question", "1.1.1"]
    assert run(["checks", "comment", str(lead), *words]) == 0
    comment = capsys.readouterr().out.split()[1]
    assert run(["pack", str(lead), "--assessor", "Sam Beck", str(sam)]) == 0
    shutil.copy(sam, again)
    capsys.readouterr()
    assert run(["checks", "take-in", str(sam), str(again)]) == 0
    assert capsys.readouterr().out == "New: 0 comments, 0 replies, 0 decisions.\n"
    assert run(["checks", "reply", str(sam), comment, "In the log."]) == 0
    assert run(["merge", str(lead), str(sam)]) == 0
    assert "replies to comments: 1" in capsys.readouterr().out
    assert run(["checks", "list", str(lead), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["unchecked"] == ["CU-1"]
    (found,) = told["comments"]
    assert (found["id"], found["case_ref"], found["question_id"], found["state"]) == (
        comment,
        "CU-1",
        "1.1.1",
        "to be looked at",
    )
    assert [(one["by"], one["text"]) for one in found["replies"]] == [("Sam Beck", "In the log.")]
    assert run(["checks", "close", str(lead), comment]) == 0
    assert run(["checks", "list", str(lead)]) == 1
    listed = capsys.readouterr().out
    assert "CU-1 1.1.1, closed: Where is that?" in listed
    assert "Sam Beck: In the log." in listed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["draw"], "--number or --share"),
        (["draw", "--share", "a tenth"], "is no share"),
        (["draw", "--share", "200%"], "no part of the cases"),
        (["comment", "CU-9", "Well."], "no case “CU-9”"),
        (["close", "k9"], "no comment “k9”"),
    ],
)
def test_what_cannot_be_met_is_one_sentence(
    words: list[str], sentence: str, lead: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *rest = words
    assert run(["checks", command, str(lead), *rest]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
