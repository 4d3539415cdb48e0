"""What a table of records asks of its owner: words for values, and the writing of cells. No Qt here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lif_desktop.office.sieve import Row, Show

if TYPE_CHECKING:
    from lif_desktop.framework.status import Status
    from lif_desktop.registers.field import Field


@dataclass(frozen=True)
class CellChange:
    """What was typed or pasted into one cell: the record, the field and the text as typed."""

    row_id: int
    field: "Field"
    text: str

    @property
    def cell(self) -> tuple[int, str]:
        """The record and the key of the field."""
        return self.row_id, self.field.key


@dataclass(frozen=True)
class Held:
    """Typed text that could not go in, and the sentence that says why. It stays in its cell until mended."""

    text: str
    problem: str


Problems = Mapping[tuple[int, str], str]
"""For each cell that could not go in, by record and field key: the sentence that says why."""

Commit = Callable[[int, "Field", str], str | None]
CommitBlock = Callable[[Sequence[CellChange], str], Problems]


@dataclass(frozen=True)
class CellWays:
    """How a table shows and writes its cells.

    `show(field, value)` gives the words of a value. `choices(field)` gives the labels a choice field offers,
    in their order; other fields may offer words too (agencies, references).
    `commit(row_id, field, text)` writes one cell and gives None, or the sentence that says why not; the text
    is then held in the cell. Without it, nothing can be typed. `commit_block(changes, words)` writes many
    cells as one change that `words` name ("Paste 12 cells") and gives the problems of those that could not
    go in; without it they go in one by one. Whoever commits then gives the model what the office now says.
    `badges` draw a field as a status worked out from its row; a field of kind "status" holds its own.
    `tip(row_id, field)` adds words to the tool tip of a cell ("27 April 2026: 15 working days from ...").
    `locked` are the keys of fields that cannot be typed in. `order(field)` gives the entries of a list as `show`
    words them, by which its column sorts; without it, they are those of `choices`.
    """

    show: Show
    choices: Callable[["Field"], Sequence[str]] | None = None
    commit: Commit | None = None
    commit_block: CommitBlock | None = None
    badges: Mapping[str, Callable[[Row], "Status | None"]] = field(default_factory=dict)
    tip: Callable[[int, "Field"], str] | None = None
    locked: frozenset[str] = frozenset()
    order: Callable[["Field"], Sequence[str]] | None = None
