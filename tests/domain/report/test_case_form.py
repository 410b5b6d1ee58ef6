"""The form of a case asks what can apply to it, shows what was answered, and has room to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from omi_desktop.assets import asset
from omi_desktop.casework.orders import Order
from omi_desktop.cli import run
from omi_desktop.instrument.bank import bank_files
from omi_desktop.report.case_form import Asked, CaseForm, case_form
from omi_desktop.report.case_form_pdf import case_form_bytes
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    Role,
    create,
)
from omi_desktop.store.interviewing import Interviewing

AT = datetime(2006, 7, 18, 13, 2, tzinfo=UTC)
LONG = "The contact log tells of the visit in full. " * 20


@pytest.fixture(scope="module")
def inspection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspection]:
    """A licence case with a few answers, and one that nobody has begun."""
    with create(
        tmp_path_factory.mktemp("form") / "a.omi",
        "word",
        bank=bank_files(asset("instrument/omi-2006")),
        details=Details("i", "Cumbria", Role.LEAD, ""),
        cost=KeyCost(1, 8, 1),
    ) as made:
        made.add_people([Person("p1", "Ada Byron", PersonKind.AREA_ASSESSOR)])
        made.add_cases(
            [
                Case("c1", "CU-0417", 1, CaseStatus.NOT_STARTED, "", "p1"),
                Case("c2", "CU-0418", 2, CaseStatus.NOT_STARTED, "", None),
            ],
            by="p1",
        )
        for question, value in {
            "case_type": "licence",
            "start_date": "2006-02-03",
            "months_supervised": "5",
            "requirements": "supervision+curfew",
            "ppo": "no",
            "1.3.1": "yes",
            "1.3.3": "not-applicable",
            "1.3.6": "yes",
        }.items():
            made.answer("c1", question, value, by="p1")
        made.note("c1", "1.3.1", "Seen in the file & signed", by="p1")
        made.note("c1", "1.3.4", LONG, by="p1")
        yield made


def asked_in(form: CaseForm) -> dict[str, Asked]:
    """Return what a form asks, by the number of the question or, for a fact, by its text."""
    return {asked.number or asked.text: asked for part in form.parts for asked in part.asked}


def crossed(asked: Asked) -> list[str]:
    """Return the labels of the boxes that are crossed."""
    return [box.label for box in asked.boxes if box.is_crossed]


def pages_of(form: CaseForm) -> list[str]:
    """Return the text of the pages of a form, printed and read back."""
    reader = pypdf.PdfReader(BytesIO(case_form_bytes(form)))
    return [page.extract_text() for page in reader.pages]


def test_what_cannot_apply_is_left_out(inspection: Inspection) -> None:
    asked = asked_in(case_form(inspection, "c1", at=AT))
    assert "1.1.1" not in asked  # of reports before a community order
    assert "1.3.6" not in asked  # of prolific offenders; its answer is parked
    assert "2.1.14" in asked  # of licences


def test_what_the_facts_leave_open_says_when_it_is_asked(inspection: Inspection) -> None:
    asked = asked_in(case_form(inspection, "c1", at=AT))
    assert asked["2.1.17"].hint == "Only for cases transferred in."
    assert asked["1.2.13"].hint == "Only for cases that required a risk management plan."
    assert asked["1.2.18"].hint == "Only if “Approved premises referral” is “No”."
    assert asked["3.1.8"].hint == "Only if “First factor” is not “None named”."
    assert asked["1.3.1"].hint == ""


def test_answers_are_crossed_and_written(inspection: Inspection) -> None:
    asked = asked_in(case_form(inspection, "c1", at=AT))
    assert crossed(asked["1.3.1"]) == ["Yes"]
    assert crossed(asked["1.3.3"]) == ["Not applicable"]
    assert crossed(asked["Which requirements or conditions are in force?"]) == [
        "Supervision",
        "Curfew",
    ]
    written = {text: one.written for text, one in asked.items() if one.written}
    assert sorted(written.values()) == ["2006-02-03", "5"]
    assert asked["1.3.1"].note == "Seen in the file & signed"


def test_the_figures_in_the_boxes_are_the_keys_of_the_screen(inspection: Inspection) -> None:
    (one,) = (a for n, a in asked_in(case_form(inspection, "c1", at=AT)).items() if n == "1.3.3")
    assert [(box.key, box.label) for box in one.boxes] == [
        ("1", "Excellent"),
        ("2", "Sufficient"),
        ("3", "Insufficient"),
        ("4", "Poor"),
        ("0", "Not applicable"),
    ]


def test_a_blank_form_asks_everything_and_knows_no_answer(inspection: Inspection) -> None:
    form = case_form(inspection, "c1", at=AT, blank=True)
    asked = [asked for part in form.parts for asked in part.asked]
    assert len(asked) == len(inspection.instrument.questions)
    assert not any(crossed(one) or one.written or one.note for one in asked)
    assert asked_in(form)["1.1.1"].hint == "Only for cases with a pre-sentence report."


@pytest.mark.parametrize("order", Order)
def test_both_orders_begin_with_the_facts_and_ask_the_same(
    order: Order, inspection: Inspection
) -> None:
    form = case_form(inspection, "c1", at=AT, order=order)
    assert form.parts[0].heading == "Facts"
    assert set(asked_in(form)) == set(asked_in(case_form(inspection, "c1", at=AT)))


def test_every_page_says_which_case_and_which_page_it_is(inspection: Inspection) -> None:
    pages = pages_of(case_form(inspection, "c1", at=AT))
    for number, text in enumerate(pages, 1):
        assert "CU-0417" in text
        assert f"Page {number} of {len(pages)}" in text
        assert "18 July 2006, 13:02 UTC" in text


def test_every_question_and_note_of_the_form_is_on_paper(inspection: Inspection) -> None:
    form = case_form(inspection, "c1", at=AT)
    told = " ".join(" ".join(pages_of(form)).split())
    for number, asked in asked_in(form).items():
        assert number in told
        assert asked.text.split()[-1] in told
    assert "Seen in the file & signed" in told
    assert told.count("The contact log tells of the visit in full.") == 20
    assert "See the end of this form." in told


def test_the_interview_has_its_pages_with_what_was_noted_and_room_for_the_rest(
    inspection: Inspection,
) -> None:
    talk = Interviewing(inspection, "c1", "p1")
    talk.add("R. Solway")
    talk.say(replace(talk.interview, day="2006-07-17"))
    talk.note("om.1", "Good with his hands & quick to laugh.")
    form = case_form(inspection, "c1", at=AT)
    assert form.interviewed == "17 July 2006, R. Solway"
    told = " ".join(" ".join(pages_of(form)).split())
    assert "17 July 2006, R. Solway" in told
    assert "Good with his hands & quick to laugh." in told
    for talked in form.interview:
        assert talked.text.split()[-1] in told
    blank = case_form(inspection, "c1", at=AT, blank=True)
    assert blank.interviewed == ""
    assert not any(talked.note for talked in blank.interview)


def test_a_form_ends_with_room_for_more_notes(inspection: Inspection) -> None:
    assert "More notes" in pages_of(case_form(inspection, "c2", at=AT))[-1]


def test_the_same_form_makes_the_same_bytes(inspection: Inspection) -> None:
    form = case_form(inspection, "c1", at=AT)
    assert case_form_bytes(form) == case_form_bytes(form)


def test_the_command_writes_a_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OMI_PASSPHRASE", "cumbria-2006")
    file, out = tmp_path / "demo.omi", tmp_path / "form.pdf"
    assert run(["demo", str(file)]) == 0
    assert run(["case-form", str(file), "CU-0257", str(out), "--blank", "--reading-order"]) == 0
    assert "The form of case CU-0257" in capsys.readouterr().out
    assert "CU-0257" in pypdf.PdfReader(out).pages[0].extract_text()
    out.unlink()
    assert run(["case-form", str(file), "CU-9999", str(out)]) == 2
    assert "no case “CU-9999”" in capsys.readouterr().err
    assert not out.exists()
