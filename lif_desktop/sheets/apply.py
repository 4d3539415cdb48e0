"""Carries out plans as they stand: backup, then all records and the note of the import in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.office import Add, Batch, Edit, Office, RecordChanged, RecordClash
from lif_desktop.office.changes import Change
from lif_desktop.office.imports import imported_since
from lif_desktop.office.queries import link_columns
from lif_desktop.registers.field import Field
from lif_desktop.sheets.existing import Existing, KeyMaker, places_by_field
from lif_desktop.sheets.noting import Written, held_put_right, keep_file, kept_already, note, return_came, words_learnt
from lif_desktop.sheets.planned import Plan, PlannedRow, held_rows, rows_words

Ticked = tuple[str, int]
"""The name of a sheet and the number of a row in it."""
Cell = tuple[str, int, int]
"""The name of a sheet, the number of a row in it, and the place of a column in the plan."""
_Row = tuple[PlannedRow, tuple[int, ...]]
_at_work = Lock()
"""One import at a time: a second one begins when it can see what the first has written."""


class PlanOutdated(LifError):
    """The office has moved on since the plan was made, so that it would do something else than was shown."""


class CellNeeded(LifError):
    """A cell was left out without which the new record cannot be made; the sentence says which."""


@dataclass(frozen=True)
class _Ticks:
    """What is left out of plans and which conflicts are the agency's, by sheet, row and place."""

    rows: frozenset[Ticked] = frozenset()
    cells: Mapping[Ticked, frozenset[int]] = field(default_factory=dict)
    taken: Mapping[Ticked, frozenset[int]] = field(default_factory=dict)

    def written(self, plan: Plan, row: PlannedRow) -> tuple[int, ...]:
        """The places of `row` that are written; empty where the row is not."""
        at = (plan.sheet, row.number)
        if at in self.rows:
            return ()
        return row.written(self.cells.get(at, ()), self.taken.get(at, ()))


def apply(
    office: Office,
    plan: Plan,
    skip_rows: Collection[int] = (),
    skip_cells: Collection[tuple[int, int]] = (),
    take_cells: Collection[tuple[int, int]] = (),
) -> Batch | None:
    """Carry out one plan without the rows whose numbers are in `skip_rows`; None when there is nothing to write.

    `skip_cells` are left out and in `take_cells` the agency's value is taken although the office has changed it too,
    each by (number of the row, place in `plan.columns`). Raises PlanOutdated, with nothing written, when a record was
    changed since the plan was made, and when the plan was carried out already; CellNeeded for a new record without
    what it must have. The bytes of the file are kept first: where there is no room for them nothing is written.
    """
    name = plan.sheet
    return apply_all(
        office,
        [plan],
        {(name, number) for number in skip_rows},
        {(name, number, place) for number, place in skip_cells},
        {(name, number, place) for number, place in take_cells},
    )


def apply_all(
    office: Office,
    plans: Sequence[Plan],
    skip_rows: Collection[Ticked] = (),
    skip_cells: Collection[Cell] = (),
    take_cells: Collection[Cell] = (),
) -> Batch | None:
    """Carry out the plans of several sheets of one file as one batch, all of them or none; else like `apply`.

    `skip_rows` has the name of the sheet and the number of each row that is left, the cells begin with that name.
    """
    ticks = _Ticks(frozenset(skip_rows), _by_row(skip_cells), _by_row(take_cells))
    with _at_work:
        return _carried_out(office, plans, ticks)


def _by_row(cells: Collection[Cell]) -> Mapping[Ticked, frozenset[int]]:
    found: dict[Ticked, set[int]] = defaultdict(set)
    for sheet, number, place in cells:
        found[(sheet, number)].add(place)
    return {at: frozenset(places) for at, places in found.items()}


def _carried_out(office: Office, plans: Sequence[Plan], ticks: _Ticks) -> Batch | None:
    rows = [_rows_of(plan, ticks) for plan in plans]
    written = sum(map(len, rows))
    held = sum(len(held_rows(plan.rows, plan.columns)) for plan in plans)
    beside = [change for plan in plans for change in _beside(office, plan, ticks)]
    if not written and not beside and not held:
        return None
    for plan in plans:
        _must_fit(office, plan)
    if not written and not beside and all(kept_already(office, plan) for plan in plans):
        return None
    office.backup("before import")
    keep_file(office, plans[0])
    changes = [change for plan, some in zip(plans, rows, strict=True) for change in _changes(office, plan, some)]
    words = _words(plans[0], written, held)
    try:
        return office.write(words, [*changes, *beside, *words_learnt(office, plans)], kind="import")
    except RecordClash as error:
        raise PlanOutdated(f"“{plans[0].file}” was not imported. {error} Then look at the file again.") from error
    except RecordChanged as error:
        raise PlanOutdated(_outdated(plans[0].file)) from error


def _beside(office: Office, plan: Plan, ticks: _Ticks) -> Iterator[Change]:
    """What is written even where no row is: that a return has come, that held-back rows are put right."""
    yield from return_came(office, plan)
    yield from held_put_right(office, plan, {number for sheet, number in ticks.rows if sheet == plan.sheet})


def _words(plan: Plan, written: int, held: int) -> str:
    if plan.held_from is not None:
        rows = rows_words(written) if written else "what was held back"
        return f"Put right {rows} of “{plan.file}”"
    if written:
        return f"Imported {rows_words(written)} from “{plan.file}”"
    return (
        f"Kept {rows_words(held)} of “{plan.file}” to put right"
        if held
        else f"Received “{plan.file}” with nothing to change"
    )


def _rows_of(plan: Plan, ticks: _Ticks) -> list[_Row]:
    """The rows that are written, each with the places of its cells. Raises CellNeeded."""
    found = [(row, places) for row in plan.rows if (places := ticks.written(plan, row))]
    for row, places in found:
        if row.action != "add" or (plan.sheet, row.number) not in ticks.cells:
            continue
        lost = [at for at in row.changes() if at not in places and plan.must_stay(row, at)]
        if lost:
            label = plan.columns[lost[0]].heading
            raise CellNeeded(
                f"Row {row.number} cannot go in without “{label}”, which each {plan.register.singular} must have. "
                "Leave out the whole row, or tick the cell."
            )
    return found


def _must_fit(office: Office, plan: Plan) -> None:
    """Raise PlanOutdated unless every record is as the plan saw it, and every new one is still new."""
    now = Existing(office, plan.register, plan.columns)
    keys = KeyMaker(plan.register, places_by_field(plan.columns))
    if _done_already(office, plan) or not all(_fits(now, plan, row, keys) for row in plan.rows):
        raise PlanOutdated(_outdated(plan.file))


def _done_already(office: Office, plan: Plan) -> bool:
    """Whether the sheet was imported since the plan was made. What knows no key cannot tell that by its records."""
    seen = (plan.newest_import, plan.register.key, plan.sha256, plan.sheet)
    return bool(office.read(lambda connection: imported_since(connection, *seen)))


def _fits(now: Existing, plan: Plan, row: PlannedRow, keys: KeyMaker) -> bool:
    """Whether a row still does what the plan says.

    All values are compared, since links to several records do not raise the version of the record.
    """
    if row.action in ("change", "same") and row.id is not None:
        return now.version(row.id) == row.version and now.values(row.id) == row.before
    if row.action != "add" or now.empty:
        return True
    known = keys.keys(row.values)
    if known:
        return not now.with_key(known)
    return row.number in plan.choices.new_rows or now.alike(row.values) is None


def _outdated(file: str) -> str:
    return (
        f"The office was changed since “{file}” was looked at, so what was shown would not be what is written. "
        "Nothing was written. Look at the file again, then import it."
    )


def _changes(office: Office, plan: Plan, rows: Sequence[_Row]) -> Iterator[Change]:
    added = [one for one in rows if one[0].action == "add"]
    changed = [(row, places, row.id) for row, places in rows if row.action != "add" and row.id is not None]
    first = office.reserve(plan.register.table, len(added)) if added else 0
    new = [(row, places, number) for number, (row, places) in enumerate(added, first)]
    targets = _Targets(plan)
    for one in new:
        yield from _added(targets, one)
    extras = office.extras(plan.register.key) if any(column.extra for column in plan.columns) else {}
    for one in changed:
        yield from _changed(office, targets, one, extras)
    yield note(plan, new, changed)


class _Targets:
    """Where the columns of a plan are written: into the record's own columns, as links, or as extra columns."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.own = plan.register
        fields = [column.field for column in plan.columns]
        self._stored = [one.key if one is not None and one.stored else "" for one in fields]
        self._links = [one if one is not None and not one.stored else None for one in fields]
        self._extras = [column.extra for column in plan.columns]
        self._simple = all(self._stored)
        self.confirmed = [
            (at, one.key) for at, one in enumerate(fields) if one is not None and one.stored and one.kind != "ref"
        ]

    def sorted(
        self, row: PlannedRow, places: Sequence[int]
    ) -> tuple[dict[str, Any], list[tuple[Field, tuple[int, ...]]], dict[str, str]]:
        """What a row writes: into its own columns, as links to several records, and as extra columns."""
        values, keys = row.values, self._stored
        stored = {keys[at]: values[at] for at in places if keys[at]}
        if self._simple or len(stored) == len(places):
            return stored, [], {}
        others = [at for at in places if not keys[at]]
        links = [(one, values[at]) for at in others if (one := self._links[at]) is not None]
        return stored, links, {self._extras[at]: values[at] for at in others if self._links[at] is None}


def _added(targets: _Targets, written: Written) -> Iterator[Change]:
    row, places, number = written
    stored, links, extra = targets.sorted(row, places)
    if extra:
        stored["extra"] = extra
    yield Add(targets.own.table, stored, number)
    for one, others in links:
        table, near, far = link_columns(targets.own.table, one)
        for other in others:
            yield Add(table.name, {near: number, far: other})


def _changed(
    office: Office, targets: _Targets, written: Written, extras: Mapping[int, Mapping[str, Any]]
) -> Iterator[Change]:
    """The changes of one record; extra columns that the file does not have stay as they are.

    A cell that says what stands there already is written too, and so is what stays in a conflict, so that nothing that
    follows from the others changes it.
    """
    row, places, number = written
    stored, links, extra = targets.sorted(row, places)
    standing = {
        key: row.before[at]
        for at, key in targets.confirmed
        if row.before[at] is not None and (row.values[at] == row.before[at] or at in row.conflicts)
    }
    stored = standing | stored
    if extra:
        stored["extra"] = {**extras.get(number, {}), **extra}
    yield Edit(targets.own.table, number, stored, row.version)
    for one, others in links:
        yield from office.changes_for(targets.own.key, number, {one.key: others})
