"""The page on how the cases were chosen: in the report, alone, and with the list of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest
from docx import Document

from omi_desktop.assets import asset
from omi_desktop.clock import now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.exchange.frame import read_caseload
from omi_desktop.exchange.frame_mapping import guessed, mapping_of
from omi_desktop.exchange.frame_table import read_table
from omi_desktop.instrument.bank import bank_files
from omi_desktop.proofread import proofread
from omi_desktop.report.chosen_page import chosen_page
from omi_desktop.report.content import report
from omi_desktop.report.docx import write_docx
from omi_desktop.report.gather import ReportData, gather
from omi_desktop.report.html import write_html
from omi_desktop.report.pdf import write_pdf
from omi_desktop.report.plain import plain_text
from omi_desktop.sampling.draw import draw
from omi_desktop.sampling.method import account_of, method_paragraph
from omi_desktop.sampling.rules import Minimum, Rules
from omi_desktop.store import (
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    RememberedMapping,
    Role,
    create,
)
from omi_desktop.store.sampling import keep_sample, replace_case, sealed_rules, take_back_draw

RULES = Rules(
    60,
    "cumbria-2006",
    (Minimum("high_roh", 12), Minimum("ppo", 4), Minimum("minority_ethnic", 3)),
    share=Minimum("licence", 23),
    by_office=True,
    reserves=8,
)


def keep(inspection: Inspection, rules: Rules = RULES, reason: str = "") -> None:
    table = read_table(asset("demo/cumbria-2006/caseload.csv"))
    bank = inspection.instrument
    mapping = mapping_of(guessed(table, bank))
    caseload = read_caseload(table, mapping, bank, rules)
    sample = draw(bank, caseload.cases, rules, trials=50)
    keep_sample(
        inspection,
        sample,
        caseload,
        sealed=sealed_rules(inspection, rules, by="lead", at=stamp(now()), reason=reason),
        mapping=RememberedMapping(mapping.columns, mapping.words),
        list_name="caseload.csv",
        method=method_paragraph(account_of(sample), bank),
        by="lead",
        reason=reason,
    )


@pytest.fixture
def drawn(tmp_path: Path) -> Iterator[Inspection]:
    """An inspection with a sample of sixty, of whom two gave way to reserves."""
    details = Details("i1", "Cumbria", Role.LEAD, "2006-06-01T09:00:00.000Z")
    bank = bank_files(asset("instrument/omi-2006"))
    cost = KeyCost(passes=1, kibibytes=8, lanes=1)
    with create(tmp_path / "i.omi", "a word", bank=bank, details=details, cost=cost) as made:
        made.add_people([Person("lead", "Ada Byron", PersonKind.LEAD_INSPECTOR)])
        keep(made)
        for case in made.cases()[:2]:
            replace_case(made, case.ref, by="lead", reason="The file is lost.")
        yield made


def words_of(data: ReportData, *, with_cases: bool = False) -> str:
    return plain_text(chosen_page(data, with_cases=with_cases))


def test_the_page_is_one_page_alone_and_the_last_of_the_report(
    drawn: Inspection, tmp_path: Path
) -> None:
    data = gather(drawn, at=now())
    write_pdf(chosen_page(data), tmp_path / "page.pdf")
    (page,) = pypdf.PdfReader(tmp_path / "page.pdf").pages
    alone = " ".join(page.extract_text().split())
    write_pdf(report(data), tmp_path / "report.pdf")
    last = pypdf.PdfReader(tmp_path / "report.pdf").pages[-1].extract_text()
    whole = " ".join(last.split())
    assert re.search(r"Appendix \d: How the cases were chosen", whole)
    told = alone[alone.index("The 60 cases") : alone.index("repeat it.")]
    assert told in whole


def test_the_same_numbers_stand_in_every_output(drawn: Inspection, tmp_path: Path) -> None:
    data = gather(drawn, at=now())
    write_html(report(data), tmp_path / "page.html")
    write_docx(report(data), tmp_path / "draft.docx")
    kept = data.kept.sample
    assert kept is not None
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    word = Document(str(tmp_path / "draft.docx"))
    cells = [c.text for t in word.tables for row in t.rows for c in row.cells]
    for text in (kept.rules.digest, kept.listed.digest, kept.listed.references):
        assert text in words_of(data)
        assert text in html
        assert text in cells


def test_the_rows_count_what_the_file_holds(drawn: Inspection) -> None:
    data = gather(drawn, at=now())
    kept = data.kept.sample
    assert kept is not None
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in words_of(data).splitlines()}
    harm = rows["Cases of high or very high Risk of Harm"]
    assert harm[:2] == ["123", "at least 12"]
    assert int(harm[2]) == sum("high_roh" in one.counts_for for one in kept.drawn) >= 12
    assert int(harm[3]) == sum("high_roh" in one.counts_for for one in kept.current) >= 12
    assert rows["Licences"][:4] == ["586", "23", "23", "23"]
    assert rows["All but licences"][:4] == ["1,305", "37", "37", "37"]
    assert rows["All"][:4] == ["1,891", "60", "60", "60"]
    assert rows["The file is lost."][0] == "2"


def test_the_paragraph_follows_what_becomes_of_the_cases(drawn: Inspection) -> None:
    before = words_of(gather(drawn, at=now()))
    assert "The 60 cases were drawn from the 1,891 cases" in before
    assert "2 cases fell out later and were replaced by the first reserve" in before
    assert "withdrawn" not in before
    case = next(c for c in drawn.cases() if c.status is not CaseStatus.WITHDRAWN)
    drawn.set_status(case.id, CaseStatus.WITHDRAWN, by="lead", reason="Died.")
    after = words_of(gather(drawn, at=now()))
    assert "1 case was withdrawn without a replacement, so that 59 are left." in after


def test_no_reference_stands_on_the_page_and_every_one_in_the_list(drawn: Inspection) -> None:
    data = gather(drawn, at=now())
    refs = [case.ref for case in drawn.cases()]
    page, listed = words_of(data), words_of(data, with_cases=True)
    assert not [ref for ref in refs if ref in page]
    for ref in refs:
        key = sha256(f"cumbria-2006\n{ref}".encode()).hexdigest()
        assert f"{ref}\t{key[:12]}\t" in listed
    assert listed.count("The file is lost.") == 3
    assert proofread(plain_text(report(data)), case_refs=tuple(refs)).findings == ()


def test_changed_rules_and_a_draw_that_was_taken_back_are_told(drawn: Inspection) -> None:
    take_back_draw(drawn, by="lead", reason="The list was of last year.")
    keep(drawn, Rules(60, "cumbria-2006", reserves=8), "The area has no minimums to fear.")
    page = words_of(gather(drawn, at=now()))
    assert "changed once since, each time with a reason that is on record" in page
    assert "The area has no minimums to fear." in page
    assert "from caseload.csv: The list was of last year." in page
    assert "All of them came in at random" in page


def test_where_nothing_was_drawn_there_is_no_page(bare: ReportData) -> None:
    with pytest.raises(RequestError, match="No sample has been drawn"):
        chosen_page(bare)
    assert "How the cases were chosen" not in plain_text(report(bare))
