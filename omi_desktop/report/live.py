"""Text with figures that live: a sentence holds what a figure is of, never the figure itself.

Stored, a figure stands in braces and reads as one would say it:

    {percent 1.2.21 insufficient}               27%
    {of 1.2.21 insufficient}                    16 of 59
    {count 1.2.21}, {base 1.2.21}               43, 59
    {words 1.3.6 insufficient}                  four of the seven
    {share 1.1.2}                               almost all
    {count 3.1.P1 is convicted}                 29
    {percent 2.4.8 where convicted_or_cautioned}  of the cases behind a gate
    {percent 2.4.8 where not ppo}               or behind any condition in the language of gates
    {percent 2.4.8 where gender = female}
    {percent 3.1.8+3.1.9+3.1.10}                the mean of several questions
    {score 1.2}, {score section-1}, {score risk-of-harm}
    {sentence 1.1.1}                            the question's own sentence, whole
    {see 2.4-breach}                            the letter of another finding

Braces that are meant as such are doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.averaging import THREAD, section_name


class Form(StrEnum):
    """How a figure is shown."""

    PERCENT = "percent"
    COUNT = "count"
    BASE = "base"
    OF = "of"
    WORDS = "words"
    SHARE = "share"
    SCORE = "score"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure is of: the questions, which side of the line or which answer, which cases.

    `value` is the id of an answer where the figure counts that answer; then the base is all cases
    with an answer on the scale. `of` holds one name, or several questions whose mean is taken.
    """

    form: Form
    of: tuple[str, ...]
    sufficient: bool = True
    value: str = ""
    where: str = ""

    def __str__(self) -> str:
        side = f" is {self.value}" if self.value else "" if self.sufficient else " insufficient"
        gate = f" where {self.where}" if self.where else ""
        return f"{{{self.form} {'+'.join(self.of)}{side}{gate}}}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to another finding, by its id; its letter is found when it is shown."""

    finding: str

    def __str__(self) -> str:
        return f"{{see {self.finding}}}"


Piece: TypeAlias = str | Figure | Reference

_PIECE = re.compile(r"\{\{|\}\}|\{(?P<inside>[^{}]*)\}|(?P<stray>[{}])")
_FIGURE = re.compile(
    r"(?P<form>[a-z]+) (?P<of>[\w.+\-]+)"
    r"(?: (?P<side>sufficient|insufficient)| is (?P<value>[\w\-]+))?"
    r"(?: where (?P<where>[^{}]*[^{} ]))?"
)


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a stored text: plain text, figures and references.

    Raises RequestError that shows the brace which says no figure.
    """
    pieces: list[Piece] = []
    for piece in _pieces(text):
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        elif piece != "":
            pieces.append(piece)
    return tuple(pieces)


def stored(pieces: tuple[Piece, ...]) -> str:
    """Return pieces as the text that is kept; `parse` gives them back."""
    return "".join(
        piece.replace("{", "{{").replace("}", "}}") if isinstance(piece, str) else str(piece)
        for piece in pieces
    )


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a stored text, in order."""
    return tuple(piece for piece in parse(text) if isinstance(piece, Figure))


def refuse_unknown(text: str, instrument: Instrument) -> None:
    """Raise RequestError where a text names a question, gate or answer that the bank has not."""
    for figure in figures(text):
        for name in figure.of:
            _refuse_unknown_name(figure, name, instrument)
        if figure.where and figure.where not in instrument.gate:
            _refuse_unknown_cases(figure, instrument)


def unfolded(figure: Figure, instrument: Instrument) -> tuple[Piece, ...]:
    """Return a whole sentence as words with figures in them, so that it can be edited."""
    question = instrument.questions[figure.of[0]]
    sentence = question.strength if figure.sufficient else question.improvement
    forms = {"percent": Form.PERCENT, "count": Form.COUNT, "base": Form.BASE}
    return tuple(
        Figure(forms[part], figure.of, figure.sufficient, where=figure.where)
        if number % 2
        else part
        for number, part in enumerate(re.split(r"\{(percent|count|base)\}", sentence))
        if part
    )


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for found in _PIECE.finditer(text):
        yield text[at : found.start()]
        at = found.end()
        if found["stray"]:
            raise RequestError(f"A brace stands alone in “{text}”. Double it, or close it.")
        if found["inside"] is None:
            yield found[0][0]
        else:
            yield _piece(found["inside"])
    yield text[at:]


def _piece(inside: str) -> Piece:
    if inside.startswith("see "):
        return Reference(inside.removeprefix("see ").strip())
    found = _FIGURE.fullmatch(inside)
    if found is None or found["form"] not in set(Form):
        raise RequestError(f"“{{{inside}}}” says no figure. Choose one from the list.")
    return Figure(
        form=Form(found["form"]),
        of=tuple(found["of"].split("+")),
        sufficient=found["side"] != "insufficient",
        value=found["value"] or "",
        where=found["where"] or "",
    )


def _refuse_unknown_cases(figure: Figure, instrument: Instrument) -> None:
    from omi_desktop.instrument.conditions import condition

    if figure.where.isidentifier():
        raise RequestError(f"{figure} names the gate “{figure.where}”, which does not exist.")
    try:
        condition(instrument, figure.where)
    except RequestError as error:
        raise RequestError(f"{figure} names cases that there are not. {error}") from error


def _refuse_unknown_name(figure: Figure, name: str, instrument: Instrument) -> None:
    if figure.form is Form.SCORE:
        sections = {section_name(section.id) for section in instrument.sections}
        if name not in {*instrument.criterion, *sections, THREAD}:
            raise RequestError(f"{figure} names the score “{name}”, which does not exist.")
        return
    question = instrument.questions.get(name)
    if question is None:
        raise RequestError(f"{figure} names the question “{name}”, which does not exist.")
    if figure.value and (question.scale is None or question.scale.choice(figure.value) is None):
        raise RequestError(f"{figure} names the answer “{figure.value}”, which “{name}” has not.")
    if figure.form is Form.SENTENCE and not question.strength:
        raise RequestError(f"{figure} asks for a sentence, and “{name}” makes none.")
