"""A register: one record type with its class, fields and how its rows are known again."""

from dataclasses import dataclass, field

from lif_desktop.registers.base import Record
from lif_desktop.registers.field import Field, Place, in_place


@dataclass(frozen=True)
class Register:
    """One record type.

    `prefix` starts its references; it may name a list of the profile ("review_types", "audit_types") whose entries
    each have a prefix of their own; empty means that the records have no reference. `parent` is the key of the
    register whose records these are lines of. `match` are the fields that know a row again. `title` is the field
    that stands beside the reference. `year_from` are the date fields whose first filled one gives a new reference
    its year; without any, references bear no year. `computed` are columns worked out when rows are read.
    `append_only` records are superseded, never edited. `beside` are pairs of a column and the one it never stands
    without in a table: a score and the number of people it comes from.
    """

    key: str
    label: str
    singular: str
    model: type[Record]
    fields: tuple[Field, ...]
    title: str
    match: tuple[str, ...]
    prefix: str = ""
    tab: bool = False
    parent: str = ""
    year_from: tuple[str, ...] = ()
    computed: tuple[Field, ...] = field(default=())
    append_only: bool = False
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def table(self) -> str:
        """The name of the table that holds the records."""
        return str(self.model.__tablename__)

    def field(self, key: str) -> Field:
        """The field or computed column with this key; KeyError when there is none."""
        for one in (*self.fields, *self.computed):
            if one.key == key:
                return one
        raise KeyError(f"{self.key} has no field {key}")

    def columns(self, place: Place) -> tuple[Field, ...]:
        """Fields and computed columns that show in `place`, fields first."""
        return in_place((*self.fields, *self.computed), place)
