from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from omi_desktop.assets import asset
from omi_desktop.cli import run
from omi_desktop.demo.caseload import caseload_csv
from omi_desktop.store import open_inspection

LIST = asset("demo/cumbria-2006/caseload.csv")
RULES = ["--size", "40", "--seed", "cumbria-2006", "--minimum", "ppo=6", "--minimum", "high_roh=5"]


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a passphrase by variable, as a script would."""
    monkeypatch.setenv("OMI_PASSPHRASE", "a quiet word")


@pytest.fixture
def omi(tmp_path: Path) -> Path:
    """An empty inspection, as `omi new` writes it."""
    path = tmp_path / "new.omi"
    assert run(["new", str(path), "--area", "Westmorland"]) == 0
    return path


def drawn(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["draw", *arguments, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_a_draw_is_kept_and_says_what_it_did(omi: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = drawn(capsys, str(omi), "--frame", str(LIST), *RULES, "--reserves", "3")
    assert (told["size"], told["seed"], told["feasible"]) == (40, "cumbria-2006", True)
    assert len(told["sealed"]) == 64
    assert len({one["case_ref"] for one in told["cases"]}) == 40
    assert len(told["reserves"]) == 3
    assert [one["gate"] for one in told["minimums"]] == ["ppo", "high_roh"]
    assert all(one["achieved"] >= one["required"] for one in told["minimums"])
    assert {one["origin"] for one in told["cases"]} == {"random", "booster"}
    for one in told["cases"]:
        assert (one["minimum"] is None) == (one["origin"] == "random")
        assert 0 < one["chance"] <= 1
    assert (told["advice"], told["unusable"]) == ([], [])
    assert run(["check", str(omi)]) == 0
    assert run(["score", str(omi), "--json"]) == 0
    printed = capsys.readouterr().out
    card = json.loads(printed[printed.index("{") :])
    assert card["cases"] == {"sampled": 40, "assessed": 0, "complete": 0}


def test_a_dry_run_draws_the_same_and_keeps_nothing(
    omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was = omi.read_bytes()
    dry = drawn(capsys, str(omi), "--frame", str(LIST), *RULES, "--dry-run")
    assert omi.read_bytes() == was
    assert drawn(capsys, str(omi), "--frame", str(LIST), *RULES) == dry


def test_without_a_seed_every_draw_has_its_own(
    omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (str(omi), "--frame", str(LIST), "--size", "5", "--dry-run")
    one, other = drawn(capsys, *arguments), drawn(capsys, *arguments)
    assert one["seed"] != other["seed"]
    assert one["sealed"] != other["sealed"]


def test_a_dry_run_that_is_not_feasible_ends_with_1_and_advice(
    omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    arguments = ["--frame", str(LIST), "--minimum", "minority_ethnic=50", "--dry-run", "--json"]
    assert run(["draw", str(omi), *arguments]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["feasible"]
    assert told["cases"] == []
    (sentence,) = told["advice"]
    assert "50 are wanted and 23 are in the list, 27 short" in sentence


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--minimum", "minority_ethnic=50"], "27 short"),
        (["--minimum", "parole=5"], "no gate “parole”"),
        (["--minimum", "ppo"], "GATE=N"),
        (["--minimum", "ppo=many"], "is not a number of cases"),
        (["--size", "0"], "no size"),
        (["--size", "2000"], "1,891 cases that can be drawn"),
        (["--share", "licence=600%"], "do not fit"),
        (["--column", "reference=Number"], "no column “Number”"),
        (["--word", "RoH=high"], "names no fact"),
        (["--from", "2006-02-01", "--to", "2006-01-01"], "The window begins"),
        (["--from", "yesterday"], "yesterday"),
    ],
)
def test_a_draw_that_cannot_be_is_one_sentence_and_writes_nothing(
    omi: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    was = omi.read_bytes()
    capsys.readouterr()
    assert run(["draw", str(omi), "--frame", str(LIST), *arguments]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert omi.read_bytes() == was


def test_a_second_draw_is_refused_without_a_reason(
    omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["draw", str(omi), "--frame", str(LIST), *RULES]
    assert run(arguments) == 0
    assert run(arguments) == 2
    assert "--reason" in capsys.readouterr().err
    assert run([*arguments, "--reason", "The first list was of last year."]) == 0


def test_rules_that_were_sealed_before_the_list_came_change_only_with_a_reason(
    omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["draw", str(omi), "--seal-only", *RULES]) == 0
    sealed = capsys.readouterr().out
    was = omi.read_bytes()
    assert run(["draw", str(omi), "--frame", str(LIST), "--size", "41", "--seed", "s"]) == 2
    assert "say with --reason why they change" in capsys.readouterr().err
    assert run(["draw", str(omi), *RULES]) == 2
    assert "--seal-only" in capsys.readouterr().err
    assert omi.read_bytes() == was
    told = drawn(capsys, str(omi), "--frame", str(LIST), *RULES)
    assert told["sealed"] in sealed
    assert run(["sample", "page", str(omi)]) == 0
    assert "version 1" in capsys.readouterr().out


def test_the_sample_has_its_page_and_its_ways_back(
    omi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = drawn(capsys, str(omi), "--frame", str(LIST), *RULES)
    first = told["cases"][0]["case_ref"]
    assert run(["sample", "replace", str(omi), first]) == 2
    assert "Say why" in capsys.readouterr().err
    arguments = ["sample", "replace", str(omi), first, "--reason", "The file is lost.", "--json"]
    assert run(arguments) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["dropped"], done["taken"] in told["reserves"]) == (first, True)
    page, web = tmp_path / "page.pdf", tmp_path / "page.html"
    assert run(["sample", "page", str(omi), "--pdf", str(page), "--html", str(web)]) == 0
    assert page.read_bytes().startswith(b"%PDF")
    assert first not in web.read_text(encoding="utf-8")
    assert run(["sample", "page", str(omi), "--cases"]) == 0
    assert f"{first}\t" in capsys.readouterr().out
    assert run(["sample", "take-back", str(omi), "--replacement", "--reason", "x"]) == 2
    assert run(["sample", "take-back", str(omi), "--replacement"]) == 0
    assert f"{first} is in the sample again" in capsys.readouterr().out
    assert run(["sample", "take-back", str(omi), "--reason", "The wrong list."]) == 0
    assert run(["sample", "page", str(omi)]) == 2
    assert run(["check", str(omi)]) == 0


def test_scores_by_weight_stand_beside_the_published_ones(
    omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["score", str(omi), "--weighted"]) == 2
    assert "No sample was drawn in this file" in capsys.readouterr().err
    told = drawn(capsys, str(omi), "--frame", str(LIST), *RULES)
    with open_inspection(omi, "a quiet word") as inspection:
        for place, case in enumerate(inspection.cases()):
            inspection.answer(case.id, "1.3.1", "yes" if place % 3 else "no", by="")
    chances = [one["chance"] for one in told["cases"]]
    capsys.readouterr()
    assert run(["score", str(omi), "--weighted", "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    plain = {one["id"]: one["score"] for one in form["criteria"]}
    assert form["weighted"]["cases"] == 40
    assert form["weighted"]["without_weight"] == 0
    assert 1 < form["weighted"]["effective_cases"] < 40
    scores = {one["name"]: one for one in form["weighted"]["scores"]}
    assert scores["1.3"]["published"] == plain["1.3"]
    weight = sum(1 / c for place, c in enumerate(chances) if place % 3)
    expected = 100 * weight / sum(1 / c for c in chances)
    assert scores["1.3"]["weighted"] == pytest.approx(expected, abs=0.02)
    assert run(["score", str(omi), "--weighted", "--intervals"]) == 0
    assert f"1.3  published {round(plain['1.3'])}%, by weight" in capsys.readouterr().out


def test_a_mapping_is_remembered(
    omi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    rows = "".join(f"CU-{n},{n},{'ja' if n % 2 else 'nein'}\n" for n in range(1, 20))
    path.write_text("CRN,Old,Mehrfach\n" + rows, encoding="utf-8")
    words = ["--word", "ppo:nein=no", "--word", "ppo:ja=yes"]
    given = ["--column", "reference=Old", "--column", "ppo=Mehrfach", *words]
    common = (str(omi), "--frame", str(path), "--size", "4", "--seed", "s", "--minimum", "ppo=3")
    one = drawn(capsys, *common, *given)
    assert one["minimums"][0]["available"] == 10
    again = drawn(capsys, *common, "--dry-run")
    assert again["cases"] == one["cases"]


def test_the_plain_text_names_cases_reserves_method_and_seal(
    omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["draw", str(omi), "--frame", str(LIST), *RULES, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.count("chance ") == 40
    assert "The 40 cases were drawn from the 1,891 cases" in said
    assert "Prolific and priority offenders 6 (drawn 6)" in said
    assert said.endswith("Nothing was kept.\n")


def test_the_list_of_the_demo_is_the_one_its_program_writes() -> None:
    assert LIST.read_bytes() == caseload_csv().encode()
