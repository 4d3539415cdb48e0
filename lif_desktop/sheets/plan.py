"""Makes the one plan of an import: which sheet, which columns, and what each row does."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from lif_desktop.errors import LifError
from lif_desktop.framework.choice import plain
from lif_desktop.office import Office
from lif_desktop.office.imports import newest_import
from lif_desktop.registers import register
from lif_desktop.registers.register import Register
from lif_desktop.sheets.columns import settle_columns
from lif_desktop.sheets.header import Knows, Table, find_table, turned
from lif_desktop.sheets.layouts import Memory
from lif_desktop.sheets.match import Choices, Vocabulary, match_columns
from lif_desktop.sheets.planned import Plan, PlannedCell, PlannedRow, Problem
from lif_desktop.sheets.planner import Planner
from lif_desktop.sheets.raw import RawBook, RawSheet
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.refused import Reason, SheetRefused
from lif_desktop.sheets.returning import key_place
from lif_desktop.sheets.sent import OUR_SHEETS, ROW_KEY, Sent

__all__ = ["Choices", "Plan", "PlannedCell", "PlannedRow", "Problem", "make_plan", "sheets_for"]


class ImportTrouble(LifError):
    """What was asked of an import cannot be done; the sentence says what can."""


def make_plan(
    office: Office,
    file: Path | RawBook,
    register_key: str,
    agency: str | None = None,
    sheet: str | None = None,
    choices: Choices | None = None,
    earlier: Sequence[Plan] = (),
    sent: Sent | None = None,
) -> Plan:
    """The plan for taking one sheet of `file` into a register; nothing is written.

    `file` may be a book that was read already (`read_book` has progress and Cancel). `agency` is the name of the agency
    that sent it, `sheet` the name of the sheet (the one with the most headings that match where none is named).
    `earlier` are the plans of other sheets of the same file, whose records this one must not repeat. `sent` is the
    workbook of ours that came back: its rows are compared three ways. Raises SheetRefused and ImportTrouble.
    """
    own = register(register_key)
    agency_id = _agency(office, agency) if sent is None or agency is not None else sent.agency_id
    book = file if isinstance(file, RawBook) else read_book(file)
    newest = int(office.read(newest_import))
    chosen = choices or Choices()
    memory = Memory(office, own, agency_id, sent.kind if sent is not None else "")
    table = _table(book, own, sheet, chosen, _knows(own, memory, sent))
    settled = settle_columns(office, own, table, chosen, agency_id, memory, sent)
    planner = Planner(office, own, table, settled, chosen, earlier, sent)
    rows = planner.rows()
    told = (*book.notices, *_other_sheets(book, table.sheet, sent), *table.notices, *settled.said, *planner.said)
    return Plan(
        path=book.path,
        sha256=book.sha256,
        sheet=table.sheet,
        header_row=table.header_row,
        register=own,
        agency_id=agency_id,
        columns=settled.columns,
        rows=rows,
        notices=(*told, *(sent.notices if sent is not None else ())),
        lookup=office.lookup,
        newest_import=newest,
        choices=chosen,
        questions=planner.questions,
        layout=settled.layout,
        sent=sent,
        learnt=settled.learnt(),
    )


def _knows(own: Register, memory: Memory, sent: Sent | None) -> Knows:
    """What tells a heading from other texts: the words of the register, earlier files, the workbook that was sent."""
    words = Vocabulary(own)
    ours = {plain(heading) for heading in (ROW_KEY, *sent.columns)} if sent is not None else set()
    return lambda heading: words.knows(heading) or memory.knows(heading) or plain(heading) in ours


def sheets_for(book: RawBook, register_key: str) -> tuple[str, ...]:
    """The names of the visible sheets of `book` that have a table of this register.

    A sheet belongs to it when it has a column for each field that a record must have; where none has, the one sheet
    with the most headings that match does.
    """
    own = register(register_key)
    tables = _tables(book.sheets, Choices(), Vocabulary(own).knows)
    whole = [table.sheet for table in tables if _has_required(own, table) and table.rows]
    return tuple(whole) or tuple(table.sheet for table in sorted(tables, key=lambda one: -one.known)[:1])


def _tables(sheets: Iterable[RawSheet], choices: Choices, knows: Knows, *, hidden_too: bool = False) -> list[Table]:
    seen = (sheet for sheet in sheets if hidden_too or sheet.state == "visible")
    found = (find_table(sheet, knows, choices.header_row, choices.first_column) for sheet in seen)
    return [table for table in found if table is not None]


def _has_required(own: Register, table: Table) -> bool:
    columns = match_columns(own, table.headings, table.columns, Choices())
    filled = {column.field.key for column in columns if column.field is not None}
    return all(one.key in filled for one in own.fields if one.required and one.kind != "agency")


def _table(book: RawBook, own: Register, name: str | None, choices: Choices, knows: Knows) -> Table:
    """The table of the sheet called `name`, else of the visible sheet that fits the register best."""
    if name is None:
        tables = _tables(book.sheets, choices, knows)
    else:
        named = [sheet for sheet in book.sheets if sheet.name == name]
        if not named:
            names = ", ".join(sheet.name for sheet in book.sheets)
            raise ImportTrouble(f"“{book.file}” has no sheet “{name}”. It has: {names}.")
        tables = _tables(named, choices, knows, hidden_too=True)
    if not tables:
        raise SheetRefused(Reason.NO_HEADINGS, book.file, f"the register “{own.label}”{_turned(book, knows)}")
    return max(
        tables,
        key=lambda table: (
            key_place(table.headings) is not None,
            _has_required(own, table),
            bool(table.rows),
            table.known,
        ),
    )


def _turned(book: RawBook, knows: Knows) -> str:
    """What is said more of a file whose table has its headings in a column."""
    column = next(filter(None, (turned(sheet, knows) for sheet in book.sheets)), "")
    return f" in a row: its headings stand one under another in column {column}" if column else ""


def _agency(office: Office, name: str | None) -> int | None:
    if name is None:
        return None
    number = office.lookup.agency(name)
    if number is None:
        raise ImportTrouble(
            f"No agency is called “{name}”. Add it under Agencies, or write the name as it stands there."
        )
    return number


def _other_sheets(book: RawBook, taken: str, sent: Sent | None) -> tuple[str, ...]:
    others = [one for one in book.sheets if one.name != taken and one.rows and not (sent and one.name in OUR_SHEETS)]
    if not others:
        return ()
    names = ", ".join(f"“{one.name}”" + ("" if one.state == "visible" else " (hidden)") for one in others)
    return (f"Other sheets of the file, not part of this: {names}.",)
