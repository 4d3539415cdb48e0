"""Writes one return as a workbook: what is asked and how, the table to fill in, the lists of its drop-downs."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.return_forms import FormColumn, ReturnForm
from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.values import LONGEST, clean
from lif_desktop.sheets.book import CellWriter, new_book, write_note
from lif_desktop.sheets.dropdowns import DropDowns
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.outgoing import VERSION, Cell, Column, Outgoing, in_words
from lif_desktop.sheets.page_of_facts import PageOfFacts
from lif_desktop.sheets.return_rows import Prompt
from lif_desktop.sheets.sent import READ_ME, ROW_KEY
from lif_desktop.sheets.sizes import (
    LINE,
    column_widths,
    heading_height,
    row_height,
    units,
    wrapping_columns,
)
from lif_desktop.sheets.style import Look

STAMP = "Stamp"
FILL_IN, READ_ONLY = "(fill in)", "(read only)"
SPARE_ROWS = 200
"""Rows under the last one that have drop-downs too."""
_LIST_OF_NUMBERS = 10
_LEAST_ROOM = {"note": 27, "text": 14, "date": 17}
"""Characters that a column to be filled in has at least, by its kind."""
_ROOM = 2 * LINE + 4
_KEY_WIDTH, _COMFORT, _PAGE, _MOST_ROOM = 22, 165, 200, 60
"""Characters: of a row key; across a page that is easy to read, and that can be read; added to a note at the most."""
_HEAD_ROOM = 34
"""A longer title would run into the name of the partnership in the head of a printed page."""
_FROZEN = 66
"""Columns that stay in sight are no wider than so many characters together."""


@dataclass(frozen=True)
class Place:
    """One column of the table: how it is headed, the field whose values stand in it, and what it is for.

    `source` says where its values come from: "key", "version", "values", "last" or "context", with `name` there.
    """

    heading: str
    source: str
    name: str = ""
    field: Field | None = None
    fill: bool = False
    note: str = ""
    blank: bool = False

    @property
    def line(self) -> str:
        """The heading on one line, as it is read back."""
        return " ".join(self.heading.split())


@dataclass(frozen=True)
class Letter:
    """What “Read me first” says beside the form: title, agency, labels with their texts, and lines on how to fill in.

    `scores` are what each score means, with their heading before them; empty where none are asked for.
    """

    title: str
    agency: str
    facts: Sequence[tuple[str, str]]
    how: Sequence[str]
    scores: Sequence[str]
    stamp: str
    marking: str
    day: dt.date


def places_of(form: ReturnForm) -> tuple[Place, ...]:
    """The columns of a form: row key, version, then its own, each with what was told last time beside it."""
    columns = [
        Place(ROW_KEY, "key", note="The office knows the row by it. Leave it as it is."),
        Place(VERSION, "version", note="How often the row was changed in the office when this was made. Leave it."),
    ]
    for one in form.columns:
        columns += _places(form, one)
    return tuple(columns)


def _places(form: ReturnForm, one: FormColumn) -> Iterator[Place]:
    if one.context:
        yield Place(f"{one.heading}\n{READ_ONLY}", "context", one.context, note=one.note)
        return
    field = register(form.register).field(one.field)
    heading = f"{one.heading or field.label}\n{FILL_IN if one.fill else READ_ONLY}"
    yield Place(heading, "values", one.field, field, one.fill, one.note or field.help, one.blank)
    if one.last:
        yield Place(f"{one.last}\n{READ_ONLY}", "last", one.field, field)


def as_sent(field: Field, value: Any) -> Any:
    """A stored value as it stands in the cell once it is read back: text is cleaned, and empty where it is too long."""
    if isinstance(value, str) and field.kind in ("text", "note", "ref"):
        cleaned = clean(value)
        return cleaned if cleaned and units(cleaned) <= LONGEST else None
    return None if value in ("", ()) else value


def return_bytes(
    office: Office, form: ReturnForm, prompts: Sequence[Prompt], keys: Sequence[str], letter: Letter
) -> bytes:
    """The workbook as bytes. `keys` are the row keys of `prompts`, in their order."""
    stream = BytesIO()
    book = new_book(stream, office, f"{letter.title}, {letter.agency}", letter.day)
    look = Look(book)
    _read_me(office, PageOfFacts(book, look, READ_ME), look, letter)
    _Table(office, book, look, form, letter).write(prompts, keys)
    book.close()
    return stream.getvalue()


def _read_me(office: Office, page: PageOfFacts, look: Look, letter: Letter) -> None:
    """The first sheet: who asks for what, until when, and how it is filled in."""
    page.title(f"{letter.title}: {letter.agency}")
    for label, text in letter.facts:
        page.line(label, text)
    page.line(STAMP, f"{letter.stamp}, made on {show_date(letter.day)}. By it the office knows this workbook again.")
    page.head("How to fill it in")
    for number, text in enumerate(letter.how, 1):
        page.line(f"{number}", text)
    page.head("The columns of the table")
    page.line(f"Yellow: {FILL_IN.strip('()')}", "Yours to fill in or to bring up to date.", look.asked_heading(True))
    page.line(f"Grey: {READ_ONLY.strip('()')}", "What is typed here is not taken in.", look.asked_heading(False))
    if letter.scores:
        page.head(letter.scores[0])
        for text in letter.scores[1:]:
            page.line("", text)
    page.finish(office, letter.title, letter.marking, letter.day)


class _Table:
    """The table to fill in, with its headings, notes and drop-downs."""

    def __init__(self, office: Office, book: Workbook, look: Look, form: ReturnForm, letter: Letter) -> None:
        self._office = office
        self._book = book
        self._look = look
        self._form = form
        self._letter = letter
        self._places = places_of(form)
        self._sheet: Worksheet = book.add_worksheet(form.sheet[:31])

    def write(self, prompts: Sequence[Prompt], keys: Sequence[str]) -> None:
        """The whole sheet, and the sheet of lists behind it."""
        columns = tuple(_column(place) for place in self._places)
        shows = [self._shows(place) for place in self._places]
        rows = [
            (key, prompt.version, *(show(prompt) for show in shows[2:]))
            for prompt, key in zip(prompts, keys, strict=True)
        ]
        table = Outgoing(register(self._form.register), columns, rows)
        widths = self._widths(table)
        self._headings(widths)
        self._rows(table, widths)
        self._drop_downs(len(rows))
        self._page()

    def _shows(self, place: Place) -> Callable[[Prompt], Cell]:
        """What gives the cell of a row in this column, in the words that a person reads."""
        words = in_words(place.field, self._office.lookup) if place.field is not None else None

        def show(prompt: Prompt) -> Cell:
            given: Mapping[str, Any] = {"last": prompt.last, "context": prompt.context}.get(place.source, prompt.values)
            value: Cell = None if place.blank else given.get(place.name)
            return value if value is None or value == () or words is None else words(value)

        return show

    def _widths(self, table: Outgoing) -> list[int]:
        """The widths of the columns: room to write in those that are filled in, and no more than a page can show."""
        widths = column_widths(table)
        widths[0] = max(widths[0], _KEY_WIDTH)
        for at, place in enumerate(self._places):
            if place.fill and place.field is not None:
                widths[at] = max(widths[at], _LEAST_ROOM.get(place.field.kind, 12))
        notes = [at for at, one in enumerate(self._places) if one.fill and one.field and one.field.kind == "note"]
        for at in notes:
            widths[at] += min(max(_COMFORT - sum(widths), 0) // len(notes), _MOST_ROOM)
        while sum(widths) > _PAGE and max(widths) > _KEY_WIDTH:
            widths[widths.index(max(widths))] -= 1
        return widths

    def _headings(self, widths: Sequence[int]) -> None:
        sheet = self._sheet
        for at, place in enumerate(self._places):
            sheet.set_column(at, at, widths[at], self._look.cell("text"))
            sheet.write_string(0, at, place.heading, self._look.asked_heading(place.fill))
            if place.note:
                write_note(sheet, 0, at, place.note)
        sheet.set_row(0, heading_height([place.heading for place in self._places], widths))
        identity = 3 if sum(widths[:3]) <= _FROZEN and not self._places[2].fill else 2
        sheet.freeze_panes(1, identity)

    def _rows(self, table: Outgoing, widths: Sequence[int]) -> None:
        cells = CellWriter(self._sheet)
        kinds = [column.kind if column.key else "" for column in table.columns]
        looks = [self._look.asked(kind, place.fill) for kind, place in zip(kinds, self._places, strict=True)]
        kept = [self._look.asked("text", place.fill, kept=True) for place in self._places]
        writers = [cells.column(at, kind, looks[at], kept[at]) for at, kind in enumerate(kinds)]
        wrapping = wrapping_columns(table, widths)
        room = _ROOM * (4 if len(table.rows) == 1 else 2 if self._form.questions else 1)
        for number, row in enumerate(table.rows, 1):
            for at, cell in enumerate(row):
                self._sheet.write_blank(number, at, None, looks[at])
                if cell is not None:
                    writers[at](number, cell)
            height = row_height([row[at] for at in wrapping], [widths[at] for at in wrapping])
            self._sheet.set_row(number, max(height, room))
        cells.say_too_long()

    def _drop_downs(self, count: int) -> None:
        drops = DropDowns(self._office, self._book, self._look)
        rows = (1, count + SPARE_ROWS)
        for at, place in enumerate(self._places):
            if place.fill and place.field is not None:
                drops.add(self._sheet, rows, at, _column(place))
                self._bounds(rows, at, place.field)
        drops.finish(self._letter.marking, self._letter.day)

    def _bounds(self, rows: tuple[int, int], at: int, field: Field) -> None:
        """The numbers a field takes: as a list where they are few, else said when another one is typed."""
        if field.kind != "whole" or field.least is None or field.most is None:
            return
        least, most = int(field.least), int(field.most)
        told = {
            "error_type": "information",
            "error_title": "Outside the range",
            "error_message": f"{field.label} is a whole number from {least} to {most}.",
        }
        if most - least <= _LIST_OF_NUMBERS:
            rule: dict[str, Any] = {"validate": "list", "source": list(range(least, most + 1))}
        else:
            rule = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}
        self._sheet.data_validation(rows[0], at, rows[1], at, rule | told)

    def _page(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        letter = self._letter
        both = f"{letter.agency}: {letter.title}"
        title = both if len(both) <= _HEAD_ROOM else letter.title
        furnish(sheet, self._office, title, letter.marking, letter.day)


def _column(place: Place) -> Column:
    if place.source == "version":
        return Column("version", place.heading, "whole", width=9, worked_out=True)
    if place.field is None:
        return Column("" if place.source == "context" else place.source, place.heading, worked_out=True)
    one = place.field
    return Column(one.key, place.heading, one.kind, one.choices, one.width, worked_out=not place.fill)
