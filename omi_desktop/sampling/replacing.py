"""Which reserve takes the place of a case that falls out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


def next_reserve(
    dropped: str,
    sample: Mapping[str, Sequence[str]],
    reserves: Mapping[str, Sequence[str]],
    wanted: Mapping[str, int],
    strata: Collection[str] = (),
) -> str | None:
    """Return the first reserve with which everything that was wanted still holds, else None.

    `sample` and `reserves` hold references in order, each with the groups that it counts for;
    `wanted` is how many of each group are wanted. A reserve for a case of a stratum is of the same
    stratum. Where no reserve keeps everything, the answer is None: then a minimum must give way,
    which is for a person to decide.
    """
    left = [groups for reference, groups in sample.items() if reference != dropped]
    needed = {
        group
        for group, number in wanted.items()
        if sum(group in groups for groups in left) < number or group in strata
        if group in sample[dropped]
    }
    return next(
        (reference for reference, groups in reserves.items() if needed <= set(groups)), None
    )
