"""Reads .xlsb, Excel's binary workbooks, through python-calamine, with what it does not tell taken from the records."""

from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lif_desktop.sheets.formats.biff12 import SheetFacts, scan
from lif_desktop.sheets.formats.numbers import percent
from lif_desktop.sheets.raw import ErrorCell, State, Value
from lif_desktop.sheets.sink import Sink, plain


def read(path: Path, sink: Sink) -> bool:
    """Send all sheets to `sink`; True when the dates of the workbook count from 1904."""
    with ZipFile(path) as archive:
        facts = scan(archive, sink)
    with CalamineWorkbook.from_path(str(path)) as book:
        for about in book.sheets_metadata:
            sink.tick()
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sink.sheet(about.name, _state(about.visible))
            _read_sheet(book, about.name, facts.sheets.get(about.name, SheetFacts()), sink)
    return facts.epoch_1904


def _read_sheet(book: CalamineWorkbook, name: str, facts: SheetFacts, sink: Sink) -> None:
    for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
        values = [_value(value, (number, column), facts) for column, value in enumerate(row, 1)]
        if not sink.row(number, values):
            break
    sink.end_sheet(facts.hidden_rows, facts.hidden_columns, facts.merged)


def _value(value: object, at: tuple[int, int], facts: SheetFacts) -> Value:
    if at in facts.errors:
        return ErrorCell(facts.errors[at])
    if at in facts.percents and isinstance(value, int | float):
        return percent(value)
    return plain(value)


def _state(shown: SheetVisibleEnum) -> State:
    """These enums of calamine can be compared but are no keys of a dictionary."""
    if shown == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if shown == SheetVisibleEnum.Hidden else "very hidden"
