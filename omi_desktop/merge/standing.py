"""The lead's copy as it stands while one return after the other comes in, place by place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec.structs import replace

from omi_desktop.merge.ground import ANSWER, STATUS, Held, Place, nothing_at, value_at
from omi_desktop.merge.weighing import Said, Weighed, weigh
from omi_desktop.store.merge_records import Claim, Conflict
from omi_desktop.store.values import CaseStatus

if TYPE_CHECKING:
    from omi_desktop.merge.ground import Ground


class Outcome(StrEnum):
    """What becomes of something that came back."""

    NEW = "new"
    UNCHANGED = "unchanged"
    ALREADY_HERE = "already here"
    LEFT_ALONE = "left alone"
    CONFLICT = "conflict"


class Standing:
    """What stands where, what each pack claims, what differs, and what has to be written for it.

    `here` is what the copy holds by now; `changed` names the packs whose claims are not those of
    the ground any more.
    """

    def __init__(self, ground: Ground) -> None:
        self.claims: dict[Place, dict[str, Claim]] = {}
        for pack, merged in ground.merged.items():
            for claim in merged.claims:
                self.claims.setdefault(place_of(claim), {})[pack] = claim
        self.conflicts = dict(ground.conflicts)
        self.written: list[Claim] = []
        self.changed: set[str] = set()
        self._ground = ground
        self.here = dict(ground.here)
        self._order = {pack.id: (pack.base_revision, pack.id) for pack in ground.packs.values()}

    def weighed(self, pack: str, theirs: Claim) -> Outcome:
        """Weigh what a return says of one place, keep what follows, and say what became of it."""
        place = place_of(theirs)
        base = value_at(self._ground.bases[pack], place)
        ours = value_at(self.here, place)
        known = self.claims.get(place, {})
        is_claim = theirs.value != base
        if not is_claim and not known:
            return Outcome.UNCHANGED if ours == base else Outcome.LEFT_ALONE
        if not known and ours == base and theirs.what != STATUS:
            # Most of what comes back: nobody else ever said anything here.
            self._take(place, pack, replace(theirs, stands=True, under=ours))
            return Outcome.NEW
        owner = next((c for c in known.values() if c.stands and c.value == ours), None)
        under = owner.under if owner else ours
        before = known.get(pack)
        claims = {key: claim for key, claim in known.items() if key != pack}
        if is_claim:
            claims[pack] = theirs
        said = [
            Said(
                key,
                claims[key],
                value_at(self._ground.bases[key], place),
                is_fresh=key == pack and (before is None or before.value != theirs.value),
                is_open=self._is_open(key, place),
            )
            for key in sorted(claims, key=self._order.__getitem__)
        ]
        weighed = weigh(ours, under, said)
        self._write(place, weighed, claims, theirs, ours)
        self._mark_standing(place, claims, before, weighed, pack, has_owner=owner is not None)
        self._keep_conflicts(place, weighed, claims, known)
        return self._outcome(theirs, ours, weighed, is_claim=is_claim)

    def _take(self, place: Place, pack: str, claim: Claim) -> None:
        self.written.append(claim)
        self.here[place] = Held(claim.value, claim.by, claim.at)
        self.claims[place] = {pack: claim}
        self.changed.add(pack)

    def _write(
        self,
        place: Place,
        weighed: Weighed,
        claims: Mapping[str, Claim],
        theirs: Claim,
        ours: str | None,
    ) -> None:
        if weighed.value == ours:
            return
        told = claims[weighed.winner] if weighed.winner else theirs
        # What is written away goes along: a mark that is removed is known by it.
        self.written.append(replace(told, value=weighed.value, under=ours))
        self.here[place] = Held(weighed.value, told.by, told.at)

    def _mark_standing(
        self,
        place: Place,
        claims: dict[str, Claim],
        before: Claim | None,
        weighed: Weighed,
        pack: str,
        *,
        has_owner: bool,
    ) -> None:
        if before is not None and pack in claims and before.value == claims[pack].value:
            # The same was said again: whether it stands stays, who and when are the newer return's.
            claims[pack] = replace(claims[pack], stands=before.stands, under=before.under)
        if weighed.winner or has_owner:
            for key, claim in claims.items():
                stands = key == weighed.winner
                under = weighed.under if stands else None
                if (claim.stands, claim.under) != (stands, under):
                    claims[key] = replace(claim, stands=stands, under=under)
                    self.changed.add(key)
        if claims.get(pack) != before:
            self.changed.add(pack)
        if claims:
            self.claims[place] = claims
        else:
            self.claims.pop(place, None)

    def _keep_conflicts(
        self,
        place: Place,
        weighed: Weighed,
        claims: Mapping[str, Claim],
        known: Mapping[str, Claim],
    ) -> None:
        for pack in {*claims, *known}:
            key = _key(pack, place)
            found = self.conflicts.get(key)
            if pack in weighed.differing:
                self.conflicts[key] = self._conflict(pack, place, claims[pack], found)
            elif found is not None and found.kept is None:
                del self.conflicts[key]

    def _conflict(self, pack: str, place: Place, theirs: Claim, known: Conflict | None) -> Conflict:
        base = value_at(self._ground.bases[pack], place)
        ours = self.here.get(place) or Held(nothing_at(place), "", "")
        if known is not None and known.kept is None:
            # Of two returns that say the same the newer tells who and when, in whichever order.
            told = (known.base, known.ours, known.theirs, known.theirs_by, known.theirs_at)
            if told == (base, ours.value, theirs.value, theirs.by, theirs.at):
                return known
        return Conflict(
            place.case,
            place.question,
            place.what,
            pack,
            base,
            *ours,
            theirs.value,
            theirs.by,
            theirs.at,
            theirs.edited,
        )

    def _outcome(
        self, theirs: Claim, ours: str | None, weighed: Weighed, *, is_claim: bool
    ) -> Outcome:
        if is_claim and weighed.differing:
            return Outcome.CONFLICT
        if weighed.value != theirs.value:
            return Outcome.LEFT_ALONE
        if ours != theirs.value:
            return Outcome.NEW
        return Outcome.ALREADY_HERE if is_claim else Outcome.UNCHANGED

    def _is_open(self, pack: str, place: Place) -> bool:
        found = self.conflicts.get(_key(pack, place))
        return found is not None and found.kept is None

    def settle_status(self, case: str) -> None:
        """Keep a case not started that is so on both sides, although answers came into it."""
        place = Place(case, "", STATUS)
        if value_at(self.here, place) == CaseStatus.NOT_STARTED and any(
            one.case == case and one.what == ANSWER for one in self.written
        ):
            self.written.append(Claim(case, "", STATUS, CaseStatus.NOT_STARTED.value, "", ""))


def place_of(claim: Claim) -> Place:
    """Return where a claim stands."""
    return Place(claim.case, claim.question, claim.what)


def _key(pack: str, place: Place) -> str:
    return f"{pack}/{place.case}/{place.what}/{place.question}"
