"""Everything readable from an inspection file that will not open.

The history tells of every change, so what it still holds is worth as much as the tables; both are
read, row by row, and the newer of two tellings counts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from omi_desktop.errors import InspectionFileError, NotAnInspection, WrongPassphrase
from omi_desktop.store.holding import refuse_if_held
from omi_desktop.store.keys import RELEASE_COST, Key, KeyCost, key_from
from omi_desktop.store.raw_rows import Record, rows
from omi_desktop.store.recognition import SALT_LENGTH
from omi_desktop.store.sealed_pages import USABLE, Pages, read_pages
from omi_desktop.store.values import Answer, CaseStatus, How, PersonKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)
_HOW = frozenset(how.value for how in How)
_STATUS = frozenset(status.value for status in CaseStatus)
_KIND = frozenset(kind.value for kind in PersonKind)
_ROLE = frozenset(role.value for role in Role)
_TOLD_OF_A_CASE = ("ref", "position", "status", "reason", "assessor")


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row of the history, as it was found."""

    revision: int
    at: str
    by: str
    how: str
    what: str
    case: str | None
    question: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was found; `gaps` counts the revisions that are missing up to the last one found.

    `cases` and `people` are fields by id, `records` JSON texts by kind and key (“rating/4.1”).
    `salt_from` names the copy that the beginning of the file had to be taken from, "" where its own
    was good.
    """

    pages: int
    broken: tuple[int, ...]
    details: dict[str, str]
    bank: dict[str, str]
    people: dict[str, dict[str, object]]
    cases: dict[str, dict[str, object]]
    answers: tuple[Answer, ...]
    records: dict[str, str]
    history: tuple[OldRow, ...]
    gaps: int
    salt_from: str = ""


@dataclass(slots=True)
class _Found:
    details: dict[str, str] = field(default_factory=dict)
    bank: dict[str, str] = field(default_factory=dict)
    people: dict[str, dict[str, object]] = field(default_factory=dict)
    cases: dict[str, dict[str, object]] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    history: dict[int, OldRow] = field(default_factory=dict)


def salvage(path: Path, passphrase: str, *, cost: KeyCost = RELEASE_COST) -> Salvaged:
    """Return everything that can be read from the file at `path`, which is only read.

    Where the first bytes are lost, from which the key is derived, those of the copies beside it are
    tried. Raises InspectionFileError where no page can be read: the passphrase is wrong, or the
    file is no inspection.
    """
    path = Path(path)
    content, log = _bytes_of(path), b""
    beside = path.with_name(f"{path.name}-wal")
    if beside.exists():
        log = _bytes_of(beside)
    for salt, origin in _salts(path, content):
        pages = read_pages(content, log, _key(passphrase, salt, cost))
        if pages.whole:
            return replace(_salvaged(pages), salt_from=origin)
    raise WrongPassphrase(
        f"Nothing in “{path}” can be read with this passphrase. Type it again; if it is certainly "
        "right, the first bytes of the file are lost: put a copy of it (its name with “.before-”) "
        "into the same folder and try again."
    )


def copies_beside(path: Path) -> tuple[Path, ...]:
    """Return the copies that this program made of a file before it brought it up to date."""
    return tuple(sorted(path.parent.glob(f"{_literal(path.stem)}.before-*{path.suffix}")))


def _literal(text: str) -> str:
    return re.sub(r"([\[*?])", r"[\1]", text)


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise NotAnInspection(f"“{path}” is a folder. Choose an inspection file (.omi).")
    try:
        refuse_if_held(path)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InspectionFileError(
            f"There is no file “{path}”. Check the name, or whether it was moved."
        ) from error
    except OSError as error:
        raise InspectionFileError(
            f"“{path}” cannot be read ({error.strerror}). Check that you have access to it."
        ) from error
    return content


def _salts(path: Path, content: bytes) -> Iterator[tuple[bytes, str]]:
    if len(content) >= SALT_LENGTH:
        yield content[:SALT_LENGTH], ""
    for copy in copies_beside(path):
        salt = _bytes_of(copy)[:SALT_LENGTH]
        if len(salt) == SALT_LENGTH and salt != content[:SALT_LENGTH]:
            yield salt, copy.name


def _key(passphrase: str, salt: bytes, cost: KeyCost) -> Key:
    return key_from(passphrase, salt, cost)


def _salvaged(pages: Pages) -> Salvaged:
    found = _Found()
    for number, record in rows(pages.whole, USABLE):
        _take(found, number, record)
    history = tuple(found.history[revision] for revision in sorted(found.history))
    for row in history:
        _follow(found, row)
    gaps = history[-1].revision - len(history) if history else 0
    return Salvaged(
        pages=len(pages.whole),
        broken=pages.broken,
        details=found.details,
        bank=found.bank,
        people=found.people,
        cases=found.cases,
        answers=tuple(found.answers[key] for key in sorted(found.answers)),
        records=found.records,
        history=history,
        gaps=gaps,
    )


def _take(found: _Found, number: int, record: Record) -> None:
    """Keep a record where it can only be a row of one of our tables."""
    match record:
        case (None, str(at), str(by), str(how), str(what), case, question, old, new, int(), digest):
            if how in _HOW and isinstance(digest, str) and _DIGEST.fullmatch(digest):
                told = (_text(case), _text(question), _text(old), _text(new))
                found.history[number] = OldRow(number, at, by, how, what, *told)
        case (str(case), str(question), value, str(note), str(by), str(at), int(revision)) if (
            value is None or isinstance(value, str)
        ):
            _newer(found, Answer(case, question, value, note, by, at, revision))
        case (str(key), str(), int(), str(status), str(), assessor) if status in _STATUS:
            told_of = (*record[1:5], _text(assessor))
            found.cases[key] = dict(zip(_TOLD_OF_A_CASE, told_of, strict=True))
        case (None, str(key), str(name), str(kind)) if kind in _KIND:
            found.people[key] = {"name": name, "kind": kind}
        case (str(kind), str(key), int(), str(body)) if body.startswith("{"):
            found.records[f"{kind}/{key}"] = body
        case (str(name), str(text)) if name.endswith(".toml"):
            found.bank[name] = text
        case (None, str(key), str(area), str(role), *_) if role in _ROLE and len(record) == 8:
            found.details = {"id": key, "area": area, "role": role}
        case _:
            pass


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _newer(found: _Found, answer: Answer) -> None:
    """Keep an answer unless a later one of the same question is known: free pages hold old rows."""
    key = (answer.case, answer.question)
    if key not in found.answers or found.answers[key].revision < answer.revision:
        found.answers[key] = answer


def _follow(found: _Found, row: OldRow) -> None:
    """Bring what was found to where a row of the history brought it."""
    case, question = row.case or "", row.question or ""
    match row.what:
        case "answer" | "note":
            before = found.answers.get((case, question))
            if before is None or before.revision < row.revision:
                value, note = (before.value, before.note) if before else (None, "")
                value = row.new if row.what == "answer" else value
                note = (row.new or "") if row.what == "note" else note
                _newer(found, Answer(case, question, value, note, row.by, row.at, row.revision))
        case "case" if row.new is None:
            found.cases.pop(case, None)
            for key in [key for key in found.answers if key[0] == case]:
                del found.answers[key]
        case "case":
            found.cases.setdefault(case, {}).update(_fields(row.new))
        case "status" | "reason" | "assigned":
            name = "assessor" if row.what == "assigned" else row.what
            found.cases.setdefault(case, {})[name] = row.new
        case "person":
            found.people.setdefault(question, {}).update(_fields(row.new))
        case "record" if row.new is None:
            found.records.pop(question, None)
        case "record":
            found.records[question] = row.new or ""
        case _:
            pass


def _fields(body: str | None) -> dict[str, object]:
    try:
        fields = json.loads(body or "{}")
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
