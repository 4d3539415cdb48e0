"""What a register says of one of its fields: plain frozen data that tables, forms, imports and trackers read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lif_desktop.framework.dates import Lies

Kind = Literal[
    "ref", "text", "note", "date", "whole", "decimal", "yes_no", "choice", "choices", "agency", "link", "links", "status"
]
Place = Literal["table", "form", "tracker"]

MAIN: tuple[Place, ...] = ("table", "form", "tracker")
REST: tuple[Place, ...] = ("form", "tracker")


@dataclass(frozen=True)
class Field:
    """One field of a register.

    `key` is the column of the table (for `links` only a name). `choices` names a list of the framework profile.
    `target` is the key of the register that `link` and `links` point to, and `through` the table that holds a
    many-to-many link. `aliases` are headings that offices write for it. `width` is in characters. `least` and
    `most` bound a number. `group` is the heading under which the form shows it. `lies` says of a date which year is
    meant where none is typed: a date that lies ahead is the next one to come, one that lies behind the last one.
    """

    key: str
    label: str
    kind: Kind = "text"
    choices: str = ""
    target: str = ""
    through: str = ""
    required: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    width: int = 16
    shows: tuple[Place, ...] = REST
    least: float | None = None
    most: float | None = None
    group: str = ""
    lies: Lies = "behind"

    @property
    def stored(self) -> bool:
        """Whether the value stands in a column of the record's own table."""
        return self.kind not in ("links", "status")


def in_place(fields: Iterable[Field], place: Place) -> tuple[Field, ...]:
    """Those of `fields` that show in `place`, in their order."""
    return tuple(field for field in fields if place in field.shows)
