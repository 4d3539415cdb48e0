"""What python-docx has no words for: fields, shading, repeated headers, alternative text."""

# ruff: noqa: SLF001 - python-docx gives no other way to the XML of a run, cell or row

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell, _Row
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


def dress_run(run: Run, ink: str = "", fill: str = "", face: str = "") -> None:
    """Give a run a colour, a fill behind it and a face of its own, each where it is named."""
    if face:
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        for name in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{name}"), face)
    if ink:
        run.font.color.rgb = RGBColor.from_string(ink)
    if fill:
        run._r.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=fill))


def fill_cell(cell: _Cell, colour: str) -> None:
    """Shade a cell."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def set_table(table: Table, widths: list[int], title: str, about: str) -> None:
    """Fix the layout, set `widths` (twips) on the grid and say in words what the table holds."""
    table.autofit = False
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    if width is None:
        width = element("tblW")
        properties.append(width)
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(sum(widths)))
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(
        element(
            "tblLook",
            val="0020",
            firstRow="1",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        )
    )
    properties.append(element("tblCaption", val=title))
    properties.append(element("tblDescription", val=about))
    for column, twips in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(twips))


def cells_of(table: Table) -> list[_Cell]:
    """Every cell, row by row, found in one go: python-docx is slow when asked one after another."""
    return table._cells


def set_cell_margins(table: Table, twips: int) -> None:
    """Set the margins above and below the words of every cell."""
    margins = element("tblCellMar")
    for side in ("top", "bottom"):
        margins.append(element(side, w=str(twips), type="dxa"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def set_size(paragraph: Paragraph, points: float) -> None:
    """Set the letters of a paragraph, its mark included; what has a size of its own keeps it."""
    for run in paragraph.runs:
        if run.font.size is None:
            run.font.size = Pt(points)
    mark = paragraph._p.get_or_add_pPr()
    own = element("rPr")
    for name in ("sz", "szCs"):
        own.append(element(name, val=str(round(points * 2))))
    mark.append(own)


def set_row(row: _Row, header: bool = False, whole: bool = True, height_mm: float = 0) -> None:
    """Say of a row if it is repeated as the header, if it stays whole on a page, and its least height."""
    properties = row._tr.get_or_add_trPr()
    if whole:
        properties.append(element("cantSplit"))
    if height_mm:
        properties.append(element("trHeight", val=str(round(height_mm * TWIPS_IN_MM)), hRule="atLeast"))
    if header:
        properties.append(element("tblHeader"))


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


def use_numbers(paragraph: Paragraph, number: int) -> None:
    """Put a paragraph into the numbered list with that number."""
    held = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    held.get_or_add_ilvl().val = 0
    held.get_or_add_numId().val = number
