"""Carries out plans as they stand: backup, then all records and the note of the import in one transaction."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from threading import Lock
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.office import Add, Batch, Edit, Office, RecordChanged, RecordClash
from lif_desktop.office.changes import Change
from lif_desktop.office.imports import imported_since
from lif_desktop.office.office import utc_now
from lif_desktop.office.queries import link_columns
from lif_desktop.registers.field import Field
from lif_desktop.registers.keeping import ImportedFile
from lif_desktop.sheets.existing import Existing, by_field, keys_of
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.planned import Plan, PlannedRow, held_rows, rows_words

MOST_KEPT = 25 * 1024 * 1024
"""The bytes of a longer file are not kept in the office."""

Ticked = tuple[str, int]
"""The name of a sheet and the number of a row in it."""
_at_work = Lock()
"""One import at a time: a second one begins when it can see what the first has written."""


class PlanOutdated(LifError):
    """The office has moved on since the plan was made, so that it would do something else than was shown."""


def apply(office: Office, plan: Plan, skip_rows: Collection[int] = ()) -> Batch | None:
    """Carry out one plan without the rows whose numbers are in `skip_rows`; None when there is nothing to write.

    Raises PlanOutdated, with nothing written, when a record was changed since the plan was made, and when the plan
    was carried out already. The bytes of the file are kept first: where there is no room for them nothing is written.
    """
    return apply_all(office, [plan], {(plan.sheet, number) for number in skip_rows})


def apply_all(office: Office, plans: Sequence[Plan], skip_rows: Collection[Ticked] = ()) -> Batch | None:
    """Carry out the plans of several sheets of one file as one batch, all of them or none; else like `apply`.

    `skip_rows` has the name of the sheet and the number of each row that is left.
    """
    with _at_work:
        return _carried_out(office, plans, skip_rows)


def _carried_out(office: Office, plans: Sequence[Plan], skip_rows: Collection[Ticked]) -> Batch | None:
    written = sum(1 for plan in plans for row in _ticked(plan, skip_rows))
    held = sum(plan.count("held") for plan in plans)
    if not written and not held:
        return None
    for plan in plans:
        _must_fit(office, plan)
    file = plans[0].file
    words = (
        f"Imported {rows_words(written)} from “{file}”"
        if written
        else f"Kept {rows_words(held)} of “{file}” to put right"
    )
    office.backup("before import")
    _keep_file(office, plans[0])
    changes = [change for plan in plans for change in _changes(office, plan, skip_rows)]
    try:
        return office.write(words, changes, kind="import")
    except RecordClash as error:
        raise PlanOutdated(f"“{file}” was not imported. {error} Then look at the file again.") from error
    except RecordChanged as error:
        raise PlanOutdated(_outdated(file)) from error


def _ticked(plan: Plan, skip_rows: Collection[Ticked]) -> Iterator[PlannedRow]:
    return (row for row in plan.rows if row.action in ("add", "change") and (plan.sheet, row.number) not in skip_rows)


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


def _changes(office: Office, plan: Plan, skip_rows: Collection[Ticked]) -> Iterator[Change]:
    rows = list(_ticked(plan, skip_rows))
    added = [row for row in rows if row.action == "add"]
    changed = [row for row in rows if row.action == "change"]
    first = office.reserve(plan.register.table, len(added)) if added else 0
    for number, row in enumerate(added, first):
        yield from _added(plan, row, number)
    extras = office.extras(plan.register.key) if any(column.extra for column in plan.columns) else {}
    for row in changed:
        yield from _changed(office, plan, row, extras)
    yield _note(plan, added=len(added), changed=len(changed))


def _added(plan: Plan, row: PlannedRow, number: int) -> Iterator[Change]:
    stored, links, extra = _sorted(plan, row)
    yield Add(plan.register.table, stored | ({"extra": extra} if extra else {}), number)
    for field, others in links:
        table, near, far = link_columns(plan.register.table, field)
        for other in others:
            yield Add(table.name, {near: number, far: other})


def _changed(office: Office, plan: Plan, row: PlannedRow, extras: Mapping[int, Mapping[str, Any]]) -> Iterator[Change]:
    """The changes of one record; extra columns that the file does not have stay as they are.

    A cell that says what stands there already is written too, so that nothing that follows from the others changes it.
    """
    if row.id is None:
        return
    stored, links, extra = _sorted(plan, row)
    stored = _confirmed(plan, row) | stored
    if extra:
        stored["extra"] = {**extras.get(row.id, {}), **extra}
    yield Edit(plan.register.table, row.id, stored, row.version)
    for field, others in links:
        yield from office.changes_for(plan.register.key, row.id, {field.key: others})


def _confirmed(plan: Plan, row: PlannedRow) -> dict[str, Any]:
    """The values of the record's own columns that the file has just as they stand."""
    pairs = zip(plan.columns, row.values, row.before, strict=True)
    return {
        column.field.key: new
        for column, new, old in pairs
        if column.field is not None and column.field.kind != "ref" and column.field.stored
        if new is not None and new == old
    }


def _sorted(plan: Plan, row: PlannedRow) -> tuple[dict[str, Any], list[tuple[Field, tuple[int, ...]]], dict[str, str]]:
    """What a row writes: into its own columns, as links to several records, and as extra columns."""
    stored: dict[str, Any] = {}
    links: list[tuple[Field, tuple[int, ...]]] = []
    extra: dict[str, str] = {}
    for at in row.changes():
        column = plan.columns[at]
        if column.field is None:
            extra[column.extra] = row.values[at]
        elif column.field.stored:
            stored[column.field.key] = row.values[at]
        else:
            links.append((column.field, row.values[at]))
    return stored, links, extra


def _note(plan: Plan, added: int, changed: int) -> Change:
    """The note of the import, with the rows held back as they were read."""
    values = {
        "register": plan.register.key,
        "file_name": plan.file,
        "sheet": plan.sheet,
        "agency_id": plan.agency_id,
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
