"""Risk of Harm only: the same file with only the questions of the thread asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from omi_desktop import demo
from omi_desktop.cli import run
from omi_desktop.demo.write import write_demo
from omi_desktop.errors import RequestError
from omi_desktop.exchange.earlier import read_earlier
from omi_desktop.exchange.pack import make_pack
from omi_desktop.exchange.read_return import read_return
from omi_desktop.exchange.verify import verify
from omi_desktop.instrument.applicability import standing
from omi_desktop.merge import apply
from omi_desktop.report.case_form import case_form
from omi_desktop.report.content import report, still_open
from omi_desktop.report.figures import NOT_ASKED
from omi_desktop.report.gather import gather
from omi_desktop.report.model import Table
from omi_desktop.report.return_workbook import write_return
from omi_desktop.report.workbook import write_workbook
from omi_desktop.store import (
    CaseStatus,
    EarlierInspection,
    Finding,
    FindingKind,
    Inspection,
    KeyCost,
    Passage,
    PersonKind,
    Typed,
    open_inspection,
    scored,
)

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
AT = datetime(2006, 7, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the demo, to be copied and never opened."""
    path = tmp_path_factory.mktemp("thread") / "demo.omi"
    write_demo(path, demo.PASSPHRASE, cost=CHEAP)
    return path


@pytest.fixture
def cumbria(tmp_path: Path, written: Path) -> Iterator[Inspection]:
    """Open a copy of the demo."""
    path = tmp_path / "demo.omi"
    shutil.copy(written, path)
    with open_inspection(path, demo.PASSPHRASE, cost=CHEAP) as opened:
        yield opened


def _lead(inspection: Inspection) -> str:
    return next(p.id for p in inspection.people() if p.kind is PersonKind.LEAD_INSPECTOR)


def _thread_only(inspection: Inspection) -> None:
    inspection.ask_risk_of_harm_only(only=True, by=_lead(inspection))


def test_switching_there_and_back_loses_nothing(cumbria: Inspection) -> None:
    before = (scored(cumbria), cumbria.values(), cumbria.all_answers(), gather(cumbria, at=AT))
    _thread_only(cumbria)
    asked = set(cumbria.instrument.questions)
    assert all(asked.issuperset(values) for values in cumbria.values().values())
    assert {answer.question for answer in cumbria.all_answers()} <= asked
    assert scored(cumbria).risk_of_harm == before[0].risk_of_harm
    cumbria.ask_risk_of_harm_only(only=False, by=_lead(cumbria))
    assert scored(cumbria) == before[0]
    assert cumbria.values() == before[1]
    assert cumbria.all_answers() == before[2]
    assert report(gather(cumbria, at=AT)).blocks
    assert cumbria.check() == ()


def test_it_stays_so_when_the_file_is_opened_again(cumbria: Inspection) -> None:
    _thread_only(cumbria)
    cumbria.close()
    with open_inspection(cumbria.path, demo.PASSPHRASE, cost=CHEAP) as again:
        assert again.is_risk_of_harm_only
        assert len(again.instrument.criteria) == 7


def test_a_case_is_complete_with_the_thread_alone(cumbria: Inspection) -> None:
    lead = _lead(cumbria)
    case = next(c for c in cumbria.cases() if c.status is CaseStatus.COMPLETE)
    cumbria.set_status(case.id, CaseStatus.IN_PROGRESS, by=lead, reason="To be read again")
    cumbria.answer(case.id, "1.4.1", None, by=lead)
    bank = cumbria.instrument
    assert "1.4.1" in standing(bank, cumbria.values()[case.id]).missing
    _thread_only(cumbria)
    assert standing(cumbria.instrument, cumbria.values()[case.id]).missing == ()


def test_what_is_not_asked_cannot_be_answered_and_is_not_undone(cumbria: Inspection) -> None:
    lead = _lead(cumbria)
    case = cumbria.cases()[0].id
    cumbria.set_status(case, CaseStatus.IN_PROGRESS, by=lead, reason="To be read again")
    cumbria.answer(case, "1.4.1", None, by=lead)
    _thread_only(cumbria)
    with pytest.raises(RequestError):
        cumbria.answer(case, "1.4.1", "sufficient", by=lead)
    moved = cumbria.undo(case, by=lead)
    assert moved is None or moved.step.question in cumbria.instrument.questions


def test_typed_notes_and_hits_of_what_is_not_asked_rest_too(cumbria: Inspection) -> None:
    lead = _lead(cumbria)
    case = cumbria.cases()[0].id
    cumbria.set_status(case, CaseStatus.IN_PROGRESS, by=lead, reason="To be read again")
    cumbria.note(case, "1.4.1", "zymurgy in the evenings", by=lead)
    cumbria.journal(case, "1.4.2", "half a sentence", by=lead)
    assert cumbria.search("zymurgy")
    _thread_only(cumbria)
    assert cumbria.search("zymurgy") == ()
    assert cumbria.journalled() == ()
    cumbria.ask_risk_of_harm_only(only=False, by=lead)
    assert cumbria.search("zymurgy")
    (typed,) = cumbria.journalled()
    assert isinstance(typed, Typed)


def test_a_pack_asks_the_thread_alone(cumbria: Inspection, tmp_path: Path) -> None:
    lead = _lead(cumbria)
    _thread_only(cumbria)
    case = next(c for c in cumbria.cases() if c.assessor and c.assessor != lead)
    path = tmp_path / "pack.omi"
    make_pack(cumbria, case.assessor or "", path, "four plain words here", by=lead, cost=CHEAP)
    with open_inspection(path, "four plain words here", cost=CHEAP) as copy:
        assert copy.is_risk_of_harm_only
        assert copy.instrument == cumbria.instrument
        assert {answer.question for answer in copy.all_answers()} <= set(copy.instrument.questions)


def test_workbook_and_report_follow_and_agree(cumbria: Inspection, tmp_path: Path) -> None:
    _thread_only(cumbria)
    data = gather(cumbria, at=AT)
    made = report(data)
    path = tmp_path / "thread.xlsx"
    write_workbook(made, data, path)
    found = verify(path)
    assert found.agrees
    assert found.checks
    titles = [block.title for block in made.blocks if isinstance(block, Table)]
    assert "Table 1: Risk of Harm thread" in titles
    assert not any("leadership" in title for title in titles)


def test_the_earlier_figures_stand_in_the_report_beside_the_new_one(cumbria: Inspection) -> None:
    # The demo tells what was found in 2004 and 2005; a re-inspection would have its own beside it.
    earlier = EarlierInspection("omi-2006", 3, "Offender Management Inspection", "July 2006", 74)
    cumbria.put_record(earlier, by=_lead(cumbria))
    tables = [b for b in report(gather(cumbria, at=AT)).blocks if isinstance(b, Table)]
    (table,) = [each for each in tables if "earlier and now" in each.title]
    assert [row.cells[-1] for row in table.rows] == ["40%", "50%", "74%", "76%"]
    assert table.notes[0] == (
        "Effective Supervision Inspection, November 2004: the summary of the report of November "
        "2006; the measures were slightly different."
    )
    assert table.title.startswith("Table 4: ")


def test_an_earlier_figure_is_read_from_a_signed_off_file_and_from_no_other(
    cumbria: Inspection,
) -> None:
    path = cumbria.path
    with pytest.raises(RequestError, match="was not closed"):
        read_earlier(path, demo.PASSPHRASE, 0, cost=CHEAP)
    cumbria.close()
    with pytest.raises(RequestError, match="was not signed off"):
        read_earlier(path, demo.PASSPHRASE, 0, cost=CHEAP)
    with open_inspection(path, demo.PASSPHRASE, cost=CHEAP) as again:
        again.sign_off(by=_lead(again), code="0000-1111-2222")
    before = path.read_bytes()
    earlier = read_earlier(path, demo.PASSPHRASE, 3, cost=CHEAP)
    assert (earlier.percent, earlier.cases, earlier.when) == (76, 99, "July 2006")
    assert "data cut 1, reconciliation 0000-1111-2222" in earlier.source
    assert path.read_bytes() == before


def test_the_command_begins_an_inspection_of_the_thread_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMI_PASSPHRASE", "four plain words here")
    path = tmp_path / "again.omi"
    assert run(["new", str(path), "--area", "Cumbria", "--risk-of-harm-only"]) == 0
    with open_inspection(path, "four plain words here") as begun:
        assert begun.is_risk_of_harm_only
        assert begun.instrument.leadership == ()


def test_a_figure_of_what_is_not_asked_says_so_and_stands_in_the_way_of_signing_off(
    cumbria: Inspection,
) -> None:
    lead = _lead(cumbria)
    text = "Plans were clear in {percent 1.5.1} of cases; {score 1.2} for Risk of Harm."
    cumbria.put_record(Passage("area", 90, text), by=lead)
    _thread_only(cumbria)
    data = gather(cumbria, at=AT)
    printed = data.figures.text(text)
    assert printed == f"Plans were clear in {NOT_ASKED} of cases; 74% for Risk of Harm."
    assert any("figures not asked in 1 text" in claim for claim in still_open(data))
    cumbria.ask_risk_of_harm_only(only=False, by=lead)
    data = gather(cumbria, at=AT)
    assert NOT_ASKED not in data.figures.text(text)
    assert not any("not asked" in claim for claim in still_open(data))


def test_findings_of_what_is_not_asked_rest_and_come_back(cumbria: Inspection) -> None:
    finding = Finding("1.2", FindingKind.IMPROVEMENT, 0, "Plans were late.", "late-plans")
    cumbria.put_record(finding, by=_lead(cumbria))
    whole = gather(cumbria, at=AT).kept
    _thread_only(cumbria)
    kept = gather(cumbria, at=AT).kept
    assert kept.findings == (finding,)
    assert len(whole.findings) > 1
    assert kept.ratings == ()
    cumbria.ask_risk_of_harm_only(only=False, by=_lead(cumbria))
    assert gather(cumbria, at=AT).kept == whole


def test_a_case_on_paper_asks_the_thread_alone(cumbria: Inspection) -> None:
    case = cumbria.cases()[0]

    def numbers() -> set[str]:
        form = case_form(cumbria, case.id, at=AT, blank=True)
        return {asked.number for part in form.parts for asked in part.asked} - {""}

    whole = numbers()
    _thread_only(cumbria)
    assert numbers() < whole
    assert numbers() == {
        question.id for criterion in cumbria.instrument.criteria for question in criterion.questions
    }


def test_a_return_of_the_thread_comes_back_into_the_leads_copy(
    cumbria: Inspection, tmp_path: Path
) -> None:
    lead = _lead(cumbria)
    _thread_only(cumbria)
    case = next(c for c in cumbria.cases() if c.assessor and c.assessor != lead)
    cumbria.set_status(case.id, CaseStatus.IN_PROGRESS, by=lead, reason="To be read again")
    path, words = tmp_path / "pack.omi", "four plain words here"
    make_pack(cumbria, case.assessor or "", path, words, by=lead, cost=CHEAP)
    with open_inspection(path, words, cost=CHEAP) as copy:
        before = copy.values()[case.id]["1.2.1"]
        fresh = "no" if before != "no" else "yes"
        copy.answer(case.id, "1.2.1", fresh, by=case.assessor or "")
        write_return(copy, tmp_path / "return.xlsx", words, at=AT)
    returned = read_return(tmp_path / "return.xlsx", words, cost=CHEAP)
    receipt = apply.merge(cumbria, [returned], by=lead)
    assert receipt.applied
    assert cumbria.values()[case.id]["1.2.1"] == fresh
    cumbria.ask_risk_of_harm_only(only=False, by=lead)
    # Whatever was not in the pack stands as it stood.
    assert "1.4.1" in cumbria.values()[case.id]
