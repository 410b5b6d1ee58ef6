"""What the file keeps of moderation: the answers that were agreed on.

By itself, as a case asks for it whenever it is opened and must not wait for the other kinds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreed:
    """The answer that was agreed on after a case was read twice; it is the one that counts.

    `value` stands in the case, put there as moderated. `own` is what the first assessor gave, by
    whom and when: it stays visible wherever the agreed answer is shown. Of the second reading
    nothing is repeated here, so this may go out in the first assessor's own pack.
    """

    case: str
    question: str
    value: str
    reason: str
    by: str
    at: str
    own: str | None
    own_by: str
    own_at: str

    @property
    def key(self) -> str:
        """Return case and question: an answer is agreed on once, the last time counts."""
        return f"{self.case}/{self.question}"
