"""Meetings of the groups: agenda items, attendance and minutes."""

from datetime import date

from sqlalchemy.orm import Mapped

from lif_desktop.registers.base import Record, Referenced, points_to
from lif_desktop.registers.field import MAIN, Field
from lif_desktop.registers.register import Register


class Meeting(Referenced):
    """One meeting of one group."""

    __tablename__ = "meetings"

    group_key: Mapped[str]
    title: Mapped[str | None]
    number: Mapped[int | None]
    held_on: Mapped[date | None]
    starts: Mapped[str | None]
    ends: Mapped[str | None]
    venue: Mapped[str | None]
    chair: Mapped[str | None]
    minute_taker: Mapped[str | None]
    papers_due_on: Mapped[date | None]
    papers_out_on: Mapped[date | None]
    quorum: Mapped[str | None]
    quorate: Mapped[bool | None]
    status: Mapped[str | None]
    sits_as: Mapped[str | None]
    minutes: Mapped[str | None]
    finalised_on: Mapped[date | None]
    finalised_by: Mapped[str | None]
    minutes_agreed_on: Mapped[date | None]
    next_on: Mapped[date | None]
    marking: Mapped[str | None]
    notes: Mapped[str | None]


class AgendaItem(Record):
    """One item of an agenda, in its place, with what was said and agreed. `allotted` is the time it has, in minutes.

    `draws` names what the agenda draws up for it from the registers. `from_item_id` is the item of an earlier meeting
    that it takes up again; an item that `recurs` is taken up each time.
    """

    __tablename__ = "agenda_items"

    meeting_id: Mapped[int] = points_to("meetings.id", required=True)
    position: Mapped[int]
    item: Mapped[str]
    review_id: Mapped[int | None] = points_to("reviews.id")
    lead: Mapped[str | None]
    paper: Mapped[str | None]
    purpose: Mapped[str | None]
    time: Mapped[str | None]
    allotted: Mapped[int | None]
    draws: Mapped[str | None]
    outcome: Mapped[str | None]
    recurs: Mapped[bool | None]
    from_item_id: Mapped[int | None] = points_to("agenda_items.id")
    minutes: Mapped[str | None]


class Attendance(Record):
    """One seat at one meeting, by agency and role, with an interest that was declared and what was done about it."""

    __tablename__ = "attendance"

    meeting_id: Mapped[int] = points_to("meetings.id", required=True)
    agency_id: Mapped[int | None] = points_to("agencies.id")
    role: Mapped[str | None]
    member: Mapped[str | None]
    initials: Mapped[str | None]
    present: Mapped[str | None]
    deputy: Mapped[str | None]
    interest: Mapped[str | None]
    interest_handled: Mapped[str | None]


class MinuteLine(Record):
    """One line of the minutes beneath an item: a note, a decision, an action or a challenge, and what it became."""

    __tablename__ = "minute_lines"

    meeting_id: Mapped[int] = points_to("meetings.id", required=True)
    item_id: Mapped[int | None] = points_to("agenda_items.id")
    position: Mapped[int | None]
    kind: Mapped[str]
    text: Mapped[str]
    review_id: Mapped[int | None] = points_to("reviews.id")
    agency_id: Mapped[int | None] = points_to("agencies.id")
    lead: Mapped[str | None]
    due_on: Mapped[date | None]
    action_id: Mapped[int | None] = points_to("actions.id")
    decision_id: Mapped[int | None] = points_to("decisions.id")
    voice_id: Mapped[int | None] = points_to("voices.id")


WHEN, RUN = "The meeting", "Papers and minutes"

MEETINGS = Register(
    key="meetings", label="Meetings", singular="meeting", model=Meeting, prefix="MTG", tab=True, title="title",
    match=("ref",), year_from=("held_on",),
    computed=(Field("state", "State", "status", width=18, shows=("table", "tracker")),),
    fields=(
        Field("ref", "Reference", "ref", width=14, shows=MAIN, group=WHEN, aliases=("ref", "meeting ref", "id", "lif ref")),
        Field("group_key", "Group", "choice", choices="groups", required=True, width=24, shows=MAIN, group=WHEN, aliases=("meeting", "meeting of", "board or group", "panel", "group name")),
        Field("title", "Title", width=26, group=WHEN, aliases=("meeting title", "name of meeting")),
        Field("number", "Number", "whole", least=1, group=WHEN, aliases=("meeting no", "meeting number")),
        Field("held_on", "Date", "date", lies="near", width=13, shows=MAIN, group=WHEN, aliases=("meeting date", "date of meeting", "date held")),
        Field("starts", "Starts", group=WHEN, aliases=("start", "start time", "time", "from")),
        Field("ends", "Ends", group=WHEN, aliases=("end", "finish", "end time", "to")),
        Field("venue", "Venue", width=24, shows=MAIN, group=WHEN, aliases=("location", "room", "where")),
        Field("chair", "Chair", group=WHEN, aliases=("chaired by",)),
        Field("minute_taker", "Minute taker", group=WHEN, aliases=("minutes by", "minute-taker")),
        Field("papers_due_on", "Papers due", "date", lies="ahead", width=13, group=RUN, aliases=("paper deadline", "deadline for papers", "papers by")),
        Field("papers_out_on", "Papers sent out", "date", group=RUN, aliases=("papers out", "agenda sent")),
        Field("quorum", "Quorum", group=RUN), Field("quorate", "Quorate", "yes_no", group=RUN, aliases=("quorate?",)),
        Field("status", "Status", "choice", choices="meeting_statuses", group=RUN),
        Field("sits_as", "Sits as", "choice", choices="panel_kinds", group=RUN, aliases=("sits as",),
              help="What the group sits as on this day: its papers use the words of that panel."),
        Field("minutes", "Minutes", "note", group=RUN), Field("finalised_on", "Minutes finalised", "date", shows=("tracker",), group=RUN, aliases=("finalised", "date finalised")),
        Field("finalised_by", "Finalised by", shows=("tracker",), group=RUN), Field("minutes_agreed_on", "Minutes agreed", "date", group=RUN),
        Field("next_on", "Next meeting", "date", lies="ahead", group=RUN, aliases=("next meeting date", "date of next meeting")),
        Field("marking", "Marking", "choice", choices="markings", group=RUN), Field("notes", "Notes", "note", group=RUN, aliases=("comments",)),
    ),
)

PARENT = Field("meeting_id", "Meeting", "link", target="meetings", required=True, width=14, shows=MAIN, aliases=("meeting ref", "reference", "ref"))

AGENDA_ITEMS = Register(
    key="agenda_items", label="Agenda", singular="agenda item", model=AgendaItem, parent="meetings", title="item",
    match=("meeting_id", "position"),
    fields=(
        PARENT,
        Field("position", "No.", "whole", required=True, least=1, width=6, shows=MAIN, aliases=("item no", "item number", "no", "order", "agenda no")),
        Field("item", "Item", required=True, width=40, shows=MAIN, aliases=("agenda item", "subject", "topic")),
        Field("review_id", "Review", "link", target="reviews", width=14, aliases=("review ref", "case ref", "case")),
        Field("lead", "Lead", width=20, shows=MAIN, aliases=("presenter", "led by", "who")),
        Field("paper", "Paper", width=8, shows=MAIN, aliases=("enc", "enclosure", "paper ref")),
        Field("purpose", "For", "choice", choices="item_purposes", width=10, shows=MAIN, aliases=("purpose",)),
        Field("time", "Time", width=8, shows=MAIN, aliases=("start", "timing")),
        Field("allotted", "Minutes given", "whole", width=8, least=1, most=480, aliases=("mins", "duration", "length", "minutes given", "time allowed")),
        Field("outcome", "Outcome", "choice", choices="item_outcomes", aliases=("outcome",)),
        Field("recurs", "On every agenda", "yes_no", aliases=("recurring", "standing item")),
        Field("from_item_id", "Taken up from", "link", target="agenda_items", shows=("tracker",), aliases=("from item",)),
        Field("draws", "Drawn up as", shows=("tracker",)),
        Field("minutes", "What was said and agreed", "note", aliases=("minute", "discussion", "notes")),
    ),
)

ATTENDANCE = Register(
    key="attendance", label="Attendance", singular="attendance", model=Attendance, parent="meetings", title="role",
    match=("meeting_id", "agency_id", "role"),
    fields=(
        PARENT,
        Field("agency_id", "Agency", "agency", width=24, shows=MAIN, aliases=("organisation",)),
        Field("role", "Role", width=26, shows=MAIN, aliases=("title", "job title")),
        Field("member", "Member", shows=MAIN, aliases=("name",)), Field("initials", "Initials", width=8),
        Field("present", "Attendance", "choice", choices="attendance", shows=MAIN, aliases=("present", "attended", "status")),
        Field("deputy", "Deputy", aliases=("deputy name", "substitute")),
        Field("interest", "Interest declared", "note", width=24, aliases=("declaration", "conflict of interest", "declaration of interest", "interests")),
        Field("interest_handled", "What was done about it", "note", aliases=("handled", "how handled")),
    ),
)

MINUTE_LINES = Register(
    key="minute_lines", label="Minutes", singular="line of the minutes", model=MinuteLine, parent="meetings", title="text",
    match=("meeting_id", "position"),
    fields=(
        PARENT,
        Field("position", "No.", "whole", least=1, width=6, shows=MAIN, aliases=("line", "line no", "no")),
        Field("item_id", "Agenda item", "link", target="agenda_items", width=14, shows=MAIN, aliases=("item", "item ref", "under item")),
        Field("kind", "Kind", "choice", choices="minute_kinds", required=True, width=12, shows=MAIN, aliases=("type",)),
        Field("text", "Words", "note", required=True, width=50, shows=MAIN, aliases=("minute", "what was said", "text")),
        Field("review_id", "Review", "link", target="reviews", width=14, shows=MAIN, aliases=("review ref", "case ref", "case")),
        Field("agency_id", "Agency", "agency", width=20, aliases=("organisation", "lead agency")),
        Field("lead", "Who", width=20, shows=MAIN, aliases=("by whom", "owner", "lead")),
        Field("due_on", "By when", "date", lies="ahead", width=13, shows=MAIN, aliases=("due", "to be completed by", "by")),
        Field("action_id", "Action", "link", target="actions", width=14, shows=MAIN, aliases=("action ref",)),
        Field("voice_id", "Challenge", "link", target="voices", width=14, aliases=("voice ref",)),
        Field("decision_id", "Number of the decision record", "whole", shows=()),
    ),
)
