"""Earlier learning like a new one, and what became of it: its stage, its open actions, when it is tested again."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from lif_desktop.framework.alike import Found, Index, Text, themes_named
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.office.few import few
from lif_desktop.office.schema import METADATA

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

_SEPARATOR = ";"


@dataclass(frozen=True)
class Earlier:
    """An earlier learning point: why it is shown, and what became of it.

    `themes` are the labels of the themes that both have. `retest_due_on` is None once an audit is named, and
    `actions` counts those that are open.
    """

    id: int
    ref: str
    title: str
    worded_alike: bool
    themes: tuple[str, ...]
    stage: str
    actions: int
    retest_due_on: date | None
    closed: bool

    @property
    def why(self) -> str:
        """Why it is shown: "Worded alike", "Same theme: Neglect", or both."""
        theme = f"same theme: {', '.join(self.themes)}" if self.themes else ""
        words = "; ".join(part for part in ("worded alike" if self.worded_alike else "", theme) if part)
        return f"{words[:1].upper()}{words[1:]}"

    def became(self, today: date) -> str:
        """What became of it: "Embedded, 2 actions open, re-test due 3 March 2027"."""
        parts = [f"{self.stage}{' and closed' if self.closed else ''}"]
        if self.actions:
            parts.append(f"{self.actions} action{'' if self.actions == 1 else 's'} open")
        if self.retest_due_on:
            was = "was" if self.retest_due_on < today else "is"
            parts.append(f"re-test {was} due {show_date(self.retest_due_on)}")
        return ", ".join(parts)


def texts(office: "Office") -> Iterator[Text]:
    """Every learning point that is not in the bin, as a text that can be found again."""

    def read(connection: Connection) -> list[tuple[int, str, str | None, str | None]]:
        own = METADATA.tables["learning"]
        query = select(own.c.id, own.c.title, own.c.statement, own.c.themes).where(own.c.binned_at.is_(None))
        return [(row.id, row.title, row.statement, row.themes) for row in connection.execute(query.order_by(own.c.id))]

    for number, title, statement, themes in office.read(read):
        yield Text(number, title, statement or "", frozenset(filter(None, (themes or "").split(_SEPARATOR))))


def earlier_like(
    office: "Office",
    index: Index,
    title: str,
    statement: str = "",
    themes: Iterable[str] = (),
    but_not: int | None = None,
    most: int = 5,
) -> tuple[Earlier, ...]:
    """The learning points in `index` most like this one, the closest first. `themes` are keys of the profile's list.

    A theme that the words themselves name counts as one of them.
    """
    named = themes_named(f"{title} {statement}", office.lookup.choices("themes"))
    found = index.like(title, statement, {*themes, *named}, but_not, most)
    return _with_fates(office, found)


def _with_fates(office: "Office", found: list[Found]) -> tuple[Earlier, ...]:
    numbers = [one.id for one in found]
    points = {row["id"]: row for row in few(office, "learning", "id", numbers)}
    actions = Counter(
        row["learning_id"]
        for row in few(office, "actions", "learning_id", numbers)
        if row["status"] not in FINISHED and not row["completed_on"]
    )
    fates = []
    for one in found:
        if (point := points.get(one.id)) is not None:
            labels = [theme.label for theme in office.lookup.choices("themes") if theme.key in one.themes]
            retest = None if point["retest_audit_id"] else point["retest_due_on"]
            fates.append(
                Earlier(
                    one.id,
                    point["ref"],
                    point["title"],
                    one.worded_alike,
                    tuple(labels),
                    point["stage"],
                    actions[one.id],
                    retest,
                    bool(point["closed_on"]),
                )
            )
    return tuple(fates)
