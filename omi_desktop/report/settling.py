"""Settling the findings: what a writer does to the lists, as functions of the lists.

Every function takes all findings of an inspection and returns all of them, each list in its order,
numbered from one, every finding with its id. So two states can be compared, the difference be
written, and a step be taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from omi_desktop.instrument.model import Instrument
from omi_desktop.report.figures import MISSING, Figures, letters
from omi_desktop.report.live import Figure, Form, Piece, Reference, parse, stored
from omi_desktop.report.proposals import Proposal
from omi_desktop.report.unfolding import unfolded_now
from omi_desktop.store.records import Finding, FindingKind

Findings: TypeAlias = tuple[Finding, ...]

OTHER_SIDE = {
    FindingKind.STRENGTH: FindingKind.IMPROVEMENT,
    FindingKind.IMPROVEMENT: FindingKind.STRENGTH,
}

_STOPS = frozenset(".!?:;…")
_PLAIN_BEGINNINGS = frozenset(
    ("A", "All", "An", "At", "For", "In", "It", "No", "Of", "On", "The", "There", "Those", "Where")
)


class Settled(Enum):
    """How far the findings of a criterion are."""

    NOTHING = "nothing written"
    PROPOSED = "not settled"
    SETTLED = "settled"
    CHANGED = "figures changed"


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be written so that the file holds a new state."""

    put: Findings
    drop: Findings


def arranged(findings: Iterable[Finding]) -> Findings:
    """Return findings in order and numbered; one that had no id is given its place as its id.

    Its place was its key until now, so that whatever refers to it still does.
    """
    ordered = sorted(findings, key=lambda f: (f.criterion, f.kind, f.position, f.key))
    places: Counter[tuple[str, FindingKind]] = Counter()
    numbered = []
    for finding in ordered:
        home = (finding.criterion, finding.kind)
        places[home] += 1
        is_so = finding.id and finding.position == places[home]
        numbered.append(
            finding if is_so else replace(finding, id=finding.key, position=places[home])
        )
    return tuple(numbered)


def listed(findings: Findings, criterion: str, kind: FindingKind) -> Findings:
    """Return one list of a criterion's page, in order."""
    return tuple(f for f in findings if f.criterion == criterion and f.kind is kind)


def found(findings: Findings, key: str) -> Finding:
    """Return the finding with this key."""
    return next(finding for finding in findings if finding.key == key)


def taken(
    findings: Findings,
    criterion: str,
    proposals: Sequence[Proposal],
    figures: Figures,
    instrument: Instrument,
    new_key: Callable[[], str],
) -> Findings:
    """Return the findings with the proposals for a criterion added, as words with live figures."""
    fresh = []
    for place, proposal in enumerate(proposals, len(findings) + 1):
        text = stored(unfolded_now(parse(proposal.text), figures, instrument))
        accepted = figures.accepted(text, criterion)
        fresh.append(Finding(criterion, proposal.kind, place, text, new_key(), accepted))
    return arranged([*findings, *fresh])


def taken_as_one(
    findings: Findings,
    criterion: str,
    proposals: Sequence[Proposal],
    figures: Figures,
    instrument: Instrument,
    new_key: Callable[[], str],
) -> Findings:
    """Return the findings with several proposals added as one, on the side of the first of them.

    A sentence that speaks on the other side is led in by “However”.
    """
    first = proposals[0].kind
    text = ""
    side = first
    for proposal in proposals:
        said = stored(unfolded_now(parse(proposal.text), figures, instrument))
        text = _followed(text, said if proposal.kind is side else _opposed(said))
        side = proposal.kind
    accepted = figures.accepted(text, criterion)
    last = len(findings) + 1
    return arranged([*findings, Finding(criterion, first, last, text, new_key(), accepted)])


def added(findings: Findings, finding: Finding, after: str = "") -> Findings:
    """Return the findings with a new one: below the one with the key `after`, else at the end."""
    own = list(listed(findings, finding.criterion, finding.kind))
    at = next((n for n, each in enumerate(own, 1) if each.key == after), len(own))
    own.insert(at, finding)
    return _with_list(findings, own)


def without(findings: Findings, key: str) -> Findings:
    """Return the findings without one of them."""
    return arranged(finding for finding in findings if finding.key != key)


def rewritten(findings: Findings, key: str, text: str, accepted: tuple[str, ...]) -> Findings:
    """Return the findings with one of them worded anew."""
    return tuple(
        replace(each, text=text, accepted=accepted) if each.key == key else each
        for each in findings
    )


def moved(findings: Findings, key: str, by: int) -> Findings:
    """Return the findings with one of them moved in its list; at the ends it stays."""
    finding = found(findings, key)
    own = list(listed(findings, finding.criterion, finding.kind))
    at = own.index(finding)
    own.insert(max(0, min(at + by, len(own) - 1)), own.pop(at))
    return _with_list(findings, own)


def on_the_other_side(findings: Findings, key: str) -> Findings:
    """Return the findings with one of them last on the other side of its page."""
    finding = found(findings, key)
    turned = replace(finding, kind=OTHER_SIDE[finding.kind])
    return added(without(findings, key), turned)


def merged(findings: Findings, key: str) -> Findings:
    """Return the findings with one of them joined to the one above; the first stays as it is.

    What referred to it refers to the one above then; where the joined words refer to themselves,
    that reference is no longer accepted, so that the writer takes it out.
    """
    lower = found(findings, key)
    own = listed(findings, lower.criterion, lower.kind)
    at = own.index(lower)
    if not at:
        return findings
    upper = own[at - 1]
    text = _followed(upper.text, lower.text)
    # As many as there are figures above, so that those below keep what was accepted of them.
    own_places = len(_live(upper.text))
    above = (*upper.accepted[:own_places], *([""] * (own_places - len(upper.accepted))))
    joined = rewritten(findings, upper.key, text, (*above, *lower.accepted))
    pointed = (_pointed(each, lower.key, upper.key) for each in without(joined, key))
    return tuple(_looked_at_again(each) if each.key == upper.key else each for each in pointed)


def accepting(findings: Findings, figures: Figures, criterion: str = "") -> Findings:
    """Return the findings of a criterion, or all, with every figure accepted as it shows now."""
    return tuple(
        replace(each, accepted=figures.accepted(each.text, each.criterion))
        if criterion in ("", each.criterion)
        else each
        for each in findings
    )


def relettered(before: Findings, after: Findings, instrument: Instrument) -> Findings:
    """Return `after` with those references accepted that only the writer's own step lettered anew.

    A reference that was not accepted before, or that leads nowhere now, stays to be looked at.
    """
    if letters(written(before)) == letters(written(after)):
        return after
    then = Figures(instrument, (), written(before))
    now = Figures(instrument, (), written(after))
    old = {finding.key: finding for finding in before}
    gone = old.keys() - {finding.key for finding in after}
    return tuple(_relettered(each, old.get(each.key), gone, then, now) for each in after)


def written(findings: Iterable[Finding]) -> Findings:
    """Return the findings that say something: the others are neither kept nor lettered."""
    return tuple(finding for finding in findings if finding.text.strip())


def changes(in_file: Sequence[Finding], after: Findings) -> Changes:
    """Return what has to be written so that a file that holds `in_file` holds `after`.

    A finding without words is not kept, and takes no place among those that are.
    """
    kept = arranged(written(after))
    keys = {finding.key for finding in kept}
    old = {
        finding.key: finding if finding.id else replace(finding, id=finding.key)
        for finding in in_file
    }
    return Changes(
        put=tuple(finding for finding in kept if old.get(finding.key) != finding),
        drop=tuple(finding for finding in in_file if finding.key not in keys),
    )


def taken_back(now: Findings, before: Findings, after: Findings) -> Findings:
    """Return `now` with the step from `before` to `after` undone.

    What was written since the step stays: a finding reworded since keeps its words, one added
    since stays, and one removed since stays away.
    """
    held = {finding.key: finding for finding in now}
    made = {finding.key: finding for finding in after}
    old = {finding.key: finding for finding in before}
    back = []
    for key, finding in old.items():
        current, stepped = held.get(key), made.get(key)
        if current is None and stepped is not None:
            continue
        if current is not None and stepped is not None and current.text != stepped.text:
            finding = replace(finding, text=current.text, accepted=current.accepted)
        back.append(finding)
    since = [
        finding
        for key, finding in held.items()
        if key not in old and (key not in made or made[key].text != finding.text)
    ]
    return arranged([*back, *since])


def state(
    criterion: str, findings: Findings, figures: Figures, *, has_proposals: bool
) -> tuple[Settled, int]:
    """Return how far a criterion is, and how many of its figures are not as accepted."""
    own = written(finding for finding in findings if finding.criterion == criterion)
    stale = sum(len(figures.stale(finding)) for finding in own)
    if stale:
        return Settled.CHANGED, stale
    if own:
        return Settled.SETTLED, 0
    return (Settled.PROPOSED if has_proposals else Settled.NOTHING), 0


def _with_list(findings: Findings, own: Sequence[Finding]) -> Findings:
    home = (own[0].criterion, own[0].kind)
    rest = (finding for finding in findings if (finding.criterion, finding.kind) != home)
    placed = (replace(finding, position=place) for place, finding in enumerate(own, 1))
    return arranged([*rest, *placed])


def _followed(text: str, more: str) -> str:
    """Return a text with another one behind it; a sentence that lacks its full stop is given it."""
    before, after = text.rstrip(), more.strip()
    if not before or not after:
        return before or after
    # A whole sentence of the bank brings its own.
    last = parse(before)[-1]
    is_whole = isinstance(last, Figure) and last.form is Form.SENTENCE
    closed = is_whole or before.rstrip("”’)")[-1:] in _STOPS
    return f"{before}{'' if closed else '.'} {after}"


def _opposed(sentence: str) -> str:
    """Return a sentence that is led in as speaking against the one before it."""
    first, space, rest = sentence.partition(" ")
    # Any other first word may be a name, such as “OASys” or “Risk of Harm”.
    return f"However, {first.lower() if first in _PLAIN_BEGINNINGS else first}{space}{rest}"


def _live(text: str) -> list[Figure | Reference]:
    return [piece for piece in parse(text) if not isinstance(piece, str)]


def _looked_at_again(finding: Finding) -> Finding:
    itself = Reference(finding.key)
    accepted = tuple(
        "" if piece == itself else then
        for piece, then in zip(_live(finding.text), finding.accepted, strict=False)
    )
    return replace(finding, accepted=accepted)


def _pointed(finding: Finding, old: str, new: str) -> Finding:
    pieces: tuple[Piece, ...] = tuple(
        Reference(new) if piece == Reference(old) else piece for piece in parse(finding.text)
    )
    return replace(finding, text=stored(pieces))


def _relettered(
    finding: Finding, old: Finding | None, gone: Set[str], then: Figures, now: Figures
) -> Finding:
    live = _live(finding.text)
    before = _live(old.text) if old else []
    accepted = [*finding.accepted, *("" for _ in live[len(finding.accepted) :])]
    for place, piece in enumerate(live):
        if isinstance(piece, Reference):
            # What referred to a finding that was merged into this one was lettered for that one.
            led = before[place] if place < len(before) else piece
            merged_away = isinstance(led, Reference) and led.finding in gone
            was = then.shown(led if merged_away else piece, finding.criterion)
            shown = now.shown(piece, finding.criterion)
            if shown != MISSING and accepted[place] == was:
                accepted[place] = shown
    fresh = tuple(accepted)
    return finding if fresh == finding.accepted else replace(finding, accepted=fresh)
