"""The check of a whole file: its pages, its references, and whether it is as its history tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from sqlcipher3 import dbapi2

from omi_desktop.errors import BankError
from omi_desktop.instrument.bank import read_files
from omi_desktop.store import history
from omi_desktop.store.failures import FAILURES
from omi_desktop.store.values import Problem

if TYPE_CHECKING:
    import sqlite3

AnswerRow: TypeAlias = tuple[str | None, str, str, str, int]

_UNMERGED = {
    dbapi2.SQLITE_CORRUPT: "The newest changes cannot be brought into the file.",
    dbapi2.SQLITE_FULL: (
        "There is no room on the disk to bring the newest changes into the file; they are safe "
        "in its log. Make room, then check again."
    ),
}
_COMPARE_INDEX = "INSERT INTO note_words (note_words, rank) VALUES ('integrity-check', 1)"
_GUARDS = ("history_is_not_edited", "history_is_not_shortened")


def problems(connection: sqlite3.Connection, path: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with the file behind `connection`."""
    try:
        return tuple(_problems(connection))
    except dbapi2.DatabaseError as error:
        # A page that cannot be read ends the check: what it held cannot be compared.
        primary = error.sqlite_errorcode & 0xFF
        if primary not in (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB):
            raise
        pages = tuple(_page_faults(connection))
        whole = Problem("database", FAILURES[primary][1].format(path=path))
        return (*pages, whole)


def _problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    yield from _page_faults(connection)
    for (found,) in connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            yield Problem("database", f"The database contradicts itself: {found}.")
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem("database", f"A row of “{table}” refers to a row of “{parent}” that is gone.")
    guards = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    for guard in _GUARDS:
        if guard not in guards:
            yield Problem("history", f"The guard “{guard}” of the history was removed.")
    told = _Told()
    yield from _chain_faults(connection, told)
    yield from _disagreements(connection, told)
    yield from _bank_faults(connection, told)
    yield from _index_faults(connection)


def _page_faults(connection: sqlite3.Connection) -> Iterator[Problem]:
    # The seals of the pages are compared in the file itself, so the log must be in it first.
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except dbapi2.DatabaseError as error:
        sentence = _UNMERGED.get(error.sqlite_errorcode & 0xFF)
        if sentence is None:
            raise
        yield Problem("database", sentence)
    for (found,) in connection.execute("PRAGMA cipher_integrity_check"):
        yield Problem("database", f"A page of the file was changed or is broken: {found}.")


@dataclass(slots=True)
class _Told:
    """What the history says the tables must hold."""

    answers: dict[tuple[str, str], AnswerRow] = field(default_factory=dict)
    cases: dict[str, dict[str, object]] = field(default_factory=dict)
    people: dict[str, object] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    details: str | None = None
    bank: str | None = None
    with_value: int = 0

    def take(self, row: history.Row) -> None:
        """Follow one row."""
        revision, at, by, _, what, case, question, _, new, _, _ = row
        match what:
            case "answer" | "note":
                key = (case or "", question or "")
                value, note, *_ = self.answers.get(key, (None, "", "", "", 0))
                if what == "answer":
                    self.with_value += (new is not None) - (value is not None)
                    value = new
                else:
                    note = new or ""
                self.answers[key] = (value, note, by, at, revision)
            case "case" if new is None:
                self.cases.pop(case or "", None)
                for key in [key for key in self.answers if key[0] == case]:
                    del self.answers[key]
            case "case":
                self.cases[case or ""] = msgspec.json.decode(new or "{}")
            case "status" | "reason" | "assigned":
                field_of_case = "assessor" if what == "assigned" else what
                self.cases.setdefault(case or "", {})[field_of_case] = new
            case "person":
                self.people[question or ""] = msgspec.json.decode(new or "{}")
            case "record" if new is None:
                self.records.pop(question or "", None)
            case "record":
                self.records[question or ""] = new or ""
            case "details":
                self.details = new
            case "bank":
                self.bank = new
            case _:
                pass


def _chain_faults(connection: sqlite3.Connection, told: _Told) -> Iterator[Problem]:
    before, expected = "", 1
    for row in history.rows(connection):
        revision, at = row[0], row[1]
        if revision != expected:
            yield Problem(
                "history", f"The history jumps from revision {expected - 1} to {revision}."
            )
        if row[-1] != history.digest_of(before, row[:-1]):
            yield Problem(
                "history",
                f"Revision {revision} of the history ({at}) or one before it was changed "
                "outside this program.",
            )
        told.take(row)
        if row[-2] != told.with_value:
            yield Problem(
                "history",
                f"Revision {revision} of the history counts {row[-2]} answers; "
                f"its rows tell of {told.with_value}.",
            )
        before, expected = row[-1], revision + 1


def _disagreements(connection: sqlite3.Connection, told: _Told) -> Iterator[Problem]:
    stored: dict[tuple[str, str], AnswerRow] = {
        (row[0], row[1]): row[2:]
        for row in connection.execute(
            "SELECT case_id, question, value, note, by, at, revision FROM answers"
        )
    }
    for case, question in sorted(stored.keys() | told.answers.keys()):
        if stored.get((case, question)) != told.answers.get((case, question)):
            yield Problem(
                "answers",
                f"The answer to {question} in case “{case}” is not the one the history tells of.",
            )
    cases: dict[str, object] = {
        key: {"ref": ref, "position": position, "status": status, "reason": reason, "assessor": who}
        for key, ref, position, status, reason, who in connection.execute(
            "SELECT id, ref, position, status, reason, assessor FROM cases"
        )
    }
    yield from _differences("cases", "case", cases, told.cases)
    people: dict[str, object] = {
        key: {"name": name, "kind": kind}
        for key, name, kind in connection.execute("SELECT id, name, kind FROM people")
    }
    yield from _differences("people", "person", people, told.people)
    records = {
        f"{kind}/{key}": body
        for kind, key, body in connection.execute("SELECT kind, key, body FROM records")
    }
    yield from _differences("records", "record", records, told.records)
    if history.told_of_details(connection) != told.details:
        yield Problem("details", "The inspection is not the one its history began with.")


def _differences(
    what: str, word: str, stored: Mapping[str, object], told: Mapping[str, object]
) -> Iterator[Problem]:
    for key in sorted(stored.keys() | told.keys()):
        if stored.get(key) != told.get(key):
            yield Problem(what, f"The {word} “{key}” is not as the history tells of it.")


def _bank_faults(connection: sqlite3.Connection, told: _Told) -> Iterator[Problem]:
    bank = dict(connection.execute("SELECT path, text FROM bank").fetchall())
    if history.seal_of(bank) != told.bank:
        yield Problem("bank", "The question bank is not the one the inspection was started with.")
    try:
        read_files(bank)
    except BankError as error:
        yield Problem("bank", str(error))


def _index_faults(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Hold the index by which notes are found against the notes; it changes nothing."""
    try:
        connection.execute(_COMPARE_INDEX)
    except dbapi2.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != dbapi2.SQLITE_CORRUPT:
            raise
        yield Problem("search", "The words by which notes are found are not those of the notes.")
