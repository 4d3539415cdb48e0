"""Reads .xlsb, the binary workbooks of Excel, through python-calamine, which tells of nothing hidden or merged."""

from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lif_desktop.sheets.raw import State
from lif_desktop.sheets.sink import Sink, plain


def read(path: Path, sink: Sink) -> bool:
    """Send all sheets to `sink`. False: dates come as dates, whichever year they count from."""
    with CalamineWorkbook.from_path(str(path)) as book:
        for about in book.sheets_metadata:
            sink.tick()
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sink.sheet(about.name, _state(about.visible))
            for number, row in enumerate(book.get_sheet_by_name(about.name).to_python(skip_empty_area=False), 1):
                if not sink.row(number, [plain(value) for value in row]):
                    break
            sink.end_sheet()
    return False


def _state(shown: SheetVisibleEnum) -> State:
    """These enums of calamine can be compared but are no keys of a dictionary."""
    if shown == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if shown == SheetVisibleEnum.Hidden else "very hidden"
