"""The tables of an inspection file, step by step, and how an older file is brought up to date.

To add a step: write a function below the last one, decorated with the next name; its docstring
says what changes; its SQL is of its own time and uses nothing of the program. Never edit a step
that was released. Then make `tests/vintage/<number>.omi` with `tests/vintage/make.py`.
"""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from omi_desktop.errors import Damaged, FromALaterVersion, NotAnInspection
from omi_desktop.store.connection import Connected, connect
from omi_desktop.store.folder import flush_folder, remove_unfinished
from omi_desktop.store.values import new_key

if TYPE_CHECKING:
    from omi_desktop.store.keys import Key

STEPS = Migrations("inspection")

_FIRST_SCHEMA = """
CREATE TABLE details (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL, area TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('lead', 'assessor')),
    created TEXT NOT NULL, fieldwork TEXT NOT NULL, publication TEXT NOT NULL,
    service TEXT NOT NULL
) STRICT;
CREATE TABLE bank (path TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE people (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL
    CHECK (kind IN ('lead inspector', 'inspector', 'practice assessor', 'area assessor'))
) STRICT;
CREATE TABLE cases (
    id TEXT PRIMARY KEY, ref TEXT NOT NULL UNIQUE, position INTEGER NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('not started', 'in progress', 'complete', 'withdrawn')),
    reason TEXT NOT NULL, assessor TEXT REFERENCES people (id)
) STRICT;
CREATE TABLE answers (
    case_id TEXT NOT NULL REFERENCES cases (id), question TEXT NOT NULL,
    value TEXT, note TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (case_id, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE records (
    kind TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE history (
    revision INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, how TEXT NOT NULL,
    what TEXT NOT NULL, case_id TEXT, question TEXT, old TEXT, new TEXT,
    answers INTEGER NOT NULL, digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history
BEGIN SELECT RAISE (ABORT, 'the history is only ever added to'); END;
CREATE TRIGGER history_is_not_shortened BEFORE DELETE ON history
BEGIN SELECT RAISE (ABORT, 'the history is only ever added to'); END;
"""


_JOURNAL_AND_SEARCH = """
CREATE TABLE journal (
    case_id TEXT NOT NULL, question TEXT NOT NULL,
    text TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (case_id, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE noted (
    id INTEGER PRIMARY KEY, case_id TEXT NOT NULL, question TEXT NOT NULL,
    UNIQUE (case_id, question)
) STRICT;
CREATE VIEW noted_text AS
    SELECT n.id AS id, a.note AS note FROM noted AS n
    JOIN answers AS a ON a.case_id = n.case_id AND a.question = n.question WHERE a.note <> '';
CREATE VIRTUAL TABLE note_words USING fts5 (
    note, content = 'noted_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER a_changed_note_is_indexed AFTER UPDATE OF note ON answers WHEN old.note <> new.note
BEGIN
    INSERT INTO noted (case_id, question) SELECT new.case_id, new.question WHERE NOT EXISTS (
        SELECT 1 FROM noted WHERE case_id = new.case_id AND question = new.question);
    INSERT INTO note_words (note_words, rowid, note) SELECT 'delete', id, old.note FROM noted
        WHERE old.note <> '' AND case_id = new.case_id AND question = new.question;
    INSERT INTO note_words (rowid, note) SELECT id, new.note FROM noted
        WHERE new.note <> '' AND case_id = new.case_id AND question = new.question;
END;
CREATE TRIGGER a_removed_note_is_forgotten AFTER DELETE ON answers WHEN old.note <> ''
BEGIN
    INSERT INTO note_words (note_words, rowid, note) SELECT 'delete', id, old.note FROM noted
        WHERE case_id = old.case_id AND question = old.question;
END;
INSERT INTO noted (case_id, question)
    SELECT case_id, question FROM answers WHERE note <> '' ORDER BY case_id, question;
INSERT INTO note_words (rowid, note) SELECT id, note FROM noted_text;
"""


@STEPS(name="1 inspection")
def inspection(db: Database) -> None:
    """Make the tables of an inspection: details, bank, team, cases, answers, records, history."""
    _execute(db, _FIRST_SCHEMA)


@STEPS(name="2 journal and search")
def journal_and_search(db: Database) -> None:
    """Make the journal of text that is being typed, and the index by which notes are found."""
    _execute(db, _JOURNAL_AND_SEARCH)


def _execute(db: Database, script: str) -> None:
    # executescript would commit the transaction that the step runs in.
    for statement in re.split(r";\n(?=CREATE|INSERT|\Z)", script):
        if statement.strip():
            db.conn.execute(statement)


def names(steps: Migrations) -> list[str]:
    """Return the names of the steps, first to last."""
    # A database without any step has all of them before it.
    with_nothing = Database(memory=True, execute_plugins=False)
    try:
        return [step.name for step in steps.pending(with_nothing)]
    finally:
        with_nothing.close()


def bring_up_to_date(db: Connected, path: Path, key: Key, steps: Migrations = STEPS) -> None:
    """Refuse a newer file; otherwise copy an older one beside itself and take the missing steps.

    All steps are one transaction: either the file is of this version or it is as it was.
    """
    known = names(steps)
    applied = [step.name for step in steps.applied(db.tables())]
    if not applied:
        raise NotAnInspection(
            f"“{path}” is an encrypted database, but not an inspection. "
            "Choose an inspection file (.omi)."
        )
    if applied != known[: len(applied)]:
        raise FromALaterVersion(
            f"“{path}” was written by a later version of OMI Desktop. "
            "Nothing was changed. Install the current version to open it."
        )
    if len(applied) < len(known):
        back_up(db, path, key, free_name(path, len(known)))
        apply_steps(db, steps)


def apply_steps(db: Connected, steps: Migrations = STEPS) -> None:
    """Take every step that the database has not taken, all or none."""
    tables = db.tables()
    with tables.atomic():
        steps.apply(tables)


def free_name(path: Path, version: int) -> Path:
    """Return where the copy from before `version` goes: `cumbria.before-2.omi`, or numbered on."""
    wanted = path.with_name(f"{path.stem}.before-{version}{path.suffix}")
    number = 2
    found = wanted
    while found.exists():
        found = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        number += 1
    return found


def back_up(db: Connected, path: Path, key: Key, copy: Path) -> None:
    """Write an encrypted copy of the open file to `copy`; the same passphrase opens it."""
    unfinished = copy.with_name(f".omi-{new_key()}.part")
    try:
        with closing(connect(unfinished, key, make=True)) as target:
            db.conn.backup(target.conn)
        # SQLCipher copies a page it cannot read without a word, so the copy is read through.
        with closing(connect(unfinished, key)) as target:
            found = [text for (text,) in target.conn.execute("PRAGMA integrity_check")]
        refuse_unsound(path, found)
        unfinished.replace(copy)
    finally:
        remove_unfinished(unfinished)
    flush_folder(path.parent)


def refuse_unsound(path: Path, found: list[str]) -> None:
    """Raise Damaged where SQLite's own check found anything."""
    if found != ["ok"]:
        raise Damaged(
            f"“{path}” is damaged ({found[0]}), so it was not brought up to date. "
            "Nothing was changed. Go back to a copy, and keep this file for salvage."
        )
