"""`omi areas` and the invented inspections that it can be tried on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from omi_desktop.cli import run
from omi_desktop.demo.areas import write_area

DAYS = {"Rutland": "2006-01-09", "Furness": "2006-02-09"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return two signed-off inspections under passphrases of their own."""
    folder = tmp_path_factory.mktemp("areas")
    made = []
    for seed, (area, day) in enumerate(DAYS.items()):
        path = folder / f"{area}.omi"
        write_area(path, f"words of {area}", area=area, seed=seed, fieldwork=day, cases=4)
        (folder / f"{area}.txt").write_text(f"words of {area}\n", encoding="utf-8")
        made.append(str(path))
    return made


def passphrases(files: list[str]) -> list[str]:
    return [
        word
        for file in files
        for word in ("--passphrase-file", str(Path(file).with_suffix(".txt")))
    ]


def test_each_file_has_its_own_passphrase_and_every_score_its_range(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["areas", *files, *passphrases(files), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["areas"] == 2
    assert [one["area"] for one in told["inspections"]] == list(DAYS)
    for score in told["scores"]:
        known = [one["score"] for one in score["inspections"] if one["score"] is not None]
        assert score["of"] == len(known)
        if known:
            assert score["lowest"]["score"] == min(known)
            assert score["highest"]["score"] == max(known)


def test_one_score_of_one_area_is_printed_with_its_years(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["areas", *files, *passphrases(files), "--of", "1.2", "--area", "Rutland"]
    assert run(asked) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("1.2: lowest")
    assert first.endswith("of 2 areas")
    assert sum("Rutland, 2006-01-09" in line for line in lines) == 2


def test_what_cannot_be_shown_is_one_sentence(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["areas", files[0], *passphrases(files[:1]), "--of", "9.9"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "no score “9.9”" in said.err
    assert said.err.count("\n") == 1


def test_passphrases_that_fit_no_files_and_days_that_are_none_are_refused(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["areas", *files, files[0], *passphrases(files)]) == 2
    assert "3 files and 2 passphrase files" in capsys.readouterr().err
    out = tmp_path / "x.omi"
    assert run(["demo", str(out), "--area", "Rutland", "--fieldwork", "soon"]) == 2
    assert "is no day" in capsys.readouterr().err
    assert not out.exists()
