"""Search in a file: case references, notes and answers, without anything outside the file.

Notes are found through an index that the file keeps in step with them. Answers are looked for by
their labels, of which there are few, so that an answer costs no more to keep for being findable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from omi_desktop.store.interview_records import InterviewNote
from omi_desktop.store.record_rows import from_body

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from omi_desktop.instrument.model import Instrument

MOST = 200
"""Nobody reads on beyond so many hits; one more word finds fewer."""

_WORD = re.compile(r"\w+")
_OPENS, _CLOSES = "\x02", "\x03"
_REFERENCES = "SELECT id, ref FROM cases WHERE {} ORDER BY position LIMIT ?"
_NOTES = f"""
SELECT c.id, c.ref, n.question, snippet(note_words, 0, '{_OPENS}', '{_CLOSES}', '…', 24)
FROM note_words JOIN noted AS n ON n.id = note_words.rowid JOIN cases AS c ON c.id = n.case_id
WHERE note_words MATCH ? ORDER BY note_words.rank, c.position, n.question LIMIT ?
"""
_CASES = "SELECT id, position, ref FROM cases"
_INTERVIEW_NOTES = "SELECT body FROM records WHERE kind = 'interview note' ORDER BY key"
_BEFORE, _AFTER = 10, 14
_GIVEN = "SELECT DISTINCT question, value FROM answers WHERE value IS NOT NULL"
_ANSWERED = """
SELECT c.id, c.ref FROM answers AS a JOIN cases AS c ON c.id = a.case_id
WHERE a.question = ? AND a.value = ? ORDER BY c.position LIMIT ?
"""


class Where(StrEnum):
    """In what the words were found."""

    REFERENCE = "reference"
    NOTE = "note"
    ANSWER = "answer"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where all the words stand; `question` is "" for the reference of a case.

    For the notes of an interview it is the prompt, as in “interview/om.3”.
    `pieces` is the text around them; every second piece, from the second on, is a word found.
    """

    case: str
    ref: str
    question: str
    where: Where
    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the text around the words."""
        return "".join(self.pieces)


def found(connection: sqlite3.Connection, instrument: Instrument, words: str) -> tuple[Hit, ...]:
    """Return where all the words stand, or words that begin so: references, notes, answers."""
    wanted = _WORD.findall(words.casefold())
    if not wanted:
        return ()
    hits = [*_references(connection, wanted), *_notes(connection, wanted)]
    hits += _interviews(connection, wanted)
    hits += _answers(connection, instrument, wanted, MOST - len(hits))
    return tuple(hits[:MOST])


def _references(connection: sqlite3.Connection, wanted: list[str]) -> Iterator[Hit]:
    condition = " AND ".join(["instr(lower(ref), ?) > 0"] * len(wanted))
    for case, ref in connection.execute(_REFERENCES.format(condition), (*wanted, MOST)):
        yield Hit(case, ref, "", Where.REFERENCE, _marked(ref, wanted))


def _notes(connection: sqlite3.Connection, wanted: list[str]) -> Iterator[Hit]:
    # In quotation marks a word is a word: nobody types the language of the index by accident.
    query = " ".join(f'"{word}"*' for word in wanted)
    for case, ref, question, snippet in connection.execute(_NOTES, (query, MOST)):
        pieces = tuple(re.split(f"[{_OPENS}{_CLOSES}]", snippet))
        yield Hit(case, ref, question, Where.NOTE, pieces)


def _interviews(connection: sqlite3.Connection, wanted: list[str]) -> Iterator[Hit]:
    refs = {case: (position, ref) for case, position, ref in connection.execute(_CASES)}
    found = []
    for (body,) in connection.execute(_INTERVIEW_NOTES):
        note = from_body(body, InterviewNote)
        if note.case in refs and _all_begin(wanted, _WORD.findall(note.text.casefold())):
            position, ref = refs[note.case]
            pieces = _marked(_around(note.text, wanted), wanted)
            where = f"interview/{note.prompt}"
            found.append((position, Hit(note.case, ref, where, Where.INTERVIEW, pieces)))
    for _, hit in sorted(found, key=lambda one: one[0]):
        yield hit


def _around(text: str, wanted: list[str]) -> str:
    """Return the words of a text around the first one that is wanted."""
    words = text.split()
    at = next((n for n, word in enumerate(words) if _begins_any(word, wanted)), 0)
    begin, end = max(at - _BEFORE, 0), at + _AFTER
    cut = " ".join(words[begin:end])
    return f"{'…' if begin else ''}{cut}{'…' if end < len(words) else ''}"


def _begins_any(word: str, wanted: list[str]) -> bool:
    return any(_begins(one, _WORD.findall(word.casefold())) for one in wanted)


def _answers(
    connection: sqlite3.Connection, instrument: Instrument, wanted: list[str], most: int
) -> Iterator[Hit]:
    for name, value in _matching(connection, instrument, wanted):
        if most <= 0:
            return
        question = instrument.questions[name]
        pieces = _marked(f"{question.short}: {question.label(value)}", wanted)
        for case, ref in connection.execute(_ANSWERED, (name, value, most)):
            most -= 1
            yield Hit(case, ref, name, Where.ANSWER, pieces)


def _matching(
    connection: sqlite3.Connection, instrument: Instrument, wanted: list[str]
) -> list[tuple[str, str]]:
    """Return the questions with their values whose words are wanted, in the order of the bank."""
    places = {question: place for place, question in enumerate(instrument.questions)}
    fitting = []
    for name, value in connection.execute(_GIVEN):
        question = instrument.questions.get(name)
        if question is None:
            continue
        label = _WORD.findall(question.label(value).casefold())
        known = [*label, *_WORD.findall(question.short.casefold())]
        # A question alone is no answer: one of the words must be of the answer.
        if _all_begin(wanted, known) and any(_begins(word, label) for word in wanted):
            fitting.append((name, value))
    return sorted(fitting, key=lambda pair: (places[pair[0]], pair[1]))


def _all_begin(wanted: list[str], known: list[str]) -> bool:
    return all(_begins(word, known) for word in wanted)


def _begins(word: str, known: list[str]) -> bool:
    return any(other.startswith(word) for other in known)


def _marked(text: str, wanted: list[str]) -> tuple[str, ...]:
    sought = "|".join(sorted(map(re.escape, wanted), key=len, reverse=True))
    return tuple(re.split(f"({sought})", text, flags=re.IGNORECASE))
