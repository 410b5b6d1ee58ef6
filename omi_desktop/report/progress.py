"""How the making of a document says how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Step: TypeAlias = Callable[[str, float], None]
"""Is told what is being done and how far it is, from 0 to 1.

It may raise to stop the work: nothing is written then, and what stood there before stays.
"""


def silent(_doing: str, _share: float) -> None:
    """Take no notice."""


def within(step: Step, first: float, last: float) -> Step:
    """Return a step for work that is one stretch of a longer one."""

    def stretched(doing: str, share: float) -> None:
        step(doing, first + (last - first) * share)

    return stretched
