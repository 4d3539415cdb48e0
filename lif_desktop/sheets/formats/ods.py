"""Reads .ods (and .xlsb) through python-calamine, with what it hides taken from the file's own XML."""

from pathlib import Path
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lif_desktop.sheets.raw import ErrorCell, Merge, State
from lif_desktop.sheets.sink import MOST_COLUMNS, Sink, plain

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT = f"{{{_OASIS}table:1.0}}", f"{{{_OASIS}text:1.0}}"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SHEET, _ROW, _COLUMN = _TABLE + "table", _TABLE + "table-row", _TABLE + "table-column"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_UNSEEN = ("collapse", "filter")


class _Hidden:
    """What calamine does not tell of one sheet: hidden rows and columns, merged ranges, error cells."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.merged: list[Merge] = []
        self.errors: dict[tuple[int, int], str] = {}


def read(path: Path, sink: Sink) -> bool:
    """Send all sheets to `sink`. False: OpenDocument stores dates as dates, so no start year is in doubt."""
    hidden = _scan(path, sink) if path_is_ods(path) else {}
    with CalamineWorkbook.from_path(str(path)) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sink.sheet(about.name, _state(about.visible))
            _read_sheet(book, about.name, hidden.get(about.name, _Hidden()), sink)
    return False


def path_is_ods(path: Path) -> bool:
    """Whether the archive holds OpenDocument content (and not a binary Excel workbook)."""
    with ZipFile(path) as archive:
        return "content.xml" in archive.namelist()


def _state(shown: SheetVisibleEnum) -> State:
    """These enums of calamine can be compared but are no keys of a dictionary."""
    if shown == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if shown == SheetVisibleEnum.Hidden else "very hidden"


def _read_sheet(book: CalamineWorkbook, name: str, hidden: _Hidden, sink: Sink) -> None:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    for number, row in enumerate(rows, 1):
        values = [plain(value) for value in row]
        for column in range(len(values)):
            if (number, column + 1) in hidden.errors:
                values[column] = ErrorCell(hidden.errors[number, column + 1])
        if not sink.row(number, values):
            break
    sink.end_sheet(hidden.rows, hidden.columns, hidden.merged)


def _scan(path: Path, sink: Sink) -> dict[str, _Hidden]:
    """Walk through content.xml once; repeated rows and columns count as often as they say."""
    sheets: dict[str, _Hidden] = {}
    current, row, column = _Hidden(), 1, 1
    with ZipFile(path) as archive, archive.open("content.xml") as stream:
        for event, element in iterparse(stream, ("start", "end")):  # noqa: S314 - DOCTYPE is refused
            if event == "start":
                if element.tag == _SHEET:
                    current, row, column = _Hidden(), 1, 1
                    sheets[element.get(_TABLE + "name", "")] = current
                continue
            if element.tag == _COLUMN:
                times = _times(element, "number-columns-repeated")
                if element.get(_TABLE + "visibility") in _UNSEEN:
                    current.columns.extend(range(column, min(column + times, MOST_COLUMNS + 1)))
                column += times
            elif element.tag == _ROW:
                sink.tick()
                times = _times(element, "number-rows-repeated")
                _take_row(current, element, row, times)
                row += times
                element.clear()
    return sheets


def _take_row(found: _Hidden, element: Element, row: int, times: int) -> None:
    if element.get(_TABLE + "visibility") in _UNSEEN:
        found.rows.extend(range(row, row + min(times, 1000)))
    column = 1
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        wide, high = _times(cell, "number-columns-spanned"), _times(cell, "number-rows-spanned")
        if wide > 1 or high > 1:
            found.merged.append(Merge(row, column, row + high - 1, column + wide - 1))
        repeated = _times(cell, "number-columns-repeated")
        if cell.get(_ERROR_TYPE) == "error":
            for each in range(row, row + min(times, 1000)):
                for one in range(column, column + min(repeated, MOST_COLUMNS)):
                    found.errors[each, one] = "".join(cell.itertext()).strip()
        column += repeated


def _times(element: Element, attribute: str) -> int:
    return int(element.get(_TABLE + attribute, "1"))
