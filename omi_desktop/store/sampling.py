"""Keep a sample in the inspection file: the seal, the draw, the replacements.

What belongs together is one transaction. Nothing that was kept is written over: a changed rule is
a new version with its reason, a second draw stands beside the first, and cases that are not in the
sample any more are withdrawn with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from omi_desktop.clock import now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.sampling.replacing import next_reserve
from omi_desktop.sampling.rules import Rules, canonical, seal
from omi_desktop.store.kept_sample import RESERVE, last_draw
from omi_desktop.store.sample_records import (
    RememberedMapping,
    Replacement,
    ReserveCase,
    SampledCase,
    SampledList,
    SealedRules,
    TakenBackDraw,
)
from omi_desktop.store.taking_back import span_of, take_back
from omi_desktop.store.values import Case, CaseStatus, How, new_key

if TYPE_CHECKING:
    from omi_desktop.sampling.caseload import Caseload
    from omi_desktop.sampling.draw import Drawn, Sample
    from omi_desktop.store.inspection import Inspection
    from omi_desktop.store.values import Saved
    from omi_desktop.store.writing import Transaction


def sealed_rules(
    inspection: Inspection, rules: Rules, *, by: str, at: str, reason: str = ""
) -> SealedRules:
    """Return the sealed version of these rules: the newest one if it is the same, else the next.

    Nothing is written: `keep_rules` and `keep_sample` do that. Raises RequestError where rules that
    were sealed before would change without a reason.
    """
    versions = inspection.records(SealedRules)
    digest = seal(rules)
    if versions and versions[-1].digest == digest:
        return versions[-1]
    if versions and not reason.strip():
        raise RequestError(
            f"The rules of the draw were sealed on {versions[-1].at[:10]}, and these are others. "
            "Draw by the sealed rules, or say with --reason why they change."
        )
    return SealedRules(len(versions) + 1, canonical(rules), digest, at, by, reason.strip())


def keep_rules(inspection: Inspection, sealed: SealedRules, *, by: str) -> Saved:
    """Keep a version of the rules before any list is opened."""
    return inspection.put_record(sealed, by=by)


def refuse_second_draw(inspection: Inspection, reason: str) -> None:
    """Raise RequestError where cases stand in the file and may not give way to another draw.

    They may where nobody has answered anything yet, and a reason is given.
    """
    cases = [case for case in inspection.cases() if case.status is not CaseStatus.WITHDRAWN]
    if not cases:
        return
    if _is_answered(inspection, cases):
        raise RequestError(
            f"This inspection has {len(cases)} cases, and some are answered already, so no other "
            "sample can be drawn in it. Replace single cases by reserves, or begin a new file."
        )
    if not reason.strip():
        raise RequestError(
            f"This inspection has {len(cases)} cases already. To draw again, say why with "
            "--reason; the cases that are not drawn again are withdrawn with that reason."
        )


def keep_sample(
    inspection: Inspection,
    sample: Sample,
    caseload: Caseload,
    *,
    sealed: SealedRules,
    mapping: RememberedMapping,
    list_name: str,
    method: str,
    by: str,
    reason: str = "",
) -> Saved:
    """Keep a drawn sample: rules, list, cases, reserves, and what the list says of the cases.

    What the list says is answered in each case as imported. Raises RequestError as
    `refuse_second_draw` does.
    """
    refuse_second_draw(inspection, reason)
    former = {case.ref: case for case in inspection.cases()}
    number = _next_number(inspection)
    drawn_refs = {drawn.case.ref for drawn in sample.cases}
    at = stamp(now())
    kept_list = SampledList(
        draw=number,
        rules=sealed.number,
        name=list_name,
        digest=caseload.digest,
        references=sample.list_digest,
        rows=caseload.rows,
        eligible=sample.eligible,
        unusable=tuple((one.row, one.why) for one in caseload.unusable),
        wanted=tuple((group.name, group.required) for group in sample.groups),
        strata=tuple(group.name for group in sample.groups if group.is_stratum),
        available=tuple((group.name, group.available) for group in sample.groups),
        method=method,
        at=at,
    )
    last = max((case.position for case in former.values()), default=0)

    def all_of_it(write: Transaction) -> None:
        for record in (sealed, mapping, kept_list):
            write.record(record, by=by, at=at)
        for case in former.values():
            if case.ref not in drawn_refs and case.status is not CaseStatus.WITHDRAWN:
                write.status(case.id, CaseStatus.WITHDRAWN, reason.strip(), by=by, at=at)
        added = last
        for place, drawn in enumerate(sample.cases, start=1):
            known = former.get(drawn.case.ref)
            if known is None:
                added += 1
                case_id = new_key()
                fresh = Case(case_id, drawn.case.ref, added, CaseStatus.NOT_STARTED, "", None)
                write.case(fresh, by=by, at=at)
            else:
                case_id = known.id
            _answer(write, case_id, drawn.case.facts, by=by, at=at)
            write.record(_sampled(case_id, drawn, number, place), by=by, at=at)
        for place, reserve in enumerate(sample.reserves, start=1):
            write.record(
                ReserveCase(
                    ref=reserve.case.ref,
                    draw=number,
                    position=place,
                    chance=str(reserve.chance),
                    counts_for=reserve.counts_for,
                    facts=tuple(reserve.case.facts.items()),
                    office=reserve.case.office,
                    team=reserve.case.team,
                    manager=reserve.case.manager,
                ),
                by=by,
                at=at,
            )

    return inspection.write_together(all_of_it)


def open_reserves(inspection: Inspection) -> tuple[ReserveCase, ...]:
    """Return the reserves of the last draw that have not been used, in order."""
    listed = last_draw(inspection)
    draw = listed.draw if listed else 0
    used = {one.taken for one in inspection.records(Replacement) if one.draw == draw}
    return tuple(
        one for one in inspection.records(ReserveCase) if one.draw == draw and one.ref not in used
    )


def replace_case(inspection: Inspection, ref: str, *, by: str, reason: str) -> Replacement:
    """Withdraw a sampled case and bring in the first reserve that keeps the minimums.

    Raises RequestError where there is no reason, no such case, or no reserve that does.
    """
    if not reason.strip():
        raise RequestError("Say why the case falls out: the record of the sample keeps the reason.")
    kept_list = last_draw(inspection)
    draw = kept_list.draw if kept_list else 0
    there = {
        case.ref: case for case in inspection.cases() if case.status is not CaseStatus.WITHDRAWN
    }
    sampled = {
        one.ref: one
        for one in inspection.records(SampledCase)
        if one.draw == draw and one.ref in there
    }
    if kept_list is None or ref not in sampled:
        raise RequestError(
            f"“{ref}” is not a case of the sample. Choose one from the list of cases."
        )
    reserves = {one.ref: one for one in open_reserves(inspection)}
    found = next_reserve(
        ref,
        {one.ref: one.counts_for for one in sampled.values()},
        {one.ref: one.counts_for for one in reserves.values()},
        dict(kept_list.wanted),
        kept_list.strata,
    )
    if found is None:
        raise RequestError(
            f"No reserve that is left counts for the same minimums as “{ref}”. Withdraw the case "
            "without a replacement, or draw again with more reserves."
        )
    at, taken = stamp(now()), reserves[found]
    done = sum(one.draw == draw for one in inspection.records(Replacement))
    replacement = Replacement(draw, done + 1, ref, found, reason.strip(), at, by)
    last = max(case.position for case in inspection.cases())
    place = max(one.position for one in inspection.records(SampledCase) if one.draw == draw) + 1

    def all_of_it(write: Transaction) -> None:
        case_id = new_key()
        write.status(there[ref].id, CaseStatus.WITHDRAWN, reason.strip(), by=by, at=at)
        write.case(Case(case_id, found, last + 1, CaseStatus.NOT_STARTED, "", None), by=by, at=at)
        _answer(write, case_id, dict(taken.facts), by=by, at=at)
        write.record(
            SampledCase(
                case=case_id,
                ref=found,
                draw=draw,
                position=place,
                origin=RESERVE,
                minimum="",
                chance=taken.chance,
                counts_for=taken.counts_for,
                office=taken.office,
                team=taken.team,
                manager=taken.manager,
            ),
            by=by,
            at=at,
        )
        write.record(replacement, by=by, at=at)

    inspection.write_together(all_of_it)
    return replacement


def take_back_draw(inspection: Inspection, *, by: str, reason: str) -> TakenBackDraw:
    """Take the last draw back: its cases go out, those that gave way to it come back.

    That it was there, and by which list and rules, stays on record with the reason. Raises
    RequestError where there is no draw, no reason, or somebody has read a case of it.
    """
    listed = last_draw(inspection)
    if listed is None:
        raise RequestError("No sample has been drawn here, so there is none to take back.")
    if not reason.strip():
        raise RequestError("Say why the draw is taken back: the record of it keeps the reason.")
    told = TakenBackDraw(
        draw=listed.draw,
        rules=listed.rules,
        name=listed.name,
        digest=listed.digest,
        drawn=listed.at,
        at=stamp(now()),
        by=by,
        reason=reason.strip(),
    )
    done = [one for one in inspection.records(Replacement) if one.draw == listed.draw]
    spans = [span_of(inspection, replaced, replaced.at) for replaced in done]
    spans.append(span_of(inspection, listed, listed.at))
    take_back(inspection, *spans, by=by, put=[told])
    return told


def take_back_replacement(inspection: Inspection, *, by: str) -> Replacement:
    """Take the last replacement of the last draw back, and return what it was.

    Raises RequestError where there is none, or somebody has read the case that came in.
    """
    listed = last_draw(inspection)
    draw = listed.draw if listed else 0
    done = [one for one in inspection.records(Replacement) if one.draw == draw]
    if not done:
        raise RequestError("No case was replaced, so there is nothing to take back.")
    last = max(done, key=lambda one: one.position)
    take_back(inspection, span_of(inspection, last, last.at), by=by)
    return last


def _next_number(inspection: Inspection) -> int:
    """Return the number of the next draw: that of one that was taken back is not used again."""
    known = [one.draw for one in inspection.records(SampledList)]
    known += [one.draw for one in inspection.records(TakenBackDraw)]
    return max(known, default=0) + 1


def _is_answered(inspection: Inspection, cases: list[Case]) -> bool:
    if any(case.status in (CaseStatus.IN_PROGRESS, CaseStatus.COMPLETE) for case in cases):
        return True
    return any(
        change.what in ("answer", "note") and change.how is not How.IMPORTED and change.new
        for change in inspection.history()
    )


def _answer(write: Transaction, case: str, facts: Mapping[str, str], *, by: str, at: str) -> None:
    for question, value in facts.items():
        write.answer(case, question, value, by=by, at=at, how=How.IMPORTED)
    # What was known of a case before anybody opened its file does not begin it.
    write.status(case, CaseStatus.NOT_STARTED, "", by=by, at=at)


def _sampled(case: str, drawn: Drawn, draw: int, place: int) -> SampledCase:
    return SampledCase(
        case=case,
        ref=drawn.case.ref,
        draw=draw,
        position=place,
        origin=str(drawn.origin),
        minimum=drawn.minimum,
        chance=str(drawn.chance),
        counts_for=drawn.counts_for,
        office=drawn.case.office,
        team=drawn.case.team,
        manager=drawn.case.manager,
    )
