"""Rows of one file that are the same record: a question, never the last one wins."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import as_text
from lif_desktop.sheets.existing import Key
from lif_desktop.sheets.knowing import Found
from lif_desktop.sheets.match import Column
from lif_desktop.sheets.planned import Action, KeyQuestion, Problem
from lif_desktop.sheets.raw import Row
from lif_desktop.sheets.wording import named

_LONGEST = 60
_MOST_SAID = 9
_NOBODY = Found()


@dataclass(slots=True)
class Draft:
    """One row on its way to be planned: what it says, which record it is, and what stands against it.

    `row_key` knows a row of a return that has no record yet; empty for every other row.
    """

    number: int
    raw: Row
    values: tuple[Any, ...]
    problems: list[Problem] = field(default_factory=list)
    keys: tuple[Key, ...] = ()
    found: Found = _NOBODY
    before: tuple[Any, ...] = ()
    action: Action = "add"
    sent: tuple[Any, ...] = ()
    conflicts: tuple[int, ...] = ()
    ours: tuple[int, ...] = ()
    left: bool = False
    row_key: str = ""

    @property
    def shared(self) -> tuple[Hashable, ...]:
        """What no other row of the file may have too, the surest first."""
        return *self.keys, *((self.found.id,) if self.found.id is not None else ()), *filter(None, (self.row_key,))

    @property
    def idle(self) -> bool:
        """Whether the row does nothing, so that it is no rival of another one."""
        return self.action == "same" and not self.conflicts


@dataclass(frozen=True)
class _Group:
    """Rows that are one record: what they share in words, where that stands, and the row that is right."""

    words: str
    key: str
    at: int | None
    rows: tuple[Draft, ...]
    kept: int | None


def key_fields(own: Register, key: Key) -> list[Field]:
    """The fields of which a key is made."""
    return [own.field(name) for name in ([str(key[0])] if own.prefix else own.match)]


class Doubles:
    """The rows of a file that have a key, or a record, in common. `keep` are rows that the person said are right."""

    def __init__(
        self, own: Register, columns: Sequence[Column], drafts: Sequence[Draft], keep: Collection[int]
    ) -> None:
        self._own = own
        self._columns = columns
        self._keep = keep
        users: dict[Hashable, list[Draft]] = defaultdict(list)
        for draft in drafts:
            for key in draft.shared:
                users[key].append(draft)
        self._groups = {
            key: self._group(key, some)
            for key, some in users.items()
            if len(some) > 1 and not all(draft.idle for draft in some)
        }

    def of(self, draft: Draft) -> Iterator[tuple[int | None, str]]:
        """Why a row is not taken, by the surest key that it shares: the place of its column, and the reason.

        Marks a row as left where the person decided for another one.
        """
        for key in draft.shared if self._groups else ():
            group = self._groups.get(key)
            if group is None or group.kept == draft.number:
                continue
            if group.kept is not None:
                draft.left = True
                yield group.at, f"Row {group.kept} was kept instead of this one."
            else:
                others = [str(one.number) for one in group.rows[: _MOST_SAID + 1] if one is not draft][:_MOST_SAID]
                more = len(group.rows) - 1 - len(others)
                rows = f"row{'s' if len(group.rows) > 2 else ''} {named([*others, *['others'] * (more > 0)])}"
                new = ", or empty the row key of a row that is a new one" if key == draft.row_key else ""
                yield group.at, f"{group.words} stands in {rows}. Keep the row that is right{new}."
            return

    def questions(self) -> tuple[KeyQuestion, ...]:
        """What is asked: which row of each group is right."""
        found: dict[tuple[int, ...], KeyQuestion] = {}
        for group in self._groups.values():
            rows = tuple(draft.number for draft in group.rows)
            if group.kept is None:
                found.setdefault(rows, KeyQuestion(group.key, rows))
        return tuple(found.values())

    def _group(self, key: Hashable, rows: Sequence[Draft]) -> _Group:
        kept = [draft.number for draft in rows if draft.number in self._keep]
        right = kept[0] if len(kept) == 1 else None
        if not isinstance(key, tuple):
            at = self._place(self._own.title)
            words = self._shown(rows[0], at) or self._own.singular
            said = "The same row key" if isinstance(key, str) else "The same record"
            return _Group(said, words, at, tuple(rows), right)
        fields = key_fields(self._own, key)
        places = [(one, self._place(one.key)) for one in fields]
        at = next((place for _, place in places if place is not None), None)
        shown = ((one.label.lower(), self._shown(rows[0], place)) for one, place in places)
        words = named(f"{label} {text}" for label, text in shown if text) or self._own.singular
        return _Group(f"The same {named(one.label.lower() for one in fields)}", words, at, tuple(rows), right)

    def _place(self, name: str) -> int | None:
        keys = [column.field.key if column.field is not None else "" for column in self._columns]
        return keys.index(name) if name in keys else None

    def _shown(self, draft: Draft, at: int | None) -> str:
        """The text of a cell on one line, cut where it is long."""
        text = " ".join(as_text(draft.raw[at]).split()) if at is not None else ""
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
