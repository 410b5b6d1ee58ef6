"""Read back what each output says, through readers that are not ours, as words by key."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from docx import Document
from docx.table import Table
from openpyxl import Workbook

from omi_desktop.instrument.model import Criterion, Instrument, Kind, LeadershipCriterion
from omi_ui.scores.view import ScoresView

Facts = dict[str, str]
TEXT = re.compile(r"Text (\d+) begins: .*? \[\1\]")
TRACES = re.compile(
    r"Text (\d+) begins: (?:(?!Text \d+ begins).)*? \[\1\] \((criteria (?:[^()]|\([a-z]\))*)\)"
)
SCORE = r"(\d+%|Not scored)"


def pdf_text(path: Path) -> str:
    """Return the text of a PDF between head and foot, in the order in which it is read."""
    area = ["-raw", "-r", "72", "-x", "0", "-y", "50", "-W", "596", "-H", "742"]
    command = ["pdftotext", *area, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def html_text(path: Path) -> str:
    """Return the text of a page as a browser shows it."""
    reader = _Page()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return " ".join(reader.found)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The description of a drawing says once more what the drawing and its table say.
        if tag in ("head", "style", "desc"):
            self._unseen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and self._unseen[-1] == tag:
            self._unseen.pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)


def word_text(path: Path) -> str:
    """Return the text of a Word document, paragraph by paragraph and cell by cell."""
    return " ".join(_word(Document(str(path)).iter_inner_content()))


def _word(content: Any) -> Iterator[str]:
    for part in content:
        if isinstance(part, Table):
            for row in part.rows:
                cells = dict.fromkeys(row.cells)  # a cell across several columns comes once
                for cell in cells:
                    yield from _word(cell.iter_inner_content())
        else:
            yield part.text


def report(text: str, bank: Instrument) -> Facts:
    """Return the figures of a printed report from its text."""
    whole = _plain(text)
    found = _front(whole, bank)
    found |= {f"text {number[1]}": number[0] for number in TEXT.finditer(whole)}
    found |= {f"traces {number}": words for number, words in TRACES.findall(whole)}
    for criterion, chapter in _chapters(whole, [*bank.criteria, *bank.leadership]):
        # Figures inside the texts of people are read as such, above.
        words = TEXT.sub(" ", chapter)
        if isinstance(criterion, Criterion):
            found |= _scored(criterion, words)
        found |= _facts(criterion, words)
    return found


def annex(text: str, bank: Instrument) -> Facts:
    """Return the scores and the results of the questions from the text of an annex."""
    whole = _plain(text)
    wanted: dict[str, tuple[str, str]] = {}
    for criterion in bank.criteria:
        title = rf"Annex: {_words(criterion.id)} {_words(criterion.title)}"
        wanted[f"score {criterion.id}"] = (rf"{title} {SCORE} (?:from|no relevant case)", whole)
        for question in criterion.questions:
            if question.counts:
                row = rf"{_words(question.id)} {_words(question.text)} (\d+) (\d+) (\d+%|–) \d+"
                wanted[f"result {question.id}"] = (rf"{row}(?= |$)", whole)
    # A question that is relevant to no case stands in the annex alone.
    return {key: value for key, value in _found(wanted).items() if not value.startswith("0 0 ")}


def _plain(text: str) -> str:
    """Return text with single spaces, and whole words where a line ended at a hyphen."""
    return re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(text.split()))


def _words(text: str) -> str:
    return re.escape(_plain(text))


def _all(pattern: str, text: str) -> str | None:
    """Return what a pattern finds, all of it where it finds several different things."""
    found = dict.fromkeys(" ".join(each.groups()) for each in re.finditer(pattern, text))
    return " | ".join(found) if found else None


def _found(facts: dict[str, tuple[str, str]]) -> Facts:
    read = {key: _all(pattern, text) for key, (pattern, text) in facts.items()}
    return {key: value for key, value in read.items() if value is not None}


def _front(whole: str, bank: Instrument) -> Facts:
    between = re.search(r"Chart 1: Scores of the criteria.*?(?=Table 1: Ratings)", whole)
    after = re.search(r"Table 1: Ratings.*?Computed: the plain average", whole)
    chart, tables = (each[0] if each else "" for each in (between, after))
    ratings = "|".join([*(_words(rating.label) for rating in bank.ratings), "Not yet rated"])
    wanted = {
        "sampled": (r"Cases sampled (\d+) Cases assessed", whole),
        "assessed": (r"Cases assessed (\d+), of these \d+ complete", whole),
        "complete": (r"Cases assessed \d+, of these (\d+) complete", whole),
        "rests": (r"The scores rest on (\d+ )assessed cases? (of \d+) sampled", whole),
        "thread": (rf"Score for the Risk of Harm thread {SCORE}", tables),
        "thread rests": (r"From (\d+) questions? (over \d+) cases?\.", tables),
    }
    for criterion in bank.criteria:
        title = rf"{_words(criterion.id)} {_words(criterion.title)}"
        wanted[f"chart {criterion.id}"] = (rf"{title} {SCORE}", chart)
        cases = rf"{title} \d+%(?: Below| At or above)? (\d+) cases?"
        wanted[f"chart cases {criterion.id}"] = (cases, chart)
    for section in bank.sections:
        title = rf"{section.id}\. {_words(section.title)}"
        wanted[f"section {section.id}"] = (rf"{title} {SCORE}", tables)
    for rated in bank.leadership:
        title = rf"{_words(rated.id)} {_words(rated.title)}"
        wanted[f"rating {rated.id}"] = (rf"{title} ({ratings})", tables)
    found = _found(wanted)
    if "rests" in found:
        found["rests"] = _plain(found["rests"])
    return found


def _chapters(
    whole: str, criteria: list[Criterion | LeadershipCriterion]
) -> Iterator[tuple[Criterion | LeadershipCriterion, str]]:
    """Yield the criteria with what stands under them: its heading has its descriptor below."""
    begins = [
        whole.find(_plain(f"{criterion.id} {criterion.title} {criterion.descriptor}"))
        for criterion in criteria
    ]
    assert -1 not in begins, "a criterion has no heading"
    ends = [*begins[1:], len(whole)]
    for criterion, begin, end in zip(criteria, begins, ends, strict=True):
        yield criterion, whole[begin:end]


def _scored(criterion: Criterion, chapter: str) -> Facts:
    key, after = criterion.id, _words(criterion.descriptor)
    wanted = {
        f"score {key}": (rf"{after} {SCORE} (?:from|no relevant case)", chapter),
        f"cases {key}": (rf"{after} \d+% from (\d+) cases?;", chapter),
        f"side {key}": (
            rf"{after} \S+ from [^;]+; (below|at or above) the line of (\d+)%",
            chapter,
        ),
        f"conclusion {key}": (
            r"(Work against this criterion was good|This criterion is a priority for improvement"
            r"|No conclusion can be drawn: no case is relevant to this criterion)\.",
            chapter,
        ),
        f"left out {key}": (r"(\w+) questions? ha(?:s|ve) no relevant case\.", chapter),
    }
    for question in criterion.questions:
        if question.counts:
            text = _words(question.text)
            wanted[f"result {question.id}"] = (rf"{text} (\d+) (\d+) (\d+%|–)(?= |$)", chapter)
            sides = [_template(words) for words in (question.strength, question.improvement)]
            wanted[f"proposed {question.id}"] = (f"({'|'.join(sides)})", chapter)
    return _found(wanted)


def _template(sentence: str) -> str:
    places = {"percent": r"\d+%", "count": r"\d+", "base": r"\d+"}
    parts = re.split(r"\{(percent|count|base)\}", _plain(sentence))
    return "".join(places[part] if n % 2 else re.escape(part) for n, part in enumerate(parts))


def _facts(criterion: Criterion | LeadershipCriterion, chapter: str) -> Facts:
    return _found(
        {
            f"fact {question.id}": (rf"{_words(question.text)} (.*? \(\d+ cases?\))\.", chapter)
            for question in criterion.questions
            if question.kind is Kind.FACT
        }
    )


def workbook(book: Workbook) -> Facts:
    """Return the figures of a workbook from its values."""
    found: Facts = {}
    for line in book["Summary"].iter_rows(values_only=True):
        match line:
            case [str(key), str(), cases, individual, summary, score, rounded, int(), below, *_]:
                found |= {
                    f"cases {key}": str(cases),
                    f"individual {key}": _exactly(individual),
                    f"summary {key}": _exactly(summary),
                    f"score {key}": _exactly(score),
                    f"rounded {key}": _shown(rounded),
                    f"below {key}": below or "",
                }
            case ["Thread", _, cases, _, _, score, rounded, *_]:
                found |= {"thread": _exactly(score), "thread rounded": _shown(rounded)}
                found["thread cases"] = str(cases)
            case [str(key), str(), None, None, None, score, rounded, *_] if key.isdigit():
                found |= {f"section {key}": _exactly(score), f"rounded {key}": _shown(rounded)}
            case [str(key), str(), str(rating), *_] if re.fullmatch(r"\d\.\d", key):
                found[f"rating {key}"] = rating
    for line in _lines(book["Questions"]):
        if line["kind"] != "fact":
            found[f"result {line['question_id']}"] = f"{line['sufficient']} {line['relevant']}"
            found[f"percent {line['question_id']}"] = _exactly(line["percent"])
    found |= {f"status {line['case_ref']}": line["status"] for line in _lines(book["Cases"])}
    about = {line["what"]: line["value"] for line in _lines(book["About"])}
    found["sampled"] = about["Cases in the sample"]
    found["assessed"] = about["Cases assessed"]
    found["complete"] = about["Cases complete"]
    found["check"] = book["Check"]["B2"].value
    for sheet, column in (("Findings", "text"), ("Leadership", "reason")):
        for line in _lines(book[sheet]):
            found |= {f"text {n[1]}": n[0] for n in TEXT.finditer(line[column] or "")}
    for line in _lines(book["Recommendations"]):
        number = TEXT.match(line["text"])
        if number:
            found[f"text {number[1]}"] = line["text"]
            rests_on = filter(None, (line["criteria"], line["findings"]))
            found[f"traces {number[1]}"] = "; ".join(rests_on)
    return found


def _lines(sheet: Any) -> Iterator[dict[str, Any]]:
    """Yield the lines of a sheet by the names in its first row."""
    head, *lines = sheet.iter_rows(values_only=True)
    for line in lines:
        yield dict(zip(head, line, strict=True))


def _exactly(value: float | str | None) -> str:
    return f"{value:.7f}" if isinstance(value, int | float) else value or ""


def _shown(value: float | str | None) -> str:
    return f"{value:g}" if isinstance(value, int | float) else value or ""


def scores(told: dict[str, Any]) -> Facts:
    """Return the figures that `omi score --json` prints."""
    found = {key: str(count) for key, count in told["cases"].items()}
    for own in told["criteria"]:
        key = own["id"]
        found |= {
            f"score {key}": _or_nothing(own["score"]),
            f"rounded {key}": _or_nothing(own["rounded"]),
            f"below {key}": str(own["below_line"]),
            f"cases {key}": str(own["cases"]),
        }
        for result in (result for result in own["questions"] if result["kind"] != "fact"):
            found[f"result {result['id']}"] = f"{result['sufficient']} {result['relevant']}"
            found[f"percent {result['id']}"] = _or_nothing(result["percent"])
    for section in told["sections"]:
        found[f"section {section['id']}"] = _or_nothing(section["score"])
        found[f"rounded {section['id']}"] = _or_nothing(section["rounded"])
    thread = told["risk_of_harm"]
    found |= {"thread": _or_nothing(thread["score"]), "thread cases": str(thread["cases"])}
    found["thread rounded"] = _or_nothing(thread["rounded"])
    return found | {
        f"rating {rated['id']}": str(rated["rating"]).lower() for rated in told["leadership"]
    }


def _or_nothing(value: float | None) -> str:
    return "" if value is None else str(value)


def window(view: ScoresView, bank: Instrument) -> Facts:
    """Return what the screen Scores shows, every criterion opened in turn."""
    found: Facts = {}
    counts = re.search(r"(\d+ of \d+) cases (assessed, \d+ complete)", view._counts.text())
    found["counts"] = " ".join(counts.groups()) if counts else ""
    spoken = view.chart.accessibleDescription()
    for row, criterion in enumerate(bank.criteria):
        cells = [view.table.cell(row, column) for column in range(6)]
        found[f"score {cells[0]}"] = " ".join(cells[2:])
        found[f"chart {criterion.id}"] = (
            _all(rf"{re.escape(criterion.title)} (\d+|–)", spoken) or ""
        )
        view.open_criterion(criterion.id)
        found |= _questions(view)
    view.show_overview()
    for row in range(view.sections.model().rowCount()):
        key, title, score = (view.sections.cell(row, column) for column in range(3))
        found["thread" if title == "Risk of Harm thread" else f"section {key}"] = score
    for row in range(view.ratings.model().rowCount()):
        found[f"rating {view.ratings.cell(row, 0)}"] = view.ratings.cell(row, 2)
    return found


def _questions(view: ScoresView) -> Facts:
    table = view.questions.table
    rows = [
        [table.cell(row, column) for column in range(7)] for row in range(table.model().rowCount())
    ]
    return {f"result {row[0]}": " ".join(row[4:]) for row in rows if ".P" not in row[0]}
