"""How the cases were chosen: one page that anybody can check, without a case's reference on it."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.report.drawn_groups import group_words
from omi_desktop.report.model import (
    Align,
    Block,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    Voice,
)
from omi_desktop.sampling.draw import key_of
from omi_desktop.sampling.method import Account, Reached, method_paragraph
from omi_desktop.store.kept_sample import KeptSample, account

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from omi_desktop.report.gather import ReportData
    from omi_desktop.store.sample_records import Replacement, SampledCase

TITLE = "How the cases were chosen"
_PARTS_SHOWN = 4
"""More strata than these would push the table off its page: they are told in one row."""
_SHOWN_OF_KEY = 12
_CHECK = (
    "To check it: the key of a case is the SHA-256 of the seed, a line feed and its reference. "
    "Cases are taken in the order of their keys, as long as what the minimums still need has room. "
    "The manual, “How a sample is drawn”, has the rule in full and forty lines of a program that "
    "repeat it."
)
_NUMBERS = Align.RIGHT


def chosen(data: ReportData) -> Iterator[Block]:
    """Yield the page; nothing where no sample was drawn in this file."""
    kept = data.kept.sample
    if kept is None:
        return
    told = account(kept)
    yield Paragraph(method_paragraph(told, data.instrument))
    yield _groups(kept, told, data)
    yield _seal(kept, data)
    if kept.replacements:
        yield _replacements(kept)
    yield Paragraph(_CHECK, Voice.REMARK)


def list_of_cases(data: ReportData) -> Iterator[Block]:
    """Yield every case and reserve with its key, for the inspected area and nobody else."""
    kept = data.kept.sample
    if kept is None:
        return
    seed = account(kept).rules.seed
    gone = {one.dropped: one for one in kept.replacements}
    taken = {one.taken: one for one in kept.replacements}
    yield Heading(2, "The cases")
    yield Table(
        title="",
        columns=(
            Column("Case", 3),
            Column("Key begins", 4),
            Column("How it came in", 9),
            Column("What became of it", 7),
            Column("Chance", 2, _NUMBERS),
        ),
        rows=tuple(
            Row(
                (
                    one.ref,
                    key_of(seed, one.ref)[:_SHOWN_OF_KEY],
                    _origin(one, taken[one.ref].dropped if one.ref in taken else "", data),
                    f"Replaced by {gone[one.ref].taken}: {gone[one.ref].reason}"
                    if one.ref in gone
                    else _became(one, kept),
                    chance_words([Fraction(one.chance)]),
                )
            )
            for one in kept.cases
        ),
    )
    if kept.reserves:
        yield Heading(2, "The reserves, in their order")
        yield Table(
            title="",
            columns=(Column("", 1, _NUMBERS), Column("Case", 3), Column("State", 6)),
            rows=tuple(
                Row(
                    (
                        str(one.position),
                        one.ref,
                        f"Used for {taken[one.ref].dropped}" if one.ref in taken else "Waiting",
                    )
                )
                for one in kept.reserves
            ),
        )


def chance_words(chances: Iterable[Fraction]) -> str:
    """Return chances in per cent, from the lowest to the highest: "4.6%" or "10.0% to 33.1%"."""
    shown = list(dict.fromkeys(f"{float(100 * chance):.1f}%" for chance in sorted(chances)))
    return " to ".join(dict.fromkeys((shown[0], shown[-1]))) if shown else wording.NO_PERCENTAGE


def _groups(kept: KeptSample, told: Account, data: ReportData) -> Table:
    gates = {minimum.name for minimum in told.minimums}
    strata = [group for group in told.groups if group.is_stratum]
    rows = [_group(group, kept, data) for group in told.minimums]
    if gates:
        plain = [one for one in kept.drawn if not gates & set(one.counts_for)]
        current = sum(not gates & set(one.counts_for) for one in kept.current)
        rows.append(_row("Cases of no minimum", "", "", plain, current))
    if len(strata) <= _PARTS_SHOWN:
        rows += [_group(group, kept, data) for group in strata]
    elif told.rules.share is not None:
        rows += [_side(gate, strata, kept, data) for gate in _sides(told.rules.share.gate)]
    rows.append(
        _row("All", f"{told.eligible:,}", f"{told.rules.size:,}", kept.drawn, len(kept.current))
    )
    notes = []
    if len(strata) > _PARTS_SHOWN:
        notes.append(
            f"The places were divided over {len(strata)} parts of the list in proportion to their "
            "cases, and every part has its number."
        )
    return Table(
        title="What was asked, and what came of it",
        columns=(
            Column("", 5),
            Column("In the list", 2, _NUMBERS),
            Column("Asked", 2, _NUMBERS),
            Column("Drawn", 2, _NUMBERS),
            Column("There now", 2, _NUMBERS),
            Column("Chance of a case", 3, _NUMBERS),
        ),
        rows=(*rows[:-1], Row(rows[-1].cells, strong=True)),
        notes=tuple(notes),
    )


def _sides(gate: str) -> tuple[str, str]:
    return gate, f"not {gate}"


def _side(gate: str, strata: list[Reached], kept: KeptSample, data: ReportData) -> Row:
    """Return the row for all offices of one side of a share together."""
    own = [group for group in strata if group.name.partition(", ")[0] == gate]
    names = {group.name for group in own}
    available = sum(group.available or 0 for group in own)
    return _row(
        group_words(data.instrument, gate),
        f"{available:,}" if available else "",
        f"{sum(group.wanted for group in own):,}",
        [one for one in kept.drawn if names & set(one.counts_for)],
        sum(group.there for group in own),
    )


def _group(group: Reached, kept: KeptSample, data: ReportData) -> Row:
    asked = f"{group.wanted:,}" if group.is_stratum else f"at least {group.wanted:,}"
    listed = "" if group.available is None else f"{group.available:,}"
    mine = [one for one in kept.drawn if group.name in one.counts_for]
    return _row(group_words(data.instrument, group.name), listed, asked, mine, group.there)


def _row(title: str, listed: str, asked: str, drawn: Iterable[SampledCase], now: int) -> Row:
    own = list(drawn)
    chances = chance_words(Fraction(one.chance) for one in own)
    return Row((title, listed, asked, f"{len(own):,}", f"{now:,}", chances))


def _seal(kept: KeptSample, data: ReportData) -> Table:
    listed, names = kept.listed, {person.id: person.name for person in data.people}
    rules = kept.rules
    by = f" by {names[rules.by]}" if rules.by in names else ""
    unusable = len(listed.unusable)
    rows = [
        Row(("Rules sealed", f"{_moment(rules.at)}{by}, version {rules.number}")),
        *(
            Row((f"Version {one.number}", f"{_moment(one.at)}: {one.reason}"))
            for one in kept.versions
            if one.reason
        ),
        Row(("SHA-256 of the rules", rules.digest)),
        Row(
            (
                "List",
                f"{listed.name}: {wording.counted(listed.rows, 'row', 'rows')}, "
                f"{listed.eligible:,} could be drawn"
                + (f", {unusable:,} not, each with its reason on record" if unusable else ""),
            )
        ),
        Row(("SHA-256 of the list", listed.digest)),
        Row(("… of its references", listed.references)),
        Row(("Drawn", _moment(listed.at))),
        *(
            Row(("Taken back", f"The draw of {_moment(one.drawn)} from {one.name}: {one.reason}"))
            for one in kept.taken_back
        ),
    ]
    return Table("The seal and the list", (Column("", 1), Column("", 4)), tuple(rows))


def _replacements(kept: KeptSample) -> Table:
    order = {one.ref: one.position for one in kept.reserves}
    by_reason: dict[str, list[Replacement]] = {}
    for one in kept.replacements:
        by_reason.setdefault(one.reason, []).append(one)
    return Table(
        title="Cases that fell out, and the reserves that took their place",
        columns=(Column("Why", 7), Column("Cases", 1, _NUMBERS), Column("Reserves", 3)),
        rows=tuple(
            Row(
                (
                    reason,
                    str(len(own)),
                    wording.listed(str(order[one.taken]) for one in own),
                )
            )
            for reason, own in by_reason.items()
        ),
    )


def _origin(case: SampledCase, dropped: str, data: ReportData) -> str:
    if dropped:
        return f"Reserve for {dropped}"
    if case.minimum:
        return f"For the minimum: {wording.within(group_words(data.instrument, case.minimum))}"
    return wording.capital(case.origin)


def _became(case: SampledCase, kept: KeptSample) -> str:
    words = wording.capital(kept.status[case.case].value)
    reason = kept.reasons[case.case]
    is_out = case.case in {one.case for one in kept.withdrawn}
    return f"{words}: {reason}" if is_out and reason else words


def _moment(at: str) -> str:
    return wording.time(datetime.fromisoformat(at))
