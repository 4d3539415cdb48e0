"""Some records of a register with their computed columns, where reading all of them would be too slow."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from lif_desktop.office.computed import Today, with_computed
from lif_desktop.office.queries import Rows, as_mappings
from lif_desktop.registers import register

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

Record = dict[str, Any]


def few(office: "Office", key: str, column: str, numbers: Collection[int]) -> list[Record]:
    """The records of register `key` whose `column` holds one of `numbers`, oldest first, none that is in the bin.

    Fields that link to many records are left out.
    """
    if not numbers:
        return []

    def read(connection: Connection) -> list[Record]:
        own = register(key)
        table = own.model.__table__
        fields = tuple(field for field in own.fields if field.stored)
        query = select(table.c.id, table.c.version, *(table.c[field.key] for field in fields)).order_by(table.c.id)
        query = query.where(table.c[column].in_(numbers), table.c.binned_at.is_(None))
        rows = Rows(own, fields, [tuple(row) for row in connection.execute(query)])
        today = Today(connection, office.profile, office.calendar, office.today())
        return as_mappings(with_computed(rows, today))

    found: list[Record] = office.read(read)
    return found
