from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.report import model, wording
from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.html import page, write_html
from omi_desktop.report.html_blocks import text
from omi_desktop.report.html_style import DARK, LIGHT

EMPTY = ("meta", "br", "rect", "line", "link", "img", "input", "hr")
LINE = "Smith & Sons <b>bold</b> =1+1 “quoted” Łódź Ελλάδα Москва ☎ ≥ 中文"


class Element:
    """An element of the page as it was read back."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.kids: list[Element | str] = []

    def all(self, *tags: str) -> list[Element]:
        """Return the elements of these tags below this one, in order."""
        found = []
        for kid in self.kids:
            if isinstance(kid, Element):
                found += [kid] if kid.tag in tags else []
                found += kid.all(*tags)
        return found

    def every(self) -> list[Element]:
        """Return all elements below this one."""
        below = [kid for kid in self.kids if isinstance(kid, Element)]
        return below + [element for kid in below for element in kid.every()]

    @property
    def words(self) -> str:
        """The text in it, with every run of white space as one space."""
        return " ".join(self._text().split())

    def _text(self) -> str:
        return "".join(
            kid if isinstance(kid, str) else f"{kid._text()}{' ' if kid.tag == 'br' else ''}"
            for kid in self.kids
        )


class Reader(HTMLParser):
    """Reads a page, and fails where an element ends that was not begun last."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].kids.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].kids.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].kids.append(data)


def read(written: str) -> Element:
    """Return the page as a tree."""
    reader = Reader()
    reader.feed(written)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


@pytest.fixture(scope="module")
def whole(data: ReportData) -> Element:
    """Return the page of a whole inspection."""
    return read(page(report(data)))


@pytest.fixture(scope="module", params=["data", "bare", "hostile"])
def written(request: pytest.FixtureRequest) -> str:
    """Return the page of a whole, an empty and an odd inspection."""
    data: ReportData = request.getfixturevalue(request.param)
    return page(report(data))


def test_the_page_has_its_landmarks_language_title_and_a_way_past_the_contents(
    whole: Element,
) -> None:
    (html,) = whole.all("html")
    assert html.attributes["lang"] == "en-GB"
    assert whole.all("title")[0].words == "Offender management in Cumbria"
    (body,) = whole.all("body")
    outline = [kid.tag for kid in body.kids if isinstance(kid, Element)]
    assert outline == ["a", "header", "nav", "main", "footer"]
    (main,) = whole.all("main")
    assert body.all("a")[0].attributes == {"class": "skip", "href": f"#{main.attributes['id']}"}


def test_headings_go_down_by_one_level_at_a_time(written: str) -> None:
    levels = [int(found.tag[1]) for found in read(written).all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_lead_to_every_heading_they_name(data: ReportData, whole: Element) -> None:
    by_id = {e.attributes["id"]: e for e in whole.every() if "id" in e.attributes}
    (contents,) = whole.all("nav")
    links = contents.all("a")
    assert [link.words for link in links] == [
        by_id[link.attributes["href"][1:]].words for link in links
    ]
    wanted = [b.text for b in report(data).blocks if isinstance(b, model.Heading) and b.contents]
    assert [link.words for link in links] == wanted
    inner = [link.words for ul in contents.all("ul")[1:] for link in ul.all("a")]
    assert inner == [
        b.text
        for b in report(data).blocks
        if isinstance(b, model.Heading) and b.contents and b.level > 1
    ]


def test_no_id_is_given_twice_and_each_that_is_named_exists(written: str) -> None:
    elements = read(written).every()
    ids = [e.attributes["id"] for e in elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in elements:
        named = element.attributes.get("aria-labelledby", "").split()
        assert set(named) <= set(ids)


def test_every_table_has_a_caption_and_headings_with_a_scope(written: str) -> None:
    tables = read(written).all("table")
    assert tables
    for table in tables:
        captions = table.all("caption")
        assert len(captions) == 1
        assert captions[0].words
        headings = table.all("th")
        assert headings
        assert {found.attributes["scope"] for found in headings} <= {"col", "row", "rowgroup"}
        widths = {
            sum(int(cell.attributes.get("colspan", "1")) for cell in row.all("td", "th"))
            for row in table.all("tr")
        }
        assert len(widths) == 1


def test_every_figure_of_the_scorecard_stands_in_the_page(data: ReportData, whole: Element) -> None:
    rows = [[cell.words for cell in row.all("th", "td")] for row in whole.all("tr")]
    checked = 0
    for criterion in data.scorecard.criteria:
        for result in criterion.questions:
            question = data.instrument.questions[result.id]
            if question.counts and result.relevant:
                share = wording.share(result.sufficient, result.relevant)
                row = [question.text, str(result.sufficient), str(result.relevant), share]
                assert [" ".join(cell.split()) for cell in row] in rows, result.id
                checked += 1
    assert checked > 150
    marks = [p.words for p in whole.all("p") if p.attributes.get("class", "").startswith("mark")]
    for criterion in data.scorecard.criteria:
        beginning = f"{criterion.rounded}% from {criterion.cases} cases"
        assert any(mark.startswith(beginning) for mark in marks), criterion.id
    thread = f"{data.scorecard.risk_of_harm.rounded}%"
    assert ["Score for the Risk of Harm thread", thread] in rows


def test_the_chart_is_told_in_words_drawn_and_given_as_numbers(
    data: ReportData, whole: Element
) -> None:
    made = report(data)
    (chart,) = (block for block in made.blocks if isinstance(block, model.Chart))
    (drawing,) = whole.all("svg")
    assert drawing.attributes["role"] == "img"
    assert [found.words for found in drawing.all("title", "desc")] == [
        chart.title,
        chart.alternative,
    ]
    drawn = [found.words for found in drawing.all("text")]
    (numbers,) = (
        table for table in whole.all("table") if table.all("caption")[0].words.startswith("The num")
    )
    rows = [[cell.words for cell in row.all("th", "td")] for row in numbers.all("tr")]
    for criterion in data.scorecard.criteria:
        assert f"{criterion.rounded}%" in drawn
        side = "Below" if criterion.below_line else "At or above"
        cases = f"{criterion.cases} cases"
        name = f"{criterion.id} {criterion.title}"
        assert [name, f"{criterion.rounded}%", side, cases] in rows
    # The two of the legend stand last.
    *bars, _, _ = drawing.all("rect")
    widths = [float(bar.attributes["width"]) for bar in bars]
    scores = [float(criterion.rounded or 0) for criterion in data.scorecard.criteria]
    one = widths[0] / scores[0]
    assert widths == pytest.approx([one * score for score in scores], abs=0.06)


def test_text_of_people_is_read_as_it_was_written_and_never_as_a_tag(
    hostile: ReportData,
) -> None:
    written = page(report(hostile))
    assert "<b>" not in written
    assert read(written).words.count(LINE) >= 4


@given(st.text(max_size=60))
def test_any_text_comes_back_from_the_page(words: str) -> None:
    shown = text(words)
    shown.encode()
    assert "<" not in shown.replace("<br>", "")
    back = read(f"<p>{shown}</p>").words
    kept = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", " ", words.replace("\r\n", "\n"))
    assert back == " ".join(re.sub("[\ud800-\udfff]", "\ufffd", kept).split())


def test_nothing_is_fetched_and_nothing_runs(written: str) -> None:
    assert not re.search(r"(?i)\b(?:https?|ftp|data|javascript):|//\w|@import|\bsrc=", written)
    elements = read(written).every()
    assert not {e.tag for e in elements} & {"script", "link", "img", "iframe", "object", "form"}
    assert not [name for e in elements for name in e.attributes if name.startswith("on")]
    for element in elements:
        assert element.attributes.get("href", "#").startswith("#")
    (policy,) = (e for e in elements if e.attributes.get("http-equiv"))
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_page_says_that_it_is_a_draft_of_which_data_and_its_code(
    data: ReportData, whole: Element
) -> None:
    (foot,) = whole.all("footer")
    assert foot.words.startswith("Draft Figures of 21 July 2006, 15:30 UTC")
    code = report(data).reconciliation
    assert ["Reconciliation code", code] in [
        [cell.words for cell in row.all("th", "td")] for row in whole.all("tr")
    ]
    made = report(data)
    final = read(page(replace(made, metadata=replace(made.metadata, draft=""))))
    assert not [e for e in final.every() if e.attributes.get("class") == "draft"]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("word", "ground"),
    [
        *((word, "paper") for word in ("text", "ink", "quiet", "link", "below")),
        *((word, "pale") for word in ("text", "ink")),
        ("below", "below-pale"),
    ],
)
def test_words_stand_out_from_their_ground_by_day_and_by_night(
    colours: dict[str, str], word: str, ground: str
) -> None:
    lighter, darker = sorted((_light(colours[word]), _light(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _light(colour: str) -> float:
    """Return the relative luminance of a colour, as the accessibility guidelines define it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_file_holds_the_page_and_what_cannot_be_written_leaves_nothing(
    data: ReportData, tmp_path: Path
) -> None:
    made = report(data)
    write_html(made, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page(made)
    with pytest.raises(RequestError, match="The report could not be written to"):
        write_html(made, tmp_path / "missing" / "report.html")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
