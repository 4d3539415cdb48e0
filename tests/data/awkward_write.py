"""Writes awkward workbooks in each format from the same description of their sheets."""

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

Make = Callable[[Path], None]
Rows = Sequence[Sequence[Any]]
ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
"""The numbers of errors in binary workbooks."""
MADE = dt.datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - a workbook keeps no zone


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was stored for it; None where it was never worked out."""

    text: str
    value: Any = None


@dataclass(frozen=True)
class Shown:
    """A number under a number format."""

    value: float
    form: str = "0%"


@dataclass(frozen=True)
class Rich:
    """Text of which each second part is bold."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows, and ranges such as "A1:E1"; rows count from 1, columns are letters."""

    rows: Rows
    name: str = "Sheet1"
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    state: str = ""
    more: Callable[[xlsxwriter.Workbook, Worksheet], None] | None = None


def _ends(place: str) -> tuple[int, int, int, int]:
    """The first and last row and column of a range, from 0."""
    first, _, last = place.partition(":")
    top, left = xl_cell_to_rowcol(first)
    bottom, right = xl_cell_to_rowcol(last or first)
    return top, left, bottom, right


def _column(letters: str) -> int:
    return xl_cell_to_rowcol(f"{letters}1")[1]


# .xlsx


def xlsx(*sheets: Sheet | Rows, date_1904: bool = False) -> Make:
    """A workbook as Excel writes it."""

    def make(path: Path) -> None:
        options = {"default_date_format": "dd/mm/yyyy", "date_1904": date_1904}
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"created": MADE, "author": "Stockport Homes"})
            for one in sheets:
                _xlsx_sheet(book, one if isinstance(one, Sheet) else Sheet(one))

    return make


def _xlsx_sheet(book: xlsxwriter.Workbook, about: Sheet) -> None:
    sheet = book.add_worksheet(about.name)
    for place in about.merged:
        sheet.merge_range(place, "", None)
    for number, row in enumerate(about.rows):
        for column, value in enumerate(row):
            _xlsx_cell(book, sheet, number, column, value)
    for number in about.hidden_rows:
        sheet.set_row(number - 1, None, None, {"hidden": True})
    for letters in about.hidden_columns:
        sheet.set_column(f"{letters}:{letters}", None, None, {"hidden": True})
    if about.state:
        getattr(sheet, about.state)()
    if about.more is not None:
        about.more(book, sheet)


def _xlsx_cell(book: xlsxwriter.Workbook, sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, "" if value.value is None else value.value)
    elif isinstance(value, Shown):
        sheet.write_number(row, column, value.value, book.add_format({"num_format": value.form}))
    elif isinstance(value, Rich):
        bold = book.add_format({"bold": True})
        parts = [piece for at, part in enumerate(value.parts) for piece in ((bold, part) if at % 2 else (part,))]
        sheet.write_rich_string(row, column, *parts)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()))
    elif value is not None:
        sheet.write_number(row, column, value)


def picture() -> io.BytesIO:
    """A small picture, as logos stand over a table."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0\x12\x43\x6d")), chunk(b"IEND", b""))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> None:
    """An archive that is the same each time it is made."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            # OpenDocument asks that its mimetype can be read without unpacking.
            way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 9, 0, 0)), data, way)


def macro_workbook(*sheets: Sheet | Rows) -> Make:
    """A workbook with macros, as far as its parts say; the macros themselves are not in it."""

    def make(path: Path) -> None:
        xlsx(*sheets)(path)
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        zipped(path, parts)

    return make


# .xls


def xls(*sheets: Sheet | Rows, date_1904: bool = False) -> Make:
    """A workbook as Excel 97 to 2003 wrote it."""

    def make(path: Path) -> None:
        book = xlwt.Workbook(encoding="utf-8")
        book.dates_1904 = date_1904
        for one in sheets:
            _xls_sheet(book, one if isinstance(one, Sheet) else Sheet(one))
        book.save(str(path))

    return make


def _xls_sheet(book: Any, about: Sheet) -> None:
    sheet = book.add_sheet(about.name, cell_overwrite_ok=True)
    for place in about.merged:
        top, left, bottom, right = _ends(place)
        sheet.write_merge(top, bottom, left, right, "")
    for number, row in enumerate(about.rows):
        for column, value in enumerate(row):
            _xls_cell(sheet, number, column, value)
    for number in about.hidden_rows:
        sheet.row(number - 1).hidden = True
    for letters in about.hidden_columns:
        sheet.col(_column(letters)).hidden = True
    sheet.visibility = {"": 0, "hide": 1, "very_hidden": 2}[about.state]


def _xls_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, Shown):
        sheet.write(row, column, value.value, xlwt.easyxf(num_format_str=value.form))
    elif isinstance(value, Rich):
        bold = xlwt.easyfont("bold true")
        sheet.write_rich_text(row, column, [(part, bold) if at % 2 else part for at, part in enumerate(value.parts)])
    elif isinstance(value, Formula):
        sheet.row(row).set_cell_error(column, ERRORS[value.value])
    elif isinstance(value, dt.date):
        sheet.write(row, column, value, xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    elif value is not None:
        sheet.write(row, column, value)


# .ods

_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles><style:style style:name="unseen" style:family="table"><style:table-properties
 table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet>
</office:body></office:document-content>"""
_OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_OPEN_SHEET}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


@dataclass(frozen=True)
class Cell:
    """A cell of an OpenDocument sheet as XML: what stands in its tag, and in it."""

    about: str
    inside: str


def ods(*sheets: Sheet | Rows) -> Make:
    """An OpenDocument spreadsheet as LibreOffice writes it, runs of blank cells and rows as a number of times."""

    def make(path: Path) -> None:
        tables = "".join(_ods_sheet(one if isinstance(one, Sheet) else Sheet(one)) for one in sheets)
        zipped(
            path,
            {
                "mimetype": _OPEN_SHEET,
                "content.xml": _ODS.format(tables),
                "META-INF/manifest.xml": _MANIFEST,
            },
        )

    return make


def _ods_sheet(about: Sheet) -> str:
    width = max(map(len, about.rows), default=1)
    merged = {
        (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in map(_ends, about.merged)
    }
    columns = "".join(
        f"<table:table-column{_UNSEEN if at in map(_column, about.hidden_columns) else ''}/>" for at in range(width)
    )
    lines = "".join(
        f"<table:table-row{_UNSEEN if number + 1 in about.hidden_rows else ''}>"
        + "".join(_ods_cell(value, merged.get((number, at))) for at, value in enumerate(row))
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for number, row in enumerate(about.rows)
    )
    style = ' table:style-name="unseen"' if about.state else ""
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f'<table:table table:name="{escape(about.name)}"{style}>{columns}{lines}{end}</table:table>'


_UNSEEN = ' table:visibility="collapse"'


def _ods_cell(value: Any, spans: tuple[int, int] | None) -> str:
    about = f' table:number-rows-spanned="{spans[0]}" table:number-columns-spanned="{spans[1]}"' if spans else ""
    if value is None:
        return f"<table:table-cell{about}/>"
    cell = value if isinstance(value, Cell) else Cell(*_ods_value(value))
    return f"<table:table-cell{about} {cell.about}>{cell.inside}</table:table-cell>"


def _ods_value(value: Any) -> tuple[str, str]:
    if isinstance(value, Shown):
        kind = "percentage" if value.form.endswith("%") else "float"
        return f'office:value-type="{kind}" office:value="{value.value}"', f"<text:p>{value.value:.0%}</text:p>"
    if isinstance(value, bool):
        return f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', f"<text:p>{value}</text:p>"
    if isinstance(value, dt.date):
        return f'office:value-type="date" office:date-value="{value.isoformat()}"', f"<text:p>{value:%d/%m/%Y}</text:p>"
    if isinstance(value, int | float):
        return f'office:value-type="float" office:value="{value}"', f"<text:p>{value}</text:p>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return 'office:value-type="string"', lines


# Text


def text(words: str, encoding: str = "utf-8") -> Make:
    """A text in an encoding."""
    return raw(words.encode(encoding))


def raw(data: bytes) -> Make:
    """A file of these bytes."""

    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


def separated(rows: Rows, separator: str = ",", end: str = "\r\n") -> str:
    """Rows as Excel saves them in a text: dates as they are shown, quotation marks where they are needed."""
    return "".join(separator.join(_field(value, separator) for value in row) + end for row in rows)


def _field(value: Any, separator: str) -> str:
    words = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else "" if value is None else str(value)
    return '"{}"'.format(words.replace('"', '""')) if re.search(f'["\r\n{re.escape(separator)}]', words) else words
