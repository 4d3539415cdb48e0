"""What can be added to a learning point from its lamps: what is asked, what is checked, what is written."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.learning import QUESTION, Needed
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.records import counted
from lif_desktop.office import Add, Change, Edit, Office
from lif_desktop.office.loop import Loop
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

Write = Callable[[str, Sequence[Change]], object]
"""Writes changes as one batch under these words; raises LifError where that cannot be done."""
Row = Mapping[str, Any]

SHARE, CONFIRM, EMBED, MEASURE = (
    "Share with agencies…",
    "Add a confirmation…",
    "Evidence of practice…",
    "Add a measure…",
)
EVERYBODY = 0
"""Stands for no agency in particular where agencies are ticked."""
BUTTONS: dict[Needed, str] = {
    "date": "Set the day…",
    "channel": SHARE,
    "confirmation": CONFIRM,
    "embedding": EMBED,
    "measure": MEASURE,
    "baseline": "Add the baseline…",
    "result": "Add the result…",
    "decision": "What was decided…",
}
"""The button that adds what is missing."""
_REST = {
    "baseline": "Enter the figure from before.",
    "result": "Enter the figure from after.",
    "decision": "Write what was decided.",
}
_TO_COME = "That day is still to come. Leave it empty, or enter the day on which it happened."


def ask_for(office: Office, loop: Loop, needs: Needed, write: Write) -> Ask:
    """What is asked where `needs` is missing."""
    asks: dict[Needed, Callable[[], Ask]] = {
        "date": partial(_day, office, loop, write),
        "channel": partial(ask_share, office, loop, write),
        "confirmation": partial(ask_confirm, office, loop, write),
        "embedding": partial(_sighting, office, loop, write),
        "measure": partial(_measure, office, loop, write),
    }
    return asks.get(needs, partial(_rest_of_measure, loop, needs, write))()


def ask_difference(loop: Loop, write: Write) -> Ask:
    """The question that every evaluation asks (framework 13.2)."""
    [field] = _fields("learning", "difference")
    ref, number = loop.point["ref"], loop.point["id"]

    def written(given: Given) -> None:
        write(f"Said what difference {ref} made", [Edit("learning", number, {"difference": given["difference"]})])

    words = "To the safety and wellbeing of children and adults: what is different now, and how it is known."
    return Ask(QUESTION, (field,), written, {"difference": loop.point["difference"]}, words)


def ask_share(office: Office, loop: Loop, write: Write, channel: str = "", agencies: Sequence[int] = ()) -> Ask:
    """Sharing by one channel with several agencies at once; a line that was planned for it is used.

    `agencies` are ticked from the beginning; EVERYBODY among them is one line for no agency in particular.
    """
    channel_field, day, audience = _fields("dissemination", "channel", "shared_on", "audience")
    today, ref = office.today(), loop.point["ref"]

    def written(given: Given) -> None:
        told = [one if one != EVERYBODY else None for one in given["ticked"]]
        by = office.lookup.label("channels", given["channel"])
        single = sum(one is not None for one in told)
        to = [counted(single, "agency", "agencies")] if single else []
        to += ["everybody"] if None in told else []
        write(f"Shared {ref} by {by} with {' and '.join(to)}", _shares(loop, given, told))

    def check(given: Given) -> Problems:
        found = [] if given["ticked"] else [("", "Tick the agencies it was shared with, or Everybody.")]
        return [*found, *_not_ahead(given, "shared_on", today)]

    return Ask(
        "Share with agencies",
        (channel_field, replace(day, label="Shared on"), audience),
        written,
        {"shared_on": today, "channel": channel or None},
        "One line for each that is ticked. Everybody is one line for all, such as a page on the website.",
        check,
        [(EVERYBODY, "Everybody"), *active_agencies(office)],
        "Shared with",
        _groups(office, loop),
        tuple(agencies),
    )


def ask_confirm(office: Office, loop: Loop, write: Write, lines: Sequence[int] = ()) -> Ask:
    """Which agencies confirmed that they shared it, when, and how they used it."""
    day, reached, used = _fields("dissemination", "confirmed_on", "reached", "how_used")
    today, ref = office.today(), loop.point["ref"]
    open_lines = unconfirmed(loop)

    def written(given: Given) -> None:
        values = {key: given[key] for key in ("confirmed_on", "reached", "how_used") if given[key] is not None}
        changes = [Edit("dissemination", number, values) for number in given["ticked"]]
        write(f"{counted(len(changes), 'confirmation')} for {ref}", changes)

    def check(given: Given) -> Problems:
        found = [] if given["ticked"] else [("", "Tick who confirmed.")]
        if not given["confirmed_on"]:
            found.append(("confirmed_on", "Enter the day on which it was confirmed."))
        return [*found, *_not_ahead(given, "confirmed_on", today)]

    return Ask(
        "Record a confirmation",
        (replace(day, label="Confirmed on"), reached, used),
        written,
        {"confirmed_on": today},
        "",
        check,
        [(row["id"], line_words(office, row)) for row in open_lines],
        "Who confirmed",
        ticked=tuple(lines) or ((open_lines[0]["id"],) if len(open_lines) == 1 else ()),
    )


def unconfirmed(loop: Loop) -> list[Row]:
    """The lines of sharing that nobody has confirmed, oldest first."""
    return [row for row in loop.lines.shares if not row["confirmed_on"]]


def line_words(office: Office, row: Row) -> str:
    """A line of sharing in words: "Stockport Homes · Newsletter, 3 March 2026"."""
    who = office.lookup.agency_name(row["agency_id"]) if row["agency_id"] else "Everybody"
    day = f", {show_date(row['shared_on'])}" if row["shared_on"] else ", planned"
    return f"{who} · {office.lookup.label('channels', row['channel'])}{day}"


def active_agencies(office: Office) -> list[tuple[int, str]]:
    """The agencies that are partners today, by name."""
    today = office.today()
    rows = [row for row in office.records("agencies") if row["active_to"] is None or row["active_to"] >= today]
    return sorted(((row["id"], row["name"]) for row in rows), key=lambda pair: pair[1])


def _groups(office: Office, loop: Loop) -> list[tuple[str, frozenset[int]]]:
    """What can be ticked at once: all, the statutory partners, those that were told nothing yet."""
    active = frozenset(number for number, _ in active_agencies(office))
    statutory = frozenset(row["id"] for row in office.records("agencies") if row["statutory"]) & active
    told = frozenset(row["agency_id"] for row in loop.lines.shares if row["shared_on"])
    groups = [("All", active)]
    groups += [("Statutory partners", statutory)] if statutory else []
    return groups + ([("Not told yet", active - told)] if told and active - told else [])


def _shares(loop: Loop, given: Given, told: Sequence[int | None]) -> list[Change]:
    planned = {
        row["agency_id"]: row["id"]
        for row in loop.lines.shares
        if row["channel"] == given["channel"] and not row["shared_on"]
    }
    values = {key: given[key] for key in ("shared_on", "audience") if given[key] is not None}
    changes: list[Change] = []
    for agency in told:
        if agency in planned and values:
            changes.append(Edit("dissemination", planned[agency], values))
        else:
            own = {"learning_id": loop.point["id"], "channel": given["channel"], "agency_id": agency}
            changes.append(Add("dissemination", own | values))
    return changes


def _day(office: Office, loop: Loop, write: Write) -> Ask:
    [field] = _fields("learning", "identified_on")
    ref, number, today = loop.point["ref"], loop.point["id"], office.today()

    def written(given: Given) -> None:
        write(f"Dated {ref}", [Edit("learning", number, {"identified_on": given["identified_on"]})])

    def check(given: Given) -> Problems:
        if not given["identified_on"]:
            return [("identified_on", "Enter the day on which it was identified.")]
        return _not_ahead(given, "identified_on", today)

    return Ask("When was it identified?", (field,), written, {"identified_on": today}, check=check)


def _sighting(office: Office, loop: Loop, write: Write) -> Ask:
    route, agency, day, evidence = _fields("embedding", "route", "agency_id", "seen_on", "evidence")
    ref, number, today = loop.point["ref"], loop.point["id"], office.today()

    def written(given: Given) -> None:
        filled = {key: value for key, value in given.items() if value is not None}
        write(f"Saw practice change for {ref}", [Add("embedding", {"learning_id": number, **filled})])

    def check(given: Given) -> Problems:
        found = [] if given["seen_on"] else [("seen_on", "Enter the day on which it was seen.")]
        if not given["evidence"]:
            found.append(("evidence", "Say what was seen in practice."))
        return [*found, *_not_ahead(given, "seen_on", today)]

    fields = (route, replace(agency, label="Where it was seen"), replace(day, label="Seen on"), evidence)
    return Ask("Which change in practice was seen?", fields, written, {"seen_on": today}, check=check)


def _measure(office: Office, loop: Loop, write: Write) -> Ask:
    names = ("measure", "baseline", "result", "measured_on", "no_impact", "difference", "decision")
    ref, number, last = loop.point["ref"], loop.point["id"], office.profile.evaluation.stages[-1].key

    def written(given: Given) -> None:
        filled = {key: value for key, value in given.items() if value is not None}
        write(f"Measured the effect of {ref}", [Add("evaluations", {"learning_id": number, "stage": last, **filled})])

    words = "A figure before and after; or that no impact was seen, and what was decided then."
    today = office.today()
    check = partial(_not_ahead, name="measured_on", today=today)
    return Ask(QUESTION, _fields("evaluations", *names), written, {"measured_on": today}, words, check)


def _rest_of_measure(loop: Loop, needs: Needed, write: Write) -> Ask:
    """What the newest measure lacks."""
    row = loop.lines.measures[-1]
    names = {"decision": ("decision",), "baseline": ("baseline",)}.get(needs, ("result", "measured_on", "difference"))

    def written(given: Given) -> None:
        write(f"Completed a measure of {loop.point['ref']}", [Edit("evaluations", row["id"], dict(given))])

    def check(given: Given) -> Problems:
        return [(names[0], _REST[names[0]])] if given[names[0]] in (None, "") else []

    fields = _fields("evaluations", *names)
    return Ask(QUESTION, fields, written, {name: row[name] for name in names}, str(row["measure"]), check)


def _fields(key: str, *names: str) -> tuple[Field, ...]:
    return tuple(register(key).field(name) for name in names)


def _not_ahead(given: Given, name: str, today: dt.date) -> Problems:
    return [(name, _TO_COME)] if given[name] and given[name] > today else []
