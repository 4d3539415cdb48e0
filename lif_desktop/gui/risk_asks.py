"""What is asked about a risk: a new score, and to whom it is escalated."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lif_desktop.framework.dates import add_months, show_date
from lif_desktop.framework.risks import Cell, band_status, cell, said, to_escalate
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.office import Change, Office
from lif_desktop.office.escalation import escalated, has_own_agenda, next_meeting
from lif_desktop.office.risk_scores import scored_again
from lif_desktop.registers.field import Field

Risk = Mapping[str, Any]
Write = Callable[[str, list[Change]], object]
"""Writes changes under the words that undo calls them."""

_SCORE_FIELDS = (
    Field("likelihood", "Likelihood", "choice", choices="risk_likelihood", required=True),
    Field("impact", "Impact", "choice", choices="risk_impact", required=True),
    Field("note", "Why", "note"),
    Field("day", "Scored on", "date", required=True),
    Field("by", "Scored by"),
    Field("following", "Next review", "date"),
)
_DAY = Field("day", "Escalated on", "date", required=True)
_GROUP = Field("group", "To", "choice", choices="groups", required=True, width=24)


def place_words(office: Office, place: Cell) -> str:
    """A score with its band and the words of the scale: "16 Extreme (likely, major)"."""
    scale = office.profile.risk
    words = said(scale, place)
    return f"{band_status(scale, place).word} ({words[:1].lower()}{words[1:]})"


def score_ask(office: Office, risk: Risk, write: Write) -> Ask:
    """Asks for a new score of a risk; the one before stands beside it."""
    place, today, every = cell(risk), office.today(), risk["review_every_months"]
    before = f"Now {place_words(office, place)}." if place else "Not scored yet."

    def check(given: Given) -> Problems:
        if given["day"] > today:
            return [("day", "That day is still to come. Enter the day on which it was scored.")]
        following = given["following"]
        if following is not None and following <= given["day"]:
            return [("following", "Enter a day after the one on which it was scored.")]
        return []

    def save(given: Given) -> None:
        chosen = Cell(int(given["likelihood"]), int(given["impact"]))
        by, note = str(given["by"] or ""), str(given["note"] or "")
        changes = scored_again(risk["id"], given["day"], chosen, by, note, given["following"])
        write(f"Scored {risk['ref']} again: {band_status(office.profile.risk, chosen).word}", changes)

    values: dict[str, Any] = {"day": today, "by": office.person}
    if place is not None:
        values |= {"likelihood": str(place.likelihood), "impact": str(place.impact)}
    if every:
        values["following"] = add_months(today, every)
    elif risk["next_review_on"] and risk["next_review_on"] > today:
        values["following"] = risk["next_review_on"]
    return Ask("Score again", _SCORE_FIELDS, save, values, before, check)


def escalate_ask(office: Office, risk: Risk, why: str, write: Write) -> Ask:
    """Asks when and to whom a risk is escalated, and offers an item on the next agenda of the group."""
    group = office.profile.risk.escalation.group
    meeting = next_meeting(office, group)
    own = meeting is not None and has_own_agenda(office, meeting["id"])

    def save(given: Given) -> None:
        to = str(given["group"])
        with_item = meeting["id"] if meeting is not None and given.get("ticked") and to == group else None
        label = office.lookup.label("groups", to)
        write(f"Escalated {risk['ref']} to {label}", escalated(office, risk, given["day"], to, with_item))

    def check(given: Given) -> Problems:
        late = given["day"] > office.today()
        return [("day", "That day is still to come. Enter the day on which it was escalated.")] if late else []

    words = f"{why[:1].upper()}{why[1:]}. {agenda_words(office, meeting)}" if why else agenda_words(office, meeting)
    ticks = ((meeting["id"], f"Add an item to the agenda of {meeting['ref']}"),) if own and meeting else ()
    return Ask(
        "Escalate",
        (_DAY, _GROUP),
        save,
        {"day": office.today(), "group": group},
        words,
        check,
        ticks,
        "Agenda",
        ticked=tuple(number for number, _ in ticks),
    )


def agenda_words(office: Office, meeting: Mapping[str, Any] | None) -> str:
    """Where the group will see the risk: on the agenda of its next meeting, or that none is planned."""
    group = office.lookup.label("groups", office.profile.risk.escalation.group)
    if meeting is None:
        return f"No meeting of {group} is planned. Add one under Meetings."
    named = f"{group} on {show_date(meeting['held_on'])} ({meeting['ref']})"
    if has_own_agenda(office, meeting["id"]):
        return f"The next meeting is {named}."
    return f"The agenda of {named} lists it under \u201cRisks to escalate\u201d by itself."


def escalation_words(office: Office, risk: Risk) -> tuple[str, str]:
    """The tone and the sentence on whether a risk is to be escalated or was; "" where neither."""
    why = to_escalate(risk, office.today(), office.profile.risk, office.records("risk_scores", risk["id"]))
    group = office.lookup.label("groups", office.profile.risk.escalation.group)
    if why:
        return "red", f"To be escalated to {group}: {why}."
    done: dt.date | None = risk["escalated_on"]
    if done is None:
        return "", ""
    to = office.lookup.label("groups", risk["escalated_to"]) if risk["escalated_to"] else group
    return "blue", f"Escalated to {to} on {show_date(done)}."
