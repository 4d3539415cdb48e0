"""What the matrix of returns says in words: how many are in, who is awaited, when the chair is told. No Qt here."""

from collections.abc import Sequence

from lif_desktop.framework.dates import show_date, show_short
from lif_desktop.framework.returns import is_asked, is_in
from lif_desktop.gui.records import counted, lowered
from lif_desktop.office import Office
from lif_desktop.office.returns_asked import Cell, Matrix, Scope

_NAMED = 4
"""So many agencies that are awaited are named; more are counted."""
_TIMES = {1: "once", 2: "twice"}


def times(number: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return _TIMES.get(number, f"{number} times")


def short_agency(office: Office, number: int) -> str:
    """The short name of an agency, or its name where it has none."""
    return office.lookup.agency_brief(number)


def count_words(found: Matrix) -> str:
    """How many returns are in: "4 of 6 in", "All 6 in", "Nothing was asked for yet"."""
    if not found.asked:
        return "Nothing was asked for yet"
    return f"All {found.asked} in" if found.came == found.asked else f"{found.came} of {found.asked} in"


def waiting_words(office: Office, found: Matrix) -> str:
    """Who is awaited, soonest due first; "" where nobody is."""
    if not found.waiting:
        return ""
    groups: dict[str, list[str]] = {}
    for cell in found.waiting[:_NAMED]:
        groups.setdefault(_by_when(cell), []).append(short_agency(office, cell.agency))
    more = len(found.waiting) - _NAMED
    parts = [f"{joined(names)}{when}" for when, names in groups.items()]
    return f"Waiting for {'; '.join(parts)}{f'; and {more} more' if more > 0 else ''}."


def chair_words(office: Office, found: Matrix) -> str:
    """That the chair is to be told of returns which chasing has not brought; "" where there are none."""
    if not found.for_chair:
        return ""
    parts = []
    for cell in found.for_chair:
        kind = lowered(office.lookup.label("return_kinds", cell.kind))
        chases = cell.row["chases"] if cell.row else 0
        parts.append(f"{short_agency(office, cell.agency)} ({kind}, chased {times(chases or 0)})")
    return f"Tell the chair: {joined(parts)} overdue."


def below(cell: Cell) -> str:
    """The words beneath a state, short: "due 25 Nov 2026", "chased twice", "18 Nov 2026"."""
    word, day = cell.day
    if cell.row is not None and not is_in(cell.row) and cell.row["chases"] and day:
        return f"{word} {day.day} {show_short(day).split()[1]}, chased {times(cell.row['chases'])}"
    return f"{word} {show_short(day)}".strip() if day else ""


def said(office: Office, cell: Cell) -> str:
    """Everything about a cell in one sentence."""
    kind = office.lookup.label("return_kinds", cell.kind)
    name = f"{office.lookup.agency_name(cell.agency)}: {lowered(kind)}"
    row = cell.row
    if row is None or not is_asked(row):
        return f"{name}, not asked."
    parts = [
        f"{word} {show_date(row[key])}"
        for word, key in (("asked", "asked_on"), ("due", "due_on"))
        if row[key] is not None
    ]
    if row["chases"]:
        last = f", last on {show_date(row['chased_on'])}" if row["chased_on"] else ""
        parts.append(f"chased {times(row['chases'])}{last}")
    parts += [
        f"{word} {show_date(row[key])}"
        for word, key in (("received", "received_on"), ("accepted", "accepted_on"))
        if row[key] is not None
    ]
    tail = "; " + "; ".join(parts) if parts else ""
    notes = f" {row['notes']}" if row["notes"] else ""
    return f"{name}, {cell.status.word.lower()}{tail}.{notes}"


def about(office: Office, scope: Scope) -> str:
    """What a scope is called in undo and the history."""
    return office.lookup.reference(scope.key, scope.number) if scope.key else scope.year


def several(office: Office, kind: str, agencies: Sequence[int]) -> str:
    """Whom something is asked of: "Greater Manchester Police", "6 agencies", with what: "chronology"."""
    who = office.lookup.agency_name(agencies[0]) if len(agencies) == 1 else counted(len(agencies), "agency")
    return f"{who} for: {lowered(office.lookup.label('return_kinds', kind))}"


def joined(parts: Sequence[str]) -> str:
    """Parts in one phrase: "A", "A and B", "A, B and C"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1] if parts else "") if part)


def _by_when(cell: Cell) -> str:
    """By when an answer is due, to follow the names of those who owe it."""
    due = cell.row["due_on"] if cell.row else None
    if due is None:
        return ""
    return f", overdue since {show_date(due)}" if cell.status.tone == "red" else f", due {show_date(due)}"
