"""Every code of the database that is the world’s fault is a sentence; the rest are defects."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from omi_desktop.errors import InspectionFileError, WrongPassphrase
from omi_desktop.store.failures import FAILURES, failures_of

THE_WORLDS_FAULT = {"PERM", "BUSY", "READONLY", "IOERR", "CORRUPT", "FULL", "CANTOPEN", "NOTADB"}


def codes_of_the_driver() -> dict[str, int]:
    """Every result code that the standard library’s twin of the driver names."""
    no_results = {"SQLITE_OK", "SQLITE_DENY", "SQLITE_IGNORE", "SQLITE_ROW", "SQLITE_DONE"}
    found = {
        name: getattr(sqlite3, name)
        for name in dir(sqlite3)
        if name.startswith("SQLITE_") and isinstance(getattr(sqlite3, name), int)
    }
    families = {
        "ABORT", "AUTH", "BUSY", "CANTOPEN", "CONSTRAINT", "CORRUPT", "EMPTY", "ERROR", "FORMAT",
        "FULL", "INTERNAL", "INTERRUPT", "IOERR", "LOCKED", "MISMATCH", "MISUSE", "NOLFS", "NOMEM",
        "NOTADB", "NOTFOUND", "PERM", "PROTOCOL", "RANGE", "READONLY", "SCHEMA", "TOOBIG",
    }  # fmt: skip
    return {
        name: code
        for name, code in found.items()
        if name not in no_results and name.split("_")[1] in families
    }


def raised(code: int) -> dbapi2.DatabaseError:
    """Return the driver’s error with this code."""
    error = dbapi2.DatabaseError("as the driver says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(("name", "code"), sorted(codes_of_the_driver().items()))
def test_a_code_is_a_sentence_or_passes_through(name: str, code: int) -> None:
    path = Path("cumbria.omi")
    family = name.split("_")[1]
    expected = InspectionFileError if family in THE_WORLDS_FAULT else dbapi2.DatabaseError
    with pytest.raises(expected) as caught, failures_of(path):
        raise raised(code)
    if family in THE_WORLDS_FAULT:
        assert "“cumbria.omi”" in str(caught.value)
        assert str(caught.value).endswith(".")
        assert isinstance(caught.value.__cause__, dbapi2.DatabaseError)


def test_the_table_claims_what_this_test_expects() -> None:
    assert {getattr(sqlite3, f"SQLITE_{name}") for name in THE_WORLDS_FAULT} == set(FAILURES)


def test_only_while_unlocking_a_senseless_first_page_means_the_passphrase() -> None:
    with pytest.raises(WrongPassphrase), failures_of(Path("a.omi"), unlocking=True):
        raise raised(dbapi2.SQLITE_NOTADB)


def test_an_error_without_a_code_is_a_defect() -> None:
    with pytest.raises(dbapi2.ProgrammingError), failures_of(Path("a.omi")):
        raise dbapi2.ProgrammingError("Cannot operate on a closed database.")
