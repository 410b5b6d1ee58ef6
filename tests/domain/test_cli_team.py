"""The team and the allocation from the command line."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from omi_desktop.assets import asset
from omi_desktop.cli import run
from omi_desktop.instrument.bank import bank_files
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    PersonKind,
    Role,
    create,
    open_inspection,
)
from omi_desktop.store.allocating import keep, propose
from omi_desktop.store.team_changes import join
from omi_desktop.store.team_records import Attendance, Membership

PASSPHRASE = "a quiet word"
TEAM = (
    ("H. Ashdown", PersonKind.LEAD_INSPECTOR, Attendance.WORKING),
    ("J. Birkett", PersonKind.INSPECTOR, Attendance.WORKING),
    ("M. Calder", PersonKind.PRACTICE_ASSESSOR, Attendance.WORKING),
    ("B. Keld", PersonKind.AREA_ASSESSOR, Attendance.WORKING),
    ("C. Lorton", PersonKind.AREA_ASSESSOR, Attendance.RESERVE),
)


@dataclass
class Shell:
    """Runs `omi` on one file and reads what it says."""

    path: Path
    said: pytest.CaptureFixture[str]

    def omi(self, *words: str, code: int = 0) -> str:
        command, *rest = words
        first = [command, rest.pop(0)] if command == "team" else [command]
        assert run([*first, str(self.path), *rest]) == code
        told = self.said.readouterr()
        return told.err if code == 2 else told.out

    def told(self, *words: str, code: int = 0) -> dict[str, Any]:
        found = json.loads(self.omi(*words, "--json", code=code))
        assert isinstance(found, dict)
        return found


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed inspection with a team, a reserve and nine cases that nobody has."""
    path = tmp_path_factory.mktemp("ready") / "cumbria.omi"
    details = Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-17T08:00:00.000Z")
    bank = bank_files(asset("instrument/omi-2006"))
    with create(path, PASSPHRASE, bank=bank, details=details) as inspection:
        for name, kind, attendance in TEAM:
            join(inspection, name, kind, Membership("", attendance), by="")
        cases = (
            Case(f"c{n}", f"CU-{n:04}", n, CaseStatus.NOT_STARTED, "", None) for n in range(1, 10)
        )
        inspection.add_cases(cases, by="")
    return path


@pytest.fixture(scope="module")
def ready_and_shared(ready: Path) -> Path:
    """The same inspection after its cases were shared out."""
    path = ready.with_name("shared.omi")
    shutil.copy(ready, path)
    with open_inspection(path, PASSPHRASE) as inspection:
        keep(inspection, propose(inspection), by="")
    return path


@pytest.fixture
def shell(
    ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """A shell for a copy of the inspection whose cases nobody has."""
    return _shell(ready, tmp_path, monkeypatch, capsys)


@pytest.fixture
def shared(
    ready_and_shared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    """A shell for a copy of the inspection whose cases were shared out."""
    return _shell(ready_and_shared, tmp_path, monkeypatch, capsys)


def _shell(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, said: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.setenv("OMI_PASSPHRASE", PASSPHRASE)
    return Shell(Path(shutil.copy(path, folder)), said)


def held(shell: Shell) -> dict[str, list[str]]:
    return {person["name"]: person["cases"] for person in shell.told("team", "list")["people"]}


def test_cases_are_shared_out_and_the_document_says_why(shell: Shell) -> None:
    found = shell.told("allocate", "--seed", "a seed", "--second-reads", "1/3")
    assert found["applied"] is True
    assert found["seed"] == "a seed"
    assert found["remarks"] == []
    assert found["area_assessors"] == {"cases": 3, "wanted": 3}
    assert len(found["second_reads"]) == 3
    assert found["holder_unknown"] == [f"CU-{n:04}" for n in range(1, 10)]
    assert [case["case_ref"] for case in found["cases"]] == found["holder_unknown"]
    assert all(case["why"] and case["work"] > 0 for case in found["cases"])
    people = {person["name"]: person for person in found["people"]}
    assert people["J. Birkett"]["cases"] == people["M. Calder"]["cases"] == 3
    assert people["J. Birkett"]["fair_cases"] == 3.0
    assert people["C. Lorton"]["attendance"] == "reserve"
    assert people["C. Lorton"]["cases"] == people["H. Ashdown"]["cases"] == 0
    by_name = {name: len(cases) for name, cases in held(shell).items()}
    assert by_name == {name: person["cases"] for name, person in people.items()}


def test_a_dry_run_says_the_same_and_writes_nothing(shell: Shell) -> None:
    before = shell.path.read_bytes()
    dry = shell.told("allocate", "--seed", "x", "--dry-run")
    assert shell.path.read_bytes() == before
    wet = shell.told("allocate", "--seed", "x")
    assert dry.pop("applied") is False
    assert wet.pop("applied") is True
    assert dry == wet


def test_what_the_rules_do_not_allow_is_said_and_ends_with_1(shell: Shell) -> None:
    refs = [f"CU-{n:04}" for n in range(1, 10)]
    shell.omi("team", "interest", "B. Keld", *refs, "--reason", "managed the unit")
    found = shell.told("allocate", code=1)
    assert found["area_assessors"] == {"cases": 0, "wanted": 3}
    (remark,) = found["remarks"]
    assert remark.startswith("Area assessors have 0 cases together instead of 3")
    (keld,) = [p for p in shell.told("team", "list")["people"] if p["name"] == "B. Keld"]
    assert keld["interests"] == [{"case_ref": ref, "reason": "managed the unit"} for ref in refs]


def test_a_case_held_by_their_team_goes_to_others_and_says_so(shell: Shell) -> None:
    shell.omi("team", "add", "--name", "F. Ousby", "--kind", "area-assessor", "--team", "West")
    shell.omi("team", "held", "CU-0001", "--team", "West")
    shell.omi("allocate")
    said = shell.omi("team", "why", "CU-0001")
    assert "F. Ousby may not read it: is of the team that held it (West)." in said


def test_one_step_shares_out_what_an_ill_person_had(shared: Shell) -> None:
    before = held(shared)
    found = shared.told("team", "ill", "j birkett")
    after = held(shared)
    assert sorted(case["case_ref"] for case in found["cases"]) == before["J. Birkett"]
    assert after["J. Birkett"] == []
    assert all(set(before[name]) <= set(after[name]) for name in ("M. Calder", "B. Keld"))
    (birkett,) = [person for person in found["people"] if person["name"] == "J. Birkett"]
    assert birkett["attendance"] == "ill"


def test_a_reserve_that_is_called_up_reads_from_then_on(shell: Shell) -> None:
    shell.omi("team", "back", "C. Lorton")
    people = {person["name"]: person for person in shell.told("allocate", "--dry-run")["people"]}
    assert people["C. Lorton"]["attendance"] == "working"
    assert people["C. Lorton"]["cases"] + people["B. Keld"]["cases"] == 3


def test_a_move_by_hand_says_its_reason(shared: Shell) -> None:
    ref = held(shared)["J. Birkett"][0]
    shared.omi("team", "move", ref, "C. Lorton", "--reason", "She is here after all.")
    assert shared.omi("team", "why", ref) == (
        f"{ref}: C. Lorton. Moved by hand from J. Birkett: She is here after all. "
        "This overrides a rule: C. Lorton does not read cases now.\n"
    )
    said = shared.omi("team", "interest", "C. Lorton", ref, "--reason", "a neighbour", code=1)
    assert said == f"C. Lorton has {ref}. Move what is still open.\n"


def test_without_json_everybodys_share_is_printed(shell: Shell, shared: Shell) -> None:
    lines = shell.omi("allocate", "--dry-run").splitlines()
    assert lines[0] == "9 cases to share out. Nothing was written."
    assert lines[1].startswith("J. Birkett: 3 cases (a fair share is 3), ")
    assert lines[-1].startswith("Of 9 cases it is not known who held them")
    assert shared.omi("allocate").splitlines()[0] == "0 cases shared out."
    assert shared.omi("team", "list").splitlines()[1] == "J. Birkett, inspector, working: 3 cases"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("allocate", "--third", "half"), "“half” is not a part of a whole"),
        (("team", "add", "--name", "X", "--kind", "cook"), "“cook” is no kind of assessor"),
        (("team", "ill", "N. Body"), "There is no “N. Body” in the team"),
        (("team", "move", "CU-9", "B. Keld"), "no case “CU-9”"),
        (("team", "why", "CU-0001"), "was not shared out here"),
        (("team", "interest", "B. Keld", "CU-0001", "--withdraw"), "to remove"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_writes_nothing(
    shell: Shell, words: tuple[str, ...], sentence: str
) -> None:
    before = shell.path.read_bytes()
    said = shell.omi(*words, code=2)
    assert sentence in said
    assert said.count("\n") == 1
    assert shell.path.read_bytes() == before


def test_a_file_without_cases_says_what_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OMI_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "new.omi"
    assert run(["new", str(path), "--area", "Cumbria"]) == 0
    assert run(["allocate", str(path)]) == 2
    assert "Draw the sample first" in capsys.readouterr().err
