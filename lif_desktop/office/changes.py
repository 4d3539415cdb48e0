"""What can be asked of the office: add, edit, bin, take out of the bin, remove a line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Add:
    """A new record of `table`. `id` comes from `Office.reserve`, or is given by the office."""

    table: str
    values: Mapping[str, Any]
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for some columns of a record. `version` is the one the writer read; another one is refused."""

    table: str
    id: int
    values: Mapping[str, Any]
    version: int | None = None


@dataclass(frozen=True)
class Bin:
    """A record put into the bin, from which it can be taken back."""

    table: str
    id: int


@dataclass(frozen=True)
class Unbin:
    """A record taken out of the bin."""

    table: str
    id: int


@dataclass(frozen=True)
class Remove:
    """A line taken away, such as one end of a link. The journal keeps what it was."""

    table: str
    id: int


Change = Add | Edit | Bin | Unbin | Remove


@dataclass(frozen=True)
class Batch:
    """One change as the person sees it: when (UTC), who, what kind, in words, and which batch it undoes."""

    id: int
    at: Any
    person: str
    kind: str
    words: str
    undoes: int | None = None
    undone: bool = False
    touched: tuple[tuple[str, int], ...] = field(default=())
