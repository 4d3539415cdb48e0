"""Papers of an agenda that lead to decisions: matters arising, referrals, clocks; and the list of all papers."""

from collections.abc import Callable
from datetime import date

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.parts import Tone
from lif_desktop.framework.returns import is_asked, is_in
from lif_desktop.framework.running import clock_of
from lif_desktop.framework.standing_agenda import Draws
from lif_desktop.framework.standstill import is_suspended, standstill, suspended_status
from lif_desktop.framework.status import SOON, Status
from lif_desktop.papers import agenda_watch as watch
from lif_desktop.papers import gather
from lif_desktop.papers.agenda_cases import case_sheets
from lif_desktop.papers.agenda_setting import (
    ACTION_COLUMNS,
    MOST_ROWS,
    Drawn,
    Setting,
    action_row,
    by_due,
    listed,
    next_step,
)
from lif_desktop.papers.blocks import Column, Meter, Paragraph, Part, Run, Text, bold
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import capital, count


def draw_up(what: Draws, setting: Setting) -> Drawn:
    """The part of that name; one without blocks needs no paper."""
    return _PARTS[what](setting)


def _matters(setting: Setting) -> Drawn:
    """Actions of earlier meetings of the group that are open, and those done since the last one."""
    records, group = setting.records, setting.meeting["group_key"]
    earlier = {
        row["id"]: row
        for row in records.rows("meetings")
        if row["group_key"] == group and row["id"] != setting.meeting["id"] and _before(row, setting.day)
    }
    held = [row for row in records.rows("actions") if row["meeting_id"] in earlier]
    open_ones = sorted((row for row in held if not gather.is_finished(row)), key=by_due)
    done = [row for row in held if gather.is_finished(row) and (row["completed_on"] or setting.since) >= setting.since]
    rows = [action_row(records, row, _from(earlier[row["meeting_id"]])) for row in (*open_ones, *done)]
    said = f"{count(len(open_ones), 'open action')}, {len(done)} done since" if rows else "no open actions"
    return Drawn(
        "Matters arising and action log", listed(ACTION_COLUMNS, rows, "Actions of earlier meetings"), said=said
    )


def _before(meeting: Row, day: date) -> bool:
    return bool(meeting["held_on"]) and meeting["held_on"] < day


def _from(meeting: Row) -> str:
    return f"from {meeting['ref']}, {gather.on(meeting['held_on'])}"


def _referrals(setting: Setting) -> Drawn:
    """Referrals that wait for a decision, without those that have a clock or an owner of their own."""
    records = setting.records
    kinds = {kind.key for kind in records.profile.review_types}
    kinds -= gather.RAPID | gather.OTHERS_OWN | gather.OWN_AGENCY | {"external_lesson"}
    found = [
        row for row in records.live_reviews(kinds) if row["status"] in gather.NOT_DECIDED and not row["decided_on"]
    ]
    columns = (
        Column("Referral", 4),
        Column("Referred", 3),
        Column("Criteria", 2),
        Column("Returns", 1.6),
        Column("Due", 3),
    )
    rows = [
        (
            (*bold(records.case(row)), Run(f"\n{records.label('review_types', row['review_type'])}", quiet=True)),
            _referred(records, row),
            _criteria(records, row),
            _returns(records, row),
            next_step(records, row),
        )
        for row in found
    ]
    lines = tuple(f"{records.case(row)}: criteria and decision" for row in found)
    blocks = (*listed(columns, rows, "Referrals for decision"), *case_sheets(records, found[:MOST_ROWS]))
    return Drawn("New referrals for decision", blocks, lines, "none")


def _referred(records: Records, row: Row) -> str:
    return "\n".join(
        part for part in (show_date(row["referred_on"]), records.agency(row["referring_agency_id"])) if part
    )


def _criteria(records: Records, row: Row) -> str:
    answers = [line["answer"] for line in records.lines("criteria", "review_id", row["id"]) if line["answer"]]
    words = [
        f"{answers.count(choice.key)} {choice.label.lower()}"
        for choice in records.profile.choices("answers")
        if choice.key in answers
    ]
    return capital(", ".join(words)) or "Not answered yet"


def _returns(records: Records, row: Row) -> str:
    asked = [line for line in records.lines("returns", "review_id", row["id"]) if is_asked(line)]
    return f"{sum(map(is_in, asked))} of {len(asked)} in" if asked else "None asked"


def _clocks(setting: Setting) -> Drawn:
    """Rapid reviews whose report is not yet with the national Panel, and those that went since the last meeting."""
    records = setting.records
    live = records.live_reviews(gather.RAPID)
    running = [row for row in live if not row["submitted_on"]]
    sent = [
        row
        for row in records.rows("reviews")
        if row["review_type"] in gather.RAPID and row["submitted_on"] and row["submitted_on"] >= setting.since
    ]
    columns = (Column("Review", 3), Column("Clock", 5), Column("Returns", 1.6), Column("Next step", 3.4))
    rows: list[tuple[Text, ...]] = [
        (bold(records.case(row)), clock_words(setting, row), _returns(records, row), next_step(records, row))
        for row in running
    ]
    rows += [(bold(records.case(row)), clock_words(setting, row), _returns(records, row), "") for row in sent]
    told = Paragraph(f"Days are counted to {show_date(setting.day)}.", "small", keep=True)
    lines = tuple((*bold(f"{records.case(row)}\n"), *clock_words(setting, row)) for row in (*running, *sent))
    held = (*listed(columns, rows, "Rapid reviews and their clocks"), *case_sheets(records, running[:MOST_ROWS]))
    return Drawn("Live rapid reviews and their clocks", (told, *held) if held else (), lines, "none")


def clock_words(setting: Setting, review: Row) -> tuple[Part, ...]:
    """Where the clock of a rapid review stands on the day of the meeting, in words and drawn as days."""
    line = setting.records.clock(review)
    if line is None:
        return (Run("No clock yet: the day the notification was sent is not recorded"),)
    if review["submitted_on"]:
        return _submitted(setting, review, line)
    if is_suspended(review, setting.day):
        return (Run(f"{suspended_status(review).word}: its clock stands still"),)
    clock = clock_of({**line, "done_on": None}, setting.day, setting.records.calendar, standstill(review))
    total, day = (clock.total, clock.gone) if clock else (1, 0)
    due = show_date(line["due_on"])
    if line["due_on"] < setting.records.today:
        status = setting.records.due(line["due_on"])
        return (Run(f"Due {due}\n"), status, Run("\n"), Meter(total, total, "red"))
    if line["due_on"] < setting.day:
        return (Run(f"Due {due}, before this meeting\n"), Meter(total, total, "amber"))
    extended = ", extended" if line["extension_reason"] else ""
    tone: Tone = "amber" if total - day <= SOON else "blue"
    return (Run(f"Working day {day} of {total}, due {due}{extended}\n"), Meter(day, total, tone))


def _submitted(setting: Setting, review: Row, line: Row) -> tuple[Part, ...]:
    late = gather.days_late(line["due_on"], review["submitted_on"], setting.records.calendar)
    reason = line["slip_reason"] or line["extension_reason"] or review["slip_reason"]
    why = ", reason recorded" if reason else ", no reason recorded"
    return (Run(f"Submitted {show_date(review['submitted_on'])}, {f'{late}{why}' if late else 'in time'}"),)


def _commissioned(setting: Setting) -> Drawn:
    """Reviews under way, with the last look at their time and quality."""
    records = setting.records
    live = records.live_reviews(gather.COMMISSIONED)
    found = [row for row in live if row["status"] not in gather.NOT_DECIDED and not gather.concluded_on(row)]
    columns = (
        Column("Review", 4),
        Column("Stage", 2.2),
        Column("Next due", 3.2),
        Column("Time and quality checked", 3),
    )
    rows = [
        (
            (*bold(records.case(row)), Run(f"\n{records.label('review_types', row['review_type'])}", quiet=True)),
            records.label("review_statuses", row["status"]),
            next_step(records, row),
            _last_check(records, row),
        )
        for row in found
    ]
    law = Paragraph(
        "Partners look at the time taken and the quality of each local review at regular intervals "
        "(SI 2018/789, regulation 14); the same is done here for every commissioned review.",
        "small",
        keep=True,
    )
    held = listed(columns, rows, "Commissioned reviews")
    said = f"{len(found)} under way" if found else "none"
    return Drawn("Commissioned reviews, progress and quality", (law, *held) if held else (), said=said)


def _last_check(records: Records, row: Row) -> Text:
    days = [
        line["checked_on"] for line in records.lines("progress_checks", "review_id", row["id"]) if line["checked_on"]
    ]
    return show_date(max(days)) if days else (Status("amber", "No check recorded"),)


def _nothing(_setting: Setting) -> Drawn:
    return Drawn("")


_PARTS: dict[Draws, Callable[[Setting], Drawn]] = {
    "": _nothing,
    "quorum": _nothing,
    "declarations": _nothing,
    "changes": _nothing,
    "matters": _matters,
    "referrals": _referrals,
    "clocks": _clocks,
    "commissioned": _commissioned,
    "exceptions": watch.exceptions,
    "learning": watch.learning,
    "others": watch.others,
    "own_agency": watch.own_agency,
    "audits": watch.audits,
    "risks": watch.risks,
    "training": watch.training,
    "assurance": watch.assurance,
    "performance": watch.performance,
    "next": watch.following,
}
