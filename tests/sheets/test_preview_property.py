"""Preview equals import: whatever is done to a tracker and its ticks, the tables show what the plan said."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_desktop.office import Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.registers.values import show
from lif_desktop.sheets.apply import apply
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.match import Choices
from lif_desktop.sheets.plan import Plan, make_plan
from lif_desktop.sheets.planned import KeyQuestion, PlannedRow
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.tracker import write_tracker
from tests.sheets.going_out import add, fill, new_office
from tests.sheets.taking_in import book, sheet

KEYS = ("actions", "risks", "criteria", "learning")
NOISE = st.sampled_from(["tbc", "=1+1", "3/4/2026", "A1", "Nobody", None, 3])
BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["Something else", "A\nB", "=1+1", "  spaced  "]),
    "date": st.dates(dt.date(2020, 1, 1), dt.date(2028, 1, 1)) | st.sampled_from(["13/3/2026", "3 April 2026"]),
    "choice": st.sampled_from(["Complete", "In progress", "High", "Red", "Amber", "Met", "Yes"]),
    "agency": st.sampled_from(["GMP", "Probation", "Stockport Homes"]),
    "whole": st.integers(0, 6),
    "yes_no": st.sampled_from(["Yes", "No"]),
}


def filled(office: Office) -> None:
    """Two records in every register, and some more of those that are edited."""
    fill(office)
    for number in range(3):
        add(
            office,
            "actions",
            title=f"Write to school {number} of four",
            lead_agency_id=number + 3,
            status="in_progress",
        )
        add(office, "risks", title=f"Too few foster homes {number}", residual_likelihood=3, extra={"Ward": "Ash"})


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawBook]:
    """A tracker of each register of a filled office, as it is read back."""
    folder = tmp_path_factory.mktemp("trackers")
    office = new_office(folder)
    filled(office)
    books = {key: read_book(write_tracker(office, key, folder / f"{key}.xlsx")) for key in KEYS}
    office.close()
    return books


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office of the trackers; each example takes its import back again."""
    office = new_office(tmp_path_factory.mktemp("office"))
    filled(office)
    yield office
    office.close()


def headings_at(rows: tuple[tuple[Any, ...], ...]) -> int:
    return next(at for at, row in enumerate(rows) if "Version" in row)


def edited(data: st.DataObject, own: Register, made: RawBook) -> RawBook:
    """The tracker after an hour in an agency: cells changed, rows added, doubled, dropped, shuffled."""
    rows = made.sheets[0].rows
    head = headings_at(rows)
    body = [list(row) for row in rows[head + 1 :]]
    kinds = {one.label: BY_KIND.get(one.kind, BY_KIND["text"]) for one in own.fields if one.kind != "ref"}
    places = [at for at, heading in enumerate(rows[head]) if heading in kinds]
    for _ in range(data.draw(st.integers(0, 5), "edits")):
        row, place = data.draw(st.sampled_from(body), "row"), data.draw(st.sampled_from(places), "place")
        fitting = data.draw(st.integers(0, 4), "fitting") > 0
        row[place] = data.draw(kinds[rows[head][place]] if fitting else NOISE, "cell")
    for _ in range(data.draw(st.integers(0, 2), "added")):
        new = list(data.draw(st.sampled_from(body), "like"))
        if data.draw(st.integers(0, 3), "copied with its key"):
            new[0] = None
            title = rows[head].index(own.field(own.title).label)
            new[title] = data.draw(st.sampled_from(["A new one", "Another new one"]))
        body.append([None if data.draw(st.integers(0, 4), "blank") == 0 else cell for cell in new])
    body = [row for row in data.draw(st.permutations(body), "order") if any(cell is not None for cell in row)]
    body = body[data.draw(st.integers(0, 1), "dropped") :]
    return book(sheet([*rows[: head + 1], *body]))


def now(office: Office, key: str) -> dict[int, dict[str, Any]]:
    """Every record by number as the tables show it, extra columns under their heading."""
    extras = office.extras(key)
    found = {}
    for row in office.records(key):
        found[row["id"]] = row | {f"extra: {name}": value for name, value in extras.get(row["id"], {}).items()}
    return found


def shown(office: Office, one: Field | None, extra: str, record: dict[str, Any]) -> str:
    if one is None:
        return as_text(record.get(f"extra: {extra}"))
    return show(one, record[one.key], office.lookup)


def check_row(office: Office, plan: Plan, row: PlannedRow, record: dict[str, Any], left: set[tuple[int, int]]) -> None:
    """Each cell of a row that went in is in the record as the preview showed it."""
    for place, cell in enumerate(plan.cells(row)):
        column = plan.columns[place]
        if column.worked_out or (column.field is not None and column.field.kind == "ref" and not cell.after):
            continue
        said = cell.before if (row.number, place) in left else cell.after
        if said or cell.state in ("change", "same"):
            assert shown(office, column.field, column.extra, record) == said, (column.heading, cell)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), key=st.sampled_from(KEYS))
def test_what_was_shown_is_what_the_tables_then_show(
    exported: dict[str, RawBook], stood: Office, data: st.DataObject, key: str
) -> None:
    made = edited(data, register(key), exported[key])
    plan = make_plan(stood, made, key)
    keep = {one.rows[0] for one in plan.questions if isinstance(one, KeyQuestion) and data.draw(st.booleans(), "keep")}
    plan = make_plan(stood, made, key, choices=Choices(keep_rows=frozenset(keep)))
    skip = {row.number for row in plan.rows if data.draw(st.integers(0, 5), "tick") == 0}
    cells = {
        (row.number, place)
        for row in plan.rows
        for place in row.changes()
        if data.draw(st.integers(0, 7), "cell tick") == 0 and not plan.must_stay(row, place)
    }
    before = now(stood, key)
    batch = apply(stood, plan, skip, cells)
    try:
        check(stood, plan, before, now(stood, key), skip, cells)
    finally:
        if batch is not None:
            stood.undo(batch.id)
    assert {number: without_version(row) for number, row in now(stood, key).items()} == {
        number: without_version(row) for number, row in before.items()
    }


def without_version(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "version"}


def check(
    office: Office,
    plan: Plan,
    before: dict[int, dict[str, Any]],
    after: dict[int, dict[str, Any]],
    skip: set[int],
    cells: set[tuple[int, int]],
) -> None:
    rows = [row for row in plan.rows if row.number not in skip]
    went = [row for row in rows if set(row.changes()) - {place for number, place in cells if number == row.number}]
    added = [row for row in went if row.action == "add"]
    new = sorted(after.keys() - before.keys())
    assert len(new) == len(added)
    assert not before.keys() - after.keys()
    for row, number in zip(added, new, strict=True):
        check_row(office, plan, row, after[number], cells)
    touched = {row.id for row in went if row.action == "change"}
    for row in went:
        if row.action == "change" and row.id is not None:
            check_row(office, plan, row, after[row.id], cells)
    for number in before.keys() - touched:
        assert without_version(after[number]) == without_version(before[number])


def test_the_check_can_fail(exported: dict[str, RawBook], stood: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that shows other values than it writes is found out."""
    rows = exported["actions"].sheets[0].rows
    head = headings_at(rows)
    place = rows[head].index("Lead role")
    body = [list(row) for row in rows[head + 1 :]]
    body[0][place] = "Somebody new"
    plan = make_plan(stood, book(sheet([*rows[: head + 1], *body])), "actions")
    before = now(stood, "actions")
    batch = apply(stood, plan)
    assert batch is not None
    monkeypatch.setattr(Plan, "_shown", lambda *_: "not what is written")
    try:
        with pytest.raises(AssertionError):
            check(stood, plan, before, now(stood, "actions"), set(), set())
    finally:
        stood.undo(batch.id)
