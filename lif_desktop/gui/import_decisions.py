"""What the person decided in an import, and the reading and planning that follows from it. No Qt here."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.plan_ticks import Facts
from lif_desktop.gui.records import lowered
from lif_desktop.office import Office
from lif_desktop.office.imports import Import
from lif_desktop.registers import REGISTERS, TABS, register
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.header import known_headings
from lif_desktop.sheets.match import Choices, Order, Vocabulary
from lif_desktop.sheets.plan import make_plan
from lif_desktop.sheets.planned import DateQuestion, KeyQuestion, Plan, Question, ValueQuestion
from lif_desktop.sheets.put_right import plan_held
from lif_desktop.sheets.raw import RawBook, Value
from lif_desktop.sheets.returned import recognise, returned_sheets
from lif_desktop.sheets.sent import Sent

Place = tuple[int, int]
"""A cell of a sheet: its row and column, both from 1."""
Fixes = Mapping[Place, str]
"""What was typed in place of cells."""


@dataclass
class Decisions:
    """All that was decided about one sheet, beside the file, its register and its agency."""

    columns: dict[str, str] = field(default_factory=dict)
    header_row: int | None = None
    first_column: int | None = None
    orders: dict[str, Order] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    keep_rows: set[int] = field(default_factory=set)
    new_rows: set[int] = field(default_factory=set)
    fixes: dict[Place, str] = field(default_factory=dict)

    def choices(self) -> Choices:
        """The choices as a plan takes them."""
        return Choices(
            dict(self.columns),
            self.header_row,
            self.first_column,
            dict(self.orders),
            dict(self.values),
            frozenset(self.keep_rows),
            frozenset(self.new_rows),
        )

    def answer(self, question: Question, answer: object) -> None:
        """Take the answer to a question; None takes an earlier one back."""
        if isinstance(question, DateQuestion):
            self.orders.pop(question.heading, None)
            if answer in ("day", "month"):
                self.orders[question.heading] = answer
        elif isinstance(question, ValueQuestion):
            self.values.pop((question.field, question.written), None)
            if answer is not None:
                self.values[(question.field, question.written)] = str(answer)
        elif isinstance(question, KeyQuestion):
            self.keep_rows.difference_update(question.rows)
            if isinstance(answer, int):
                self.keep_rows.add(answer)

    def work(self) -> int:
        """How many cells were typed and questions answered, which would have to be done again."""
        return len(self.fixes) + len(self.orders) + len(self.values) + len(self.keep_rows) + len(self.new_rows)


@dataclass(frozen=True)
class Came:
    """A file that was read: what is in it, the register that it fits best, and whether it is a return of ours.

    `sheet` is the sheet of a return that is looked at first; None lets the best one be found.
    """

    book: RawBook
    register: str
    sent: Sent | None
    sheet: str | None = None


@dataclass(frozen=True)
class Looked:
    """A plan with what is worked out about it, and what the file says in the cells that were typed anew."""

    plan: Plan
    facts: Facts
    written: Fixes


def take_up(office: Office, read: Callable[[], RawBook], key: str) -> Came:
    """Read a file and find where it goes; `key` "" leaves that to its headings. Raises SheetRefused, ReadCancelled."""
    book = read()
    sent = recognise(office, book)
    if sent is not None:
        return Came(book, sent.register, sent, next(iter(returned_sheets(sent, book)), None))
    return Came(book, key or best_register(book), None)


def look(
    office: Office,
    book: RawBook,
    key: str,
    agency: str | None,
    sheet: str | None,
    choices: Choices,
    fixes: Fixes,
    sent: Sent | None,
) -> Looked:
    """Plan one sheet with all that was decided. Raises what `make_plan` does."""
    plan = make_plan(office, mended(book, sheet or "", fixes), key, agency, sheet, choices, sent=sent)
    return Looked(plan, Facts.of(plan), written(book, plan.sheet, fixes))


def look_held(office: Office, kept: Import, choices: Choices, fixes: Fixes) -> Looked:
    """Plan the rows that an import holds back, with all that was decided. Raises what `plan_held` does."""
    plan = plan_held(office, kept.id, fixes, choices)
    headings = {column.place: column.heading for column in plan.columns}
    cells = {one["row"]: one["cells"] for one in kept.held_back}
    before = {place: str(cells.get(place[0], {}).get(headings.get(place[1]), "")) for place in fixes}
    return Looked(plan, Facts.of(plan), before)


def mended(book: RawBook, sheet: str, fixes: Fixes) -> RawBook:
    """The book with the cells of one sheet as they were typed anew; empty text empties a cell."""
    if not fixes:
        return book
    sheets = []
    for one in book.sheets:
        if one.name == sheet:
            rows: list[tuple[Value, ...]] = list(one.rows)
            for (row, column), text in fixes.items():
                cells = list(rows[row - 1])
                cells[column - 1] = text or None
                rows[row - 1] = tuple(cells)
            one = replace(one, rows=tuple(rows))  # noqa: PLW2901 - the sheet with its mended cells
        sheets.append(one)
    return replace(book, sheets=tuple(sheets))


def written(book: RawBook, sheet: str, places: Collection[Place]) -> Fixes:
    """What the file says in cells of a sheet."""
    found = next((one for one in book.sheets if one.name == sheet), None)
    return {} if found is None else {place: as_text(found.rows[place[0] - 1][place[1] - 1]) for place in places}


def into_words(own: Register) -> str:
    """How a register is called in the list of them: lines say whose lines they are."""
    return own.label if own.tab else f"{own.label} (of {register(own.parent).label.lower()})"


def best_register(book: RawBook) -> str:
    """The key of the register whose headings fit a sheet of the file best."""
    scored: list[tuple[tuple[bool, int], str]] = []
    seen = [sheet for sheet in book.sheets if sheet.state == "visible"]
    for own in (*TABS, *(one for one in REGISTERS if not one.tab)):
        words = Vocabulary(own)
        known = max((known_headings(sheet, words.knows) for sheet in seen), default=0)
        scored.append(((own.tab and known >= 3, known), own.key))
    return max(scored, key=lambda one: one[0])[1]


def came_back_words(office: Office, sent: Sent) -> str:
    """Which return of ours a file is: "This is the Section 11 return that was sent to Stockport on 3 March 2026."."""
    name = office.lookup.label("return_kinds", sent.kind)
    name = name if re.match(r"Section \d", name) else lowered(name)
    who = f" to {office.lookup.agency_name(sent.agency_id)}" if sent.agency_id is not None else ""
    return f"This is the {name} that was sent{who} on {show_date(sent.made_on)}."
