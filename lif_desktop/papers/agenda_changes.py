"""What changed since the last meeting, from the journal: record by record, and added up what came in together."""

from dataclasses import replace

from lif_desktop.framework.dates import show_date
from lif_desktop.office.changes_since import TOLD, Since, Told, changes_since
from lif_desktop.papers.agenda_setting import Drawn, Setting
from lif_desktop.papers.blocks import Block, Bullets, Column, Paragraph, Run, Table, Text
from lif_desktop.papers.words import capital, count, join, shorten

MOST = 8
"""Records of one register that are told one by one; the rest are counted."""

_LABELS = {
    "reviews": ("review", "Reviews"),
    "clock_changes": ("change of a clock", "Clocks"),
    "decisions": ("decision", "Decisions"),
    "actions": ("action", "Actions"),
    "risks": ("risk", "Risks"),
    "audits": ("audit", "Audits"),
    "learning": ("learning point", "Learning"),
}
_MANY = {"clock_changes": "changes of clocks"}
_KINDS = {"new": "New", "changed": "Changed", "closed": "Closed", "removed": "Taken out"}
_COLUMNS = (Column("Record", 5), Column("Kind", 1.6), Column("What happened", 7.4))
_ORDER = ("new", "closed", "changed", "removed")


def changes(setting: Setting) -> Drawn:
    """New, changed and closed records since the last meeting, net of what was undone or put back."""
    found = changes_since(setting.records.office, setting.since)
    title = f"What changed since {show_date(setting.since)}"
    younger = found.begins > setting.since
    shown = replace(found, told=tuple(one for one in found.told if one.kind != "new")) if younger else found
    if younger:
        return Drawn(title, (_begun(found), *_table(shown)), _said(shown))
    return Drawn(title, (*_table(shown), *_brought(found)), _said(found) or "nothing")


def _begun(found: Since) -> Paragraph:
    """For an office that was begun after the last meeting: everything in it would be new, so that is not told."""
    return Paragraph(f"Changes before {show_date(found.begins)} are not known.")


def _counted(key: str, number: int) -> str:
    return count(number, _LABELS[key][0], _MANY.get(key, ""))


def _said(found: Since) -> str:
    counted = {kind: sum(one.kind == kind for one in found.told) for kind in _ORDER}
    begun = found.begins > found.day
    counted["new"] += 0 if begun else sum(sum(one.new.values()) for one in found.brought)
    counted["changed"] += 0 if begun else sum(len(named) for named in _changed_refs(found).values())
    return ", ".join(f"{number} {_KINDS[kind].lower()}" for kind, number in counted.items() if number)


def _changed_refs(found: Since) -> dict[str, list[str]]:
    """The references of what changed with spreadsheets, by register, each once."""
    return {key: sorted({ref for one in found.brought for ref in one.changed.get(key, ()) if ref}) for key in TOLD}


def _table(found: Since) -> tuple[Block, ...]:
    rows: list[tuple[Text, ...]] = []
    groups: list[int] = []
    for key in TOLD:
        held = sorted(found.of(key), key=lambda one: _ORDER.index(one.kind))
        if held:
            groups.append(len(rows))
            rows.append(((Run(_LABELS[key][1], bold=True),), "", ""))
            rows += [_row(one) for one in held[:MOST]]
            if len(held) > MOST:
                rows.append((f"{capital(count(len(held) - MOST, 'more', 'more'))} in the register", "", ""))
    if not rows:
        return ()
    return (Table(_COLUMNS, tuple(rows), "What changed since the last meeting", frozenset(groups), compact=True),)


def _row(one: Told) -> tuple[Text, ...]:
    name = (Run(f"{one.ref} ".lstrip(), bold=True), Run(shorten(one.title, 80)))
    words = one.words.removeprefix("new, ").removeprefix("decided, ")
    return (name, _KINDS[one.kind], "" if words in ("new", "taken out", "decided") else capital(words))


def _brought(found: Since) -> tuple[Block, ...]:
    """What came in many at a time, added up in the words of the work, and which records that changed."""
    if not found.brought:
        return ()
    new = {key: sum(one.new.get(key, 0) for one in found.brought) for key in TOLD}
    refs = _changed_refs(found)
    told = [_counted(key, number) for key, number in new.items() if number]
    lines = [f"Also new: {join(told)}."] if told else []
    for key, named in refs.items():
        if named:
            more = f" and {len(named) - MOST} more" if len(named) > MOST else ""
            lines.append(f"Also changed: {_counted(key, len(named))}, {', '.join(named[:MOST])}{more}.")
    return (Bullets(tuple(lines)),) if lines else ()
