"""What the author of a pack is told before it is made: what is due and not on the agenda, its times, who is missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lif_desktop.office.meeting_agenda import ARISING, agenda_of, proposed
from lif_desktop.office.meeting_times import clock, is_dotted, lengths, minutes_of
from lif_desktop.papers.agenda import next_of_all, setting_of
from lif_desktop.papers.agenda_front import partners
from lif_desktop.papers.agenda_lines import Line, lines_of
from lif_desktop.papers.agenda_setting import Setting
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import count

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

_DUE = {"referrals": "it waits for a decision", "clocks": "its clock runs"}
_HOUR = 60


def not_on_agenda(records: Records, meeting: Row) -> tuple[str, ...]:
    """What is due by the registers, or was put off at an earlier meeting, and stands on no item, in words for each.

    Nothing where the agenda was not written down: then it is drawn up with all that is due.
    """
    return tuple(_words(line) for line in lines_of(setting_of(records, meeting)).missing)


def notices_of(office: "Office", ref: str | None) -> tuple[str, ...]:
    """The notices of the agenda of the meeting `ref`, or of the next one; PaperError where there is none."""
    records = Records(office, office.today())
    return notices(records, records.named("meetings", ref) if ref else next_of_all(records))


def notices(records: Records, meeting: Row) -> tuple[str, ...]:
    """All that the author of a pack should look at before it goes out; none of it is printed in the pack."""
    setting = setting_of(records, meeting)
    lines = lines_of(setting)
    found = [*_times(setting), *_people(records, meeting)]
    found += [f"Due, and not on this agenda: {_words(line)}." for line in lines.missing]
    for line in lines.items:
        case = line.review
        if case is not None and line.drawn is not None and line.drawn.own_page and _is_unanswered(records, case):
            found.append(f"The criteria of {records.case(case)} are not answered, and it is here for decision.")
    return tuple(found)


def _words(line: Line) -> str:
    title = line.title
    if title.startswith(ARISING):
        return title
    if line.review is not None:
        ref = str(line.review["ref"])
        title = title if ref in title else f"{title} ({ref})"
        return f"{title}, {_DUE.get(line.draws, 'it is to be looked at')}"
    return title if line.said in ("", "none") else f"{title}, {line.said}"


def _times(setting: Setting) -> Iterator[str]:
    """That the items run over the end of the meeting, and by how long."""
    meeting = setting.meeting
    begin, end = minutes_of(meeting["starts"]), minutes_of(meeting["ends"])
    last = _ends(setting, begin)
    if last is None or end is None or last <= end:
        return
    over = last - end
    hours, minutes = divmod(over, _HOUR)
    parts = [count(hours, "hour")] if hours else []
    parts += [count(minutes, "minute")] if minutes else []
    yield (
        f"The items run {' and '.join(parts)} over the end of the meeting: it ends at {meeting['ends']}, and the last "
        f"item at {clock(last, dotted=is_dotted(agenda_of(setting.records.office, meeting['id'])))}. "
        "Give items less time or move the end."
    )


def _ends(setting: Setting, begin: int | None) -> int | None:
    """When the last item ends, in minutes after midnight; None where no start is known."""
    office, meeting = setting.records.office, {**setting.meeting, "sits_as": setting.panel or None}
    rows = agenda_of(office, meeting["id"])
    if not rows:
        return None if begin is None else begin + sum(one.minutes for one in proposed(office, meeting))
    ends: list[int] = []
    now = begin
    for row, length in zip(rows, lengths(rows, meeting["ends"]), strict=True):
        starts = minutes_of(row["time"])
        now = now if starts is None else starts
        if now is not None:
            now += length
            ends.append(now)
    return max(ends, default=None)


def _people(records: Records, meeting: Row) -> Iterator[str]:
    if not records.lines("attendance", "meeting_id", meeting["id"]):
        yield "Nobody is down for this meeting yet. Enter who is expected under Attendance."
    if not partners(records):
        yield "No agency is marked as a statutory partner, so whether the meeting is quorate cannot be said."


def _is_unanswered(records: Records, case: Row) -> bool:
    asked = records.profile.review_type(case["review_type"]).criteria
    return bool(asked) and not records.lines("criteria", "review_id", case["id"])
