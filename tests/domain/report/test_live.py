from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.live import (
    Figure,
    Form,
    Piece,
    Reference,
    figures,
    parse,
    refuse_unknown,
    stored,
    unfolded,
)


def test_a_text_is_read_as_words_figures_and_references() -> None:
    text = "In {percent 1.2.21 insufficient} of cases ({of 1.2.21 insufficient}), see {see x-1}."
    assert parse(text) == (
        "In ",
        Figure(Form.PERCENT, ("1.2.21",), sufficient=False),
        " of cases (",
        Figure(Form.OF, ("1.2.21",), sufficient=False),
        "), see ",
        Reference("x-1"),
        ".",
    )


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("{count 3.1.P1 is convicted}", Figure(Form.COUNT, ("3.1.P1",), value="convicted")),
        ("{percent 2.4.8 where ppo}", Figure(Form.PERCENT, ("2.4.8",), where="ppo")),
        ("{percent 3.1.8+3.1.9}", Figure(Form.PERCENT, ("3.1.8", "3.1.9"))),
        ("{score section-1}", Figure(Form.SCORE, ("section-1",))),
        ("{score risk-of-harm}", Figure(Form.SCORE, ("risk-of-harm",))),
        (
            "{words 1.3.6 insufficient where licence}",
            Figure(Form.WORDS, ("1.3.6",), sufficient=False, where="licence"),
        ),
    ],
)
def test_a_figure_is_stored_as_one_would_say_it(text: str, figure: Figure) -> None:
    assert parse(text) == (figure,)
    assert stored((figure,)) == text


names = st.sampled_from(["1.1.1", "1.2.SUM", "2.2.11a", "ppo", "risk-of-harm"])
pieces = st.one_of(
    st.text(min_size=1),
    st.builds(
        Figure,
        form=st.sampled_from(Form),
        of=st.lists(names, min_size=1, max_size=3).map(tuple),
        sufficient=st.booleans(),
        where=st.sampled_from(["", "licence", "convicted_or_cautioned"]),
    ),
    st.builds(Reference, names),
)


@given(st.lists(pieces, max_size=6))
def test_what_is_stored_is_read_back_the_same(found: list[Piece]) -> None:
    joined: list[Piece] = []
    for piece in found:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    assert parse(stored(tuple(joined))) == tuple(joined)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{AREA}", "says no figure"),
        ("{percent}", "says no figure"),
        ("{per cent 1.1.1}", "says no figure"),
        ("one { alone", "brace stands alone"),
        ("one } alone", "brace stands alone"),
    ],
)
def test_a_brace_that_says_no_figure_is_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(RequestError, match=complaint):
        parse(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{percent 9.9.9}", "the question “9.9.9”"),
        ("{percent 1.1.1 where parole}", "the gate “parole”"),
        ("{count 3.1.P1 is deported}", "the answer “deported”"),
        ("{score 9.9}", "the score “9.9”"),
        ("{sentence ppo}", "makes none"),
    ],
)
def test_a_figure_of_what_the_bank_has_not_is_a_sentence(
    omi_2006: Instrument, text: str, complaint: str
) -> None:
    with pytest.raises(RequestError, match=complaint):
        refuse_unknown(text, omi_2006)


def test_a_figure_of_what_the_bank_has_is_accepted(omi_2006: Instrument) -> None:
    refuse_unknown(
        "{percent 1.1.1 where ppo} {score 1.1} {score section-3} {score risk-of-harm} "
        "{count 3.1.P1 is convicted} {sentence 1.1.1 insufficient} {see anything}",
        omi_2006,
    )


def test_a_sentence_unfolds_into_words_that_can_be_edited(omi_2006: Instrument) -> None:
    (figure,) = figures("{sentence 1.1.10 insufficient}")
    text = stored(unfolded(figure, omi_2006))
    assert "{percent 1.1.10 insufficient}" in text
    assert "{count 1.1.10 insufficient}" in text
    assert "{base 1.1.10 insufficient}" in text
