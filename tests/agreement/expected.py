"""What every output of an inspection must say, from the counts of the independent script.

Each function returns what one output shows as words by key, such as "score 1.1" to "51%". Only the
choice of words is left to the program; every figure in them was counted apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from omi_desktop.report import wording
from omi_desktop.store import (
    Conclusion,
    Finding,
    FindingKind,
    GoodPractice,
    Passage,
    Rating,
    Recommendation,
    Record,
)

Facts = dict[str, str]
SMALL = 10
PRIORITY = "This criterion is a priority for improvement"
GOOD = "Work against this criterion was good"
OPEN = "No conclusion can be drawn: no case is relevant to this criterion"
LIVE = re.compile(r"\{(\w+) ([^}]*)\}")
OF = re.compile(r"(\S+?)(?P<other> insufficient| is (?P<value>\S+))?(?: where (?P<gate>\S+))?")
NUMBER = re.compile(r"Text (\d+) begins")


def half_up(value: Fraction, places: int = 0) -> str:
    """Return a number rounded once, half up."""
    whole = int(value * 10**places * 2 + 1) // 2
    return f"{whole // 10**places}" + (f".{whole % 10**places:0{places}}" if places else "")


def fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def printed(score: str | None) -> str:
    return "Not scored" if score is None else f"{half_up(Fraction(score) * 100)}%"


def shown(score: str | None, nothing: str = "") -> str:
    return nothing if score is None else half_up(Fraction(score) * 100)


def exactly(score: str | Fraction | None) -> str:
    return "" if score is None else f"{float(Fraction(score) * 100):.7f}"


@dataclass(frozen=True)
class Expected:
    """The counts of the script, the bank as it reads it, and what was drawn besides the answers."""

    found: dict[str, Any]
    bank: Any
    statuses: dict[str, str]
    records: tuple[Record, ...]

    @property
    def all(self) -> dict[str, Any]:
        return self.found[""]

    @property
    def line(self) -> int:
        return self.bank.head["line"]

    def kept(self, kind: type[Record]) -> list[Any]:
        return [record for record in self.records if isinstance(record, kind)]

    def counts(self) -> Facts:
        statuses = list(self.statuses.values())
        complete = statuses.count("complete")
        return {
            "sampled": str(len(statuses)),
            "assessed": str(complete + statuses.count("in progress")),
            "complete": str(complete),
        }

    def ratings(self, nothing: str) -> Facts:
        labels = {rating["id"]: rating["label"] for rating in self.bank.head["rating"]}
        given = {rating.criterion: labels[rating.rating] for rating in self.kept(Rating)}
        return {f"rating 4.{n}": given.get(f"4.{n}", nothing) for n in range(1, 7)}

    def share(self, name: str) -> Fraction | None:
        own = self.all["questions"][name]
        return Fraction(own["sufficient"], own["relevant"]) if own["relevant"] else None

    def below(self, score: str | None) -> bool:
        return score is not None and int(shown(score)) < self.line

    def report(self) -> Facts:
        """Return what PDF, web page and Word draft print."""
        found = self.counts() | self.ratings("Not yet rated")
        found["rests"] = f"{found['assessed']} of {found['sampled']}"
        for criterion, names in self.bank.criteria.items():
            found |= self._criterion(criterion, names)
        for section, score in self.all["sections"].items():
            found[f"section {section}"] = printed(score)
        thread = self.all["thread"]
        found["thread"] = printed(thread["score"])
        found["thread rests"] = f"{thread['questions']} over {thread['cases']}"
        found |= dict(self._facts()) | dict(self.texts())
        return found

    def _criterion(self, criterion: str, names: list[str]) -> Facts:
        own = self.all["criteria"][criterion]
        found = {f"score {criterion}": printed(own["score"])}
        found[f"chart {criterion}"] = found[f"score {criterion}"]
        if own["score"] is not None:
            side = "below" if self.below(own["score"]) else "at or above"
            found[f"cases {criterion}"] = found[f"chart cases {criterion}"] = str(own["cases"])
            found[f"side {criterion}"] = f"{side} {self.line}"
        decided = [
            each.is_priority for each in self.kept(Conclusion) if each.criterion == criterion
        ]
        priority = decided[0] if decided else self.below(own["score"])
        open_ = not decided and own["score"] is None
        found[f"conclusion {criterion}"] = OPEN if open_ else PRIORITY if priority else GOOD
        settled = {finding.criterion for finding in self.kept(Finding)}
        for name in names:
            above, base = (self.all["questions"][name][key] for key in ("sufficient", "relevant"))
            if not base:
                continue
            percent = f"{half_up(Fraction(100 * above, base))}%" if base >= SMALL else "–"
            found[f"result {name}"] = f"{above} {base} {percent}"
            if base >= SMALL and criterion not in settled:
                strong = int(half_up(Fraction(100 * above, base))) >= self.line
                found[f"proposed {name}"] = self._sentence(name, above, base, strong=strong)
        left_out = sum(self.share(name) is None for name in names)
        if 0 < left_out < len(names):
            found[f"left out {criterion}"] = wording.in_words(left_out).capitalize()
        return found

    def _sentence(self, name: str, above: int, base: int, *, strong: bool) -> str:
        question = self.bank.questions[name]
        count = above if strong else base - above
        template = question["strength" if strong else "improvement"]
        if not base:
            return f"No case is relevant to the question “{question['text']}”"
        if base < SMALL:
            return wording.filled(template, count, base)
        percent = f"{half_up(Fraction(100 * count, base))}%"
        return template.format(percent=percent, count=count, base=base)

    def _facts(self) -> Iterator[tuple[str, str]]:
        """Yield the facts that are reported under a criterion: how often each answer was given."""
        for name, question in self.bank.questions.items():
            own = self.all["questions"][name]
            if "." not in name or question["kind"] != "fact" or not own["base"]:
                continue
            labels = {choice: label for label, choice in question["ids"].items()}
            told = "; ".join(
                f"{wording.within(labels[choice])} {count}"
                for choice, count in own["is"].items()
                if count
            )
            cases = wording.counted(own["base"], "case", "cases")
            yield f"fact {name}", f"{wording.capital(told)} ({cases})"

    def texts(self, *kinds: type[Record]) -> Iterator[tuple[str, str]]:
        """Yield every text by its number with its figures filled in, and what it is traced to."""
        written = kinds or (Finding, Passage, Recommendation, GoodPractice, Rating)
        for record in (record for record in self.records if isinstance(record, written)):
            text = record.reason if isinstance(record, Rating) else record.text
            number = NUMBER.search(text)[1]
            home = getattr(record, "criterion", "")
            if isinstance(record, Passage) and record.part.startswith("criterion/"):
                home = record.part.removeprefix("criterion/")
            yield f"text {number}", self._filled(text, home)
            if isinstance(record, Recommendation):
                criteria, findings = self._traces(record)
                named = "criteria " + " and ".join(criteria)
                yield f"traces {number}", "; ".join((named, *findings))

    def _filled(self, text: str, home: str) -> str:
        return LIVE.sub(lambda live: self._live(live[1], live[2], home), text)

    def _live(self, form: str, rest: str, home: str) -> str:
        if form == "see":
            place = self._place(rest)
            return place.removeprefix(f"{home} ") if home else place
        named = OF.fullmatch(rest)
        found, names = self.found[named["gate"] or ""], named[1].split("+")
        if form == "score":
            return printed(_score(found, names[0]))
        counted = [
            _counted(found["questions"][n], named["other"] or "", named["value"]) for n in names
        ]
        if len(names) > 1:
            shares = [Fraction(count, base) for count, base in counted if base]
            return printed(str(sum(shares) / len(shares)) if shares else None)
        ((count, base),) = counted
        match form:
            case "percent":
                return printed(f"{count}/{base}" if base else None)
            case "count" | "base":
                return str(count if form == "count" else base)
            case "of":
                return f"{count} of {base}"
            case "words":
                return wording.part_of(count, base)
            case "share":
                return wording.share_in_words(count, base)
            case _:
                own = found["questions"][names[0]]
                strong = not named["other"]
                return self._sentence(names[0], own["sufficient"], own["relevant"], strong=strong)

    def _place(self, finding_id: str) -> str:
        """Return where a finding stands: "2.4 strength (b)"."""
        findings = self.kept(Finding)
        found = next(finding for finding in findings if finding.id == finding_id)
        beside = [f for f in findings if (f.criterion, f.kind) == (found.criterion, found.kind)]
        letter = "abcdef"[sorted(f.position for f in beside).index(found.position)]
        kind = "strength" if found.kind is FindingKind.STRENGTH else "area for improvement"
        return f"{found.criterion} {kind} ({letter})"

    def _traces(self, recommendation: Recommendation) -> tuple[list[str], list[str]]:
        findings = [trace for trace in recommendation.traces if trace.startswith("finding-")]
        criteria = [trace for trace in recommendation.traces if trace not in findings]
        return criteria, [self._place(finding) for finding in findings]

    def workbook(self) -> Facts:
        """Return what the workbook holds once its formulas were calculated."""
        found = self.counts() | self.ratings("Not rated")
        found["check"] = "All figures agree"
        found |= {f"status {ref}": status for ref, status in self.statuses.items()}
        for criterion, own in self.all["criteria"].items():
            below = "" if own["score"] is None else "yes" if self.below(own["score"]) else "no"
            found |= {
                f"cases {criterion}": str(own["cases"]),
                f"individual {criterion}": exactly(own["scored"]),
                f"summary {criterion}": exactly(own["summary"]),
                f"score {criterion}": exactly(own["score"]),
                f"rounded {criterion}": shown(own["score"]),
                f"below {criterion}": below,
            }
        for section, score in self.all["sections"].items():
            found |= {f"section {section}": exactly(score), f"rounded {section}": shown(score)}
        thread = self.all["thread"]
        found |= {"thread": exactly(thread["score"]), "thread rounded": shown(thread["score"])}
        found["thread cases"] = str(thread["cases"])
        for name in (name for names in self.bank.criteria.values() for name in names):
            own = self.all["questions"][name]
            found[f"result {name}"] = f"{own['sufficient']} {own['relevant']}"
            found[f"percent {name}"] = exactly(self.share(name))
        found |= dict(self.texts(Finding, GoodPractice, Rating, Recommendation))
        for each in self.kept(Recommendation):
            criteria, findings = self._traces(each)
            rests_on = filter(None, (", ".join(criteria), ", ".join(findings)))
            found[f"traces {NUMBER.search(each.text)[1]}"] = "; ".join(rests_on)
        return found

    def scores(self) -> Facts:
        """Return what `omi score` prints."""
        found = self.counts() | {k: v.lower() for k, v in self.ratings("None").items()}
        for criterion, own in self.all["criteria"].items():
            found |= {
                f"score {criterion}": _rounded(own["score"], 2),
                f"rounded {criterion}": shown(own["score"]),
                f"below {criterion}": str(self.below(own["score"])),
                f"cases {criterion}": str(own["cases"]),
            }
        for section, score in self.all["sections"].items():
            found |= {f"section {section}": _rounded(score, 2), f"rounded {section}": shown(score)}
        thread = self.all["thread"]
        found |= {"thread": _rounded(thread["score"], 2), "thread rounded": shown(thread["score"])}
        found["thread cases"] = str(thread["cases"])
        for name in (name for names in self.bank.criteria.values() for name in names):
            own = self.all["questions"][name]
            found[f"result {name}"] = f"{own['sufficient']} {own['relevant']}"
            found[f"percent {name}"] = _rounded(self.share(name), 3)
        return found

    def window(self) -> Facts:
        """Return what the screen Scores shows."""
        counts = self.counts()
        words = (
            f"{counts['assessed']} of {counts['sampled']} assessed, {counts['complete']} complete"
        )
        found = {"counts": words} | self.ratings("Not rated yet")
        for criterion, own in self.all["criteria"].items():
            figures = (shown(own[key], "–") for key in ("score", "scored", "summary"))
            found[f"score {criterion}"] = f"{' '.join(figures)} {own['cases']}"
            found[f"chart {criterion}"] = shown(own["score"], "–")
        for section, score in self.all["sections"].items():
            if score is not None:
                found[f"section {section}"] = shown(score)
        found["thread"] = shown(self.all["thread"]["score"], "–")
        for name in (name for names in self.bank.criteria.values() for name in names):
            own, share = self.all["questions"][name], self.share(name)
            percent = "–" if share is None else f"{half_up(share * 100, 1)}%"
            found[f"result {name}"] = f"{own['sufficient']} {own['relevant']} {percent}"
        return found


def _rounded(score: str | Fraction | None, places: int) -> str:
    return "" if score is None else str(float(half_up(Fraction(score) * 100, places)))


def _score(found: dict[str, Any], name: str) -> str | None:
    if name == "risk-of-harm":
        return found["thread"]["score"]
    if name.startswith("section-"):
        return found["sections"][name.removeprefix("section-")]
    return found["criteria"][name]["score"]


def _counted(own: dict[str, Any], other: str, value: str | None) -> tuple[int, int]:
    if value:
        return own["is"][value], own["base"]
    above, base = own["sufficient"], own["relevant"]
    return (base - above if other else above), base
