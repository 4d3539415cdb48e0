"""What was sent to agencies to be filled in, read back by its stamp."""

from typing import Any

from sqlalchemy import Connection, select

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
