from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from omi_desktop.assets import asset
from omi_desktop.cli import run

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the passphrase of the demo by variable, as a script would."""
    monkeypatch.setenv("OMI_PASSPHRASE", "cumbria-2006")


@pytest.fixture(scope="module")
def demo_omi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demo as `omi demo` writes it."""
    path = tmp_path_factory.mktemp("demo") / "demo.omi"
    os.environ.pop("OMI_PASSPHRASE", None)
    assert run(["demo", str(path)]) == 0
    return path


PUBLISHED = [90, 74, 73, 71, 67, 62, 75, 75, 80, 72, 82, 70, 60, 72]


def test_the_demo_scores_as_published(demo_omi: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["score", str(demo_omi), "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert [criterion["rounded"] for criterion in card["criteria"]] == PUBLISHED
    assert card["risk_of_harm"]["rounded"] == 76
    assert card["cases"] == {"sampled": 100, "assessed": 99, "complete": 99}
    assert [rated["rating"] for rated in card["leadership"]] == [
        "well met",
        "well met",
        "satisfactorily met",
        "satisfactorily met",
        "partly met",
        "satisfactorily met",
    ]
    assert card["area"] == "Cumbria"
    assert card["instrument"] == "omi-2006"


def test_the_demo_is_whole(demo_omi: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(demo_omi), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"problems": []}


def test_scores_can_be_asked_behind_a_gate(
    demo_omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["score", str(demo_omi), "--json", "--where", "licence"]) == 0
    assert json.loads(capsys.readouterr().out)["cases"]["assessed"] == 37


def test_export_writes_both_files_and_verify_agrees(
    demo_omi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, report = tmp_path / "x.xlsx", tmp_path / "x.pdf"
    assert run(["export", str(demo_omi), "--xlsx", str(workbook), "--pdf", str(report)]) == 0
    assert report.read_bytes().startswith(b"%PDF-")
    capsys.readouterr()
    assert run(["verify", str(workbook), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["agrees"]
    assert found["differences"] == []


def test_the_annex_is_written_alone_or_with_the_report(demo_omi: Path, tmp_path: Path) -> None:
    alone, whole = tmp_path / "annex.pdf", tmp_path / "whole.pdf"
    assert run(["export", str(demo_omi), "--annex", str(alone)]) == 0
    assert run(["export", str(demo_omi), "--pdf", str(whole), "--with-annex"]) == 0
    first, last = pypdf.PdfReader(alone).pages[1], pypdf.PdfReader(whole).pages[-1]
    for page in (first, last):
        assert "not for publication" in page.extract_text()


def test_answers_go_out_and_come_back(
    demo_omi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, copy = tmp_path / "answers.csv", tmp_path / "copy.omi"
    copy.write_bytes(demo_omi.read_bytes())
    assert run(["answers", "export", str(demo_omi), str(table)]) == 0
    assert run(["answers", "import", str(copy), str(table)]) == 0
    capsys.readouterr()
    assert run(["score", str(copy), "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert [criterion["rounded"] for criterion in card["criteria"]] == PUBLISHED


def test_a_new_inspection_is_empty_and_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.omi"
    assert run(["new", str(path), "--area", "Westmorland"]) == 0
    assert run(["score", str(path), "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["area"] == "Westmorland"
    assert {criterion["score"] for criterion in card["criteria"]} == {None}


def test_the_passphrase_may_stand_in_a_file(
    demo_omi: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMI_PASSPHRASE", "not this one")
    secret = tmp_path / "passphrase"
    secret.write_text("cumbria-2006\n", encoding="utf-8")
    assert run(["score", str(demo_omi), "--passphrase-file", str(secret)]) == 0


def test_a_demo_opens_without_being_told_its_published_passphrase(
    demo_omi: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OMI_PASSPHRASE")
    assert run(["score", str(demo_omi)]) == 0


def test_a_sound_bank_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["instrument", "check", str(asset("instrument/omi-2006")), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["faults"] == []
    assert found["criteria"] == 14


def test_a_fault_of_a_bank_is_named_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = tmp_path / "bank"
    for file in asset("instrument/omi-2006").rglob("*.toml"):
        target = bank / file.relative_to(asset("instrument/omi-2006"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            file.read_text(encoding="utf-8").replace("case_type = licence", "case_type = parole"),
            encoding="utf-8",
        )
    assert run(["instrument", "check", str(bank)]) == 1
    assert "“parole” is not an answer to “case_type”." in capsys.readouterr().out
    assert run(["new", str(tmp_path / "x.omi"), "--area", "X", "--instrument", str(bank)]) == 2
    assert not (tmp_path / "x.omi").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["score", "{tmp}/none.omi"], "none.omi"),
        (["score", "{text}"], "too short to be an inspection"),
        (["score", "{demo}", "--where", "parole"], "no gate “parole”"),
        (["export", "{demo}"], "--xlsx OUT"),
        (["export", "{demo}", "--xlsx", "{tmp}/x.xlsx", "--with-annex"], "--annex OUT"),
        (["export", "{demo}", "--pdf", "{tmp}/no/such/folder/x.pdf"], "folder"),
        (["verify", "{text}"], "workbook"),
        (["demo", "{demo}"], "demo.omi"),
        (["new", "{tmp}/n.omi", "--area", "  "], "no name"),
        (["new", "{tmp}/n.omi"], "--area"),
        (["instrument", "check", "{tmp}/none"], "no folder"),
        (["answers", "import", "{demo}", "{text}"], "text.csv"),
        (["score", "{demo}", "--passphrase-file", "{tmp}/none"], "passphrase file"),
        (["speak"], "speak"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_writes_nothing(
    demo_omi: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    text = tmp_path / "text.csv"
    text.write_text("this is no table\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    was = demo_omi.read_bytes()
    filled = [a.format(tmp=tmp_path, text=text, demo=demo_omi) for a in arguments]
    assert run(filled) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert said.out == ""
    assert sorted(tmp_path.rglob("*")) == before
    assert demo_omi.read_bytes() == was


def test_a_wrong_passphrase_is_one_sentence(
    demo_omi: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OMI_PASSPHRASE", "wrong")
    assert run(["score", str(demo_omi)]) == 2
    assert "passphrase" in capsys.readouterr().err


def test_without_passphrase_or_terminal_it_says_how_to_give_one(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "OMI_PASSPHRASE"}
    path = tmp_path / "secret.omi"
    subprocess.run(
        [sys.executable, "-m", "omi_desktop", "new", str(path), "--area", "Westmorland"],
        check=True,
        cwd=ROOT,
        env=environment | {"OMI_PASSPHRASE": "a secret of theirs"},
    )
    asked = subprocess.run(
        [sys.executable, "-m", "omi_desktop", "score", str(path)],
        check=False,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert asked.returncode == 2
    assert "OMI_PASSPHRASE" in asked.stderr
    assert asked.stderr.count("\n") == 1


def test_omi_runs_where_qt_is_not_installed(demo_omi: Path, tmp_path: Path) -> None:
    blocker = (
        "import sys\n"
        "class No:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('PySide6', 'shiboken6', 'omi_ui'):\n"
        "            raise ImportError(f'{name} is not here')\n"
        "sys.meta_path.insert(0, No())\n"
        "from omi_desktop.cli import run\n"
        f"sys.exit(run(['export', {str(demo_omi)!r}, '--xlsx', {str(tmp_path / 'x.xlsx')!r},"
        f" '--pdf', {str(tmp_path / 'x.pdf')!r}]))\n"
    )
    subprocess.run([sys.executable, "-c", blocker], check=True, cwd=ROOT)
    assert (tmp_path / "x.pdf").exists()


def test_a_command_that_reads_no_document_loads_no_document_library(demo_omi: Path) -> None:
    script = (
        "import sys\n"
        "from omi_desktop.cli import run\n"
        f"run(['score', {str(demo_omi)!r}])\n"
        "heavy = {'openpyxl', 'xlsxwriter', 'reportlab'} & set(sys.modules)\n"
        "sys.exit(sorted(heavy).__repr__() if heavy else 0)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
