"""Words that do not fit their figures, and figures that are written in several ways."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from omi_desktop.proofread.figures import Percentage, figures
from omi_desktop.proofread.findings import Finding, Kind
from omi_desktop.proofread.page import Shape
from omi_desktop.proofread.words import content, denies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.proofread.figures import Figures
    from omi_desktop.proofread.page import Block, Page, Sentence

SMALL_BASE = 20
"""Only bases below this are compared when counts and percentages are mixed."""

_WORDS: tuple[tuple[str, Fraction, Fraction], ...] = (
    (
        r"almost\s+all|nearly\s+all|the\s+(?:vast|great|large)\s+majority",
        Fraction(80, 100),
        Fraction(1),
    ),
    (r"more\s+than\s+three[- ]quarters|over\s+three[- ]quarters", Fraction(75, 100), Fraction(1)),
    (r"(?:about\s+|approximately\s+)?three[- ]quarters", Fraction(70, 100), Fraction(80, 100)),
    (r"more\s+than\s+two[- ]thirds|over\s+two[- ]thirds", Fraction(66, 100), Fraction(1)),
    (r"(?:about\s+|approximately\s+)?two[- ]thirds", Fraction(62, 100), Fraction(71, 100)),
    (r"(?:more\s+than|over)\s+half", Fraction(50, 100), Fraction(1)),
    (r"(?:less\s+than|fewer\s+than|under|almost|nearly)\s+half", Fraction(0), Fraction(50, 100)),
    (r"(?:about\s+|approximately\s+|exactly\s+)?half", Fraction(45, 100), Fraction(55, 100)),
    (r"(?:more\s+than|over)\s+(?:a|one)[- ]third(?=\s+of\b|\s*\()", Fraction(33, 100), Fraction(1)),
    (
        r"(?:about\s+|approximately\s+)?(?:a|one)[- ]third(?=\s+of\b|\s*\()",
        Fraction(29, 100),
        Fraction(38, 100),
    ),
    (
        r"(?:more\s+than|over)\s+(?:a|one)[- ]quarter(?=\s+of\b|\s*\()",
        Fraction(25, 100),
        Fraction(1),
    ),
    (
        r"(?:about\s+|approximately\s+)?(?:a|one)[- ]quarter(?=\s+of\b|\s*\()",
        Fraction(21, 100),
        Fraction(29, 100),
    ),
    (r"a\s+(?:significant\s+|substantial\s+|small\s+)?minority", Fraction(0), Fraction(50, 100)),
    (r"(?:the|a)\s+(?:clear\s+|small\s+|slim\s+)?majority|most", Fraction(50, 100), Fraction(1)),
    (r"(?:very\s+)?few|hardly\s+any", Fraction(0), Fraction(35, 100)),
)
_SAYS = "|".join(f"(?P<w{index}>{said})" for index, (said, _, _) in enumerate(_WORDS))
_AFTER = re.compile(
    rf"\b(?:{_SAYS})\b(?P<between>[^()%;.]{{0,60}}?)\((?=[^()]*\d|[^()]*\b(?:of|from)\b)",
    re.IGNORECASE,
)
_APPOSED = re.compile(rf"[,–—-]\s+(?:{_SAYS})\s*(?=[,–—-]|$)", re.IGNORECASE)
_CONTRAST = re.compile(
    r"\b(?:but|although|though|whereas|while|whilst|however|yet|only|just|despite|except)\b", re.I
)
_LINKS = {"of": "43 of 61", "out of": "43 out of 61", "from": "43 from 61"}
_NUMBER_IN_BRACKET = re.compile(r"\d[^()]*\)|\([^()]*\d")
_AGAIN = re.compile(r"\bre-?([a-z]{4,}(?:ed|t))\b", re.IGNORECASE)


def ill_worded(page: Page) -> Iterator[Finding]:
    """Yield words that their figures do not bear out, and mixed manners of writing figures."""
    sentences = [
        sentence for block in page.of_shape(Shape.PROSE, Shape.ITEM) for sentence in block.sentences
    ]
    for sentence in sentences:
        found = figures(sentence.text)
        yield from _quantities(sentence, found)
        yield from _mixed(sentence, found)
    for block in page.of_shape(Shape.PROSE, Shape.ITEM):
        yield from _brackets(block)
    yield from _manners(sentences)
    yield from _small_bases(sentences)
    yield from _other_verbs(sentences)


def _quantities(sentence: Sentence, found: Figures) -> Iterator[Finding]:
    """Hold “most”, “half”, “few” against the figure in the brackets behind them."""
    for match in _AFTER.finditer(sentence.text):
        share = _share_at(found, match.end())
        if share is not None:
            yield from _held(sentence, match, share)
    for match in _APPOSED.finditer(sentence.text):
        before = [figure for figure in found.percentages if figure.end <= match.start()]
        if len(before) == 1 and len(found.percentages) == 1:
            yield from _held(sentence, match, Fraction(before[0].value) / 100)


def _held(sentence: Sentence, match: re.Match[str], share: Fraction) -> Iterator[Finding]:
    index = next(n for n in range(len(_WORDS)) if match[f"w{n}"])
    _, least, most = _WORDS[index]
    word = match[f"w{index}"]
    strict = re.match(r"(?:more|over|less|fewer|under|most|the\s+maj|a\s+maj)", word, re.I)
    at_edge = bool(strict) and share in {least, most} and share not in {0, 1}
    if not least <= share <= most or at_edge:
        shown = f"{float(share) * 100:.0f}%"
        yield Finding(
            sentence.line,
            Kind.WORDING,
            word,
            f"“{word}” does not fit {shown}.",
        )


def _share_at(found: Figures, position: int) -> Fraction | None:
    """Return the share that the figure in a bracket beginning here states."""
    for percentage in found.percentages:
        if 0 <= percentage.start - position <= 12:
            return Fraction(percentage.value) / 100
    return next((count.share for count in found.counts if 0 <= count.start - position <= 12), None)


def _mixed(sentence: Sentence, found: Figures) -> Iterator[Finding]:
    """Find a sentence that adds up, with “and”, what was done and what was not."""
    if len(found.percentages) < 2:
        return
    starts = [percentage.start for percentage in found.percentages]
    for index in range(1, len(found.percentages)):
        end = starts[index + 1] if index + 1 < len(starts) else len(sentence.text)
        first, second = found.percentages[index - 1], found.percentages[index]
        joint = re.search(r"(?:,\s*)?\band\s+(?:in\s+)?$", sentence.text[first.end : second.start])
        if not joint:
            continue
        one = (
            sentence.text[: second.start]
            if index == 1
            else sentence.text[first.start : second.start]
        )
        two = sentence.text[second.start : end]
        if _CONTRAST.search(one) or _CONTRAST.search(two):
            continue
        if _has_verb(one) and _has_verb(two) and denies(one) != denies(two):
            yield Finding(
                sentence.line,
                Kind.WORDING,
                _around(sentence.text, first, second),
                "One sentence gives a percentage of what was done and one of what was not: "
                "turn one of them round.",
            )
            return


def _has_verb(clause: str) -> bool:
    return bool(
        re.search(
            r"\b(?:was|were|had|did|could|has|have|is|are|[a-z]{2,}ed)\b", clause, re.IGNORECASE
        )
    )


def _around(text: str, first: Percentage, second: Percentage) -> str:
    return f"{text[first.start : first.end]} … {text[second.start : second.end]}"


def _brackets(block: Block) -> Iterator[Finding]:
    """Find a figure whose bracket is opened or closed only once."""
    if _unbalanced(block.text):
        for sentence in block.sentences:
            if _unbalanced(sentence.text) and _NUMBER_IN_BRACKET.search(sentence.text):
                why = "A bracket around figures is opened or closed only once."
                yield Finding(sentence.line, Kind.WORDING, _short(sentence.text), why)


def _unbalanced(text: str) -> bool:
    bare, found = text, 1
    while found:
        bare, found = re.subn(r"\([^()]*\)", "", bare)
    bare = re.sub(r"(?:^|[;:,]\s*|\band\s+)(?:[a-z]|\d)\)", "", bare)
    return bool(re.search(r"[()]", bare))


def _manners(sentences: list[Sentence]) -> Iterator[Finding]:
    """Find a text that writes counts now with “of”, now with “out of”, now with “from”."""
    used: Counter[str] = Counter()
    first: dict[str, int] = {}
    for sentence in sentences:
        for count in figures(sentence.text).counts:
            if count.link in _LINKS:
                used[count.link] += 1
                first.setdefault(count.link, sentence.line)
    if len(used) < 2 or sum(used.values()) - max(used.values()) < 3:
        return
    odd = min(used, key=lambda link: (used[link], link))
    told = ", ".join(f"“{_LINKS[link]}” {times} times" for link, times in used.most_common())
    yield Finding(
        first[odd],
        Kind.WORDING,
        odd,
        f"Counts are written in several manners ({told}): choose one.",
    )


def _small_bases(sentences: list[Sentence]) -> Iterator[Finding]:
    """Find small bases that are printed as a percentage here and as a plain count there."""
    with_percent: dict[int, int] = {}
    plain: dict[int, int] = {}
    for sentence in sentences:
        found = figures(sentence.text)
        paired = {count.start for _, count in found.pairs}
        for count in found.counts:
            if count.base < SMALL_BASE and "questionnaire" not in sentence.text.lower():
                kept = with_percent if count.start in paired else plain
                kept.setdefault(count.base, sentence.line)
    if not with_percent or not plain or min(with_percent) > max(plain):
        return
    least, most = min(with_percent), max(plain)
    yield Finding(
        plain[most],
        Kind.WORDING,
        f"base of {most}",
        f"A base of {most} is printed as a count here, a base of {least} as a percentage on line "
        f"{with_percent[least]}: keep to one rule for small bases.",
    )


def _other_verbs(sentences: list[Sentence]) -> Iterator[Finding]:
    """Find one percentage of one group told with two verbs: “convicted”, “reconvicted”."""
    told = [
        (sentence, values)
        for sentence in sentences
        if (values := {printed.value for printed in figures(sentence.text).percentages})
    ]
    for sentence, values in told:
        for match in _AGAIN.finditer(sentence.text):
            verb = re.compile(rf"\b{re.escape(match[1])}\b", re.IGNORECASE)
            for other, own in told:
                same = values & own
                said = verb.search(other.text)
                if not same or not said or match[0].lower() in other.text.lower():
                    continue
                if len(content(sentence.text) & content(other.text)) >= 2:
                    yield Finding(
                        sentence.line,
                        Kind.WORDING,
                        match[0],
                        f"Line {other.line} says “{said[0]}” of the same {min(same)}%: use one "
                        "word for one measure.",
                    )
                    break


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
