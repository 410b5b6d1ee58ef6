from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.exchange.salvage_folder import write_salvage
from omi_desktop.store import Answer
from omi_desktop.store.salvage import OldRow, Salvaged

FOUND = Salvaged(
    pages=7,
    broken=(3, 9),
    details={"id": "i1", "area": "Cumbria", "role": "lead"},
    bank={"../../escaped.toml": "x = 1", "criteria/1.toml": "broken ["},
    people={"p2": {"name": "Sam Beck", "kind": "area assessor"}},
    cases={"c1": {"ref": "CU-1", "status": "in progress"}},
    answers=(
        Answer("c1", "1.1.1", "good", "Seen.", "p2", "2006-07-18T09:00:00.000Z", 5),
        Answer("c1", "1.1.2", None, "", "p2", "2006-07-18T09:00:00.000Z", 6),
        Answer("c9", "1.1.1", "not-applicable", "", "gone", "", 8),
    ),
    records={"passage/foreword/1": '{"text":"First."}', "passage/foreword/2": "{cut off"},
    history=(OldRow(8, "2006-07-18", "p2", "typed", "answer", "c1", "1.1.1", None, "good"),),
    gaps=7,
)


def test_every_table_is_written_with_what_is_known_of_it(tmp_path: Path) -> None:
    write_salvage(FOUND, tmp_path / "out", "cumbria.omi")
    with (tmp_path / "out/answers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["case_ref"], r["state"], r["answer"], r["assessor"]) for r in rows] == [
        ("CU-1", "answered", "good", "Sam Beck"),
        ("c9", "not applicable", "not-applicable", "gone"),
    ]
    records = json.loads((tmp_path / "out/records.json").read_text(encoding="utf-8"))
    assert records == {"passage/foreword/1": {"text": "First."}, "passage/foreword/2": "{cut off"}


def test_a_bank_file_is_written_inside_the_folder_whatever_it_is_called(tmp_path: Path) -> None:
    write_salvage(FOUND, tmp_path / "out", "cumbria.omi")
    written = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.toml")}
    assert written == {"out/bank/escaped.toml", "out/bank/criteria/1.toml"}


def test_the_summary_says_what_was_saved_and_what_was_not(tmp_path: Path) -> None:
    copies = [("cumbria.before-2.omi", "which opens and holds 4 answers")]
    told = write_salvage(
        replace(FOUND, salt_from="cumbria.before-2.omi"), tmp_path / "out", "cumbria.omi", copies
    )
    assert told == (
        "cumbria.omi: 7 of 9 pages can be read.",
        "Saved: 1 cases, 2 answers, 1 notes, 1 people, 2 records, 1 rows of history.",
        "The last change that was found is of 2006-07-18.",
        "The beginning of the file is lost; it was opened with that of cumbria.before-2.omi.",
        "Not saved: what stands only on 2 broken pages; the first is page 3.",
        "Not saved: 7 rows of the history are missing, so older answers may stand where newer "
        "ones are lost.",
        "Not saved: the question bank is not whole. The answers are given by their ids; the bank "
        "of another copy of this inspection explains them.",
        "A copy stands beside it: cumbria.before-2.omi, which opens and holds 4 answers.",
    )


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(RequestError, match="exists already"):
        write_salvage(FOUND, tmp_path / "out", "cumbria.omi")
    assert list((tmp_path / "out").iterdir()) == []
