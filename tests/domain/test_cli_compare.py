from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from omi_desktop.cli import run
from omi_desktop.statistics.intervals import wilson


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the passphrase of the demo by variable, as a script would."""
    monkeypatch.setenv("OMI_PASSPHRASE", "cumbria-2006")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demo as `omi demo` writes it."""
    path = tmp_path_factory.mktemp("compare") / "demo.omi"
    os.environ.pop("OMI_PASSPHRASE", None)
    assert run(["demo", str(path)]) == 0
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert run([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def test_the_two_groups_of_the_report_are_compared_as_json(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    what = "3.1.8+3.1.9+3.1.10"
    found = json.loads(
        printed(capsys, "compare", demo, what, "--by", "convicted_or_cautioned", "--json")
    )
    assert (found["of"], found["by"]) == (what, "convicted_or_cautioned")
    (comparison,) = found["comparisons"]
    assert (comparison["in_group"]["cases"], comparison["others"]["cases"]) == (30, 69)
    assert round(comparison["in_group"]["percent"]) == 28
    assert round(comparison["others"]["percent"]) == 54
    low, high = comparison["interval"]
    assert low < comparison["difference"] < high < 0
    assert 0 < comparison["p_value"] == comparison["holm"] < 0.05


def test_a_comparison_is_told_in_words(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "compare", demo, "2.4.8", "--by", "convicted_or_cautioned")
    assert told.splitlines() == [
        "Judgements on non-compliance. Offenders convicted or cautioned while supervised:",
        "  in the group 13 of 16 (81%)",
        "  in all others 37 of 39 (95%)",
        "  81 and 95 are not a difference this sample can show.",
        "  p = 0.1409 (Fisher’s exact test)",
    ]


@pytest.mark.parametrize("by", ["assessor", "assessor-kind"])
def test_readers_and_their_kinds_are_compared(
    demo: Path, capsys: pytest.CaptureFixture[str], by: str
) -> None:
    found = json.loads(printed(capsys, "compare", demo, "1.2.SUM", "--by", by, "--json"))
    groups = found["comparisons"]
    assert len(groups) > 2
    # Everybody's cases, and those of all others, are all cases that were read.
    assert {one["in_group"]["cases"] + one["others"]["cases"] for one in groups} == {99}
    assert all(one["holm"] >= one["benjamini_hochberg"] >= one["p_value"] for one in groups)


def test_where_no_group_is_known_the_command_says_so(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(capsys, "compare", demo, "2.4.8", "--by", "office")
    assert told.startswith("There is nothing to compare")


def test_small_counts_are_left_out_of_what_is_published(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("compare", demo, "3.1.P1", "--by", "gender", "--publish")
    found = json.loads(printed(capsys, *asked, "--json"))
    assert [group["counts"] for group in found["groups"]] == [[58, None, None], [11, None, None]]
    told = printed(capsys, *asked)
    assert "Male: 58, left out, left out; all 85" in told.splitlines()


def test_a_comparison_is_written_as_csv_and_for_publication_holds_nothing_else(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, shown = tmp_path / "whole.csv", tmp_path / "shown.csv"
    printed(capsys, "compare", demo, "3.1.P1", "--by", "gender", "--csv", whole)
    told = printed(capsys, "compare", demo, "3.1.P1", "--by", "gender", "--publish", "--csv", shown)
    with whole.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {int(row["group_base"]) + int(row["others_base"]) for row in rows} == {99}
    assert all(0 <= float(row["p"]) <= float(row["p_holm"]) <= 1 for row in rows)
    with shown.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert table[0][0] == "group"
    assert table[1] == ["Male", "58", "left out", "left out", "85"]
    assert table[-1][-1] == "99"
    # What is printed says no more than what is exported.
    for title, *cells, total in table[1:-1]:
        assert f"{title}: {', '.join(cells)}; all {total}" in told.splitlines()


def test_a_score_is_published_whole_or_not_at_all(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = ("--by", "convicted_or_cautioned")
    told = printed(capsys, "compare", demo, "3.1.8+3.1.9+3.1.10", *by, "--publish")
    assert told == printed(capsys, "compare", demo, "3.1.8+3.1.9+3.1.10", *by)
    assert run(["compare", str(demo), "1.2", "--by", "ethnicity", "--publish"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "fewer than 5 cases" in said.err


def test_a_fact_the_bank_has_not_is_refused_in_a_sentence(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", str(demo), "2.4", "--by", "nowhere"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("The question bank has no fact, question or gate “nowhere”.")


def test_intervals_are_added_to_the_scorecard_and_nothing_else_is_changed(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = json.loads(printed(capsys, "score", demo, "--json"))
    found = json.loads(printed(capsys, "score", demo, "--json", "--intervals"))
    questions = [q for c in found["criteria"] for q in c["questions"]]
    for question in questions:
        expected = wilson(question["sufficient"], question["relevant"])
        ends = question.pop("interval")
        assert (ends is None) is (expected is None)
        if expected is not None:
            assert ends == pytest.approx([expected.low * 100, expected.high * 100], abs=0.005)
    for scored in (*found["criteria"], *found["sections"], found["risk_of_harm"]):
        low, high = scored.pop("interval")
        assert low < scored["score"] < high
    assert found == plain


def test_intervals_are_told_in_words(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "score", demo, "--intervals").splitlines()
    assert any(
        line.startswith("1.1  90% is at or above the line of 70%, and the sample can show that")
        for line in told
    )
