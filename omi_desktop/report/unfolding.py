"""Turn the bank's whole sentences into words with figures in them, as they read at the moment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from omi_desktop.instrument.model import Instrument
from omi_desktop.report import wording
from omi_desktop.report.figures import Figures
from omi_desktop.report.live import Figure, Form, Piece, unfolded


def unfolded_now(
    pieces: Iterable[Piece], figures: Figures, instrument: Instrument
) -> tuple[Piece, ...]:
    """Return pieces with whole sentences as words and figures, wherever that prints the same."""
    words: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Figure) and piece.form is Form.SENTENCE:
            words.extend(_the_same(piece, figures, instrument))
        else:
            words.append(piece)
    return _with_counts_joined(words)


def in_words(figure: Figure, figures: Figures, instrument: Instrument) -> tuple[Piece, ...]:
    """Return a whole sentence so that its words can be edited, with its figures live.

    Where it prints otherwise then ("1 of 1 relevant cases"), the writer is about to mend it.
    """
    same = unfolded_now((figure,), figures, instrument)
    if same != (figure,) or not figures.reading(figure).base:
        return same
    question = instrument.questions[figure.of[0]]
    sentence = question.strength if figure.sufficient else question.improvement
    # The bracket says what stands in the percentage's place now.
    bare = re.sub(r"(?<=\{percent\})(.*?) \(\{count\} of \{base\}\)", r"\1", sentence, count=1)
    forms = {"percent": Form.OF, "count": Form.COUNT, "base": Form.BASE}
    return tuple(
        _of(figure, forms[part]) if number % 2 else part
        for number, part in enumerate(re.split(r"\{(percent|count|base)\}", bare))
        if part
    )


def _the_same(figure: Figure, figures: Figures, instrument: Instrument) -> tuple[Piece, ...]:
    base = figures.reading(figure).base
    if base >= wording.SMALL_BASE:
        return unfolded(figure, instrument)
    part = _of(figure, Form.WORDS)
    before, there, after = figures.shown(figure).partition(figures.shown(part))
    if base > 1 and there:
        return tuple(piece for piece in (before, part, after) if piece)
    return (figure,)


def _with_counts_joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces with "43", " of ", "61" as the one figure "43 of 61"."""
    joined: list[Piece] = []
    for piece in pieces:
        joined.append(piece)
        match joined[-3:]:
            case [Figure(Form.COUNT) as count, " of ", Figure(Form.BASE) as base]:
                if _of(count, Form.BASE) == base:
                    joined[-3:] = [_of(count, Form.OF)]
    return tuple(joined)


def _of(figure: Figure, form: Form) -> Figure:
    return Figure(form, figure.of, figure.sufficient, where=figure.where)
