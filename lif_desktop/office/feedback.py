"""A feedback form that came back with a briefing becomes evidence of sharing and of practice (12.2, 12.4)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lif_desktop.framework.briefing_forms import Feedback
from lif_desktop.office.changes import Add, Change, Edit
from lif_desktop.office.office import Office

BRIEFING, TEAM_MEETINGS = "thematic_briefing", "team_meetings"
"""The channel by which a briefing is shared, and the route by which a team takes it into practice."""

TALKED, CHANGED = "talked", "changed"
"""The question whose answer is a day and a number, and the one whose answer is evidence that practice changed."""


@dataclass(frozen=True)
class Returned:
    """One form: the agency and its team, the day it came back, when the team talked, how many took part, the answers.

    `answers` are by the key of the question; empty ones say nothing.
    """

    agency: int
    returned_on: dt.date
    team: str = ""
    talked_on: dt.date | None = None
    took_part: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


def feedback_changes(office: Office, learning: int, form: Returned, feedback: Feedback) -> list[Change]:
    """What is written for a form.

    The agency's line of sharing by briefing that nobody has confirmed is confirmed; where there is none, one is added
    for the team. What the team has seen change becomes evidence of embedding. Another form of the same agency never
    writes over the first.
    """
    told = {key: " ".join(words.split()) for key, words in form.answers.items() if words and words.strip()}
    used = "\n".join(f"{one.text} {told[one.key]}" for one in feedback.questions if one.key in told)
    values = {"confirmed_on": form.returned_on, "reached": form.took_part, "how_used": used or None}
    values = {key: value for key, value in values.items() if value is not None}
    if form.team:
        values["audience"] = form.team
    line = _awaited(office, learning, form.agency)
    changes: list[Change] = []
    if line is not None:
        changes.append(Edit("dissemination", line["id"], values, line["version"]))
    else:
        own = {"learning_id": learning, "channel": BRIEFING, "agency_id": form.agency}
        shared = {"shared_on": form.talked_on or form.returned_on}
        changes.append(Add("dissemination", own | shared | values))
    if CHANGED in told:
        seen = {"learning_id": learning, "route": TEAM_MEETINGS, "agency_id": form.agency}
        team = f"{form.team}: " if form.team else ""
        changes.append(Add("embedding", seen | {"seen_on": form.returned_on, "evidence": f"{team}{told[CHANGED]}"}))
    return changes


def _awaited(office: Office, learning: int, agency: int) -> Mapping[str, Any] | None:
    """The oldest line of sharing by briefing with the agency that nobody has confirmed."""
    lines = [
        row
        for row in office.records("dissemination", learning)
        if row["agency_id"] == agency and row["channel"] == BRIEFING and row["shared_on"] and not row["confirmed_on"]
    ]
    return min(lines, key=lambda row: (row["shared_on"], row["id"]), default=None)
