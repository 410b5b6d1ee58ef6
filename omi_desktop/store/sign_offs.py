"""The record that closes a file to changes; a module of its own, for every write asks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignOff:
    """The moment at which the lead inspector stood for the report, and its data cut.

    `number` counts the sign-offs of an inspection from one; `revision` is the last change that the
    report holds, `code` its reconciliation code. A file that was reopened says when and why.
    """

    number: int
    by: str
    at: str
    revision: int
    code: str
    reopened_by: str = ""
    reopened_at: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        """Return the number."""
        return str(self.number)

    @property
    def holds(self) -> bool:
        """Tell whether the file is closed to changes by this sign-off."""
        return not self.reopened_at
