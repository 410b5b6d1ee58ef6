"""Write the report as one accessible HTML file: nothing in it is fetched, and nothing runs."""

from __future__ import annotations

from html import escape
from itertools import count
from typing import TYPE_CHECKING

from omi_desktop.placing import placed
from omi_desktop.report import model
from omi_desktop.report.headings import with_levels
from omi_desktop.report.html_blocks import block, headed, text
from omi_desktop.report.html_style import STYLE
from omi_desktop.report.pdf_type import printable
from omi_desktop.report.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from omi_desktop.report.model import Report
    from omi_desktop.report.progress import Step


def write_html(report: Report, path: Path, step: Step = silent) -> None:
    """Write the report to `path`; what stood there before stays until the new file is whole.

    `step` hears how far it is; when it raises, nothing is written.
    """
    step("Writing the page", 0.0)
    content = page(report)
    step("Saving the page", 1.0)
    with placed(path, "The report") as beside:
        beside.write_text(content, encoding="utf-8", newline="\n")


def page(report: Report) -> str:
    """Return the report as one HTML page."""
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    metadata = report.metadata
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # Whatever a person wrote: the browser fetches nothing and runs nothing for this page.
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>{text(printable(metadata.title))}</title>"
    described = (
        ("description", metadata.subject),
        ("author", metadata.author),
        ("keywords", metadata.keywords),
    )
    for name, words in described:
        yield f'<meta name="{name}" content="{escape(printable(words))}">'
    yield f"<style>\n{STYLE}</style>\n</head>\n<body>"
    yield '<a class="skip" href="#report">Skip to the report</a>'
    yield from _cover(report)
    yield from _contents(report)
    yield '<main id="report">'
    yield from _body(report)
    yield "</main>"
    draft = f'<strong class="draft">{text(metadata.draft)}</strong> ' if metadata.draft else ""
    yield f"<footer><p>{draft}{text(metadata.foot)}</p></footer>\n</body>\n</html>"


def _cover(report: Report) -> Iterator[str]:
    yield "<header>"
    draft = report.metadata.draft
    if draft:
        yield f'<p class="draft">{text(draft)}</p>'
    covers = [cover for cover in report.blocks if isinstance(cover, model.Cover)]
    for cover in covers:
        yield f'<p class="programme">{text(cover.programme)}</p>'
        yield f"<h1>{text(cover.title)} <span>{text(cover.area)}</span></h1>"
        yield from (f"<p>{text(line)}</p>" for line in cover.lines)
    if not covers:
        yield f"<h1>{text(report.metadata.title)}</h1>"
    yield "</header>"


def _contents(report: Report) -> Iterator[str]:
    """Yield the contents, the headings inside a part as a list of their own."""
    titles = [found.title for found in report.blocks if isinstance(found, model.Contents)]
    if not titles:
        return
    yield f'<nav aria-labelledby="contents">\n<h2 id="contents">{text(titles[0])}</h2>\n<ul>'
    inside = opened = False
    for heading, key in _keys(report):
        if not heading.contents:
            continue
        if heading.level > 1 and opened and not inside:
            yield "<ul>"
            inside = True
        elif heading.level == 1 and inside:
            yield "</li></ul>"
            inside = False
            yield "</li>"
        elif opened:
            yield "</li>"
        yield f'<li><a href="#{key}">{text(heading.text)}</a>'
        opened = True
    yield ("</li></ul>" if inside else "") + ("</li>" if opened else "") + "</ul>\n</nav>"


def _keys(report: Report) -> Iterator[tuple[model.Heading, str]]:
    for place, found in enumerate(report.blocks):
        if isinstance(found, model.Heading):
            yield found, f"heading-{place}"


def _body(report: Report) -> Iterator[str]:
    keys = {id(heading): key for heading, key in _keys(report)}
    charts = count(1)
    opened = on_new_page = False
    under = report.metadata.title
    for found, level in with_levels(report.blocks):
        match found:
            case model.Cover() | model.Contents():
                on_new_page = False
            case model.PageBreak():
                on_new_page = True
            case model.Heading():
                if level == 1:
                    yield ("</section>\n" if opened else "") + "<section>"
                    opened = True
                under = found.text
                # The title of the report is the heading of the first level.
                yield headed(found.text, level + 1, keys[id(found)], new_page=on_new_page)
                on_new_page = False
            case model.Chart():
                yield block(found, level, under, next(charts))
            case _:
                yield block(found, level, under)
    if opened:
        yield "</section>"
