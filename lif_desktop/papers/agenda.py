"""The agenda of a meeting: who, when, items with lead, paper, purpose and time, and the papers that go with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lif_desktop.framework.dates import WEEKDAYS, show_date
from lif_desktop.framework.uk_time import uk_time
from lif_desktop.office.issued import next_issue
from lif_desktop.papers import gather
from lif_desktop.papers.agenda_front import CONFIDENTIAL, attendance, declarations, when_and_where
from lif_desktop.papers.agenda_lines import Line, Lines, lines_of
from lif_desktop.papers.agenda_panel import panel_box, panel_of
from lif_desktop.papers.agenda_parts import clock_words, draw_up
from lif_desktop.papers.agenda_setting import Setting
from lif_desktop.papers.blocks import (
    Block,
    Column,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Properties,
    Run,
    Table,
    Text,
)
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import join

KIND = "agenda"
ITEM_COLUMNS = (
    Column("No.", 0.9),
    Column("Item", 7.9),
    Column("Lead", 3.2),
    Column("Paper", 1.2),
    Column("For", 1.7),
    Column("Time", 1.2),
)
_OTHER_PANEL = frozenset({"rapid_review", "adult_review"})


@dataclass(frozen=True)
class Parts:
    """An agenda in its parts: the front with the items, and each paper with its letter, title and blocks.

    The last part of each is whether it has a page of its own.
    """

    meeting: Row
    paper: Paper
    front: tuple[Block, ...]
    papers: tuple[tuple[str, str, tuple[Block, ...], bool], ...]


def agenda(records: Records, ref: str | None, made: datetime) -> Paper:
    """The agenda of the meeting `ref`, or of the next one there is. Raises PaperError where there is none."""
    return agenda_parts(records, ref, made).paper


def agenda_parts(records: Records, ref: str | None, made: datetime) -> Parts:
    """The same in its parts, for a pack of separate files."""
    meeting = records.named("meetings", ref) if ref else next_of_all(records)
    setting = setting_of(records, meeting)
    lines = lines_of(setting)
    cases = {line.review["id"]: line.review for line in lines.items if line.review is not None}
    front: tuple[Block, ...] = (
        when_and_where(records, meeting),
        CONFIDENTIAL,
        Heading("Agenda"),
        _items(setting, lines.items),
        *_separate(lines),
        *panel_box(records, setting.panel),
        *attendance(setting),
        *declarations(setting, cases.values()),
        *_changed(setting, lines),
    )
    papers = tuple(
        (line.letter, line.drawn.title, line.drawn.blocks, line.drawn.own_page)
        for line in lines.papers()
        if line.drawn is not None
    )
    group = records.label("groups", meeting["group_key"])
    paper = Paper(
        f"{meeting['title'] or group}: agenda",
        f"{records.partnership}\n{_subtitle(meeting, group)}{_sitting(records, setting.panel)}",
        records.label("markings", meeting["marking"] or "official_sensitive"),
        version_line(records, meeting, made),
        (*front, *_one_after_another(papers)),
        properties=Properties(records.partnership, made, f"Agenda of {group}", f"agenda; {meeting['ref']}"),
    )
    return Parts(meeting, paper, front, papers)


def setting_of(records: Records, meeting: Row) -> Setting:
    """The meeting with the one before it and what it sits as."""
    return Setting(records, meeting, previous_meeting(records, meeting), panel_of(records, meeting))


def version_line(records: Records, meeting: Row, made: datetime) -> str:
    """What the foot says of the issue: "Agenda MTG-2026-002, version 2, as at 23 November 2026, 14:05"."""
    issue = next_issue(records.office, KIND, "meetings", meeting["id"])
    time = uk_time(made)
    return f"Agenda {meeting['ref']}, version {issue}, as at {show_date(records.today)}, {time:%H:%M}"


def _one_after_another(papers: Iterable[tuple[str, str, tuple[Block, ...], bool]]) -> Iterable[Block]:
    """The papers under their headings; a case for decision begins a page, and so does what follows it."""
    broken = False
    for letter, title, blocks, own_page in papers:
        if own_page or broken:
            yield PageBreak()
        broken = own_page
        yield Heading(f"Paper {letter}: {title}")
        yield from blocks


def next_of_all(records: Records) -> Row:
    """The next meeting of any group, or the latest where none is to come. Raises PaperError where there is none."""
    dated = [row for row in records.rows("meetings") if row["held_on"] and row["status"] not in gather.NOT_HELD]
    if not dated:
        raise PaperError("There is no meeting with a date yet. Add one under Meetings, then make its agenda.")
    to_come = [row for row in dated if row["held_on"] >= records.today]
    return min(to_come, key=_held) if to_come else max(dated, key=_held)


def previous_meeting(records: Records, meeting: Row) -> Row | None:
    """The meeting of the same group before this one; of a panel the one where it sat itself or both sat together."""
    until = meeting["held_on"] or records.today
    held = [
        row
        for row in records.rows("meetings")
        if row["group_key"] == meeting["group_key"]
        and row["id"] != meeting["id"]
        and row["held_on"]
        and row["held_on"] < until
        and row["status"] not in gather.NOT_HELD
        and not _OTHER_PANEL.issubset({row.get("sits_as"), meeting.get("sits_as")})
    ]
    return max(held, key=_held, default=None)


def _held(row: Row) -> date:
    day: date = row["held_on"]
    return day


def _subtitle(meeting: Row, group: str) -> str:
    number = f"{group if meeting['title'] else 'Meeting'} {meeting['number']}, " if meeting["number"] else ""
    if meeting["title"] and not number:
        number = f"{group}, "
    day = meeting["held_on"]
    return f"{number}{f'{WEEKDAYS[day.weekday()]} {show_date(day)}' if day else 'date to be set'}"


def _sitting(records: Records, panel: str) -> str:
    return f"\nSitting as {records.label('panel_kinds', panel)}" if panel in ("rapid_review", "adult_review") else ""


def _items(setting: Setting, items: Sequence[Line]) -> Table:
    rows = tuple(
        (line.number, _title(setting, line), line.lead, line.letter, _purpose(setting.records, line.purpose), line.time)
        for line in items
    )
    return Table(ITEM_COLUMNS, rows, "Items of the agenda")


def _title(setting: Setting, line: Line) -> Text:
    """The title of an item with a few words on what is due, or with its case and the case's clock."""
    title = line.title
    if line.draws == "matters" and setting.previous and title.startswith("Minutes of the last meeting"):
        title = title.replace("the last meeting", show_date(setting.previous["held_on"]), 1)
    if line.review is None:
        return (Run(title), Run(f": {line.said}", quiet=True)) if line.said else title
    name, ref = str(line.review["pseudonym"] or ""), str(line.review["ref"])
    parts: tuple[Run, ...] = (Run(title),)
    if ref not in title:
        known = bool(name) and name in title
        parts = (*parts, Run(f" ({ref})" if known else f"\n{setting.records.case(line.review)}", quiet=True))
    if line.review["review_type"] in gather.RAPID and gather.is_live(line.review):
        return (*parts, Run("\n"), *clock_words(setting, line.review))
    return parts


def _changed(setting: Setting, lines: Lines) -> Iterable[Block]:
    """What changed since the last meeting, where no item of the agenda has it as its paper."""
    if all(line.draws != "changes" for line in lines.items):
        drawn = draw_up("changes", setting)
        yield Heading(drawn.title)
        yield from drawn.blocks or (Paragraph("Nothing that the registers hold for this group."),)


def _separate(lines: Lines) -> Iterable[Block]:
    """The papers that were put down with a letter and for which the registers hold nothing: they come by themselves."""
    drawn = {line.letter for line in lines.papers()}
    letters = [line.letter for line in lines.items if line.letter and line.letter not in drawn]
    if letters:
        name = "Paper" if len(letters) == 1 else "Papers"
        yield Paragraph(f"{name} {join(letters)}: sent beside this document.", "small")


def _purpose(records: Records, key: str | None) -> str:
    words = records.label("item_purposes", key).removeprefix("To ")
    return words[:1].upper() + words[1:]
