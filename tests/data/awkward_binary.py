"""Writes .xlsb ([MS-XLSB]) and the .xls of Excel 5.0/95 ([MS-XLS], BIFF5), which no library here writes."""

import datetime as dt
import io
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from xlwt.CompoundDoc import XlsDoc

from tests.data.awkward_write import ERRORS, Formula, Make, Sheet, Shown, _column, _ends, zipped

_GENERAL, _DATE, _PERCENT = 0, 1, 2
"""The places of the three styles that each workbook has."""


def _record(kind: int, data: bytes = b"") -> bytes:
    """A record of BIFF12: kind and length in seven bits a byte."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while True:
        size, part = size >> 7, size & 0x7F
        length += bytes([part | 0x80 if size else part])
        if not size:
            return head + length + data


def _wide(words: str) -> bytes:
    return struct.pack("<I", len(words.encode("utf-16-le")) // 2) + words.encode("utf-16-le")


def days(day: dt.date, date_1904: bool = False) -> float:
    """A day as Excel counts it."""
    start = dt.date(1904, 1, 1) if date_1904 else dt.date(1899, 12, 30)
    return float((day - start).days)


def xlsb(*sheets: Sheet, date_1904: bool = False) -> Make:
    """A binary workbook."""

    def make(path: Path) -> None:
        names = [f"xl/worksheets/sheet{number}.bin" for number in range(1, len(sheets) + 1)]
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": _types(names),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.bin")]),
            "xl/workbook.bin": _workbook(sheets, date_1904),
            "xl/_rels/workbook.bin.rels": _relations(
                [*(("worksheet", name.removeprefix("xl/")) for name in names), ("styles", "styles.bin")]
            ),
            "xl/styles.bin": _styles(),
        }
        zipped(path, parts | {name: _sheet(one, date_1904) for name, one in zip(names, sheets, strict=True)})

    return make


def _types(names: Sequence[str]) -> str:
    office = "application/vnd.ms-excel"
    overrides = [("xl/workbook.bin", "sheet.binary.macroEnabled.main"), *((name, "worksheet") for name in names)]
    lines = "".join(f'<Override PartName="/{name}" ContentType="{office}.{kind}"/>' for name, kind in overrides)
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/styles.bin" ContentType="{office}.styles"/>{lines}</Types>'
    )


def _relations(found: Sequence[tuple[str, str]]) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kinds}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, 1)
    )
    start = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return f"{start}{lines}</Relationships>"


def _workbook(sheets: Sequence[Sheet], date_1904: bool) -> bytes:
    states = {"": 0, "hide": 1, "very_hidden": 2}
    bundles = b"".join(
        _record(156, struct.pack("<II", states[one.state], number) + _wide(f"rId{number}") + _wide(one.name))
        for number, one in enumerate(sheets, 1)
    )
    about = _record(153, struct.pack("<II", int(date_1904), 0) + _wide(""))
    return _record(131) + about + _record(143) + bundles + _record(144) + _record(132)


def _styles() -> bytes:
    """General, a date and a percentage, by the numbers of their built-in formats."""
    formats = b"".join(
        _record(47, struct.pack("<HHHHHBBHBB", 0, form, 0, 0, 0, 0, 0, 0, 0x3F, 0)) for form in (_GENERAL, 14, 9)
    )
    return _record(278) + _record(617, struct.pack("<I", 3)) + formats + _record(618) + _record(279)


def _sheet(about: Sheet, date_1904: bool) -> bytes:
    width = max(map(len, about.rows), default=1)
    size = struct.pack("<IIII", 0, max(len(about.rows) - 1, 0), 0, width - 1)
    columns = b"".join(
        _record(60, struct.pack("<IIIIH", at, at, 2560, 0, 1)) for at in map(_column, about.hidden_columns)
    )
    rows = b"".join(_row(about, number, row, date_1904) for number, row in enumerate(about.rows))
    merged = b"".join(
        _record(176, struct.pack("<IIII", top, bottom, left, right))
        for top, left, bottom, right in map(_ends, about.merged)
    )
    return b"".join(
        (
            _record(129), _record(148, size),
            *((_record(390), columns, _record(391)) if columns else ()),
            _record(145), rows, _record(146),
            *((_record(177, struct.pack("<I", len(about.merged))), merged, _record(178)) if merged else ()),
            _record(130),
        )
    )  # fmt: skip


def _row(about: Sheet, number: int, row: Sequence[Any], date_1904: bool) -> bytes:
    unseen = 0x10 if number + 1 in about.hidden_rows else 0
    head = struct.pack("<IIHBBBI", number, 0, 300, 0, unseen, 0, 1) + struct.pack("<II", 0, max(len(row) - 1, 0))
    return _record(0, head) + b"".join(_cell(at, value, date_1904) for at, value in enumerate(row))


def _cell(column: int, value: Any, date_1904: bool) -> bytes:
    def cell(kind: int, data: bytes, style: int = _GENERAL) -> bytes:
        return _record(kind, struct.pack("<II", column, style) + data)

    if value is None:
        return b""
    if isinstance(value, Formula):
        return _formula(cell, value)
    if isinstance(value, Shown):
        return cell(5, struct.pack("<d", value.value), _PERCENT)
    if isinstance(value, bool):
        return cell(4, bytes([value]))
    if isinstance(value, dt.date):
        return cell(5, struct.pack("<d", days(value, date_1904)), _DATE)
    if isinstance(value, int | float):
        return cell(5, struct.pack("<d", value))
    return cell(6, _wide(str(value)))


def _formula(cell: Callable[[int, bytes], bytes], value: Formula) -> bytes:
    """A formula by its stored result; without a formula where it is an error that was typed."""
    code = struct.pack("<HII", 0, 0, 0)
    if value.value in ERRORS:
        error = bytes([ERRORS[value.value]])
        return cell(11, error + code) if value.text else cell(3, error)
    if isinstance(value.value, str):
        return cell(8, _wide(value.value) + code)
    return cell(9, struct.pack("<d", value.value) + code)


# BIFF5


def old_xls(rows: Sequence[Sequence[Any]], encoding: str, codepage: int | None) -> Make:
    """A workbook of Excel 5.0/95: its texts are bytes, in the code page that it names or does not name."""

    def make(path: Path) -> None:
        stream = _biff5(rows, encoding, codepage)
        held = io.BytesIO()
        XlsDoc().save(held, stream)
        name = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 18)
        old = "Book".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 10)
        path.write_bytes(held.getvalue().replace(name, old))

    return make


def _old(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff5(rows: Sequence[Sequence[Any]], encoding: str, codepage: int | None) -> bytes:
    fonts = _old(0x31, struct.pack("<HHHHHBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5) + b"Arial")
    forms = b"".join(_old(0xE0, struct.pack("<HHH", 0, form, 1) + bytes(10)) for form in (0, 14))
    page = _old(0x42, struct.pack("<H", codepage)) if codepage else b""
    head = _old(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)) + page + fonts * 4 + forms
    name = b"Actions"
    place = len(head) + 4 + 7 + len(name) + 4
    sheet = _old(0x85, struct.pack("<IHB", place, 0, len(name)) + name)
    cells = b"".join(
        _old_cell(number, column, value, encoding)
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if value is not None
    )
    body = _old(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0)) + cells + _old(0x0A)
    return head + sheet + _old(0x0A) + body


def _old_cell(row: int, column: int, value: Any, encoding: str) -> bytes:
    if isinstance(value, dt.date):
        return _old(0x0203, struct.pack("<HHHd", row, column, 1, days(value)))
    if isinstance(value, int | float):
        return _old(0x0203, struct.pack("<HHHd", row, column, 0, value))
    data = str(value).encode(encoding)
    return _old(0x0204, struct.pack("<HHHH", row, column, 0, len(data)) + data)
