"""Replies to comments, as they come in: words that are never changed, so nothing can differ."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from omi_desktop.merge.ground import Ground
    from omi_desktop.store.checking_records import Reply
    from omi_desktop.store.returned import Returned


class Replies:
    """The words on comments while one return after the other comes in."""

    def __init__(self, ground: Ground) -> None:
        self._known = ground.replies
        self._now = dict(ground.replies)

    def take(self, returned: Returned, cases: Collection[str]) -> tuple[Reply, ...]:
        """Let the words of a return in and return those that are new here.

        What an earlier return of the same pack brought and this one lacks was taken back there.
        """
        came = {one.id: one for one in returned.replies if one.case in cases}
        for key, one in list(self._now.items()):
            if one.pack == returned.pack and key not in came:
                del self._now[key]
        fresh = tuple(one for key, one in came.items() if key not in self._now)
        self._now |= {one.id: replace(one, pack=returned.pack) for one in fresh}
        return fresh

    @property
    def put(self) -> tuple[Reply, ...]:
        """Return what has to be written."""
        return tuple(one for key, one in sorted(self._now.items()) if key not in self._known)

    @property
    def drop(self) -> tuple[Reply, ...]:
        """Return what has to be removed."""
        return tuple(one for key, one in sorted(self._known.items()) if key not in self._now)
