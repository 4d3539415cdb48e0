"""The office file: opening, journal, undo, migrations, backups, lock, search, queries."""

from lif_desktop.office.changes import Add, Batch, Bin, Change, Edit, Remove, Unbin
from lif_desktop.office.office import Office
from lif_desktop.office.opening import create_office, open_office
from lif_desktop.office.queries import Rows
from lif_desktop.office.troubles import (
    NotAnOffice,
    NothingToUndo,
    OfficeDamaged,
    OfficeError,
    OfficeInUse,
    OfficeNewer,
    OfficeReadOnly,
    RecordChanged,
    RecordClash,
    RecordKept,
)
from lif_desktop.office.undo import UndoReport

__all__ = [
    "Add",
    "Batch",
    "Bin",
    "Change",
    "Edit",
    "NotAnOffice",
    "NothingToUndo",
    "Office",
    "OfficeDamaged",
    "OfficeError",
    "OfficeInUse",
    "OfficeNewer",
    "OfficeReadOnly",
    "RecordChanged",
    "RecordClash",
    "RecordKept",
    "Remove",
    "Rows",
    "Unbin",
    "UndoReport",
    "create_office",
    "open_office",
]
