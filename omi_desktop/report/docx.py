"""Write the report as a Word document, for the comments of the area that was inspected."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor

from omi_desktop.placing import placed
from omi_desktop.report.docx_blocks import Body
from omi_desktop.report.docx_styles import BELOW, LANGUAGE, set_up
from omi_desktop.report.docx_xml import element, field, on_one_line
from omi_desktop.report.progress import silent, within

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.section import _Footer
    from docx.text.paragraph import Paragraph

    from omi_desktop.report.model import Metadata, Report
    from omi_desktop.report.progress import Step

INVITATION = (
    "How to comment: correct the text where it stands (each change is tracked under your name), "
    "or select the words and add a comment of your own.",
    "The figures are counted from the cases and are not corrected by hand. Where one seems wrong, "
    "say in a comment which question or criterion it belongs to, and what your evidence is.",
    "Please return this file by the date given in the message that it came with.",
)
"""The comment at the front of a draft."""

_WRITTEN = 0.7
"""How much of the work is done when the last block is written; what follows packs the file."""

_LONGEST_PROPERTY = 255
"""The library takes no longer text as a property."""


def write_docx(report: Report, path: Path, step: Step = silent) -> None:
    """Write the report to `path`; what stood there before stays until the new file is whole.

    While the report is a draft, changes are tracked and a comment says how to comment. Raises
    RequestError where the file cannot be written. `step` hears how far it is; when it raises,
    nothing is written.
    """
    content = docx_bytes(report, step)
    step("Saving the draft", 1.0)
    with placed(path, "The Word document") as beside:
        beside.write_bytes(content)


def docx_bytes(report: Report, step: Step = silent) -> bytes:
    """Return the bytes of a .docx file; the same report gives the same bytes."""
    document = Document()
    _drop_what_the_template_says_of_itself(document)
    set_up(document)
    _describe(document, report)
    _head_and_foot(document, report.metadata)
    body = Body(document)
    body.write(report.blocks, within(step, 0, _WRITTEN))
    step("Packing the draft", _WRITTEN)
    _set(document, tracked=bool(report.metadata.draft))
    if report.metadata.draft and body.title is not None:
        _invite(document, body.title, report)
    content = BytesIO()
    document.save(content)
    return _without_dates(content)


def _drop_what_the_template_says_of_itself(document: WordDocument) -> None:
    """Drop the picture of an empty page, and the name of a program that was not used."""
    relations = document.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
            del relations[key]


def _describe(document: WordDocument, report: Report) -> None:
    about, properties = report.metadata, document.core_properties
    properties.title = _short(about.title)
    properties.subject = _short(about.subject)
    properties.author = properties.last_modified_by = _short(about.author)
    properties.keywords = _short(about.keywords)
    properties.comments = f"Reconciliation code {report.reconciliation}"
    properties.language = LANGUAGE
    properties.content_status = _short(about.draft)
    properties.created = properties.modified = report.cut.at.astimezone(UTC).replace(tzinfo=None)


def _short(text: str) -> str:
    return on_one_line(text)[:_LONGEST_PROPERTY]


def _head_and_foot(document: WordDocument, metadata: Metadata) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].add_run(on_one_line(metadata.running_head))
    _foot(section.first_page_footer, metadata)
    numbered: Any = _foot(section.footer, metadata)
    numbered.add_run("\tPage ")
    numbered._p.extend(field("PAGE", "1"))
    numbered.add_run(" of ")
    numbered._p.extend(field("NUMPAGES", "1"))


def _foot(footer: _Footer, metadata: Metadata) -> Paragraph:
    foot: Paragraph = footer.paragraphs[0]
    if metadata.draft:
        mark = foot.add_run(f"{on_one_line(metadata.draft)}   ")
        mark.font.bold, mark.font.color.rgb = True, RGBColor.from_string(BELOW)
    foot.add_run(on_one_line(metadata.foot))
    return foot


def _set(document: WordDocument, *, tracked: bool) -> None:
    """Have Word calculate the contents on opening, keep to one language, and track changes."""
    settings: Any = document.settings.element
    # Each has its place in the order of the format.
    if tracked:
        settings.find(qn("w:defaultTabStop")).addprevious(element("trackRevisions"))
    settings.find(qn("w:compat")).addprevious(element("updateFields", val="true"))
    # The template says that its spelling has been checked; the report's has not.
    settings.remove(settings.find(qn("w:proofState")))
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # Else Word opens the file as one of an older version, and says so.
            setting.set(qn("w:val"), "15")


def _invite(document: WordDocument, title: Paragraph, report: Report) -> None:
    author = on_one_line(report.metadata.author)
    initials = "".join(sign for sign in author if sign.isupper())
    made: Any = document.add_comment(
        title.runs, text="\n".join(INVITATION), author=author, initials=initials
    )
    made._comment_elm.date = report.cut.at.astimezone(UTC)


def _without_dates(made: BytesIO) -> bytes:
    """Return the file with no time in its directory: the library writes that of the export."""
    same = BytesIO()
    with ZipFile(made) as parts, ZipFile(same, "w") as whole:
        for part in parts.infolist():
            whole.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return same.getvalue()
