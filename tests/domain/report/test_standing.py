from __future__ import annotations

from dataclasses import replace

import pytest

from omi_desktop.report import model
from omi_desktop.report.gather import ReportData
from omi_desktop.report.parts.prose import standing_text
from omi_desktop.report.standing import standing


@pytest.mark.parametrize("part", sorted(standing().parts))
def test_every_place_of_the_standing_text_is_filled(data: ReportData, part: str) -> None:
    blocks = list(standing_text(part, data))
    assert blocks
    for block in blocks:
        texts = block.items if isinstance(block, model.Items) else ()
        if isinstance(block, model.Paragraph | model.Heading):
            texts = (block.text,)
        for text in texts:
            assert text.strip() == text != ""
            assert not set("{}") & set(text)


def test_the_scoring_approach_speaks_of_the_weights_and_the_line_of_the_bank(
    data: ReportData,
) -> None:
    text = " ".join(
        b.text for b in standing_text("scoring", data) if isinstance(b, model.Paragraph)
    )
    assert "weighted 80%, and the result of its summary question, weighted 20%" in text
    assert "below 70%" in text
    assert "sections 1 and 2" in text
    assert "“well met”, “satisfactorily met”, “partly met” or “not met”" in text


def test_abbreviations_are_in_order_and_explained() -> None:
    terms = [term for term, _ in standing().abbreviations]
    assert terms == sorted(terms, key=str.casefold)
    assert all(meaning for _, meaning in standing().abbreviations)


def test_a_report_of_the_thread_alone_speaks_of_nothing_that_was_not_done(data: ReportData) -> None:
    thread = replace(data, scorecard=replace(data.scorecard, leadership=()))
    whole, alone = (
        " ".join(str(b) for part in ("method", "scoring") for b in standing_text(part, kind))
        for kind in (data, thread)
    )
    for words in ("four groups", "focus groups", "Each is rated"):
        assert words in whole
        assert words not in alone
    assert "questions on Risk of Harm alone" in alone
    assert "questions on Risk of Harm alone" not in whole
