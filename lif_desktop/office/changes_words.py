"""The words for what changed on a record: "due date moved from 3 to 10 December 2026, reason: …"."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from lif_desktop.framework.dates import show_date, show_range
from lif_desktop.framework.risks import cell
from lif_desktop.framework.selfcheck import FINISHED
from lif_desktop.registers import register
from lif_desktop.registers.field import Field
from lif_desktop.registers.lookup import Lookup
from lif_desktop.registers.values import show

Row = Mapping[str, Any]

LONGEST_REASON, LONGEST_VALUE, LONGEST_TITLE = 160, 60, 90

_NOT_TOLD = frozenset({"ref", "original_due_on", "assurance_due_on", "profile", "stage_key", "marking"})
"""Fields that a change of another one brings with it, or that say nothing to a panel."""

_SCORES = tuple(f"{which}_{part}" for which in ("residual", "inherent", "target") for part in ("likelihood", "impact"))
_CALLED = {"due_on": "due date", "report_due_on": "due date of the report", "held_on": "date"}
_OF_NEW: dict[str, tuple[str, ...]] = {
    "reviews": ("review_type", "referred_on"),
    "actions": ("lead_agency_id", "due_on"),
    "risks": ("owner",),
    "audits": ("audit_type", "due_on"),
    "learning": ("source_kind",),
    "decisions": ("outcome", "decided_on", "decided_by"),
}
"""What is said of a record that is new, by register."""

_CLOSED: dict[str, Callable[[Row], bool]] = {
    "reviews": lambda row: bool(row["closed_on"]) or row["status"] in ("closed", "not_progressed", "transferred"),
    "actions": lambda row: row["status"] in FINISHED,
    "risks": lambda row: row["status"] == "closed",
    "audits": lambda row: bool(row["closed_on"]) or row["status"] == "closed",
    "learning": lambda row: bool(row["closed_on"]),
}


def is_closed(key: str, row: Row) -> bool:
    """Whether a record of a register is over and done with."""
    rule = _CLOSED.get(key)
    return rule is not None and rule(row)


@dataclass(frozen=True)
class Names:
    """What is needed to name records and values: the lists and references, and the references lines stand under."""

    lookup: Lookup
    parents: Mapping[int, str]

    @staticmethod
    def of(connection: Connection, lookup: Lookup, keys: Iterable[str]) -> "Names":
        """Reads what the records of these registers need; a review in the bin is named too."""
        parents: dict[int, str] = {}
        if any(not register(key).prefix for key in keys):
            reviews = register("reviews").model.__table__
            parents = {row.id: row.ref for row in connection.execute(select(reviews.c.id, reviews.c.ref))}
        return Names(lookup, parents)

    def ref(self, key: str, row: Row) -> str:
        """The reference of a record, or of the review whose line it is."""
        if register(key).prefix:
            return str(row.get("ref") or "")
        return self.parents.get(row.get("review_id") or 0, "")

    def title(self, key: str, row: Row) -> str:
        """The title of a record, cut at a word where it is long."""
        name = "stage" if key == "clock_changes" else register(key).title
        return _short(row.get(name), LONGEST_TITLE)

    def value(self, field: Field, value: Any) -> str:
        """A value in words."""
        return show(field, value, self.lookup)


def new_words(key: str, row: Row, names: Names) -> str:
    """What is said of a record that is new: "new, Stockport Homes, due 10 December 2026"."""
    if key == "clock_changes":
        return _clock_change(row, names)
    said = ["decided" if key == "decisions" else "new"]
    fields = {field.key: field for field in register(key).fields}
    for name in _OF_NEW.get(key, ()):
        if row.get(name) not in (None, ""):
            words = names.value(fields[name], row[name])
            said.append(f"{_name(fields[name])} {words}" if fields[name].kind == "date" else words)
    if key == "decisions" and row.get("reasons"):
        said.append(f"reasons: {_short(row['reasons'], LONGEST_REASON)}")
    if key == "risks" and (place := cell(row)) is not None:
        said.append(f"score {place.score}")
    return ", ".join(said)


def _clock_change(row: Row, names: Names) -> str:
    before, after = row.get("due_before"), row.get("due_after")
    kind = names.lookup.label("clock_change_kinds", str(row["kind"])).lower() if row.get("kind") else ""
    said = [f"due date {_moved(before, after)}" if before and after and before != after else kind]
    if row.get("reason"):
        said.append(f"reason: {_short(row['reason'], LONGEST_REASON)}")
    if row.get("agreed_by"):
        said.append(f"agreed by {_short(row['agreed_by'], LONGEST_VALUE)}")
    return ", ".join(part for part in said if part)


def changed_words(key: str, before: Row, after: Row, names: Names) -> str:
    """What changed on a record, what matters most first; nothing where only what is never told has changed."""
    told: list[tuple[int, str]] = []
    if key == "risks":
        told += _scores(before, after)
    rewritten: list[str] = []
    for field in register(key).fields:
        if not field.stored or field.key in _NOT_TOLD or (key == "risks" and field.key in _SCORES):
            continue
        old, new = before.get(field.key), after.get(field.key)
        if old == new:
            continue
        if field.kind == "note" and not field.key.endswith("reason"):
            rewritten.append(_name(field))
        else:
            told.append((_weight(field), _change(field, old, new, names)))
    said = [words for _, words in sorted(told, key=lambda one: one[0])]
    if rewritten:
        said.append(f"new words under {', '.join(rewritten)}")
    return ", ".join(said)


def _weight(field: Field) -> int:
    """Dates that are due come first, each reason after what it gives reasons for, then status, then the rest."""
    if field.key in _CALLED:
        return 0
    if field.key.endswith("reason"):
        return 1
    return 2 if field.key in ("status", "outcome") else 3 if field.kind == "date" else 4


def _change(field: Field, old: Any, new: Any, names: Names) -> str:
    name = _name(field)
    if field.key.endswith("reason"):
        name = "reason" if field.key == "extension_reason" else name
        return f"{name}: {_short(new, LONGEST_REASON)}" if new else f"{name} taken out"
    if field.kind == "date" and old and new:
        return f"{name} {_moved(old, new)}"
    then, now = (_short(names.value(field, value), LONGEST_VALUE) for value in (old, new))
    if not now:
        return f"{name} taken out (was {then})"
    if field.kind == "date":
        return f"{name} {now}"
    return f"{name} from {then} to {now}" if then else f"{name}: {now}"


def _scores(before: Row, after: Row) -> Iterator[tuple[int, str]]:
    """How the residual score of a risk moved, and that the other two were scored anew."""
    old, new = cell(before), cell(after)
    if old != new:
        if old is None or new is None:
            yield 0, f"score {new.score}" if new else "no longer scored"
        elif old.score == new.score:
            yield 0, f"likelihood and impact changed, score still {new.score}"
        else:
            yield 0, f"score {'up' if new.score > old.score else 'down'} from {old.score} to {new.score}"
    for which in ("inherent", "target"):
        parts = [f"{which}_{part}" for part in ("likelihood", "impact")]
        if any(before.get(part) != after.get(part) for part in parts):
            yield 4, f"{which} score changed"


def _moved(old: dt.date, new: dt.date) -> str:
    if old < new:
        return f"moved from {show_range(old, new)}"
    return f"moved back from {show_date(old)} to {show_date(new)}"


def _name(field: Field) -> str:
    if field.key in _CALLED:
        return _CALLED[field.key]
    return field.label if field.label[:2].isupper() else field.label[:1].lower() + field.label[1:]


def _short(value: object, most: int) -> str:
    """The text on one line, cut at a word and ended with "…" where it is too long."""
    plain = " ".join(str(value or "").split())
    if len(plain) <= most:
        return plain
    cut = plain[: most - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[most // 2 :] else cut).rstrip(" ,;:.") + "…"
