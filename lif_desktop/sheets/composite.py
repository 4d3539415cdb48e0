"""The composite action plan: every recommendation and action of all reviews and audits as one workbook."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from xlsxwriter.workbook import Workbook

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.home_office_plan import (
    COLUMNS,
    completion_and_outcome,
    has_home_office_plan,
    key_milestones,
    who_leads,
)
from lif_desktop.framework.status import Status
from lif_desktop.office import Office
from lif_desktop.office.partnership import partnership_of
from lif_desktop.registers import register
from lif_desktop.registers.field import Kind
from lif_desktop.sheets import published
from lif_desktop.sheets.book import new_book
from lif_desktop.sheets.dropdowns import DropDowns
from lif_desktop.sheets.furniture import furnish
from lif_desktop.sheets.outgoing import (
    DECISION,
    FINDING,
    SOURCE,
    TOLD,
    Cell,
    Change,
    Column,
    Outgoing,
    as_column,
    as_it_is,
    in_words,
)
from lif_desktop.sheets.saving import save_whole
from lif_desktop.sheets.style import Look
from lif_desktop.sheets.tracker import Profile, WorkingSheet, marking

Layout = Literal["plan", "homicide"]
"""How the plan is laid out: with everything, or in the columns that the Home Office asks of a homicide review."""
Record = Mapping[str, Any]

TITLE = "Composite action plan"
_FIELDS = (
    "title", "lead_agency_id", "lead_role", "start_on", "original_due_on", "due_on", "status", "state", "latest_update",
    TOLD, "done_test", "completed_on", "evidence", "impact_evidence", "effect", "signed_off_on", "signed_off_by",
    "assurance_due_on", "recommendation_id",
)  # fmt: skip
_PUBLISHED = (
    "ref", SOURCE, FINDING, DECISION, "title", "lead_agency_id", "due_on", "state", "completed_on", "effect",
)  # fmt: skip
_TONES = {"red": "Red", "amber": "Amber", "green": "Green", "blue": "Blue", "none": "No due date"}
_LAST_DAY = dt.date.max
_SOURCES = (("review_id", "reviews"), ("audit_id", "audits"), ("risk_id", "risks"), ("meeting_id", "meetings"))


@dataclass(frozen=True)
class _Line:
    """One line of the plan: an action, a recommendation, or both; its source by rank and reference, and in words.

    `case` is the number of the review that it comes from, 0 for none.
    """

    action: Record | None
    recommendation: Record | None
    rank: tuple[int, str]
    source: str
    plain_source: str
    case: int

    @property
    def due(self) -> dt.date:
        """When its action is due; the last day of all where it has none."""
        found = self.action["due_on"] if self.action is not None else None
        return found or _LAST_DAY


def write_composite(
    office: Office,
    path: Path,
    profile: Profile = "working",
    layout: Layout = "plan",
    today: dt.date | None = None,
    change: Change = as_it_is,
) -> Path:
    """Write the composite action plan to `path` and give the path.

    A row for each action with what it comes from, and for each recommendation without one, sorted by source and due
    day; then how many actions each agency and each source has in which state. "working" comes back through the
    import into the actions; "published" leaves out what is for the office only. The layout "homicide" has the columns
    that the Home Office asks for, and only what domestic homicide reviews recommend. `change` is done to what goes out
    (`look_over.masked`), and to nothing in the office. Raises SheetError when it cannot
    be written; what stood at `path` is then untouched.
    """
    day = today or office.today()
    plan = _Plan(office)
    stream = BytesIO()
    book = new_book(stream, office, TITLE, day)
    whole = _table(office, plan, profile, layout)
    table = change(whole)
    said = _said_instead(whole, table)
    if layout == "homicide":
        _homicide(office, book, table, day)
    elif profile == "working":
        drops = DropDowns(office, book, Look(book))
        sheet = WorkingSheet(office, book, table, day, drops, "Action plan")
        _sums(office, book, plan, day, marking(office), said)
        sheet.write()
        drops.finish(marking(office), day)
    else:
        _published(office, book, plan, table, day, said)
    book.close()
    return save_whole(path, stream.getvalue())


def composite_table(office: Office, profile: Profile = "working", layout: Layout = "plan") -> Outgoing:
    """What `write_composite` writes on its first sheet, for a look over it before it leaves.

    The others count, under names that stand in it too, and say them as they were changed in it.
    """
    return _table(office, _Plan(office), profile, layout)


def _table(office: Office, plan: "_Plan", profile: Profile, layout: Layout) -> Outgoing:
    if layout == "homicide":
        return _homicide_table(office, plan)
    return plan.table() if profile == "working" else _published_table(plan)


def _said_instead(before: Outgoing, after: Outgoing) -> Mapping[Cell, Cell]:
    """The words that a change put in the place of others, by the whole of those that stood in a cell."""
    rows = zip(before.rows, after.rows, strict=True)
    return {old: new for row in rows for old, new in zip(*row, strict=True) if new != old}


class _Plan:
    """The lines of the plan, in order."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._actions = office.records("actions")
        self._recommendations = {one["id"]: one for one in office.records("recommendations")}
        self._learning = {one["id"]: one for one in office.records("learning")}
        self._named = {key: {one["id"]: one for one in office.records(key)} for _, key in _SOURCES}
        self.updates = _updates(office)
        self.lines = sorted(self._lines(), key=lambda one: (one.rank, one.due, _ref(one)))

    def _lines(self) -> Iterable[_Line]:
        acted_on = set()
        for action in self._actions:
            recommendation = self._recommendations.get(action["recommendation_id"])
            acted_on.add(action["recommendation_id"])
            yield self._line(action, recommendation)
        for number, recommendation in self._recommendations.items():
            if number not in acted_on:
                yield self._line(None, recommendation)

    def _line(self, action: Record | None, recommendation: Record | None) -> _Line:
        """Where a line comes from: what its action names, else its recommendation, else the learning point."""
        point = self._point(action, recommendation)
        for one in (action, recommendation, self._first_of(point)):
            for rank, (column, key) in enumerate(_SOURCES):
                number = one.get(column) if one is not None else None
                if number:
                    ref = self._office.lookup.reference(key, number)
                    case = number if key == "reviews" else 0
                    named = self._name(key, number)
                    return _Line(action, recommendation, (rank, ref), ", ".join(filter(None, (ref, named))), ref, case)
        if point is not None:
            ref = str(point["ref"])
            return _Line(action, recommendation, (len(_SOURCES), ref), f"{ref}, {point['title']}", ref, 0)
        nowhere = "No source recorded"
        return _Line(action, recommendation, (len(_SOURCES) + 1, ""), nowhere, nowhere, 0)

    def _point(self, action: Record | None, recommendation: Record | None) -> Record | None:
        numbers = (one["learning_id"] for one in (action, recommendation) if one is not None)
        return next((self._learning[number] for number in numbers if number in self._learning), None)

    def _first_of(self, point: Record | None) -> Record | None:
        """The first review or audit that a learning point came from."""
        if point is None:
            return None
        return {"review_id": next(iter(point["reviews"]), None), "audit_id": next(iter(point["audits"]), None)}

    def _name(self, key: str, number: int) -> str:
        record = self._named[key].get(number)
        return str(record[register(key).title] or "") if record is not None else ""

    def finding(self, line: _Line) -> str | None:
        """What was found or recommended, with its reference."""
        if line.recommendation is not None:
            return f"{line.recommendation['ref']}: {line.recommendation['text']}"
        point = self._point(line.action, None)
        return None if point is None else f"{point['ref']}: {point['title']}"

    def decision(self, line: _Line) -> str | None:
        """Whether the recommendation was accepted; why not, where it is not carried out."""
        if line.recommendation is None:
            return None
        key, reason = line.recommendation["decision"], line.recommendation["reason"]
        words = self._office.lookup.label("recommendation_decisions", key) if key else "Not decided yet"
        return f"{words}: {reason}" if reason else words

    def table(self, lines: Collection[_Line] | None = None) -> Outgoing:
        """The plan with all its columns, as a tracker of actions."""
        own = register("actions")
        computed = {one.key for one in own.computed}
        columns = [as_column(own.field("ref")), Column("version", "Version", "whole", width=8, worked_out=True)]
        columns += [Column("", SOURCE, width=26, worked_out=True, main=True)]
        columns += [Column("", heading, "note", width=40, worked_out=True) for heading in (FINDING, DECISION)]
        for key in _FIELDS:
            if key == TOLD:
                columns.append(Column("told", TOLD, "date", width=13, worked_out=True))
            else:
                columns.append(as_column(own.field(key), worked_out=key in computed))
        words = {one.key: in_words(one, self._office.lookup) for one in (*own.fields, *own.computed)}
        rows = [self._row(line, words) for line in (self.lines if lines is None else lines)]
        ids = [line.action["id"] if line.action is not None else 0 for line in self.lines]
        return Outgoing(own, tuple(columns), rows, ids, what=TITLE)

    def _row(self, line: _Line, words: Mapping[str, Any]) -> tuple[Cell, ...]:
        action = line.action
        beside = (line.source, self.finding(line), self.decision(line))
        if action is None:
            return (None, None, *beside, *(None,) * len(_FIELDS))
        cells: list[Cell] = []
        for key in _FIELDS:
            value = self._told(action["id"]) if key == TOLD else action[key]
            shown = words.get(key)
            cells.append(value if value is None or shown is None else shown(value))
        return (action["ref"], action["version"], *beside, *cells)

    def _told(self, number: int) -> dt.date | None:
        """The day of the latest update on an action."""
        return max((one["told_on"] for one in self.updates.get(number, ()) if one["told_on"]), default=None)


def _updates(office: Office) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = {}
    for one in office.records("action_updates"):
        found.setdefault(one["action_id"], []).append(one)
    return found


def _ref(line: _Line) -> str:
    one = line.action if line.action is not None else line.recommendation
    return str(one["ref"]) if one is not None else ""


# How many of them stand how


def _counted(heading: str, lines: Iterable[tuple[str, _Line]], with_findings: bool) -> Outgoing:
    """A row for each name with its actions by state, and a row for all; `lines` are pairs of a name and a line."""
    states: dict[str, Counter[str]] = {}
    for name, line in lines:
        counts = states.setdefault(name, Counter())
        if line.action is None:
            counts["alone"] += 1
            continue
        state: Status = line.action["state"]
        counts[state.tone] += 1
        counts["all"] += 1
        counts["overdue"] += state.word.startswith("Overdue")
    columns = [Column("name", heading, width=40)]
    keys = ["all", *_TONES, "overdue", *(["alone"] if with_findings else [])]
    labels = {"all": "Actions", "overdue": "Overdue", "alone": "Recommendations without an action", **_TONES}
    columns += [Column(key, labels[key], "whole", width=10) for key in keys]
    rows: list[tuple[Cell, ...]] = [(name, *(counts[key] for key in keys)) for name, counts in states.items()]
    whole: Counter[str] = sum(states.values(), Counter())
    rows.append(("All", *(whole[key] for key in keys)))
    return Outgoing(register("actions"), tuple(columns), rows)


def _sums(
    office: Office,
    book: Workbook,
    plan: _Plan,
    day: dt.date,
    marked: str,
    said: Mapping[Cell, Cell],
    plainly: bool = False,
) -> None:
    """The two sheets that sum up: by agency and by source; `said` has what is said instead of a name."""
    acted = [line for line in plan.lines if line.action is not None]
    by_agency = sorted(((_lead(office, line), line) for line in acted), key=lambda pair: pair[0])
    by_source = [(line.plain_source if plainly else line.source, line) for line in plan.lines]
    look = Look(book)
    for name, counted in (
        ("By agency", _counted("Lead agency", by_agency, with_findings=False)),
        ("By source", _counted(SOURCE, by_source, with_findings=True)),
    ):
        table = replace(counted, rows=[(said.get(row[0], row[0]), *row[1:]) for row in counted.rows])
        sheet = book.add_worksheet(name)
        published.write_table(sheet, table, f"{TITLE}: actions {name.lower()}", look)
        furnish(sheet, office, f"Actions {name.lower()}", marked, day)


def _lead(office: Office, line: _Line) -> str:
    number = line.action["lead_agency_id"] if line.action is not None else None
    return office.lookup.agency_name(number) if number else "No lead agency"


# The other two forms


def _published_table(plan: _Plan) -> Outgoing:
    """The plan for everyone: no roles, no working notes, cases by their reference only."""
    lines = [replace(line, source=line.plain_source) for line in plan.lines]
    whole = plan.table(lines)
    keys = [column.key or column.heading for column in whole.columns]
    places = [keys.index(key) for key in _PUBLISHED]
    columns = tuple(replace(whole.columns[place], worked_out=False) for place in places)
    rows = [tuple(_word(row[place]) for place in places) for row in whole.rows]
    return replace(whole, columns=columns, rows=rows)


def _published(
    office: Office, book: Workbook, plan: _Plan, table: Outgoing, day: dt.date, said: Mapping[Cell, Cell]
) -> None:
    """The table for everyone with its sums and notes."""
    marked, look = office.lookup.label("markings", "official"), Look(book)
    partnership = partnership_of(office)
    sheet = book.add_worksheet("Action plan")
    published.write_table(sheet, table, f"{TITLE}: {partnership}", look)
    furnish(sheet, office, TITLE, marked, day)
    _sums(office, book, plan, day, marked, said, plainly=True)
    notes = book.add_worksheet("Notes")
    published.write_notes(notes, _notes(office, table, day, partnership), look)
    notes.set_landscape()
    furnish(notes, office, "Notes", marked, day)


def _word(cell: Cell) -> Cell:
    return cell.word if isinstance(cell, Status) else cell


def _notes(office: Office, table: Outgoing, day: dt.date, partnership: str) -> Sequence[str]:
    notes = [
        f"Notes on “{TITLE}”",
        f"Published by {partnership}.",
        f"It shows every recommendation and action as it stood on {show_date(day)}: {len(table.rows):,} rows.",
        "They are sorted by where they come from and when they are due.",
        "An empty cell means that nothing is recorded. A row without an action is a recommendation that has none.",
        "The other sheets count actions by their state; they count no people.",
    ]
    if office.setting("made_up") == "yes":
        notes.insert(1, "Every person, case and figure in this table is made up.")
    return notes


def _homicide_table(office: Office, plan: _Plan) -> Outgoing:
    """The plan of domestic homicide reviews in the columns of the Home Office's own template."""
    kinds = {one["id"]: str(one["review_type"]) for one in office.records("reviews")}
    boards = {one["id"]: one["board"] for one in office.records("reviews")}
    headings = zip(COLUMNS, (44, 14, 40, 22, 44, 16, 40), strict=True)
    kinds_of: Mapping[str, Kind] = {"Target date": "date"}
    columns = tuple(Column("", heading, kinds_of.get(heading, "note"), width=width) for heading, width in headings)
    rows: list[tuple[Cell, ...]] = []
    for line in plan.lines:
        if not has_home_office_plan(kinds.get(line.case, "")):
            continue
        scope = (line.action or {}).get("board") or boards[line.case]
        rows.append(
            (
                f"{line.plain_source}: {plan.finding(line) or 'no recommendation recorded'}",
                office.lookup.label("boards", scope) if scope else None,
                *_acted(office, plan, line.action),
            )
        )
    return Outgoing(register("actions"), columns, rows, what="Action plan of homicide reviews")


def _homicide(office: Office, book: Workbook, table: Outgoing, day: dt.date) -> None:
    """The table of domestic homicide reviews on its sheet."""
    sheet = book.add_worksheet("Action plan")
    title = f"Action plan of domestic homicide reviews, {show_date(day)}"
    published.write_table(sheet, table, title, Look(book))
    furnish(sheet, office, "Action plan of homicide reviews", marking(office), day)


def _acted(office: Office, plan: _Plan, action: Record | None) -> tuple[Cell, ...]:
    """Action, lead agency, milestones, target day, and when it was completed with what came of it."""
    if action is None:
        return (None,) * 5
    agency = office.lookup.agency_name(action["lead_agency_id"]) if action["lead_agency_id"] else ""
    milestones = key_milestones(plan.updates.get(action["id"], ()))
    done = completion_and_outcome(action)
    return (action["title"], who_leads(action, agency) or None, milestones or None, action["due_on"], done or None)
