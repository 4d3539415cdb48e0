"""Makes a template of the office's own fit for papers: the styles, lists, language and pages that it lacks."""

from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from docx.section import Section
from docx.shared import Mm

from lif_desktop.papers.office_template import Hear, Remark
from lif_desktop.papers.ooxml import element
from lif_desktop.papers.template import NEEDED, make_template

A4_MM = (210.0, 297.0)
_NEAR_MM = 1.5
LISTS = ("List Bullet", "List Number")
NOTE_STYLE = "Template note"
"""What stands in this style in a template is for whoever edits it; papers leave it out."""


@cache
def shipped() -> Document:
    """The template that came with the program. Only read it."""
    return docx.Document(BytesIO(make_template()))


def name_of(style: Any) -> str:
    """The name of a style element as Word means it: its first name, in small letters."""
    name = style.find(qn("w:name"))
    return "" if name is None else (name.get(qn("w:val")) or "").split(",")[0].strip().lower()


def style_ids(document: Document) -> dict[str, str]:
    """The identifier of each paragraph and table style by its name in small letters."""
    return {
        name_of(one): one.get(qn("w:styleId"), "")
        for one in document.styles.element.findall(qn("w:style"))
        if one.get(qn("w:type")) in ("paragraph", "table")
    }


def make_fit(document: Document, hear: Hear) -> None:
    """Add what papers need and the template lacks, set language and A4; `hear` is told of each."""
    missing = add_missing_styles(document)
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        hear(Remark(f"It has no style {names}. Papers use the look of the template that came with the program there."))
    _give_lists(document)
    if set_language(document):
        hear(Remark("Its language is not English (United Kingdom). Papers are set to it."))
    for number, section in enumerate(document.sections, 1):
        if not is_a4(section):
            hear(Remark("Its page is not A4. Papers are set to A4.", f"section {number}" if number > 1 else ""))
            _set_a4(section)


def add_missing_styles(document: Document) -> list[str]:
    """Take the styles that papers need and the template lacks from the shipped one; gives their names."""
    own = document.styles.element
    have = style_ids(document)
    theirs = {name_of(one): one for one in shipped().styles.element.findall(qn("w:style"))}
    taken = {one.get(qn("w:styleId")) for one in own.findall(qn("w:style"))}
    missing = [name for name in NEEDED if name.lower() not in have]
    for name in missing:
        made = deepcopy(theirs[name.lower()])
        number = made.get(qn("w:styleId"))
        if number in taken:
            made.set(qn("w:styleId"), f"{number}Paper")
        for rest in made.findall(f"{qn('w:pPr')}/{qn('w:numPr')}"):
            rest.getparent().remove(rest)
        own.append(made)
    have = style_ids(document)
    for made in list(own)[-len(missing) :] if missing else ():
        for tag in ("w:basedOn", "w:next"):
            _point(made, tag, have)
    return missing


def _point(style: Any, tag: str, have: dict[str, str]) -> None:
    """Let a style taken from the shipped template rest on the style of that name here, or on none."""
    held = style.find(qn(tag))
    if held is None:
        return
    names = {one.get(qn("w:styleId")): name_of(one) for one in shipped().styles.element.findall(qn("w:style"))}
    here = have.get(names.get(held.get(qn("w:val")), ""))
    if here:
        held.set(qn("w:val"), here)
    else:
        style.remove(held)


# Lists


def _give_lists(document: Document) -> None:
    """Give the two styles of lists a numbering where they have none."""
    _give_numbering_part(document)
    for at, name in enumerate(LISTS, 1):
        if list_of(document, name) is None:
            _give_list(document, name, at)


def list_of(document: Document, name: str) -> int | None:
    """The abstract numbering on which the style of a list rests; None where it has none."""
    style = _style(document, name)
    held = None if style is None else style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    numbering = document.part.numbering_part.element
    uses = {one.get(qn("w:numId")): one.find(qn("w:abstractNumId")) for one in numbering.findall(qn("w:num"))}
    use = None if held is None else uses.get(held.get(qn("w:val")))
    abstracts = {one.get(qn("w:abstractNumId")) for one in numbering.findall(qn("w:abstractNum"))}
    return int(use.get(qn("w:val"))) if use is not None and use.get(qn("w:val")) in abstracts else None


def _style(document: Document, name: str) -> Any:
    found = (one for one in document.styles.element.findall(qn("w:style")) if name_of(one) == name.lower())
    return next(found, None)


def _give_numbering_part(document: Document) -> None:
    main = document.part
    if any(one.reltype == RELATIONSHIP_TYPE.NUMBERING for one in main.rels.values()):
        return
    made = deepcopy(shipped().part.numbering_part.element)
    part = NumberingPart(
        main.package.next_partname("/word/numbering%d.xml"), CONTENT_TYPE.WML_NUMBERING, made, main.package
    )
    main.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    ids = style_ids(document)
    for at, level in enumerate(made.iter(qn("w:pStyle"))):
        level.set(qn("w:val"), ids[LISTS[at].lower()])
    for at, name in enumerate(LISTS, 1):
        _use(_style(document, name), at)


def _give_list(document: Document, name: str, at: int) -> None:
    numbering = document.part.numbering_part.element
    theirs = shipped().part.numbering_part.element.findall(qn("w:abstractNum"))[at - 1]
    made = deepcopy(theirs)
    abstract = 1 + max(
        (int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))), default=0
    )
    number = 1 + max((int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))), default=0)
    made.set(qn("w:abstractNumId"), str(abstract))
    for level in made.iter(qn("w:pStyle")):
        level.set(qn("w:val"), style_ids(document)[name.lower()])
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(made)
    else:
        first.addprevious(made)
    use = element("num", numId=str(number))
    use.append(element("abstractNumId", val=str(abstract)))
    numbering.append(use)
    _use(_style(document, name), number)


def _use(style: Any, number: int) -> None:
    """Put a style into the list with that number."""
    held = style.get_or_add_pPr().get_or_add_numPr()
    held.get_or_add_numId().val = number


# Language and pages


def set_language(document: Document) -> bool:
    """Set British English wherever another English or none is set; whether anything but British English was there."""
    changed = False
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        changed = True
        held = styles.find(qn("w:docDefaults"))
        if held is None:
            held = element("docDefaults")
            styles.insert(0, held)
        whole = held.find(qn("w:rPrDefault"))
        if whole is None:
            whole = element("rPrDefault")
            held.insert(0, whole)
        defaults = element("rPr")
        whole.append(defaults)
    if defaults.find(qn("w:lang")) is None:
        defaults.append(element("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))
    changed |= _british(defaults.find(qn("w:lang")), always=True)
    roots = [styles, document.element, *(part.element for part in ends_of(document))]
    for root in roots:
        for one in root.iter(qn("w:lang")):
            changed |= _british(one)
    settings = document.settings.element
    theme = settings.find(qn("w:themeFontLang"))
    if theme is None:
        theme = element("themeFontLang", val="en-GB")
        settings.append(theme)
        _in_order(settings, theme)
    _british(theme, always=True)
    return changed


def _british(one: Any, always: bool = False) -> bool:
    said = one.get(qn("w:val")) or ""
    if said == "en-GB" or not (always or said.lower().startswith("en")):
        return False
    one.set(qn("w:val"), "en-GB")
    return bool(said)


_AFTER_THEME = ("clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade",
                "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary", "shapeDefaults",
                "doNotEmbedSmartTags", "decimalSymbol", "listSeparator")  # fmt: skip


def _in_order(settings: Any, theme: Any) -> None:
    """Move the language of the theme to where the schema wants it."""
    for one in settings:
        if one.tag in {qn(f"w:{name}") for name in _AFTER_THEME}:
            one.addprevious(theme)
            return


def ends_of(document: Document) -> list[Any]:
    """The parts of all headers and footers that the template has."""
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    return [one.target_part for one in document.part.rels.values() if one.reltype in kinds]


def is_a4(section: Section) -> bool:
    """Whether the pages of a section are A4, upright or on their side."""
    size = sorted((section.page_width or 0, section.page_height or 0))
    return all(abs(Mm(wanted) - held) <= Mm(_NEAR_MM) for wanted, held in zip(A4_MM, size, strict=True))


def _set_a4(section: Section) -> None:
    lying = (section.page_width or 0) > (section.page_height or 0)
    wide, high = reversed(A4_MM) if lying else A4_MM
    section.page_width, section.page_height = Mm(wide), Mm(high)
