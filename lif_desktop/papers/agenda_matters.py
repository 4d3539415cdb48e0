"""Matters arising: what comes back from earlier meetings of the group and why, and the log of their actions."""

from lif_desktop.framework.dates import show_date
from lif_desktop.office.meeting_agenda import ARISING, Arising, Proposed, arising, is_put_off, takes_up
from lif_desktop.papers import gather
from lif_desktop.papers.agenda_setting import ACTION_COLUMNS, Drawn, Setting, action_row, by_due, listed
from lif_desktop.papers.blocks import Block, Column, Heading, Run, Text
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import capital, count, shorten

_LONGEST = 260
_COLUMNS = (
    Column("Item", 3.6),
    Column("From", 2.4),
    Column("What was agreed", 5.2),
    Column("Why it is back", 2.6),
    Column("On this agenda", 1.8),
)


def matters(setting: Setting) -> Drawn:
    """Items that were put off, recur or have an open action, with what was agreed; then the actions of the group."""
    records, group = setting.records, setting.meeting["group_key"]
    coming = arising(records.office, setting.meeting)
    places = [place_of(setting, one) for one in coming]
    back = [_back(records, *pair) for pair in zip(coming, places, strict=True)]
    earlier = {
        row["id"]: row
        for row in records.rows("meetings")
        if row["group_key"] == group and row["id"] != setting.meeting["id"] and _before(row, setting)
    }
    held = [row for row in records.rows("actions") if row["meeting_id"] in earlier]
    open_ones = sorted((row for row in held if not gather.is_finished(row)), key=by_due)
    done = [row for row in held if gather.is_finished(row) and (row["completed_on"] or setting.since) >= setting.since]
    rows = [action_row(records, row, _from(earlier[row["meeting_id"]])) for row in (*open_ones, *done)]
    log = listed(ACTION_COLUMNS, rows, "Actions of earlier meetings", "action tracker")
    blocks: tuple[Block, ...] = log
    if back:
        table = listed(_COLUMNS, back, "Items of earlier meetings that come back", "minutes")
        blocks = (Heading("Matters arising", 3), *table, *((Heading("Action log", 3), *log) if log else ()))
    said = f"{count(len(open_ones), 'open action')}, {len(done) or 'none'} done since" if rows else "no open actions"
    on_it = sum(bool(place) for place in places)
    came = f"{count(len(back), 'item')} of earlier meetings, {on_it or 'none'} on this agenda"
    words = f"{came}; {said}" if back else said
    return Drawn("Matters arising and action log", blocks, words)


def place_of(setting: Setting, one: Arising) -> str:
    """The number of the item of this agenda under which an earlier one comes back; nothing where none takes it up.

    The item that says it was taken from it comes first.
    """
    found = [pair for pair in setting.placed if takes_up(pair[1], one.item)]
    return next((number for number, row in found if _source(row) == one.item["id"]), found[0][0] if found else "")


def _source(placed: Row | Proposed) -> int | None:
    number: int | None = placed.from_item if isinstance(placed, Proposed) else placed["from_item_id"]
    return number


def _back(records: Records, one: Arising, place: str) -> tuple[Text, ...]:
    title = str(one.item["item"]).removeprefix(ARISING)
    when = f"{one.meeting['ref']}\n{show_date(one.meeting['held_on'])}"
    agreed = agreed_on(records, one.item)
    where = f"Item {place}" if place else "Not on it" if is_put_off(one.item) else "For the log"
    return (shorten(title, 120), when, agreed or (Run("Nothing is minuted", quiet=True),), capital(one.why), where)


def agreed_on(records: Records, item: Row) -> str:
    """What the minutes say was decided or agreed on an item, else what was said; nothing where nothing is minuted."""
    lines = sorted(
        records.lines("minute_lines", "item_id", item["id"]), key=lambda row: (row["position"] or 0, row["id"])
    )
    told = [row for row in lines if row["kind"] in ("decision", "action")] or lines
    words = " ".join(f"{str(row['text']).strip().rstrip('.')}." for row in told)
    return shorten(words or item["minutes"] or "", _LONGEST)


def _before(meeting: Row, setting: Setting) -> bool:
    until = setting.meeting["held_on"] or setting.day
    return bool(meeting["held_on"]) and meeting["held_on"] < until and meeting["status"] not in gather.NOT_HELD


def _from(meeting: Row) -> str:
    return f"from {meeting['ref']}, {gather.on(meeting['held_on'])}"
