"""Reads .xls, the workbooks of Excel up to 2003, through xlrd."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import xlrd
from xlrd.biffh import (
    XL_CELL_BLANK,
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_EMPTY,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    error_text_from_code,
)

from lif_desktop.sheets.formats.numbers import is_percent, percent
from lif_desktop.sheets.raw import ErrorCell, Merge, State, Value
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.sink import Sink, plain

_STATES: dict[int, State] = {1: "hidden", 2: "very hidden"}
_UNICODE = 80
"""From this version of the format on, texts are in Unicode."""
_WINDOWS = "cp1252"


def read(path: Path, sink: Sink) -> bool:
    """Send all sheets of the workbook to `sink`; True when its dates count from 1904."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        book = _opened(path, nowhere, None)
        if book.biff_version < _UNICODE and book.codepage is None:
            # Before Excel 97 a text is bytes; where no code page is named, Windows wrote them in its own.
            book.release_resources()
            book = _opened(path, nowhere, _WINDOWS)
        percents = {place for place, style in enumerate(book.xf_list) if _shows_percent(book, style)}
        for number in range(book.nsheets):
            sink.tick()
            _read_sheet(book.sheet_by_index(number), book.datemode, percents, sink)
            book.unload_sheet(number)
        return bool(book.datemode)


def _opened(path: Path, log: IO[str], encoding: str | None) -> Any:
    try:
        return xlrd.open_workbook(
            str(path),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=log,
            encoding_override=encoding,
        )
    except xlrd.XLRDError as error:
        reason = Reason.LOCKED if "encrypted" in str(error) else Reason.DAMAGED
        raise SheetRefused(reason, path.name) from error


def _shows_percent(book: Any, style: Any) -> bool:
    form = book.format_map.get(style.format_key)
    return form is not None and is_percent(form.format_str)


def _read_sheet(sheet: Any, datemode: int, percents: set[int], sink: Sink) -> None:
    sink.sheet(sheet.name, _STATES.get(sheet.visibility, "visible"))
    for number in range(sheet.nrows):
        kinds = sheet.row_types(number)
        values = [_value(kind, value, datemode) for kind, value in zip(kinds, sheet.row_values(number), strict=True)]
        if percents:
            _take_percents(sheet, number, kinds, percents, values)
        if not sink.row(number + 1, values):
            break
    sink.end_sheet(
        [number + 1 for number, row in sorted(sheet.rowinfo_map.items()) if row.hidden],
        [number + 1 for number, column in sorted(sheet.colinfo_map.items()) if column.hidden],
        [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
    )


def _take_percents(sheet: Any, row: int, kinds: Sequence[int], percents: set[int], values: list[Value]) -> None:
    """Put shares of one that are shown as percentages as they are shown."""
    for column, kind in enumerate(kinds):
        if kind == XL_CELL_NUMBER and sheet.cell_xf_index(row, column) in percents:
            values[column] = percent(sheet.cell_value(row, column))


def _value(kind: int, value: Any, datemode: int) -> Value:
    if kind in (XL_CELL_EMPTY, XL_CELL_BLANK):
        return None
    if kind == XL_CELL_DATE:
        try:
            return plain(xlrd.xldate_as_datetime(value, datemode)) if value >= 1 else _time(value)
        except (OverflowError, ValueError):
            return ErrorCell(str(plain(value)), "date")
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    if kind == XL_CELL_ERROR:
        return ErrorCell(error_text_from_code.get(value, "#N/A"))
    return plain(value)


def _time(part: float) -> Value:
    """A time without a day, kept as the fraction of one; below 0 is no time."""
    if part < 0:
        raise ValueError(part)
    return plain((xlrd.xldate_as_datetime(part, 0)).time())
