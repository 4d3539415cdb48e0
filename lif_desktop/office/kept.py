"""What is only added to: decisions, updates and scores, and the log of what was issued."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from lif_desktop.office.changes import Add, Bin, Change, Edit, Remove, Unbin
from lif_desktop.office.troubles import RecordKept
from lif_desktop.registers import register_of_table
from lif_desktop.registers.keeping import Document

_DOC = Document.__table__
_APPROVAL = frozenset({"approved_by", "approved_on"})


def refuse_changed_history(connection: Connection, changes: Iterable[Change]) -> None:
    """Raises RecordKept where a decision, an update, a score or an issued paper would be changed or taken away.

    Of an issue only who approved it, and when, can be written later. A file that was attached never left, and can go.
    """
    for change in changes:
        if isinstance(change, Add | Unbin):
            continue
        if change.table == Document.__tablename__ and _is_issue(connection, change):
            raise RecordKept("The log of what was issued is kept as it was written. Issue the paper again instead.")
        own = register_of_table(change.table)
        if own is not None and own.append_only:
            raise RecordKept(f"This {own.singular} is kept as it was written. Add a later one instead.")


def _is_issue(connection: Connection, change: Edit | Bin | Remove) -> bool:
    """Whether a change is one of an issue, and does more than say who approved it."""
    if isinstance(change, Edit) and change.values.keys() <= _APPROVAL:
        return False
    return connection.scalar(select(_DOC.c.issue).where(_DOC.c.id == change.id)) is not None
