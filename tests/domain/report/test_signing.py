"""The report is a draft until the lead inspector stands for it, which nothing open may precede."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.errors import RequestError
from omi_desktop.instrument.bank import bank_files
from omi_desktop.report.content import report, still_open
from omi_desktop.report.gather import gather
from omi_desktop.report.signing import sign_off
from omi_desktop.scoring.reconciliation import reconciliation
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Finding,
    FindingKind,
    How,
    Inspection,
    KeyCost,
    NewAnswer,
    Passage,
    Person,
    PersonKind,
    Rating,
    Recommendation,
    Record,
    Role,
    SignOff,
    Timetable,
    create,
)

AT = datetime(2006, 11, 1, 10, tzinfo=UTC)
PUBLISHED = Timetable(publication="2006-11-16")
RATED = tuple(Rating(f"4.{number}", "well-met") for number in range(1, 7))
FINDING = Finding("1.1", FindingKind.STRENGTH, 1, "Reports were ready.", "ready")


@pytest.fixture
def settled(tmp_path: Path) -> Iterator[Inspection]:
    """An inspection of one complete case of which nothing is open."""
    with create(
        tmp_path / "settled.omi",
        "a passphrase",
        bank=bank_files(asset("instrument/omi-2006")),
        details=Details("i1", "Cumbria", Role.LEAD, "2006-07-01T00:00:00.000Z"),
        cost=KeyCost(passes=1, kibibytes=64, lanes=1),
    ) as inspection:
        inspection.add_people([Person("p1", "Dana Hale", PersonKind.LEAD_INSPECTOR)])
        inspection.add_cases(
            [Case("c1", "CU-1", 1, CaseStatus.NOT_STARTED, "", "p1")],
            by="p1",
        )
        given = {"case_type": "community", "1.1.P1": "standard", "1.1.1": "sufficient"}
        inspection.write_answers(
            [NewAnswer("c1", name, value, "", "p1", "") for name, value in given.items()],
            how=How.TYPED,
        )
        inspection.set_status("c1", CaseStatus.COMPLETE, by="p1")
        inspection.change_records(put=(*RATED, PUBLISHED, FINDING), by="p1")
        yield inspection


def test_a_report_of_which_nothing_is_open_is_signed_off(settled: Inspection) -> None:
    before = gather(settled, at=AT)
    assert report(before).metadata.draft == "Draft"
    signed = sign_off(settled, by="p1", at=AT)
    assert (signed.number, signed.by, signed.revision) == (1, "p1", before.revision)
    assert signed.code == reconciliation(before.scorecard)
    after = gather(settled, at=AT)
    assert after.kept.sign_off == signed
    assert report(after).metadata.draft == ""
    assert settled.check() == ()


def test_a_report_that_was_reopened_is_a_draft_again(settled: Inspection) -> None:
    sign_off(settled, by="p1", at=AT)
    settled.reopen(by="p1", reason="A case was found.")
    assert report(gather(settled, at=AT)).metadata.draft == "Draft"
    assert sign_off(settled, by="p1", at=AT).number == 2
    assert report(gather(settled, at=AT)).metadata.draft == ""


def test_a_report_is_not_signed_off_twice(settled: Inspection) -> None:
    signed = sign_off(settled, by="p1", at=AT)
    with pytest.raises(RequestError, match="signed off already, as number 1"):
        sign_off(settled, by="p1", at=AT)
    assert settled.records(SignOff) == (signed,)


@pytest.mark.parametrize(
    ("put", "drop", "claim"),
    [
        ((), (FINDING,), "proposed findings in 1 criterion"),
        (
            (Passage("summary/1", 1, "Ready in {of 1.1.1}.", accepted=("0 of 1",)),),
            (),
            "changed figures in 1 text",
        ),
        (
            (Rating("4.1", "well-met", "As {see gone} says.", ("[no such finding]",)),),
            (),
            "references astray in 1 text",
        ),
        (
            (Recommendation(1, "use the plan.", ("gone",)),),
            (),
            "findings that are gone under 1 recommendation",
        ),
        ((), RATED[:2], "2 criteria not yet rated"),
        ((), (PUBLISHED,), "no date of publication"),
    ],
)
def test_a_report_with_an_open_claim_is_refused_and_nothing_changes(
    put: tuple[Record, ...], drop: tuple[Record, ...], claim: str, settled: Inspection
) -> None:
    settled.change_records(put=put, drop=drop, by="p1")
    before = settled.saved()
    with pytest.raises(RequestError) as refused:
        sign_off(settled, by="p1", at=AT)
    assert str(refused.value) == f"The report cannot be signed off yet: {claim}."
    assert settled.saved() == before
    assert settled.signed_off() is None


def test_a_case_that_is_not_complete_is_named(settled: Inspection) -> None:
    settled.set_status("c1", CaseStatus.IN_PROGRESS, by="p1")
    with pytest.raises(RequestError, match=r"yet: 1 case begun but not complete\.$"):
        sign_off(settled, by="p1", at=AT)


def test_every_open_claim_is_named_at_once(settled: Inspection) -> None:
    settled.change_records(drop=(FINDING, *RATED, PUBLISHED), by="p1")
    claims = still_open(gather(settled, at=AT))
    assert len(claims) == 3
    with pytest.raises(RequestError) as refused:
        sign_off(settled, by="p1", at=AT)
    assert str(refused.value).endswith(f"{'; '.join(claims)}.")
