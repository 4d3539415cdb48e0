"""What was sent to agencies to be filled in, read back by its stamp."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.office.imports import imports
from lif_desktop.office.journal import batches
from lif_desktop.registers.keeping import SentWorkbook

_SENT = SentWorkbook.__table__


def stamps(connection: Connection) -> dict[str, int]:
    """The number of each workbook that was sent, by its stamp; those in the bin too, so that none comes twice."""
    return {row.stamp: row.id for row in connection.execute(select(_SENT.c.stamp, _SENT.c.id))}


def sent_workbook(connection: Connection, number: int) -> dict[str, Any]:
    """One sent workbook with all its columns. KeyError when it is not there."""
    row = connection.execute(select(_SENT).where(_SENT.c.id == number)).mappings().first()
    if row is None:
        raise KeyError(f"no sent workbook {number}")
    return dict(row)


def answers(connection: Connection, kind: str) -> dict[str, Mapping[str, Any]]:
    """What has come back of a kind of return, by row key: "id", the number of the record, and "values", the newest.

    An import that was undone answers nothing, whatever was imported after it.
    """
    undone = {batch.id for batch in batches(connection) if batch.undone}
    found: dict[str, Mapping[str, Any]] = {}
    for one in reversed(imports(connection)):
        if one.kind != kind or one.batch in undone:
            continue
        for key, answer in one.answered.items():
            before = found.get(key, {}).get("values", {})
            found[key] = {"id": answer["id"], "values": {**before, **answer["values"]}}
    return found
