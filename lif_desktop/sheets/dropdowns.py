"""The drop-downs of a workbook that goes out: what each column offers, and the sheet on which the lists stand."""

import datetime as dt
from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lif_desktop.framework.personal import find
from lif_desktop.office import Office
from lif_desktop.office.watched import watched_names
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.outgoing import Column
from lif_desktop.sheets.sent import LISTS
from lif_desktop.sheets.style import Look

_NOT_LISTED = "Keep what you typed, or choose from the list. On the way back the program knows other names too."


def entries(office: Office, column: Column) -> list[str]:
    """What the drop-down of a column offers; nothing for a column without a list."""
    if column.worked_out:
        return []
    if column.kind in ("choice", "choices"):
        return [choice.label for choice in office.lookup.choices(column.choices)]
    if column.kind == "agency":
        watched = watched_names(office)
        return [one.name for one in office.lookup.agencies if not _gives_away(one.name, watched)]
    return ["Yes", "No"] if column.kind == "yes_no" else []


def _gives_away(name: str, watched: tuple[str, ...]) -> bool:
    """Whether the name of an agency holds what the look would find: then no list offers it, masked or not."""
    return any(one.kind != "surname" for one in find(name, watched))


class DropDowns:
    """Gives columns their drop-downs, each from a named list; the sheet of lists is made with the first one."""

    def __init__(self, office: Office, book: Workbook, look: Look) -> None:
        self._office = office
        self._book = book
        self._look = look
        self._sheet: Worksheet | None = None
        self._named: dict[str, int] = {}

    def add(self, sheet: Worksheet, rows: tuple[int, int], place: int, column: Column) -> None:
        """The drop-down of the column at `place` in the first to the last of `rows` (from 0), where it has a list."""
        offered = entries(self._office, column)
        if not offered:
            return
        name = _list_name(column)
        if name not in self._named:
            self._list(name, column, offered)
        sheet.data_validation(
            rows[0],
            place,
            rows[1],
            place,
            {
                "validate": "list",
                "source": f"={name}",
                "error_type": "information",
                "error_title": "Not in the list",
                "error_message": _NOT_LISTED,
            },
        )

    def finish(self, marking: str, day: dt.date) -> None:
        """The page of the sheet of lists, where there is one; `marking` stands in its margins."""
        if self._sheet is not None:
            self._sheet.set_landscape()
            self._sheet.set_paper(9)
            self._sheet.fit_to_pages(1, 0)
            furnish(self._sheet, self._office, LISTS, marking, day)

    def _list(self, name: str, column: Column, offered: Sequence[str]) -> None:
        sheet = self._sheet = self._sheet or self._book.add_worksheet(LISTS)
        place = self._named[name] = len(self._named)
        sheet.set_column(place, place, max(24, *(len(entry) + 2 for entry in offered)), self._look.cell("text"))
        first_line = column.heading.partition("\n")[0]
        sheet.write_string(0, place, f"List for {first_line}", self._look.heading())
        for row, entry in enumerate(offered, 1):
            sheet.write_string(row, place, entry)
        letter = xl_col_to_name(place, col_abs=True)
        self._book.define_name(name, f"={LISTS}!{letter}$2:{letter}${len(offered) + 1}")


def _list_name(column: Column) -> str:
    kind = {"agency": "agencies", "yes_no": "yes_or_no"}.get(column.kind, column.choices)
    return f"List_{kind}"
