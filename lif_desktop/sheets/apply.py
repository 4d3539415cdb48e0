"""Carries out plans as they stand: backup, then all records and the note of the import in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.office import Add, Batch, Edit, Office, RecordChanged, RecordClash
from lif_desktop.office.changes import Change
from lif_desktop.office.imports import Import, imported_since, imports, still_awaited
from lif_desktop.office.office import utc_now
from lif_desktop.office.queries import link_columns
from lif_desktop.registers.agencies import AgencyReturn
from lif_desktop.registers.field import Field
from lif_desktop.registers.keeping import ImportedFile
from lif_desktop.sheets.existing import Existing, by_field, keys_of
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.planned import Plan, PlannedRow, held_rows, rows_words

MOST_KEPT = 25 * 1024 * 1024
"""The bytes of a longer file are not kept in the office."""

Ticked = tuple[str, int]
"""The name of a sheet and the number of a row in it."""
Cell = tuple[str, int, int]
"""The name of a sheet, the number of a row in it, and the place of a column in the plan."""
_Written = tuple[PlannedRow, tuple[int, ...]]
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
        if row.action == "held" or at in self.rows:
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
    came = [change for plan in plans for change in _return_came(office, plan)]
    if not written and not came and not held:
        return None
    for plan in plans:
        _must_fit(office, plan)
    if not written and not came and all(_kept_already(office, plan) for plan in plans):
        return None
    office.backup("before import")
    _keep_file(office, plans[0])
    changes = [change for plan, some in zip(plans, rows, strict=True) for change in _changes(office, plan, some)]
    file = plans[0].file
    try:
        return office.write(_words(file, written, held), [*changes, *came], kind="import")
    except RecordClash as error:
        raise PlanOutdated(f"“{file}” was not imported. {error} Then look at the file again.") from error
    except RecordChanged as error:
        raise PlanOutdated(_outdated(file)) from error


def _words(file: str, written: int, held: int) -> str:
    if written:
        return f"Imported {rows_words(written)} from “{file}”"
    return f"Kept {rows_words(held)} of “{file}” to put right" if held else f"Received “{file}” with nothing to change"


def _rows_of(plan: Plan, ticks: _Ticks) -> list[_Written]:
    """The rows that are written, each with the places of its cells. Raises CellNeeded."""
    found = [(row, places) for row in plan.rows if (places := ticks.written(plan, row))]
    for row, places in found:
        if row.action != "add" or len(places) == len(row.changes()):
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
    if _done_already(office, plan) or not all(_fits(now, plan, row) for row in plan.rows):
        raise PlanOutdated(_outdated(plan.file))


def _done_already(office: Office, plan: Plan) -> bool:
    """Whether the sheet was imported since the plan was made. What knows no key cannot tell that by its records."""
    seen = (plan.newest_import, plan.register.key, plan.sha256, plan.sheet)
    return bool(office.read(lambda connection: imported_since(connection, *seen)))


def _fits(now: Existing, plan: Plan, row: PlannedRow) -> bool:
    """Whether a row still does what the plan says.

    All values are compared, since links to several records do not raise the version of the record.
    """
    if row.action in ("change", "same") and row.id is not None:
        return now.version(row.id) == row.version and now.values(row.id) == row.before
    if row.action == "add":
        keys = keys_of(plan.register, by_field(plan.columns, row.values))
        return not now.with_key(keys) if keys else now.alike(row.values) is None
    return True


def _outdated(file: str) -> str:
    return (
        f"The office was changed since “{file}” was looked at, so what was shown would not be what is written. "
        "Nothing was written. Look at the file again, then import it."
    )


def _changes(office: Office, plan: Plan, rows: Sequence[_Written]) -> Iterator[Change]:
    added = [one for one in rows if one[0].action == "add"]
    changed = [one for one in rows if one[0].action != "add"]
    first = office.reserve(plan.register.table, len(added)) if added else 0
    for number, (row, places) in enumerate(added, first):
        yield from _added(plan, row, places, number)
    extras = office.extras(plan.register.key) if any(column.extra for column in plan.columns) else {}
    for row, places in changed:
        yield from _changed(office, plan, row, places, extras)
    yield _note(plan, added=len(added), changed=len(changed))


def _added(plan: Plan, row: PlannedRow, places: Sequence[int], number: int) -> Iterator[Change]:
    stored, links, extra = _sorted(plan, row, places)
    yield Add(plan.register.table, stored | ({"extra": extra} if extra else {}), number)
    for one, others in links:
        table, near, far = link_columns(plan.register.table, one)
        for other in others:
            yield Add(table.name, {near: number, far: other})


def _changed(
    office: Office, plan: Plan, row: PlannedRow, places: Sequence[int], extras: Mapping[int, Mapping[str, Any]]
) -> Iterator[Change]:
    """The changes of one record; extra columns that the file does not have stay as they are.

    A cell that says what stands there already is written too, so that nothing that follows from the others changes it.
    """
    if row.id is None:
        return
    stored, links, extra = _sorted(plan, row, places)
    stored = _confirmed(plan, row) | stored
    if extra:
        stored["extra"] = {**extras.get(row.id, {}), **extra}
    yield Edit(plan.register.table, row.id, stored, row.version)
    for one, others in links:
        yield from office.changes_for(plan.register.key, row.id, {one.key: others})


def _confirmed(plan: Plan, row: PlannedRow) -> dict[str, Any]:
    """The values of the record's own columns that the file has just as they stand, and those kept in a conflict."""
    found = {}
    for at, (column, new, old) in enumerate(zip(plan.columns, row.values, row.before, strict=True)):
        if column.field is None or column.field.kind == "ref" or not column.field.stored or old is None:
            continue
        if new == old or at in row.conflicts:
            found[column.field.key] = old
    return found


def _sorted(
    plan: Plan, row: PlannedRow, places: Sequence[int]
) -> tuple[dict[str, Any], list[tuple[Field, tuple[int, ...]]], dict[str, str]]:
    """What a row writes: into its own columns, as links to several records, and as extra columns."""
    stored: dict[str, Any] = {}
    links: list[tuple[Field, tuple[int, ...]]] = []
    extra: dict[str, str] = {}
    for at in places:
        column = plan.columns[at]
        if column.field is None:
            extra[column.extra] = row.values[at]
        elif column.field.stored:
            stored[column.field.key] = row.values[at]
        else:
            links.append((column.field, row.values[at]))
    return stored, links, extra


def _return_came(office: Office, plan: Plan) -> Iterator[Change]:
    """The return that the file answers, received today unless it was before."""
    if plan.sent is None or plan.sent.return_id is None:
        return
    number = plan.sent.return_id
    if office.read(lambda connection: still_awaited(connection, number)):
        yield Edit(AgencyReturn.__tablename__, number, {"received_on": office.today()})


def _kept_already(office: Office, plan: Plan) -> bool:
    """Whether the same held-back rows of the same sheet are kept from an earlier import of the same file."""
    kept = held_rows(plan.rows, plan.columns)
    notes: Sequence[Import] = office.read(imports)
    same = (plan.register.key, plan.sha256, plan.sheet)
    return any((one.register, one.sha256, one.sheet) == same and list(one.held_back) == kept for one in notes)


def _note(plan: Plan, added: int, changed: int) -> Change:
    """The note of the import, with the rows held back as they were read."""
    values = {
        "register": plan.register.key,
        "file_name": plan.file,
        "sheet": plan.sheet,
        "kind": plan.sent.kind if plan.sent else None,
        "agency_id": plan.agency_id,
        "return_id": plan.sent.return_id if plan.sent else None,
        "imported_at": utc_now(),
        "sha256": plan.sha256,
        "added": added,
        "changed": changed,
        "unchanged": plan.count("same"),
        "columns": [_column(column) for column in plan.columns],
        "held_back": held_rows(plan.rows, plan.columns),
    }
    return Add(ImportedFile.__tablename__, values)


def _column(column: Column) -> dict[str, Any]:
    found = asdict(column)
    return found | {"field": column.field.key if column.field is not None else None}


def _keep_file(office: Office, plan: Plan) -> None:
    """Keep the bytes of the file, unless it is gone or has become another since it was read."""
    try:
        if plan.path.stat().st_size > MOST_KEPT:
            return
        data = plan.path.read_bytes()
    except OSError:
        return
    if sha256(data).hexdigest() == plan.sha256:
        office.keep_bytes(plan.sha256, data)
