"""Makes the awkward files that the tests of the sheets read: each function writes one and gives its path."""

import datetime as dt
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from xlsxwriter.worksheet import Worksheet

Rows = Sequence[Sequence[Any]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = 210 * 1024 * 1024


def xlsx(path: Path, rows: Rows, more: Callable[[Worksheet], None] | None = None, name: str = "Sheet1") -> Path:
    """A workbook with one sheet; `more` may hide, merge or write over."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet(name)
        fill(sheet, rows)
        if more is not None:
            more(sheet)
    return path


def fill(sheet: Worksheet, rows: Rows) -> None:
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, dt.datetime):
                sheet.write_datetime(number, column, value)
            elif isinstance(value, dt.date):
                sheet.write_datetime(number, column, dt.datetime.combine(value, dt.time()))
            elif isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write(number, column, value)


def xls(path: Path, rows: Rows, hidden_row: int | None = None) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Old")
    dates = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write(number, column, value, dates)
            elif value is not None:
                sheet.write(number, column, value)
    if hidden_row is not None:
        sheet.row(hidden_row - 1).hidden = True
    book.save(str(path))
    return path


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


ODS_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">
<office:body><office:spreadsheet>"""
ODS_BLANK = "<table:table-cell/>"
ODS_FOOT = "</office:spreadsheet></office:body></office:document-content>"
ODS_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
)


def ods(path: Path, tables: str, manifest: str = "") -> Path:
    """An OpenDocument spreadsheet around the XML of its tables."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": ODS_HEAD + tables + ODS_FOOT,
        "META-INF/manifest.xml": ODS_MANIFEST.format(manifest),
    }
    return archive(path, parts)


def ods_cell(value: Any) -> str:
    kind = 'office:value-type="string"'
    if isinstance(value, dt.date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>" if value is not None else ODS_BLANK


def ods_table(rows: Rows, name: str = "Table1") -> str:
    lines = "".join(f"<table:table-row>{''.join(ods_cell(value) for value in row)}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{lines}</table:table>'


def archive(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return path


def changed(
    path: Path, source: Path, change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] | None = None
) -> Path:
    """A copy of an archive, each part passed through `change` with its name, and `more` parts added."""
    with zipfile.ZipFile(source) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    return archive(path, parts | dict(more or {}))


def with_doctype(path: Path, source: Path) -> Path:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"?>", b"?><!-- " + b"long " * 20_000 + b" -->" + doctype, 1) if "sheet1" in name else data

    return changed(path, source, change)


def bomb(path: Path, source: Path) -> Path:
    """A workbook with a part that unpacks to 210 MB of blanks."""
    archive_path = changed(path, source, lambda _, data: data)
    with zipfile.ZipFile(archive_path, "a", zipfile.ZIP_DEFLATED) as made, made.open("xl/media/a.bin", "w") as part:
        for _ in range(BOMB // (1 << 20)):
            part.write(bytes(1 << 20))
    return archive_path


def lying_dimension(path: Path, source: Path) -> Path:
    """A workbook whose sheet says that it goes to the last cell of all."""

    def change(name: str, data: bytes) -> bytes:
        if "sheet1" not in name:
            return data
        start = data.index(b"<dimension")
        end = data.index(b"/>", start) + 2
        return data[:start] + b'<dimension ref="A1:XFD1048576"/>' + data[end:]

    return changed(path, source, change)


def ole(path: Path, *streams: str) -> Path:
    """A compound file as Office writes it, as far as the names in its directory go."""
    directory = b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    header = (OLE + bytes(22) + (9).to_bytes(2, "little")).ljust(512, b"\0")
    path.write_bytes(header + directory.ljust(4096, b"\0"))
    return path


def unsaved_formulas(path: Path, rows: Rows) -> Path:
    """A workbook whose formulas have never been worked out, as programs write them."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def truncated(path: Path, source: Path, keep: float = 0.6) -> Path:
    data = source.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    return path


def values_by_openpyxl(path: Path) -> list[tuple[Any, ...]]:
    """What openpyxl's own read-only loop reads of the first sheet."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows: Iterable[tuple[Any, ...]] = book.worksheets[0].iter_rows(values_only=True)
    result = list(rows)
    book.close()
    return result
