"""The rules of a draw: fixed, sealed and time-stamped before the list is looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from omi_desktop.errors import RequestError

FORM = "omi-draw 1"
"""The first line of the text that is sealed; it changes with the algorithm."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """At least so many cases in which a gate of the question bank holds."""

    gate: str
    number: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that decides a draw besides the list itself.

    `minimums` stand in the order in which a booster is put down to one of them. `share` sets how
    many cases of a gate are drawn, no more and no fewer (“licence”, 38: the other 62 are orders).
    With `by_office` every office has its proportional part. `begins` and `ends` are the first and
    the last day on which supervision may have begun, None where that does not matter.
    """

    size: int
    seed: str
    minimums: tuple[Minimum, ...] = ()
    share: Minimum | None = None
    by_office: bool = False
    reserves: int = 0
    begins: date | None = None
    ends: date | None = None


def canonical(rules: Rules) -> str:
    """Return the rules as the text that is sealed: one line for each, in a fixed order."""
    lines = [FORM, f"size {rules.size}", f"reserves {rules.reserves}"]
    lines += [f"minimum {minimum.gate} {minimum.number}" for minimum in rules.minimums]
    if rules.share is not None:
        lines.append(f"share {rules.share.gate} {rules.share.number}")
    if rules.by_office:
        lines.append("offices")
    if rules.begins is not None:
        lines.append(f"begins {rules.begins.isoformat()}")
    if rules.ends is not None:
        lines.append(f"ends {rules.ends.isoformat()}")
    lines.append(f"seed {rules.seed}")
    return "".join(f"{line}\n" for line in lines)


def read_rules(text: str) -> Rules:
    """Return the rules that a canonical text holds; raises RequestError where it is none."""
    lines = text.splitlines()
    if not lines or lines[0] != FORM:
        raise RequestError("The rules of the draw were sealed by another version of the program.")
    minimums: list[Minimum] = []
    found: dict[str, str] = {}
    for line in lines[1:]:
        word, _, rest = line.partition(" ")
        if word == "minimum":
            minimums.append(_numbered(rest))
        else:
            found[word] = rest
    return Rules(
        size=int(found["size"]),
        seed=found["seed"],
        minimums=tuple(minimums),
        share=_numbered(found["share"]) if "share" in found else None,
        by_office="offices" in found,
        reserves=int(found["reserves"]),
        begins=date.fromisoformat(found["begins"]) if "begins" in found else None,
        ends=date.fromisoformat(found["ends"]) if "ends" in found else None,
    )


def _numbered(rest: str) -> Minimum:
    gate, _, number = rest.rpartition(" ")
    return Minimum(gate, int(number))


def seal(rules: Rules) -> str:
    """Return the SHA-256 of the canonical text in UTF-8, in hexadecimal."""
    return hashlib.sha256(canonical(rules).encode("utf-8")).hexdigest()


def refuse_unusable(rules: Rules, gates: frozenset[str]) -> None:
    """Raise RequestError where the rules make no sense, whatever the list may hold."""
    if rules.size < 1:
        raise RequestError("The sample has no size. Ask for at least one case.")
    if rules.reserves < 0:
        raise RequestError("There cannot be fewer than no reserves. Give 0 or more.")
    if not rules.seed or not rules.seed.isprintable() or rules.seed != rules.seed.strip():
        raise RequestError(
            "The seed must be one line of letters, digits or signs that begins and ends with no "
            "space. Choose another, such as cumbria-2006."
        )
    asked = [*rules.minimums, *([rules.share] if rules.share else [])]
    named: set[str] = set()
    for minimum in asked:
        if minimum.gate not in gates:
            raise RequestError(
                f"The question bank has no gate “{minimum.gate}”. "
                "Choose one that gates.toml names, such as ppo."
            )
        if minimum.gate in named:
            raise RequestError(f"“{minimum.gate}” is asked for twice. Give it one number.")
        if not 0 <= minimum.number <= rules.size:
            raise RequestError(
                f"{minimum.number} cases of “{minimum.gate}” do not fit a sample of {rules.size}. "
                f"Ask for 0 to {rules.size}."
            )
        named.add(minimum.gate)
    if rules.begins and rules.ends and rules.begins > rules.ends:
        raise RequestError(
            f"The window begins on {rules.begins.isoformat()}, after it ends on "
            f"{rules.ends.isoformat()}. Exchange the two days."
        )
