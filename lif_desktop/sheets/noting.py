"""What an import writes beside the records: its note, words that were learnt, the return that came."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from typing import Any

from lif_desktop.office import Add, Edit, Office
from lif_desktop.office.changes import Change
from lif_desktop.office.imports import Import, Meaning, import_of, imports, meanings_of, still_awaited
from lif_desktop.office.office import utc_now
from lif_desktop.registers.agencies import AgencyReturn
from lif_desktop.registers.keeping import ImportedFile, Synonym
from lif_desktop.registers.values import to_json
from lif_desktop.sheets.cells import as_word
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.meanings import AGENCY
from lif_desktop.sheets.planned import Plan, PlannedRow, held_rows
from lif_desktop.sheets.returning import key_of, key_place

MOST_KEPT = 25 * 1024 * 1024
"""The bytes of a longer file are not kept in the office."""

Written = tuple[PlannedRow, tuple[int, ...], int]
"""A row that is written, the places of its cells, and the number of its record."""


def note(plan: Plan, added: Sequence[Written], changed: Sequence[Written]) -> Change:
    """The note of the import, with the rows held back as they were read, and what a return answered.

    Rows that an earlier import holds back stay with that one.
    """
    values = {
        "register": plan.register.key,
        "file_name": plan.file,
        "sheet": plan.sheet,
        "kind": plan.sent.kind if plan.sent else None,
        "agency_id": plan.agency_id,
        "return_id": plan.sent.return_id if plan.sent else None,
        "imported_at": utc_now(),
        "sha256": plan.sha256,
        "added": len(added),
        "changed": len(changed),
        "unchanged": plan.count("same"),
        "columns": [_column(column) for column in plan.columns],
        "held_back": held_rows(plan.rows, plan.columns) if plan.held_from is None else [],
        "answered": _answered(plan, [*added, *changed]),
    }
    return Add(ImportedFile.__tablename__, values)


def _column(column: Column) -> dict[str, Any]:
    found = asdict(column)
    return found | {"field": column.field.key if column.field is not None else None}


def kept_already(office: Office, plan: Plan) -> bool:
    """Whether the same held-back rows of the same sheet are kept from an earlier import of the same file."""
    if plan.held_from is not None:
        return True
    kept = held_rows(plan.rows, plan.columns)
    notes: Sequence[Import] = office.read(imports)
    same = (plan.register.key, plan.sha256, plan.sheet)
    return any((one.register, one.sha256, one.sheet) == same and list(one.held_back) == kept for one in notes)


def keep_file(office: Office, plan: Plan) -> None:
    """Keep the bytes of the file, unless it is gone or has become another since it was read."""
    try:
        if plan.path.stat().st_size > MOST_KEPT:
            return
        data = plan.path.read_bytes()
    except OSError:
        return
    if sha256(data).hexdigest() == plan.sha256:
        office.keep_bytes(plan.sha256, data)


def return_came(office: Office, plan: Plan) -> Iterator[Change]:
    """The return that the file answers, received today unless it was before."""
    number = plan.sent.return_id if plan.sent is not None else None
    if number is not None and office.read(lambda connection: still_awaited(connection, number)):
        yield Edit(AgencyReturn.__tablename__, number, {"received_on": office.today()})


def held_put_right(office: Office, plan: Plan, skipped: Collection[int]) -> Iterator[Change]:
    """The earlier import whose held-back rows these are, without those that are no longer held back."""
    number = plan.held_from
    if number is None:
        return
    done = {row.number for row in plan.rows if (row.action != "held" or row.left) and row.number not in skipped}
    held = office.read(lambda connection: import_of(connection, number)).held_back
    left = [dict(one) for one in held if one["row"] not in done]
    if len(left) != len(held):
        yield Edit(ImportedFile.__tablename__, number, {"held_back": left})


def words_learnt(office: Office, plans: Sequence[Plan]) -> Iterator[Change]:
    """What the person said that words mean, to be remembered for the agency whose file it is."""
    seen = set()
    for plan in plans:
        known: Sequence[Meaning] = office.read(partial(meanings_of, register_key=plan.register.key))
        for one in plan.learnt:
            register = None if one.field == AGENCY else plan.register.key
            about = (register, one.field, plan.agency_id, as_word(one.written))
            if about in seen:
                continue
            seen.add(about)
            same = [m for m in known if (m.field, m.agency_id, as_word(m.written)) == about[1:]]
            if same:
                yield Edit(Synonym.__tablename__, same[-1].id, {"meant": one.meant})
                continue
            values = {"register": register, "field": one.field, "agency_id": plan.agency_id}
            yield Add(Synonym.__tablename__, values | {"written": one.written, "meant": one.meant})


def _answered(plan: Plan, written: Sequence[Written]) -> dict[str, Any]:
    """What the rows of a return say that go in, by row key: the number of the record and the values written."""
    if plan.sent is None:
        return {}
    at = key_place(column.heading for column in plan.columns)
    return {key: _answer(plan, one) for one in written if (key := key_of(one[0].raw, at))}


def _answer(plan: Plan, written: Written) -> dict[str, Any]:
    row, places, record = written
    values = {
        field.key: _kept(row.values[place])
        for place in places
        if (field := plan.columns[place].field) is not None and plan.columns[place].place
    }
    return {"id": record, "values": values}


def _kept(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else to_json(value)
