"""`omi agreement`: how far readers agree, in words, as JSON and as a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from omi_desktop.cli import run
from omi_desktop.demo.write import write_demo
from omi_desktop.store import CaseStatus, Inspection, SecondRead, open_inspection
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.moderating import agree
from omi_desktop.store.moderation_records import Agreed
from omi_desktop.store.reader_agreement import (
    agreement_of_readers,
    as_first_read,
    as_second_read,
)
from omi_desktop.store.second_records import SecondAnswer, SecondReading

WORD = "a quiet word"


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase comes by variable, as a script gives it."""
    monkeypatch.setenv("OMI_PASSPHRASE", WORD)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed demo in which twelve cases are read twice, the last of them not to the end."""
    path = tmp_path_factory.mktemp("agreement") / "demo.omi"
    write_demo(path, WORD)
    with open_inspection(path, WORD) as inspection:
        # Second reads of our own, in place of those that the demo has.
        gone = (*inspection.records(SecondRead), *inspection.records(Agreed))
        inspection.change_records(drop=gone, by="lead")
        for number, case in enumerate(inspection.cases()[:12]):
            reader = "are-1" if case.assessor != "are-1" else "ins-1"
            second(inspection, case.id, reader, is_complete=number < 11)
    return path


def second(inspection: Inspection, case: str, reader: str, *, is_complete: bool) -> None:
    """Plant a second reading that differs from the first in 1.2.SUM alone."""
    given = []
    for question, answer in inspection.answers(case).items():
        value = answer.value
        if question == "1.2.SUM" and value is not None:
            scale = inspection.instrument.questions[question].scale
            assert scale is not None
            value = next(
                c.id for c in scale.choices if c.above_line != scale.choice(value).above_line
            )
        given.append(SecondAnswer(question, value, "", reader, answer.at))
    status = CaseStatus.COMPLETE if is_complete else CaseStatus.IN_PROGRESS
    reading = SecondReading(case, reader, f"k-{case}", status.value, "", tuple(given))
    pack = Pack(f"k-{case}", reader, "", 1, (case,))
    inspection.change_records(put=(SecondRead(case, reader), pack, reading), by="lead")


@pytest.fixture
def twice(begun: Path, tmp_path: Path) -> Path:
    """The same, of the test's own."""
    path = tmp_path / "demo.omi"
    path.write_bytes(begun.read_bytes())
    return path


Printed = Callable[..., str]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    """Run a command and return what it says."""

    def out(*arguments: object) -> str:
        assert run([str(argument) for argument in arguments]) == 0
        return capsys.readouterr().out

    return out


def test_agreement_is_told_as_json_and_the_blind_reading_is_left_out(
    twice: Path, printed: Printed
) -> None:
    found: Any = json.loads(printed("agreement", twice, "--json"))
    assert (found["read_twice"], found["still_blind"], found["cases"]) == (12, 1, 11)
    by_question = {row["id"]: row for row in found["questions"]}
    row = by_question.pop("1.2.SUM")
    assert (row["alike"], row["percent"], row["cases"]) == (0, 0.0, 11)
    assert {r["percent"] for r in by_question.values()} == {100.0}
    assert found["all"]["alike"] == found["all"]["judgements"] - 11
    assert {row["title"] for row in found["kinds"]} >= {"Area assessor", "Inspector"}
    low, high = found["all"]["interval"]
    assert low < found["all"]["percent"] < high < 100
    assert found["area_assessors"]["sentence"].startswith("Over 135 questions")


def test_it_is_told_in_words_and_as_a_table(twice: Path, tmp_path: Path, printed: Printed) -> None:
    told = printed("agreement", twice, "--csv", tmp_path / "a.csv")
    assert told.startswith(
        "12 cases are read twice; both readings of 11 are complete, 1 stays blind until then.\n"
    )
    assert "\nQuestions on which readers differ\n1.2.SUM" in told
    assert "0 of 11 on the same side of the line (0%" in told
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["by"] == "all"
    assert {row["by"] for row in rows} == {"all", "criterion", "question", "assessor", "kind"}
    assert next(r for r in rows if r["id"] == "1.2.SUM")["alike"] == "0"


def test_where_nothing_is_read_twice_it_says_so(tmp_path: Path, printed: Printed) -> None:
    path = tmp_path / "demo.omi"
    write_demo(path, WORD)
    with open_inspection(path, WORD) as inspection:
        inspection.change_records(drop=inspection.records(SecondRead), by="lead")
    assert printed("agreement", path).startswith("No case is read twice.")


def test_what_was_agreed_on_changes_the_scores_and_not_the_agreement(
    twice: Path, printed: Printed
) -> None:
    before = printed("agreement", twice, "--json")
    scores = json.loads(printed("score", twice, "--json"))
    with open_inspection(twice, WORD) as inspection:
        first, second_read = as_first_read(inspection), as_second_read(inspection)
        case = inspection.cases()[0]
        own = inspection.answers(case.id)["1.2.SUM"].value
        other = second_read[inspection.cases()[0].id]["1.2.SUM"]
        agree(inspection, case.id, "1.2.SUM", other, "The screening was late.", by="lead")
        assert as_first_read(inspection) == first
        assert first[0].values["1.2.SUM"] == own
        assert len(second_read) == 11
        assert agreement_of_readers(inspection).cases == 11
    assert printed("agreement", twice, "--json") == before
    after = json.loads(printed("score", twice, "--json"))
    moved = [
        (one["sufficient"] - was["sufficient"], one["relevant"] - was["relevant"])
        for was_of, one_of in zip(scores["criteria"], after["criteria"], strict=True)
        for was, one in zip(was_of["questions"], one_of["questions"], strict=True)
        if one != was
    ]
    assert moved in ([(1, 0)], [(-1, 0)])
    assert after["cases"] == scores["cases"]
