"""What was salvaged, as plain files that any program reads."""

from __future__ import annotations

import csv
import json
from dataclasses import astuple, fields
from io import StringIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from omi_desktop.errors import BankError, RequestError
from omi_desktop.instrument.bank import read_files
from omi_desktop.instrument.model import NOT_APPLICABLE
from omi_desktop.store.salvage import OldRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store.salvage import Salvaged

ANSWER_COLUMNS = (
    "case_ref",
    "question_id",
    "state",
    "answer",
    "label",
    "note",
    "assessor",
    "answered_at",
    "revision",
)
"""The header of the salvaged answers; `omi answers import` reads them."""

_CASE_COLUMNS = ("id", "ref", "position", "status", "reason", "assessor")


def write_salvage(
    found: Salvaged, folder: Path, name: str, copies: Sequence[tuple[str, str]] = ()
) -> tuple[str, ...]:
    """Write what was found to a new folder and return the summary, line by line.

    `copies` says of each copy beside the file what it holds. Raises RequestError where the folder
    is there already, or cannot be written.
    """
    bank = _bank(found)
    summary = summary_of(found, name, bank_is_whole=bank is not None, copies=copies)
    try:
        folder.mkdir()
        for file, rows in (
            ("answers.csv", (ANSWER_COLUMNS, *_answers(found, bank))),
            ("cases.csv", (_CASE_COLUMNS, *_cases(found))),
            ("history.csv", (tuple(f.name for f in fields(OldRow)), *map(astuple, found.history))),
            ("people.csv", (("id", "name", "kind"), *_people(found))),
        ):
            folder.joinpath(file).write_bytes(_table(rows))
        records = {key: _json(body) for key, body in sorted(found.records.items())}
        for file, document in (("records.json", records), ("details.json", found.details)):
            text = json.dumps(document, ensure_ascii=False, indent=1)
            folder.joinpath(file).write_text(f"{text}\n", encoding="utf-8")
        _write_bank(found, folder / "bank")
        folder.joinpath("summary.txt").write_text("\n".join(summary) + "\n", encoding="utf-8")
    except FileExistsError as error:
        raise RequestError(
            f"“{folder}” exists already and was left as it is. Choose a new folder."
        ) from error
    except OSError as error:
        raise RequestError(
            f"What was salvaged could not be written to “{folder}” "
            f"({error.strerror or error}). Choose another folder."
        ) from error
    return summary


def summary_of(
    found: Salvaged, name: str, *, bank_is_whole: bool, copies: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Return what was saved and what was not, in sentences."""
    with_value = sum(answer.value is not None for answer in found.answers)
    notes = sum(bool(answer.note) for answer in found.answers)
    lines = [
        f"{name}: {found.pages:,} of {found.pages + len(found.broken):,} pages can be read.",
        f"Saved: {len(found.cases)} cases, {with_value:,} answers, {notes:,} notes, "
        f"{len(found.people)} people, {len(found.records)} records, "
        f"{len(found.history):,} rows of history.",
    ]
    if found.history:
        lines.append(f"The last change that was found is of {found.history[-1].at}.")
    if found.salt_from:
        lines.append(
            f"The beginning of the file is lost; it was opened with that of {found.salt_from}."
        )
    if found.broken:
        lines.append(
            f"Not saved: what stands only on {len(found.broken)} broken pages; the first is page "
            f"{found.broken[0]}."
        )
    if found.gaps:
        lines.append(
            f"Not saved: {found.gaps} rows of the history are missing, so older answers may stand "
            "where newer ones are lost."
        )
    if not bank_is_whole:
        lines.append(
            "Not saved: the question bank is not whole. The answers are given by their ids; the "
            "bank of another copy of this inspection explains them."
        )
    lines += [f"A copy stands beside it: {copy}, {holds}." for copy, holds in copies]
    return tuple(lines)


def _bank(found: Salvaged) -> Instrument | None:
    try:
        return read_files(found.bank)
    except BankError:
        # A bank with missing pages has faults; the summary says so.
        return None


def _answers(found: Salvaged, bank: Instrument | None) -> Iterable[tuple[object, ...]]:
    names = {key: str(person.get("name", key)) for key, person in found.people.items()}
    for answer in found.answers:
        if answer.value is None and not answer.note:
            continue
        case = found.cases.get(answer.case, {})
        question = bank.questions.get(answer.question) if bank else None
        value = answer.value
        yield (
            case.get("ref", answer.case),
            answer.question,
            _state(value),
            "" if value is None else value,
            question.label(value) if question and value is not None else "",
            answer.note,
            names.get(answer.by, answer.by),
            answer.at,
            answer.revision,
        )


def _state(value: str | None) -> str:
    if value is None:
        return "not answered"
    return "not applicable" if value == NOT_APPLICABLE else "answered"


def _cases(found: Salvaged) -> Iterable[tuple[object, ...]]:
    for key, case in sorted(found.cases.items()):
        yield (key, *(case.get(column, "") for column in _CASE_COLUMNS[1:]))


def _people(found: Salvaged) -> Iterable[tuple[object, ...]]:
    for key, person in sorted(found.people.items()):
        yield key, person.get("name", ""), person.get("kind", "")


def _table(rows: Iterable[Sequence[object]]) -> bytes:
    told = StringIO(newline="")
    csv.writer(told).writerows(rows)
    return told.getvalue().encode("utf-8-sig")


def _json(body: str) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return body


def _write_bank(found: Salvaged, folder: Path) -> None:
    for name, text in found.bank.items():
        place = folder.joinpath(*_inside(name).parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def _inside(name: str) -> PurePosixPath:
    """Return the path of a bank file, kept inside the folder whatever the file says."""
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..")]
    return PurePosixPath(*parts)
