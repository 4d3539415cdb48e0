"""The other forms that spreadsheets come in: .xls, .ods and text with semicolons."""

# ruff: noqa: E501 - the tags of an OpenDocument file are long
import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlwt
from made_up.writing import Cell, Sheet


def write_xls(path: Path, sheets: Sequence[Sheet]) -> None:
    """A workbook in the form of Excel 97 to 2003."""
    book = xlwt.Workbook(encoding="utf-8")
    title = xlwt.easyxf("font: bold on, height 300")
    head = xlwt.easyxf(
        "font: bold on, colour white; pattern: pattern solid, fore_colour dark_teal; "
        "align: wrap on, vert centre; borders: bottom thin"
    )
    group = xlwt.easyxf("font: bold on; pattern: pattern solid, fore_colour ice_blue; align: horiz centre")
    plain = xlwt.easyxf("align: wrap on, vert top; borders: bottom hair")
    dates = xlwt.easyxf("align: vert top; borders: bottom hair", num_format_str="DD/MM/YY")
    for sheet in sheets:
        made = book.add_sheet(sheet.name)
        last = sheet.offset + len(sheet.headings) - 1
        for row, line in enumerate(sheet.above):
            made.write_merge(row, row, sheet.offset, last, line, title if row == 0 else plain)
            made.row(row).height_mismatch = True
            made.row(row).height = 480 if row == 0 else 280
        for first, final, text in sheet.groups:
            made.write_merge(sheet.top - 1, sheet.top - 1, sheet.place(first), sheet.place(final), text, group)
        for heading in sheet.headings:
            made.col(sheet.place(heading)).width = 256 * sheet.widths.get(heading, 14)
            made.col(sheet.place(heading)).hidden = heading in sheet.hidden
            made.write(sheet.top, sheet.place(heading), heading, head)
        for number, row in enumerate(sheet.rows, sheet.top + 1):
            made.row(number).height_mismatch = True
            made.row(number).height = 260 * sheet.lines(row) + 20
            for heading, value in zip(sheet.headings, row, strict=False):
                shown = sheet.cell(heading, value)
                if shown not in (None, ""):
                    made.write(number, sheet.place(heading), shown, dates if isinstance(shown, dt.date) else plain)
        for row, line in enumerate(sheet.below, sheet.top + len(sheet.rows) + 2):
            made.write(row, sheet.offset, line)
        made.row(sheet.top).height_mismatch = True
        made.row(sheet.top).height = 260 * sheet.lines(sheet.headings) + 60
        made.portrait = False
        made.paper_size_code = 9
        made.print_scaling = 60
    book.save(str(path))


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2"><office:automatic-styles>'
    '<number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/></number:date-style>'
    '<style:style style:name="narrow" style:family="table-column"><style:table-column-properties style:column-width="2.4cm"/></style:style>'
    '<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="6cm"/></style:style>'
    '<style:style style:name="plain" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" '
    'style:vertical-align="top" fo:border="0.5pt solid #bfbfbf"/></style:style>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" '
    'fo:background-color="#d9e2f3"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="date" style:family="table-cell" style:data-style-name="N1" style:parent-style-name="plain">'
    '<style:table-cell-properties style:vertical-align="top" fo:border="0.5pt solid #bfbfbf"/></style:style>'
    '<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_ods(path: Path, sheets: Sequence[Sheet]) -> None:
    """An OpenDocument spreadsheet, as LibreOffice makes, with what a reader needs and no more."""
    content = (
        _ODS_HEAD + "".join(map(_ods_sheet, sheets)) + "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = (
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", _ODS_MANIFEST),
        ("content.xml", content),
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts:
            entry = zipfile.ZipInfo(name, (2026, 11, 23, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))


def _ods_sheet(sheet: Sheet) -> str:
    span = len(sheet.headings)
    columns = "".join(
        f'<table:table-column table:style-name="{"wide" if sheet.widths.get(heading, 0) > 20 else "narrow"}"'
        + (' table:visibility="collapse"' if heading in sheet.hidden else "")
        + "/>"
        for heading in sheet.headings
    )
    lines = [
        f'<table:table-row><table:table-cell table:style-name="{"title" if row == 0 else "Default"}" table:number-columns-spanned="{span}" '
        f'table:number-rows-spanned="1" office:value-type="string"><text:p>{escape(line)}</text:p></table:table-cell>'
        f'<table:covered-table-cell table:number-columns-repeated="{span - 1}"/></table:table-row>'
        for row, line in enumerate(sheet.above)
    ]
    lines += ["<table:table-row><table:table-cell/></table:table-row>"] * (sheet.gap if sheet.above else 0)
    lines.append(_ods_row([_ods_cell(heading, "head") for heading in sheet.headings]))
    for row in sheet.rows:
        lines.append(
            _ods_row(
                [_ods_cell(sheet.cell(heading, value)) for heading, value in zip(sheet.headings, row, strict=False)]
            )
        )
    lines += [_ods_row(["<table:table-cell/>"]), *(_ods_row([_ods_cell(line, "Default")]) for line in sheet.below)]
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{''.join(lines)}</table:table>"


def _ods_row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _ods_cell(value: Cell, style: str = "plain") -> str:
    if value is None or value == "":
        return f'<table:table-cell table:style-name="{style}"/>'
    if isinstance(value, dt.date):
        return (
            f'<table:table-cell table:style-name="date" office:value-type="date" office:date-value="{value.isoformat()}">'
            f"<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
        )
    if isinstance(value, int | float):
        return f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def write_csv(path: Path, sheet: Sheet) -> None:
    """Text with semicolons in the Windows code page, as booking systems export it."""

    def quoted(value: Cell) -> str:
        text = "" if value is None else str(value)
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ';"\n') else text

    lines = [*sheet.above, ";".join(map(quoted, sheet.headings))]
    for row in sheet.rows:
        cells = (sheet.cell(heading, value) for heading, value in zip(sheet.headings, row, strict=False))
        lines += [";".join(map(quoted, cells))]
    lines += sheet.below
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))
