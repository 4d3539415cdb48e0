"""What python-docx has no words for: fields, numbered lists, alternative text."""

# ruff: noqa: SLF001 - python-docx gives no other way to the XML of a run, cell or row

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TWIPS_IN_MM = 1440 / 25.4


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A `w:` element with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Append a field such as PAGE; `shown` stands there until Word works it out."""
    for kind, text in (
        ("begin", ""),
        ("instrText", f" {instruction} "),
        ("separate", ""),
        ("t", shown),
        ("end", ""),
    ):
        run = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            run._r.append(element("fldChar", fldCharType=kind))
        elif kind == "t":
            run.text = text
        else:
            code = element("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)


PARAGRAPH = qn("w:p")


def set_grid(table: BaseOxmlElement, widths: Sequence[int]) -> None:
    """Set the widths of the columns in twips, on the grid (which LibreOffice reads) and on every cell."""
    for column, twips in zip(table.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(twips))
    for row in table.tr_lst:
        for cell, twips in zip(row.tc_lst, widths, strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(twips))


def at_least_before(paragraph: BaseOxmlElement, twips: int) -> None:
    """Let there be so much space before a paragraph, or more where it has more of its own."""
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    spacing.set(qn("w:before"), str(max(twips, int(spacing.get(qn("w:before")) or 0))))


def describe_picture(run: Run, title: str, words: str) -> None:
    """Give the picture in a run its alternative text, and take away the room LibreOffice leaves around it."""
    for inline in run._r.iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("name", title)
        properties.set("descr", words)


def restart_numbers(document: Document, abstract: int) -> int:
    """A new use of an abstract numbering that starts at 1; gives its number."""
    numbering = document.part.numbering_part.element
    taken = [int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))]
    number = max(taken, default=0) + 1
    use = element("num", numId=str(number))
    use.append(element("abstractNumId", val=str(abstract)))
    override = element("lvlOverride", ilvl="0")
    override.append(element("startOverride", val="1"))
    use.append(override)
    numbering.append(use)
    return number


def use_numbers(paragraph: BaseOxmlElement, number: int) -> None:
    """Put a paragraph into the numbered list with that number."""
    held = paragraph.get_or_add_pPr().get_or_add_numPr()
    held.get_or_add_ilvl().val = 0
    held.get_or_add_numId().val = number
