"""The steps of a writer: the findings after each, what to say of it, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.report import settling
from omi_desktop.report.wording import counted, listed
from omi_desktop.store import FindingKind
from omi_ui.findings.acts import Act
from omi_ui.findings.desk import first_words

if TYPE_CHECKING:
    from omi_ui.findings.desk import Desk


@dataclass(frozen=True, slots=True)
class Step:
    """What the findings become, the words for it, and the finding that has the keyboard then."""

    after: settling.Findings
    words: str
    focus: str = ""


def rearranged(desk: Desk, page: Sequence[str], key: str, act: Act) -> Step:
    """Return the step that moves, turns, merges or removes a finding; `page` are all keys of it."""
    findings = desk.findings
    finding = settling.found(findings, key)
    name = f"“{first_words(finding, desk.figures)}”"
    if act in (Act.UP, Act.DOWN):
        by = -1 if act is Act.UP else 1
        return Step(settling.moved(findings, key, by), f"Moved {name}.", key)
    if act is Act.OTHER_SIDE:
        after = settling.on_the_other_side(findings, key)
        side = settling.OTHER_SIDE[finding.kind]
        return Step(after, f"{name} is now {_article(side)} {side}.", key)
    if act is Act.MERGE:
        keys = [each.key for each in desk.listed(finding.criterion, finding.kind)]
        above = keys[max(keys.index(key) - 1, 0)]
        return Step(settling.merged(findings, key), f"Merged {name} into the one above.", above)
    others = [each for each in page if each != key]
    beside = others[min(list(page).index(key), len(others) - 1)] if others else ""
    return Step(settling.without(findings, key), f"Removed {name}.", beside)


def all_taken(desk: Desk, criterion: str) -> Step:
    """Return the step that takes everything the answers propose for a criterion."""
    offered = desk.proposed(criterion)
    words = f"Took {counted(len(offered), 'proposal', 'proposals')}. They are yours to change."
    return Step(desk.taken(criterion, offered), words)


def together_taken(desk: Desk, criterion: str, questions: Sequence[str]) -> Step | None:
    """Return the step that takes what these questions propose as one finding; None for nothing."""
    found = [each for each in desk.proposed(criterion) if each.question in questions]
    if not found:
        return None
    after = desk.taken_as_one(criterion, found)
    names = listed(proposal.question for proposal in found)
    kind = found[0].kind
    if len(found) == 1:
        words = f"Took what {names} proposes, as the last {kind}."
    else:
        words = f"Took what {names} propose, as one: the last {kind}."
    known = {finding.key for finding in desk.findings}
    fresh = next(finding.key for finding in after if finding.key not in known)
    return Step(after, words, fresh)


def _article(kind: FindingKind) -> str:
    return "an" if kind is FindingKind.IMPROVEMENT else "a"
