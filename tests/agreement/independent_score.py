"""Count and score an inspection once more, from tidy answers and the files of the question bank.

Called with a bank, a CSV file and gates, it prints one JSON document: for all cases ("") and behind
each gate the counts of every question and every score as an exact fraction, and the rows that it
understands otherwise. It is slow and plain, and shares nothing with the program.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

NOT_APPLICABLE = "Not applicable"
TESTED = re.compile(
    r"([\w.\-]+)\s*(<=|>=|!=|=|<|>|\bhas\b|\bin\b)\s*(\([^)]*\)|[\w.\-]+)|([\w.\-]+)"
)
VALUE = re.compile(r"[^(),\s]+")
JOINS = {"and": "&", "or": "|", "not": "~", "always": "Truth(2)"}
ORDERS = {"<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__}


class Truth(int):
    """2 where something holds, 0 where it does not, 1 where an answer is missing to tell."""

    def __and__(self, other: int) -> Truth:
        return Truth(min(self, other))

    def __or__(self, other: int) -> Truth:
        return Truth(max(self, other))

    def __invert__(self) -> Truth:
        return Truth(2 - self)


class Bank:
    """The question bank as its files say it."""

    def __init__(self, folder: Path) -> None:
        def read(name: str) -> dict[str, Any]:
            return tomllib.loads((folder / name).read_text(encoding="utf-8"))

        self.head = read("instrument.toml")
        self.gates = {gate["id"]: gate["when"] for gate in read("gates.toml")["gate"]}
        self.questions = {q["id"]: {"kind": "fact", **q} for q in read("facts.toml")["fact"]}
        self.criteria: dict[str, list[str]] = {}
        self.section: dict[str, str] = {}
        for name in sorted(path.name for path in (folder / "criteria").iterdir()):
            own = read(f"criteria/{name}")
            asked = {question["id"]: question for question in own.get("question", ())}
            counted = [name for name, each in asked.items() if each["kind"] != "fact"]
            self.questions |= asked
            if counted:
                self.criteria[own["criterion"]["id"]] = counted
                self.section[own["criterion"]["id"]] = own["criterion"]["section"]
        scales = {scale["id"]: scale["choices"] for scale in read("scales.toml")["scale"]}
        for each in self.questions.values():
            listed = each.get("values", scales.get(each.get("scale", ""), []))
            each["line"] = {choice["id"]: choice.get("above_line") for choice in listed}
            each["ids"] = {choice["label"]: choice["id"] for choice in listed}


class Case:
    """One case: its answers by question, as ids of choices or as they were typed."""

    def __init__(self, bank: Bank, answers: dict[str, str]) -> None:
        self.bank, self.answers = bank, answers
        self.known: dict[str, Truth] = {}

    def holds(self, condition: str) -> Truth:
        if condition not in self.known:
            own = {"Truth": Truth, "gate": self.gate, "test": self.test}
            self.known[condition] = eval(TESTED.sub(in_python, condition), own)
        return self.known[condition]

    def gate(self, name: str) -> Truth:
        return self.holds(self.bank.gates[name])

    def applies(self, question: str) -> Truth:
        return self.holds(self.bank.questions[question].get("applies_to", "always"))

    def test(self, question: str, operator: str, values: list[str]) -> Truth:
        applies, answer = self.applies(question), self.answers.get(question, "")
        if applies != 2 or not answer:
            return Truth(min(applies, 1))
        if answer == NOT_APPLICABLE:
            return Truth(0)
        if operator in ORDERS:
            return Truth(2 * (answer.isdigit() and ORDERS[operator](int(answer), int(values[0]))))
        if operator == "has":
            return Truth(2 * (values[0] in answer.split("+")))
        return Truth(2 * ((answer in values) == (operator != "!=")))

    def counted(self, question: str) -> list[str]:
        """Return the choices that count for a question: none where it does not apply."""
        answer = self.answers.get(question, "") if self.applies(question) == 2 else ""
        return [one for one in answer.split("+") if one in self.bank.questions[question]["line"]]

    def understands(self, row: dict[str, str]) -> bool:
        name, chosen = row["question_id"], self.counted(row["question_id"])
        given = {"": "not answered", NOT_APPLICABLE: "not applicable"}
        state = given.get(self.answers.get(name, ""), "answered")
        side = self.bank.questions[name]["line"][chosen[0]] if chosen else None
        told = {True: "yes", False: "no", None: ""}[side]
        expected = (state if self.applies(name) == 2 else "parked", told)
        return (row["state"], row["above_line"]) == expected


def in_python(found: re.Match[str]) -> str:
    question, operator, values, word = found.groups()
    if question:
        return f"test({question!r}, {operator!r}, {VALUE.findall(values)!r})"
    return JOINS.get(word) or f"gate({word!r})"


def mean(shares: list[Fraction | None]) -> Fraction | None:
    known = [share for share in shares if share is not None]
    return sum(known, Fraction()) / len(known) if known else None


def scored(bank: Bank, cases: list[Case]) -> dict[str, Any]:
    """Return the counts of every question and every score over some cases."""
    counts: dict[str, dict[str, Any]] = {}
    share: dict[str, Fraction | None] = {}
    for name, question in bank.questions.items():
        given = [chosen for case in cases if (chosen := case.counted(name))]
        sides = [question["line"][chosen[0]] for chosen in given]
        above, all_in = sides.count(True), sides.count(True) + sides.count(False)
        tally = {one: sum(one in chosen for chosen in given) for one in question["line"]}
        counts[name] = {"sufficient": above, "relevant": all_in, "base": len(given), "is": tally}
        share[name] = Fraction(above, all_in) if all_in else None

    def touched(names: list[str]) -> int:
        return sum(any(case.counted(name) for name in names) for case in cases)

    weight = {"scored": bank.head["individual_weight"], "summary": bank.head["summary_weight"]}
    criteria: dict[str, dict[str, Any]] = {}
    for criterion, names in bank.criteria.items():
        means = {
            kind: mean([share[name] for name in names if bank.questions[name]["kind"] == kind])
            for kind in weight
        }
        there = [(weight[kind], part) for kind, part in means.items() if part is not None]
        whole = sum(part * times for times, part in there)
        score = whole / sum(times for times, _ in there) if there else None
        criteria[criterion] = {"score": score, "cases": touched(names), **means}
    sections = {
        section: mean([criteria[c]["score"] for c in criteria if bank.section[c] == section])
        for section in dict.fromkeys(bank.section.values())
    }
    marked = [
        name
        for criterion, names in bank.criteria.items()
        for name in names
        if bank.section[criterion] in bank.head["risk_of_harm_sections"]
        and bank.questions[name].get("risk_of_harm")
    ]
    known = sum(share[name] is not None for name in marked)
    score = mean([share[name] for name in marked])
    thread = {"score": score, "questions": known, "cases": touched(marked)}
    return {"questions": counts, "criteria": criteria, "sections": sections, "thread": thread}


def main(folder: str, table: str, *gates: str) -> None:
    bank = Bank(Path(folder))
    with Path(table).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    answers: dict[str, dict[str, str]] = {row["case_ref"]: {} for row in rows}
    for row in rows:
        ids = bank.questions[row["question_id"]]["ids"]
        words = [ids.get(one, one) for one in row["answer"].split("; ")]
        answers[row["case_ref"]][row["question_id"]] = "+".join(words)
    cases = {ref: Case(bank, own) for ref, own in answers.items()}
    found: dict[str, Any] = {
        gate: [c for c in cases.values() if c.gate(gate) == 2] for gate in gates
    }
    found = {name: scored(bank, own) for name, own in {"": [*cases.values()], **found}.items()}
    found["odd"] = [row for row in rows if not cases[row["case_ref"]].understands(row)]
    json.dump(found, sys.stdout, default=str)


if __name__ == "__main__":
    main(*sys.argv[1:])
