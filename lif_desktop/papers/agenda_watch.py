"""Papers of an agenda that watch over work in hand: actions, learning, audits, risks, training, assurance, data."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.evaluation import follow_up_to_send
from lif_desktop.framework.risks import band_status, cell, why_escalate
from lif_desktop.framework.status import Status
from lif_desktop.papers import gather
from lif_desktop.papers.agenda_heat import heat_blocks
from lif_desktop.papers.agenda_setting import (
    ACTION_COLUMNS,
    Drawn,
    Setting,
    action_row,
    by_due,
    listed,
    next_step,
    with_kind,
    with_ref,
)
from lif_desktop.papers.blocks import Block, Column, Heading, Paragraph, Text, bold
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import capital, count, join, shorten

_FOR_INFORMATION = (Column("Review", 4), Column("Led by", 3), Column("Stage", 2.4), Column("Next due", 3))


def exceptions(setting: Setting) -> Drawn:
    """Actions that are overdue or off track, and those closed without evidence."""
    records = setting.records
    late = sorted((row for row in records.rows("actions") if _is_off_track(records, row)), key=by_due)
    bare = [row for row in records.rows("actions") if gather.is_finished(row) and not row["evidence"]]
    blocks: list[Block] = []
    if late:
        rows = [action_row(records, row) for row in late]
        blocks += [
            Heading("Overdue or off track", 3),
            *listed(ACTION_COLUMNS, rows, "Overdue actions", "action tracker"),
        ]
    if bare:
        rows = [action_row(records, row) for row in sorted(bare, key=by_due)]
        blocks += [
            Heading("Closed without evidence", 3),
            *listed(ACTION_COLUMNS, rows, "Actions closed without evidence", "action tracker"),
        ]
    said = f"{len(late) or 'none'} overdue or off track, {len(bare) or 'none'} closed without evidence"
    return Drawn("Composite action plan, exceptions", tuple(blocks), said=said)


def _is_off_track(records: Records, row: Row) -> bool:
    """Whether an action is overdue, whatever was set by hand, or said to be off track."""
    late = row["due_on"] is not None and row["due_on"] < records.today and not gather.is_finished(row)
    return late or bool(row["state"].tone == "red")


def learning(setting: Setting) -> Drawn:
    """What happened to learning since the last meeting, and which points still lack evidence."""
    records, since = setting.records, setting.since
    shared = {row["learning_id"] for row in records.rows("dissemination") if _since(row["shared_on"], since)}
    changed = {row["learning_id"] for row in records.rows("embedding") if _since(row["seen_on"], since)}
    measured = {row["learning_id"] for row in records.rows("evaluations") if _since(row["measured_on"], since)} - {None}
    open_ones = [row for row in records.rows("learning") if row["state"].tone != "blue"]
    columns = (Column("Learning point", 6), Column("Stage", 2), Column("State", 4))
    rows = [
        (with_ref(row), row["stage"], (_lacking(row),))
        for row in sorted(open_ones, key=lambda row: (row["identified_on"] or date.min, str(row["ref"])))
    ]
    words = (
        f"Since {show_date(since)}: {count(len(shared), 'point')} shared, {len(changed) or 'none'} with evidence that "
        f"practice changed, {len(measured) or 'none'} measured."
    )
    held = listed(columns, rows, "Learning points without full evidence", "learning log")
    said = f"{len(open_ones)} still {'lacks' if len(open_ones) == 1 else 'lack'} evidence" if open_ones else ""
    return Drawn("Learning and its effect", (Paragraph(words, keep=bool(held)), *held), said=said)


def _lacking(row: Row) -> Status:
    """What a learning point lacks; never in green, which is the colour of how far it has got."""
    state: Status = row["state"]
    return replace(state, tone="amber") if state.tone == "green" else state


def _since(day: date | None, since: date) -> bool:
    return day is not None and day >= since


def others(setting: Setting) -> Drawn:
    """Reviews that another body owns, for information."""
    return _for_information(setting, gather.OTHERS_OWN, "Reviews that other bodies lead")


def own_agency(setting: Setting) -> Drawn:
    """Reviews that one agency carries out by itself, for information."""
    return _for_information(setting, gather.OWN_AGENCY, "Reviews by single agencies")


def _for_information(setting: Setting, kinds: Iterable[str], title: str) -> Drawn:
    found = setting.live_reviews(kinds)
    return Drawn(title, for_information(setting, found), f"{len(found)} live" if found else "none")


def for_information(setting: Setting, found: Iterable[Row]) -> tuple[Block, ...]:
    """Reviews with who leads them, their stage and what is due next."""
    records = setting.records
    rows = [
        (
            with_kind(records, row),
            records.profile.review_type(row["review_type"]).owner,
            records.label("review_statuses", row["status"]),
            next_step(records.due, row),
        )
        for row in found
    ]
    return listed(_FOR_INFORMATION, rows, "Reviews, for information")


def audits(setting: Setting) -> Drawn:
    """Audits that were finished since the last meeting, and those that are late."""
    records = setting.records
    done = [
        row
        for row in records.rows("audits")
        if _since(row["completed_on"], setting.since) and row["completed_on"] <= setting.day
    ]
    late = [
        row
        for row in records.rows("audits")
        if row["state"].tone == "red" and row["status"] not in ("closed", "cancelled")
    ]
    columns = (Column("Audit", 4.5), Column("Completed", 2), Column("Grade", 2.2), Column("To improve", 5))
    rows = [
        (
            with_ref(row),
            show_date(row["completed_on"]),
            records.label("audit_grades", row["grade"]) or "Not graded",
            shorten(row["improvement"] or row["findings"] or "Nothing recorded", 300),
        )
        for row in sorted(done, key=lambda row: row["completed_on"])
    ]
    blocks: list[Block] = list(listed(columns, rows, "Audits finished since the last meeting"))
    if late:
        late_columns = (Column("Audit", 5), Column("Lead agency", 4), Column("Due", 2.2), Column("Status", 3))
        late_rows = [
            (with_ref(row), records.agency(row["lead_agency_id"]), show_date(row["due_on"]), (row["state"],))
            for row in late
        ]
        blocks += [Heading("Overdue", 3), *listed(late_columns, late_rows, "Overdue audits")]
    said = join([*([f"{len(done)} finished"] if done else []), *([f"{len(late)} overdue"] if late else [])]) or "none"
    return Drawn("Audit findings", tuple(blocks), said=said)


def risks(setting: Setting) -> Drawn:
    """Risks that the rule of the profile takes higher, and those escalated since the last meeting."""
    records = setting.records
    found = [
        (row, why)
        for row in records.rows("risks")
        if row["status"] != "closed" and (why := _why_escalate(setting, row))
    ]
    found.sort(key=lambda pair: (-(pair[0]["score"] or 0), str(pair[0]["ref"])))
    columns = (Column("Risk", 5.6), Column("Score", 2.6), Column("Owner", 3.6), Column("Why it is here", 4))
    rows = [(with_ref(row), risk_score(records, row), _risk_owner(records, row), why) for row, why in found]
    said = f"{len(found)} to look at" if found else "none"
    blocks = listed(columns, rows, "Risks to escalate", "risk register")
    return Drawn("Risks to escalate", (*blocks, *heat_blocks(setting)), said=said)


def _risk_owner(records: Records, row: Row) -> str:
    agency = records.names.agency_brief(row["owner_agency_id"]) if row["owner_agency_id"] else ""
    return "\n".join(part for part in (agency, row["owner"] or "") if part)


def risk_score(records: Records, row: Row) -> Text:
    """The score of a risk with its band in the band's own colours: "20 Extreme"."""
    place = cell(row)
    return (band_status(records.profile.risk, place),) if place is not None else "Not scored"


def _why_escalate(setting: Setting, row: Row) -> str:
    """The reasons of the profile's rule, and that it was escalated since the last meeting."""
    records = setting.records
    reasons = list(why_escalate(row, records.today, records.profile.risk))
    if _since(row["escalated_on"], setting.since):
        reasons.append(f"escalated {show_date(row['escalated_on'])}")
    return capital("; ".join(reasons))


def training(setting: Setting) -> Drawn:
    """Courses since the last meeting with replies and evidence, and follow-ups that should have gone out."""
    records = setting.records
    held = [
        row
        for row in records.rows("training")
        if _since(row["held_on"], setting.since) and row["held_on"] <= setting.day
    ]
    late = [row for row in records.rows("training") if (due := follow_up_to_send(row)) and due < records.today]
    columns = (
        Column("Course", 5),
        Column("Held", 2.2),
        Column("Attended", 1.5, "right"),
        Column("Replies", 1.5, "right"),
        Column("Evidence", 2.6),
    )
    rows = [
        (
            with_ref(row),
            show_date(row["held_on"]),
            _number(row["attended"]),
            row["response_rate"] or "None",
            (row["state"],),
        )
        for row in sorted(held, key=lambda row: row["held_on"])
    ]
    blocks: list[Block] = list(listed(columns, rows, "Courses since the last meeting", "training register"))
    if late:
        words = f"{capital(count(len(late), 'follow-up questionnaire'))} should have gone out by now."
        blocks.append(Paragraph(words))
    return Drawn(
        "Training and its evaluation",
        tuple(blocks),
        said=f"{count(len(held), 'course')} since {show_date(setting.since)}",
    )


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def assurance(setting: Setting) -> Drawn:
    """Reviews whose twelve-month assurance is due within three months or overdue (framework 5.8.4)."""
    records = setting.records
    until = add_months(setting.day, 3)
    reviews = {row["id"]: row for row in records.rows("reviews") if not row["assured_on"]}
    due = [
        line
        for line in records.rows("milestones")
        if line["key"] == "assurance"
        and line["due_on"]
        and not line["done_on"]
        and line["due_on"] <= until
        and line["review_id"] in reviews
    ]
    columns = (Column("Review", 5), Column("Plan signed off", 2.6), Column("Assurance due", 2.6), Column("Status", 3))
    rows = [
        (
            bold(records.case(reviews[line["review_id"]])),
            show_date(line["counted_from"]),
            show_date(line["due_on"]),
            (records.due(line["due_on"]),),
        )
        for line in sorted(due, key=lambda line: line["due_on"])
    ]
    said = f"{len(rows)} due by {show_date(until)}" if rows else f"none due by {show_date(until)}"
    return Drawn("Twelve-month assurance", listed(columns, rows, "Reviews that wait for assurance"), said=said)


def performance(setting: Setting) -> Drawn:
    """Indicators whose last value is off target."""
    records = setting.records
    off = [row for row in records.rows("performance") if row["state"].tone == "red"]
    columns = (
        Column("Indicator", 6),
        Column("Latest", 1.6, "right"),
        Column("Period", 2),
        Column("Target", 1.6, "right"),
        Column("Status", 2.4),
    )
    rows = [
        (with_ref(row), _figure(row["latest"]), row["latest_period"] or "", _figure(row["target"]), (row["state"],))
        for row in off
    ]
    said = f"{len(off)} off target" if off else "none off target"
    return Drawn("Indicators off target", listed(columns, rows, "Indicators off target", "dataset"), said=said)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:,.4g}"


def following(setting: Setting) -> Drawn:
    """The next meeting, which needs no paper."""
    return Drawn("Next meeting", said=next_meeting(setting))


def next_meeting(setting: Setting) -> str:
    """When the group meets next and when papers are due, as far as it is recorded."""
    records, meeting = setting.records, setting.meeting
    later = [
        row
        for row in records.rows("meetings")
        if row["group_key"] == meeting["group_key"]
        and row["held_on"]
        and row["held_on"] > setting.day
        and row["id"] != meeting["id"]
        and row["status"] not in gather.NOT_HELD
    ]
    following = min(later, key=lambda row: row["held_on"], default=None)
    day = meeting["next_on"] or (following["held_on"] if following else None)
    papers = following["papers_due_on"] if following and following["held_on"] == day else None
    return f"{gather.on(day, 'to be set')}{f'; papers by {show_date(papers)}' if papers else ''}"
