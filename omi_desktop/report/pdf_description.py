"""What the PDF says of itself to programs: title, author, language, and that it is accessible."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from omi_desktop.report.pdf_type import printable

if TYPE_CHECKING:
    from omi_desktop.report.model import Report

LANGUAGE = "en-GB"
PROGRAM = "OMI Desktop"

# The byte order mark and the identity are fixed by the format.
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def description(report: Report) -> bytes:
    """Return the metadata packet, with the same words as the properties of the document."""
    metadata = report.metadata
    return _PACKET.format(
        title=escape(printable(metadata.title)),
        author=escape(printable(metadata.author)),
        subject=escape(printable(metadata.subject)),
        keywords=escape(printable(metadata.keywords)),
        language=LANGUAGE,
        program=PROGRAM,
        moment=f"{report.cut.at:%Y-%m-%dT%H:%M:%S+00:00}",
    ).encode()
