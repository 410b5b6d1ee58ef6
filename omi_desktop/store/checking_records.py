"""What the file keeps of dip sampling: which cases were drawn, and what is said about them."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class CheckDraw(Struct, frozen=True):
    """A draw of completed cases to be checked; it can be repeated from its seed.

    `wanted` is what was asked for in words ("12 cases", "10 % of 99 cases"), `cases` are the ids of
    the drawn ones.
    """

    number: int
    seed: str
    wanted: str
    at: str
    by: str
    cases: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the number."""
        return str(self.number)

    @property
    def position(self) -> int:
        """Return its place among the draws, the first one first."""
        return self.number


class Checked(Struct, frozen=True):
    """That the lead inspector has read a drawn case and has nothing more to say of it."""

    case: str
    by: str
    at: str

    @property
    def key(self) -> str:
        """Return the id of the case."""
        return self.case


class Comment(Struct, frozen=True):
    """What the lead inspector says to the reader of a case.

    `question` is the question it is about, "" for the case as a whole; `answer` what the answer
    then was. It is written in the lead's copy alone and travels out with the case; `turn` counts
    how often it was closed or opened again, so that of two copies the later one is known.
    """

    id: str
    case: str
    question: str
    text: str
    by: str
    at: str
    answer: str | None = None
    is_closed: bool = False
    turn: int = 0

    @property
    def key(self) -> str:
        """Return the id."""
        return self.id


class Reply(Struct, frozen=True):
    """A word on a comment, by the reader of the case or by the lead inspector once more.

    It is never changed. `place` is its place under the comment, `answer` what the answer then was,
    `pack` the pack in which it came back, "" where it was written in this copy.
    """

    id: str
    comment: str
    case: str
    text: str
    by: str
    at: str
    place: int
    answer: str | None = None
    pack: str = ""

    @property
    def key(self) -> str:
        """Return the id."""
        return self.id

    @property
    def position(self) -> int:
        """Return its place under the comment."""
        return self.place


CheckingRecord: TypeAlias = CheckDraw | Checked | Comment | Reply
"""All that the file keeps of checking."""
