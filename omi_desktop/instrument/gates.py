"""The small language of gates: conditions over facts, earlier answers and other gates.

    licence and not ppo                 gates by name
    tier >= 3                           a number, or a choice whose id is a number
    case_type = licence                 the answer to a fact or question is this choice
    1.1.P1 in (fast, standard)          ... is one of these
    requirements has unpaid_work        ... of an answer of several choices, holds this one
    always                              holds in every case

`not` binds tighter than `and`, `and` tighter than `or`; brackets as usual. A word alone is a gate;
a word before an operator is a fact or a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, TypeAlias

from msgspec import Struct


class Always(Struct, frozen=True, tag=True):
    """Holds in every case."""


class GateName(Struct, frozen=True, tag=True):
    """Holds where the gate of this name holds."""

    gate: str


class Test(Struct, frozen=True, tag=True):
    """Holds where the answer to `question` stands in `operator` to one of `values`."""

    __test__: ClassVar[bool] = False  # pytest: not a test class

    question: str
    operator: str
    values: tuple[str, ...]


class Not(Struct, frozen=True, tag=True):
    """Holds where its part does not."""

    part: Condition


class And(Struct, frozen=True, tag=True):
    """Holds where all parts hold."""

    parts: tuple[Condition, ...]


class Or(Struct, frozen=True, tag=True):
    """Holds where some part holds."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Always | GateName | Test | Not | And | Or
ALWAYS = Always()


class GateSyntaxError(ValueError):
    """The text of a condition cannot be read; the message says where it breaks off."""


_TOKEN = re.compile(r"\s*(?:(?P<word>[A-Za-z0-9_.\-]+)|(?P<mark><=|>=|!=|[=<>(),]))")
_RESERVED = {"and", "or", "not", "in", "has", "always"}
_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}


def parse(text: str) -> Condition:
    """Return the condition that `text` says.

    Raises GateSyntaxError with the place where the text stops making sense.
    """
    return _Parser(text).whole()


def parts(condition: Condition) -> Iterator[Condition]:
    """Yield the condition and everything inside it."""
    yield condition
    match condition:
        case Not(part):
            yield from parts(part)
        case And(inner) | Or(inner):
            for part in inner:
                yield from parts(part)
        case _:
            pass


def gate_names(condition: Condition) -> frozenset[str]:
    """Return the gates that the condition names."""
    return frozenset(part.gate for part in parts(condition) if isinstance(part, GateName))


def question_names(condition: Condition) -> frozenset[str]:
    """Return the facts and questions whose answers the condition tests itself."""
    return frozenset(part.question for part in parts(condition) if isinstance(part, Test))


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._at = 0

    def whole(self) -> Condition:
        condition = self._either()
        if self._peek() is not None:
            raise GateSyntaxError(f"“{self._peek()}” is one word too many in “{self._text}”")
        return condition

    def _either(self) -> Condition:
        found = [self._both()]
        while self._take("or"):
            found.append(self._both())
        return found[0] if len(found) == 1 else Or(tuple(found))

    def _both(self) -> Condition:
        found = [self._negated()]
        while self._take("and"):
            found.append(self._negated())
        return found[0] if len(found) == 1 else And(tuple(found))

    def _negated(self) -> Condition:
        if self._take("not"):
            return Not(self._negated())
        if self._take("("):
            inner = self._either()
            self._expect(")")
            return inner
        if self._take("always"):
            return ALWAYS
        return self._test_or_gate()

    def _test_or_gate(self) -> Condition:
        name = self._word("a gate, a fact or a question")
        following = self._peek()
        if following in _COMPARISONS:
            self._at += 1
            return Test(name, following, (self._word("a value"),))
        if self._take("has"):
            return Test(name, "has", (self._word("a value"),))
        if self._take("in"):
            self._expect("(")
            values = [self._word("a value")]
            while self._take(","):
                values.append(self._word("a value"))
            self._expect(")")
            return Test(name, "in", tuple(values))
        return GateName(name)

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._at += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise GateSyntaxError(f"“{token}” is missing in “{self._text}”")

    def _word(self, what: str) -> str:
        token = self._peek()
        if token is None or token in _RESERVED or not re.match(r"[A-Za-z0-9_]", token):
            raise GateSyntaxError(f"{what} is missing in “{self._text}”")
        self._at += 1
        return token


def _tokens(text: str) -> Iterator[str]:
    at = 0
    stripped = text.rstrip()
    while at < len(stripped):
        match = _TOKEN.match(stripped, at)
        if match is None:
            raise GateSyntaxError(f"“{stripped[at:].strip()[0]}” cannot stand in “{text}”")
        yield match["word"] or match["mark"]
        at = match.end()
