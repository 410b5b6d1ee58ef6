"""A comment and what followed it, in words, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from omi_ui.dates import clock_time, spoken_date

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store.checking import Thread


@dataclass(frozen=True, slots=True)
class Word:
    """Who said something when, and what."""

    who: str
    text: str


def words_of(thread: Thread, names: Mapping[str, str]) -> Iterator[Word]:
    """Yield the comment and the words that followed, in order."""
    told = thread.comment
    yield Word(_who(names.get(told.by, told.by), told.at), told.text)
    for one in thread.replies:
        yield Word(_who(names.get(one.by, one.by), one.at), one.text)


def changed_words(thread: Thread, bank: Instrument) -> str:
    """Return how the answer has changed since the comment, or ""."""
    asked = bank.questions.get(thread.comment.question)
    if asked is None or not thread.has_changed:
        return ""
    was, now = (asked.label(one) if one else "no answer" for one in (thread.was, thread.now))
    return f"Answered since: “{was}” became “{now}”."


def to_answer_words(number: int) -> str:
    """Return how many comments wait for the reader of their case."""
    return "1 comment to answer" if number == 1 else f"{number:,} comments to answer"


def _who(name: str, at: str) -> str:
    if not at:
        return name
    day = datetime.fromisoformat(at).astimezone().date().isoformat()
    return f"{name} · {spoken_date(day)}, {clock_time(at)[:5]}"
