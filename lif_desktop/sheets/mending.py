"""The workbook for an agency that says what to fix in its file, and the e-mail that it goes with."""

import datetime as dt
import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lif_desktop.framework.dates import show_date
from lif_desktop.mail import Attachment, Draft
from lif_desktop.office import Office
from lif_desktop.office.partnership import partnership_of
from lif_desktop.registers.values import LONGEST
from lif_desktop.sheets import outgoing
from lif_desktop.sheets.book import new_book, write_note
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.dropdowns import DropDowns
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.page_of_facts import PageOfFacts
from lif_desktop.sheets.planned import Plan, PlannedRow, Problem, rows_words
from lif_desktop.sheets.raw import ErrorCell, Value, address
from lif_desktop.sheets.saving import save_whole
from lif_desktop.sheets.sent import OWN_ROW, TO_FIX
from lif_desktop.sheets.sizes import column_widths, heading_height, row_height, units
from lif_desktop.sheets.style import TONES, Look

FIRST_SHEET = TO_FIX
SPARE_ROWS = 50
_QUOTED = re.compile(r"“[^”]*”|\d+")
_MOST_NUMBER, _MOST_WHOLE = 9.99e307, 2**53
"""The largest number that a cell holds, and the largest whole one that it holds to the last figure."""
_NO_SIGN = re.compile(r"[\ufffe\uffff\ud800-\udfff]")
_FOR_THE_OFFICE = re.compile(r"Add it under Agencies, or write the name as it stands there\.")
_FOR_THE_AGENCY = "Write the full name, or choose it from the list."
_MOST_KINDS, _LONGEST_EXAMPLE = 12, 300
_FIX_WIDTH = 46
_FIRST_DAY = dt.date(1900, 3, 1)
_SHEET_SIGNS = re.compile(r"[\[\]:*?/\\]")


def write_mending(office: Office, plan: Plan, path: Path) -> Path:
    """Write the held-back rows of `plan` to `path` for the agency to put right, and give the path.

    The first sheet sums up in plain words; the second has the rows under their own headings with the values as they
    were written, and what to fix beside them. It comes back through the import. Raises SheetError.
    """
    day = office.today()
    stream = BytesIO()
    book = new_book(stream, office, f"What to fix in {plan.file}", day)
    look, marking = Look(book), office.lookup.label("markings", "official_sensitive")
    page = PageOfFacts(book, look, FIRST_SHEET)
    _sum_up(page, office, plan)
    page.finish(office, "What to fix", marking, day)
    _Rows(office, book, look, plan).write(marking, day)
    book.close()
    return save_whole(path, stream.getvalue())


def mending_draft(office: Office, plan: Plan, workbook: Path | bytes) -> Draft:
    """The e-mail to the people of the agency, with what is wrong in short and the workbook of `write_mending`."""
    held = plan.count("held")
    what = [f"- {words}" for words in problem_words(plan)]
    partnership = partnership_of(office)
    these = "this row" if held == 1 else "these rows"
    how = (
        f"The attached workbook has {these}: the cells to change are in colour, and what to do stands beside them. "
        "Change them there and send it back; the other rows need not be sent again."
    )
    head = ["Hello,", "", f"Thank you for “{plan.file}”. {_right(plan)} {_wrong(held)}", "", "What is to be put right:"]
    lines = [*head, *what, "", how, "", "Thank you.", "", office.person, partnership]
    name = f"What to fix - {Path(plan.file).stem}.xlsx"
    attached = Attachment(name, workbook if isinstance(workbook, bytes) else workbook.read_bytes())
    noun = "row" if held == 1 else "rows"
    return Draft(
        _people(office, agency_of(plan)), f"{held} {noun} to put right in {plan.file}", "\n".join(lines), (attached,)
    )


def agency_of(plan: Plan) -> int | None:
    """The agency that a file came from: the one named for it, else the one that the workbook was sent to."""
    return plan.agency_id if plan.agency_id is not None or plan.sent is None else plan.sent.agency_id


def problem_words(plan: Plan) -> list[str]:
    """The kinds of problem with how often each comes, the most frequent first, each with an example."""
    headings = _headings(plan)
    kinds: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Problem] = {}
    for row in plan.rows:
        for one in row.problems if row.action == "held" else ():
            kind = headings.get((row.number, one.cell), ""), _QUOTED.sub("…", one.reason)
            kinds[kind] += 1
            first.setdefault(kind, one)
    found = [_kind_words(kind[0], first[kind], count) for kind, count in kinds.most_common(_MOST_KINDS)]
    more = len(kinds) - _MOST_KINDS
    return [*found, f"{more} more kinds of problem, which stand beside the rows."] if more > 0 else found


def _kind_words(heading: str, one: Problem, count: int) -> str:
    where = f"“{heading}”" if heading else "Whole row"
    times = "once" if count == 1 else f"{count:,} times"
    reason = told(one)
    reason = reason if len(reason) <= _LONGEST_EXAMPLE else f"{reason[:_LONGEST_EXAMPLE].rstrip()}…"
    return (
        f"{where}, {times}: {reason}" if count == 1 else f"{where}, {times}, for example in your {one.cell}: {reason}"
    )


def told(one: Problem) -> str:
    """The reason as it is told to an agency, which cannot add anything to the office's lists."""
    return _FOR_THE_OFFICE.sub(_FOR_THE_AGENCY, one.reason)


def _headings(plan: Plan) -> dict[tuple[int, str], str]:
    """The heading over each cell that has a problem, by row and name of the cell."""
    return {
        (row.number, address(row.number, column.place)): column.heading
        for row in plan.rows
        if row.problems
        for column in plan.columns
        if column.place
    }


def _right(plan: Plan) -> str:
    right = len(plan.rows) - plan.count("held")
    if not right:
        return "None of its rows could be taken in as it stands."
    return f"{rows_words(right).capitalize()} {'is' if right == 1 else 'are'} right."


def _wrong(held: int) -> str:
    if not held:
        return "There is nothing to put right."
    return f"{rows_words(held).capitalize()} could not be taken in yet."


def _people(office: Office, agency: int | None) -> tuple[str, ...]:
    today = office.today()
    rows = office.records("contacts", agency) if agency is not None else []
    found = (row["email"] for row in rows if row["email"] and (row["active_to"] is None or row["active_to"] >= today))
    return tuple(dict.fromkeys(found))


def _sum_up(page: PageOfFacts, office: Office, plan: Plan) -> None:
    """What the first sheet says."""
    held, agency = plan.count("held"), agency_of(plan)
    page.title(f"What to fix in {plan.file}")
    page.line("From", partnership_of(office))
    if agency is not None:
        page.line("To", office.lookup.agency_name(agency))
    page.line("Your file", f"{plan.file}, sheet “{plan.sheet}”, looked at on {show_date(office.today())}")
    if plan.sent is not None:
        page.line("Its stamp", plan.sent.stamp)
    page.line("Right", _right(plan))
    page.line("To put right", _wrong(held))
    page.head("What is wrong")
    for number, words in enumerate(problem_words(plan), 1):
        page.line(str(number), words)
    page.head("What to do")
    steps = (
        f"Go to the sheet “{_sheet_name(plan)}”. The cells to change are in colour; the column “{TO_FIX}” says why.",
        "Change these cells. Where there is a list in a cell, choose from it. Dates are best written as 3 March 2026.",
        "Leave the headings as they are. Rows that were right need not be sent again.",
        "Save the workbook and send it back to us. It holds no macros.",
    )
    for number, step in enumerate(steps, 1):
        page.line(str(number), step)


def _sheet_name(plan: Plan) -> str:
    """The name of the sheet with the rows: their own, in so far as Excel takes it and it is not one of ours."""
    name = _SHEET_SIGNS.sub(" ", plan.sheet).strip(" '")[:31]
    taken = {FIRST_SHEET.casefold(), "lists", "history", ""}
    return "Rows to fix" if name.casefold() in taken else name


class _Rows:
    """The sheet with the rows to put right, under their own headings."""

    def __init__(self, office: Office, book: Workbook, look: Look, plan: Plan) -> None:
        self._office = office
        self._book = book
        self._look = look
        self._plan = plan
        self._places = [at for at, column in enumerate(plan.columns) if column.place]
        self._rows = [row for row in plan.rows if row.action == "held"]
        self._sheet: Worksheet = book.add_worksheet(_sheet_name(plan))
        self._wrong = book.add_format(_marked())
        self._date_wrong = book.add_format({**_marked(), "num_format": "d mmmm yyyy"})

    def write(self, marking: str, day: dt.date) -> None:
        """Headings, rows, drop-downs and page."""
        table = self._table()
        widths = column_widths(table)
        widths[1] = _FIX_WIDTH
        for at, column in enumerate(table.columns):
            self._sheet.set_column(at, at, widths[at], self._look.cell("text"))
            self._sheet.write_string(0, at, column.heading, self._look.heading(column.worked_out))
        self._sheet.set_row(0, heading_height([column.heading for column in table.columns], widths))
        self._sheet.freeze_panes(1, 2)
        for number, row in enumerate(self._rows, 1):
            self._row(number, row)
            self._sheet.set_row(number, row_height(table.rows[number - 1], widths))
        drops = DropDowns(self._office, self._book, self._look)
        for at, column in enumerate(table.columns):
            drops.add(self._sheet, (1, max(len(self._rows), 1) + SPARE_ROWS), at, column)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.repeat_rows(0)
        self._sheet.fit_to_pages(1, 0)
        furnish(self._sheet, self._office, "What to fix", marking, day)
        drops.finish(marking, day)

    def _table(self) -> outgoing.Outgoing:
        """What is measured for the widths: the cells in words."""
        own = [_column(self._plan.columns[at]) for at in self._places]
        ahead = [outgoing.Column("", OWN_ROW, worked_out=True, width=8), outgoing.Column("", TO_FIX, worked_out=True)]
        rows: list[tuple[outgoing.Cell, ...]] = [
            (row.number, self._to_fix(row), *(as_text(row.raw[at]) or None for at in self._places))
            for row in self._rows
        ]
        return outgoing.Outgoing(self._plan.register, (*ahead, *own), rows)

    def _to_fix(self, row: PlannedRow) -> str:
        headings = {
            address(row.number, self._plan.columns[at].place): self._plan.columns[at].heading for at in self._places
        }
        lines = [f"{headings[one.cell]}: {told(one)}" if one.cell in headings else told(one) for one in row.problems]
        return "\n".join(lines)[:LONGEST]

    def _row(self, number: int, row: PlannedRow) -> None:
        reasons: dict[str, list[str]] = {}
        for one in row.problems:
            reasons.setdefault(one.cell, []).append(told(one))
        self._sheet.write_number(number, 0, row.number, self._look.cell("whole"))
        self._sheet.write_string(number, 1, self._to_fix(row), self._look.kept_text())
        for place, at in enumerate(self._places, 2):
            why = reasons.get(address(row.number, self._plan.columns[at].place))
            said = self._write(number, place, row.raw[at], marked=why is not None)
            if why or said:
                write_note(self._sheet, number, place, "\n".join(filter(None, [*(why or ()), said])))

    def _write(self, row: int, place: int, raw: Value, *, marked: bool) -> str:
        """Write a cell as it was written in their file; gives what is to be said where it cannot be."""
        sheet = self._sheet
        plain = self._wrong if marked else None
        if raw is None:
            if plain is not None:
                sheet.write_blank(row, place, None, plain)
        elif isinstance(raw, bool):
            sheet.write_boolean(row, place, raw, plain or self._look.cell("text"))
        elif isinstance(raw, int | float):
            return self._number(row, place, raw, plain)
        elif isinstance(raw, dt.date):
            self._date(row, place, raw, marked=marked)
        else:
            return self._text(row, place, raw.text if isinstance(raw, ErrorCell) else raw, plain)
        return ""

    def _text(self, row: int, place: int, text: str, plain: Format | None) -> str:
        if units(text) > LONGEST:
            if plain is not None:
                self._sheet.write_blank(row, place, None, plain)
            return f"This text has {units(text):,} characters; a cell holds {LONGEST:,}. It stands whole in your file."
        kept = _NO_SIGN.sub("\ufffd", text)
        self._sheet.write_string(row, place, kept, plain or self._look.kept_text())
        return "" if kept == text else "The text has a sign that no workbook can hold; \ufffd stands in its place."

    def _number(self, row: int, place: int, number: float, plain: Format | None) -> str:
        look = plain or self._look.cell("decimal")
        if abs(number) > _MOST_NUMBER or (isinstance(number, int) and abs(number) > _MOST_WHOLE):
            self._sheet.write_string(row, place, str(number), look)
        else:
            self._sheet.write_number(row, place, number, look)
        return ""

    def _date(self, row: int, place: int, day: dt.date, *, marked: bool) -> None:
        timed = isinstance(day, dt.datetime) and day.time() != dt.time()
        whole = day.date() if isinstance(day, dt.datetime) else day
        if timed or whole < _FIRST_DAY:
            self._sheet.write_string(row, place, as_text(day), self._wrong if marked else self._look.cell("text"))
        else:
            self._sheet.write_datetime(row, place, whole, self._date_wrong if marked else self._look.cell("date"))


def _marked() -> dict[str, Any]:
    ink, ground = TONES["red"]
    return {
        "font_name": "Arial",
        "font_size": 10,
        "font_color": ink,
        "bg_color": ground,
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "border_color": ink,
    }


def _column(column: Column) -> outgoing.Column:
    """Their column, with the drop-down of its field where that is a list."""
    one = column.field
    if one is None or column.worked_out:
        return outgoing.Column("", column.heading)
    return outgoing.Column(one.key, column.heading, one.kind, one.choices, one.width)
