"""From an area's own words to the choices of the question bank."""

from __future__ import annotations

import re
from collections.abc import Mapping

from omi_desktop.instrument.model import Question

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "case_type": {
        "community": (
            "community order",
            "co",
            "order",
            "suspended sentence order",
            "suspended sentence",
            "sso",
            "community rehabilitation order",
            "cro",
            "community punishment order",
            "cpo",
            "community punishment and rehabilitation order",
            "cpro",
            "drug treatment and testing order",
            "dtto",
            "supervision order",
        ),
        "licence": ("license", "post release", "release on licence", "parole", "acr", "dcr", "aul"),
    },
    "gender": {"male": ("m", "man"), "female": ("f", "woman")},
    "ethnicity": {
        "white": (
            "w",
            "w1",
            "w2",
            "w9",
            "white british",
            "white irish",
            "white other",
            "british white",
            "any other white background",
        ),
        "mixed": ("m", "m1", "m2", "m3", "m9", "mixed race", "dual heritage"),
        "asian": (
            "a",
            "a1",
            "a2",
            "a3",
            "a9",
            "indian",
            "pakistani",
            "bangladeshi",
            "asian british",
            "asian other",
        ),
        "black": (
            "b",
            "b1",
            "b2",
            "b9",
            "african",
            "caribbean",
            "black african",
            "black caribbean",
            "black british",
            "black other",
        ),
        "chinese-other": ("o", "o1", "o9", "chinese", "other", "any other", "chinese and other"),
        "not-recorded": (
            "ns",
            "nr",
            "not stated",
            "not known",
            "unknown",
            "missing",
            "refused",
            "information not obtained",
        ),
    },
    "roh_level": {
        "low": ("l",),
        "medium": ("m", "med"),
        "high": ("h",),
        "very_high": ("vh", "v high", "veryhigh"),
    },
    "mappa": {
        "none": ("no", "n", "not mappa", "0", "not applicable", "na"),
        "1": ("l1", "mappa 1", "mappa level 1", "ordinary"),
        "2": ("l2", "mappa 2", "mappa level 2"),
        "3": ("l3", "mappa 3", "mappa level 3", "mappp"),
    },
    "tier": {number: (f"t{number}",) for number in "1234"},
}
_YES = ("y", "true", "t", "1", "x", "ja", "ppo", "applies", "resident")
_NO = ("n", "false", "f", "0", "none", "not ppo", "does not apply", "no contact")


def plain(text: str) -> str:
    """Return words as they are compared: small letters and digits, single spaces."""
    return re.sub(r"[^0-9a-z]+", " ", text.casefold()).strip()


def choices_of(fact: Question) -> dict[str, str]:
    """Return the choice id for every word that is known for a fact, as `plain` writes it."""
    if fact.scale is None:
        return {}
    found: dict[str, str] = {}
    known = _WORDS.get(fact.id, {})
    for choice in fact.scale.choices:
        own = known.get(choice.id, ())
        if choice.id in ("yes", "no"):
            own = (*own, *(_YES if choice.id == "yes" else _NO))
        for word in (choice.label, choice.id, *own):
            found.setdefault(plain(word), choice.id)
    return found


def age_bands(fact: Question) -> tuple[tuple[int, int, str], ...]:
    """Return the bands of a fact whose choices are called “18-20” or “45-plus”: from, to, id."""
    bands: list[tuple[int, int, str]] = []
    for choice in fact.scale.choices if fact.scale else ():
        if found := re.fullmatch(r"(\d+)-(\d+)", choice.id):
            bands.append((int(found[1]), int(found[2]), choice.id))
        elif found := re.fullmatch(r"(\d+)-plus", choice.id):
            bands.append((int(found[1]), 130, choice.id))
    return tuple(bands)
