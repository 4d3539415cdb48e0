"""Papers of an agenda that lead to decisions: referrals, clocks, commissioned reviews; and the list of all papers."""

from collections.abc import Callable, Sequence

from lif_desktop.framework.caseload import is_under_way, waits_for_decision
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.parts import Tone
from lif_desktop.framework.returns import is_asked, is_in
from lif_desktop.framework.running import clock_of
from lif_desktop.framework.standing_agenda import Draws
from lif_desktop.framework.standstill import is_suspended, standstill, suspended_status
from lif_desktop.framework.status import SOON, Status
from lif_desktop.papers import agenda_watch as watch
from lif_desktop.papers import gather
from lif_desktop.papers.agenda_cases import case_sheet
from lif_desktop.papers.agenda_changes import changes
from lif_desktop.papers.agenda_front import quorum_words
from lif_desktop.papers.agenda_matters import matters
from lif_desktop.papers.agenda_setting import Drawn, Setting, listed, next_step, with_kind
from lif_desktop.papers.blocks import Block, Column, Meter, Paragraph, Part, Run, Text, bold, parts_of
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import capital, join, shorten


def draw_up(what: Draws, setting: Setting) -> Drawn:
    """The part of that name; one without blocks needs no paper."""
    return _PARTS[what](setting)


def draws_of(review: Row) -> Draws:
    """What an item about one case draws up, by the type and the stage of the case; "" for nothing."""
    kind = review["review_type"]
    if kind in gather.RAPID:
        return "clocks"
    if kind in gather.OTHERS_OWN:
        return "others"
    if kind in gather.OWN_AGENCY:
        return "own_agency"
    return "referrals" if waits_for_decision(review) else "commissioned"


def draw_cases(what: Draws, setting: Setting, reviews: Sequence[Row]) -> Drawn:
    """How these cases stand, as the part of that name would tell it; without blocks where it tells no cases."""
    table = _OF_CASES.get(what)
    names = join([setting.records.case(review) for review in reviews])
    return Drawn(names, table(setting, reviews) if table else ())


def draw_sheet(setting: Setting, review: Row) -> Drawn:
    """The sheet of a case for decision, on a page of its own."""
    clock = clock_words(setting, review) if review["review_type"] in gather.RAPID else ""
    return Drawn(f"{setting.records.case(review)}, for decision", case_sheet(setting, review, clock), own_page=True)


def _referrals(setting: Setting) -> Drawn:
    """Referrals that wait for a decision, without those that have a clock or an owner of their own."""
    kinds = {kind.key for kind in setting.records.profile.review_types}
    found = [row for row in setting.live_reviews(kinds) if waits_for_decision(row)]
    return Drawn(
        "New referrals for decision", _referral_table(setting, found), f"{len(found)} wait" if found else "none"
    )


def _referral_table(setting: Setting, found: Sequence[Row]) -> tuple[Block, ...]:
    records = setting.records
    columns = (
        Column("Referral", 4),
        Column("Referred", 3),
        Column("Criteria", 2),
        Column("Returns", 1.6),
        Column("Due", 3),
    )
    rows = [
        (
            with_kind(records, row),
            _referred(records, row),
            _criteria(records, row),
            _returns(records, row),
            next_step(records.due, row),
        )
        for row in found
    ]
    return listed(columns, rows, "Referrals for decision")


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
    running = [row for row in setting.live_reviews(gather.RAPID) if not row["submitted_on"]]
    sent = [
        row
        for row in setting.records.rows("reviews")
        if row["review_type"] in gather.RAPID and row["submitted_on"] and row["submitted_on"] >= setting.since
    ]
    said = join([*([f"{len(running)} running"] if running else []), *([f"{len(sent)} sent"] if sent else [])]) or "none"
    return Drawn("Live rapid reviews and their clocks", _clock_table(setting, [*running, *sent]), said)


def _clock_table(setting: Setting, found: Sequence[Row]) -> tuple[Block, ...]:
    records = setting.records
    columns = (Column("Review", 3), Column("Clock", 5), Column("Returns", 1.6), Column("Next step", 3.4))
    rows: list[tuple[Text, ...]] = [
        (
            bold(records.case(row)),
            clock_words(setting, row),
            _returns(records, row),
            "" if row["submitted_on"] else next_step(setting.due, row),
        )
        for row in found
    ]
    told = Paragraph(f"Days are counted to {show_date(setting.day)}.", "small", keep=True)
    held = listed(columns, rows, "Rapid reviews and their clocks")
    return (told, *held) if held else ()


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
        status = setting.due(line["due_on"])
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
    found = [row for row in setting.live_reviews(gather.COMMISSIONED) if is_under_way(row)]
    said = f"{len(found)} under way" if found else "none"
    return Drawn("Commissioned reviews, progress and quality", _commissioned_table(setting, found), said)


def _commissioned_table(setting: Setting, found: Sequence[Row]) -> tuple[Block, ...]:
    records = setting.records
    columns = (
        Column("Review", 3.8),
        Column("Stage", 2),
        Column("Next due", 4.2),
        Column("Time and quality checked", 2.6),
    )
    rows = [
        (
            with_kind(records, row),
            records.label("review_statuses", row["status"]),
            _next_and_why(records, row),
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
    return (law, *held) if len(rows) > 1 else held


def _next_and_why(records: Records, row: Row) -> Text:
    """What is due next, and why it takes longer where that is recorded."""
    clock = records.clock(row)
    standing = row["suspension_reason"] if is_suspended(row, records.today) else None
    why = standing or row["extension_reason"] or (clock["extension_reason"] if clock else None)
    return (*parts_of(next_step(records.due, row)), *((Run(f"\n{shorten(why, 200)}", quiet=True),) if why else ()))


def _last_check(records: Records, row: Row) -> Text:
    days = [
        line["checked_on"] for line in records.lines("progress_checks", "review_id", row["id"]) if line["checked_on"]
    ]
    return show_date(max(days)) if days else (Status("amber", "No check recorded"),)


def _quorum(setting: Setting) -> Drawn:
    """Whether the meeting would be quorate, in a word or two; who is expected stands at the front of the agenda."""
    words = quorum_words(setting)
    return Drawn("", said="not quorate as it stands" if words.startswith("Not quorate") else "")


def _nothing(_setting: Setting) -> Drawn:
    return Drawn("")


_PARTS: dict[Draws, Callable[[Setting], Drawn]] = {
    "": _nothing,
    "quorum": _quorum,
    "declarations": _nothing,
    "matters": matters,
    "changes": changes,
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

_OF_CASES: dict[Draws, Callable[[Setting, Sequence[Row]], tuple[Block, ...]]] = {
    "referrals": _referral_table,
    "clocks": _clock_table,
    "commissioned": _commissioned_table,
    "others": watch.for_information,
    "own_agency": watch.for_information,
}
