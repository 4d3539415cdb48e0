"""Templates as people make them in a word processor: split names, logos, tracked changes, other programs' parts."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from lif_desktop.papers.template import pack
from lif_desktop.papers.template_check import starting_copy


def png() -> bytes:
    """A small picture."""
    whole = BytesIO()
    Image.new("RGB", (60, 24), "#12436D").save(whole, "PNG")
    return whole.getvalue()


def copy() -> Document:
    """The starting copy as it is saved for editing."""
    return docx.Document(BytesIO(starting_copy()))


def bytes_of(document: Document) -> bytes:
    """A document as the bytes of its file."""
    whole = BytesIO()
    document.save(whole)
    return whole.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A Word file with its parts changed."""
    parts = parts_of(data)
    change(parts)
    return pack(parts)


def with_body(xml: str, data: bytes | None = None) -> bytes:
    """The starting copy with more XML at the end of its body."""
    document = docx.Document(BytesIO(data or starting_copy()))
    held = parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")
    end = document.element.body.find(qn("w:sectPr"))
    for one in list(held):
        end.addprevious(one)
    return bytes_of(document)


def run(words: str, look: str = "") -> str:
    """A run of words, with settings of its own."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    """A paragraph of runs."""
    return f"<w:p>{''.join(inside)}</w:p>"
