"""What is wrong with the Word file of any paper, read from its bytes: the rules that every paper keeps."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn

from lif_desktop.papers.office_template_names import words_of
from lif_desktop.papers.office_template_places import level_of, style_levels
from lif_desktop.papers.office_template_styles import is_a4

_HAND_MADE = re.compile(r"^\s*(?:[•·▪‣*–-]\s|\d{1,2}[.)]\s|[a-z][.)]\s)")
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "HYPERLINK", "STYLEREF"}
_FAILED = re.compile(r"Error! |#REF!|Reference source not found|Bookmark not defined")
_TAG = re.compile(r"\{\{|\}\}|\{%|%\}")


def problems(data: bytes) -> list[str]:
    """Every rule that the Word file breaks, in words; none for a paper that can be sent as it is."""
    document = docx.Document(BytesIO(data))
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return [
        *_pages(document),
        *_language(document, parts),
        *_headings(document),
        *_tables(document),
        *_pictures(document),
        *_lists(document),
        *_marking(document),
        *_empty(document),
        *_properties(document, parts),
        *_left_over(document, parts),
    ]


def _pages(document: Document) -> Iterator[str]:
    for number, section in enumerate(document.sections, 1):
        if not is_a4(section):
            yield f"section {number} is not A4"


def _language(document: Document, parts: dict[str, bytes]) -> Iterator[str]:
    styles = document.styles.element
    default = styles.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if default is None or default.get(qn("w:val")) != "en-GB":
        yield "the language of the styles is not en-GB"
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is None or theme.get(qn("w:val")) != "en-GB":
        yield "themeFontLang is not en-GB"
    for name, data in parts.items():
        for other in set(re.findall(rb'w:lang [^>]*w:val="(en-(?!GB)[A-Za-z]+)"', data)):
            yield f"{name} holds the language {other.decode()}"
    if document.core_properties.language != "en-GB":
        yield "the properties do not say en-GB"


def _headings(document: Document) -> Iterator[str]:
    levels, before, styles = [], 0, style_levels(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        level = level_of(paragraph, styles)
        if not level:
            continue
        levels.append(level)
        if not words_of(paragraph).strip():
            yield f"an empty heading of level {level}"
        if level > before + 1:
            yield f"the heading “{words_of(paragraph)}” of level {level} follows one of level {before}"
        before = level
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"


def _tables(document: Document) -> Iterator[str]:
    for table in document.element.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        words = "".join(one.text or "" for one in table.iter(qn("w:t")))[:40]
        if len(rows) > 1 and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield f"the table “{words}” has no header row"
        if len(rows) > 1 and not table.findall(f"{qn('w:tblPr')}/{qn('w:tblDescription')}"):
            yield f"the table “{words}” does not say what it holds"


def _pictures(document: Document) -> Iterator[str]:
    roots = [document.element.body, *(end._element for _, _, end in _ends(document))]
    for root in roots:
        for one in root.iter(qn("wp:docPr")):
            if not (one.get("descr") or "").strip() and b"decorative" not in _bytes_of(one):
                yield f"the picture “{one.get('name')}” has no alternative text"


def _bytes_of(one: Any) -> bytes:
    from lxml import etree

    whole: bytes = etree.tostring(one)
    return whole


def _lists(document: Document) -> Iterator[str]:
    before = False
    for paragraph in document.element.body.findall(qn("w:p")):
        real = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        by_hand = not real and bool(_HAND_MADE.match(words_of(paragraph)))
        if by_hand and before:
            yield f"a list made by hand: “{words_of(paragraph)[:40]}”"
        before = by_hand


def _ends(document: Document) -> Iterator[tuple[int, str, Any]]:
    """Number of the section, kind of page, and the head or foot that is shown there."""
    even = document.settings.odd_and_even_pages_header_footer
    for number, section in enumerate(document.sections, 1):
        yield number, "header", section.header
        yield number, "footer", section.footer
        if section.different_first_page_header_footer:
            yield number, "header of the first page", section.first_page_header
            yield number, "footer of the first page", section.first_page_footer
        if even:
            yield number, "header of even pages", section.even_page_header
            yield number, "footer of even pages", section.even_page_footer


def _marking(document: Document) -> Iterator[str]:
    marking = document.core_properties.content_status
    if not marking:
        yield "the properties hold no marking"
        return
    for number, kind, end in _ends(document):
        words = "\n".join(words_of(one) for one in end._element.iter(qn("w:p")))
        if marking not in words:
            yield f"section {number}: the {kind} does not show the marking"


def _empty(document: Document) -> Iterator[str]:
    body = document.element.body
    for paragraph in body.findall(qn("w:p")):
        held = [qn(name) for name in ("w:drawing", "w:pict", "w:sectPr")]
        if words_of(paragraph).strip() or any(True for _ in paragraph.iter(*held)):
            continue
        before, after = paragraph.getprevious(), paragraph.getnext()
        parted = before is not None and before.tag == qn("w:tbl") and (after is None or after.tag != qn("w:p"))
        if not parted:
            yield f"an empty paragraph after “{words_of(before)[:40] if before is not None else ''}”"


def _properties(document: Document, parts: dict[str, bytes]) -> Iterator[str]:
    core = document.core_properties
    if not core.author or core.author != core.last_modified_by:
        yield f"the author is “{core.author}”, last changed by “{core.last_modified_by}”"
    if core.revision != 1 or core.last_printed or core.created != core.modified or core.comments or core.category:
        yield "the properties tell how the file was made"
    for name in parts:
        if name.startswith("docProps/") and name != "docProps/core.xml":
            yield f"there is {name}"
        if re.match(r"customXml/|word/(comments|people|glossary|embeddings|activeX|vba)", name):
            yield f"there is {name}"
    for name, data in parts.items():
        if re.search(rb"\bw:rsid|w14:paraId|attachedTemplate|<w:(ins|del|moveFrom|moveTo|commentReference)\b", data):
            yield f"{name} tells who worked on it, or how"
        for kind in re.findall(rb'<Relationship [^>]*TargetMode="External"[^>]*>', data):
            if b"/hyperlink" not in kind:
                yield f"{name} is linked to something elsewhere"


def _left_over(document: Document, parts: dict[str, bytes]) -> Iterator[str]:
    roots = [document.element.body, *(end._element for _, _, end in _ends(document))]
    for root in roots:
        for paragraph in root.iter(qn("w:p")):
            words = words_of(paragraph)
            if _TAG.search(words):
                yield f"something in braces is left: “{words[:60]}”"
            if _FAILED.search(words):
                yield f"a field failed: “{words[:60]}”"
        codes = [one.text or "" for one in root.iter(qn("w:instrText"))]
        codes += [one.get(qn("w:instr")) or "" for one in root.iter(qn("w:fldSimple"))]
        for code in codes:
            if (code.split() or [""])[0] not in _FIELDS:
                yield f"there is a field “{code.strip()}”"
    for name in parts:
        if name.endswith((".bin", ".exe")):
            yield f"there is {name}"
