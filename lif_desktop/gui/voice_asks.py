"""What is asked about a voice: how a step of a dispute ended, what was answered, and that the person heard of it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lif_desktop.framework.choice import Choice
from lif_desktop.framework.disputes import next_stage, with_decision
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.records import lowered
from lif_desktop.office import Change, Edit, Office
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

Voice = Mapping[str, Any]
Write = Callable[[str, list[Change]], object]
"""Writes changes under the words that undo calls them."""

_TABLE = register("voices").table
_TO_COME = "That day is still to come. Enter the day on which it was done."
_WORDS = Field("words", "What was decided", "note", required=True)


def _day(label: str) -> Field:
    return Field("day", label, "date", required=True)


def _no_later(office: Office, not_before: dt.date | None = None, since: str = "") -> Callable[[Given], Problems]:
    def check(given: Given) -> Problems:
        if given["day"] > office.today():
            return [("day", _TO_COME)]
        if not_before is not None and given["day"] < not_before:
            return [("day", f"Enter a day that is not before {since}.")]
        return []

    return check


def begin_ask(office: Office, voice: Voice, write: Write) -> Ask:
    """Asks when the first step of a dispute began."""
    first = next_stage(office.profile.choices("dispute_stages"), None)

    def save(given: Given) -> None:
        values = {"dispute_stage": first.key if first else None, "step_began_on": given["day"]}
        write(f"Began {first.label if first else ''} of {voice['ref']}", [Edit(_TABLE, voice["id"], values)])

    day = voice["heard_on"] or office.today()
    heading = f"Begin {first.label}" if first else "Begin"
    return Ask(heading, (_day("Step began"),), save, {"day": day}, check=_no_later(office))


def further_ask(office: Office, voice: Voice, write: Write) -> Ask:
    """Asks why a step did not settle the dispute, and takes it to the next one."""
    stages = office.profile.choices("dispute_stages")
    now, following = _stage(stages, voice["dispute_stage"]), next_stage(stages, voice["dispute_stage"])

    def save(given: Given) -> None:
        text = with_decision(voice["decision"], now.label, given["day"], str(given["words"]), settled=False)
        values = {"decision": text, "dispute_stage": following.key if following else None}
        changes: list[Change] = [Edit(_TABLE, voice["id"], values | {"step_began_on": given["day"]})]
        write(f"Took {voice['ref']} to {following.label if following else ''}", changes)

    words = f"The next step is {following.label}." if following else ""
    fields = (Field("words", "Why it was not settled", "note", required=True), _day("Taken further on"))
    check = _no_later(office, voice["step_began_on"], "the step began")
    return Ask(f"Not settled at {now.label}", fields, save, {"day": office.today()}, words, check)


def settled_ask(office: Office, voice: Voice, write: Write) -> Ask:
    """Asks what was decided at the step that settled a dispute."""
    now = _stage(office.profile.choices("dispute_stages"), voice["dispute_stage"])

    def save(given: Given) -> None:
        text = with_decision(voice["decision"], now.label, given["day"], str(given["words"]), settled=True)
        values = {"decision": text, "responded_on": given["day"], "status": "answered"}
        write(f"Settled {voice['ref']} at {now.label}", [Edit(_TABLE, voice["id"], values)])

    check = _no_later(office, voice["step_began_on"], "the step began")
    return Ask(f"Settled at {now.label}", (_WORDS, _day("Settled on")), save, {"day": office.today()}, check=check)


def answer_ask(office: Office, voice: Voice, write: Write) -> Ask:
    """Asks what was answered; of a challenge also what was decided."""
    decides = voice["kind"] == "challenge"
    fields = [Field("response", "Answer", "note", required=True), _day("Answered on")]
    if decides:
        fields.insert(1, Field("decision", "What was decided", "note"))

    def save(given: Given) -> None:
        values: dict[str, Any] = {"response": given["response"], "responded_on": given["day"]}
        if decides:
            values["decision"] = given["decision"]
        if voice["status"] in (None, "open"):
            values["status"] = "answered"
        write(f"Answered {voice['ref']}", [Edit(_TABLE, voice["id"], values)])

    values = {"response": voice["response"], "decision": voice["decision"]}
    values["day"] = voice["responded_on"] or office.today()
    check = _no_later(office, voice["heard_on"], "the message was heard")
    return Ask("Record the answer", tuple(fields), save, values, check=check)


def fed_back_ask(office: Office, voice: Voice, write: Write) -> Ask:
    """Asks when the person who spoke heard what came of it, and whether the voice is closed with that."""
    fields = (_day("Fed back on"), Field("close", "Close it too", "yes_no"))

    def save(given: Given) -> None:
        values: dict[str, Any] = {"fed_back_on": given["day"]}
        if given["close"]:
            values |= {"status": "closed", "closed_on": given["day"]}
        write(f"Fed back on {voice['ref']}", [Edit(_TABLE, voice["id"], values)])

    values = {"day": office.today(), "close": True}
    check = _no_later(office, voice["heard_on"], "the message was heard")
    return Ask("Fed back to the person", fields, save, values, check=check)


def learning_preset(office: Office, voice: Voice) -> dict[str, Any]:
    """What a learning point from a voice begins with; its statement is the message."""
    source = {
        "practitioner": "practitioner",
        "engagement": "family_voice",
        "complaint": "complaint",
        "compliment": "complaint",
    }.get(voice["kind"], "dispute")
    values = {"voices": (voice["id"],), "source_kind": source, "identified_on": office.today()}
    return values | {"statement": voice["message"], "board": voice["board"], "themes": voice["theme"]}


def risk_preset(office: Office, voice: Voice) -> dict[str, Any]:
    """What a risk from a voice begins with."""
    values = {"voice_id": voice["id"], "raised_on": office.today(), "status": "open", "board": voice["board"]}
    kind = office.lookup.label("voice_kinds", voice["kind"])
    return values | {"cause": f"{voice['ref']}, {lowered(kind)}: {voice['message']}"}


def _stage(stages: tuple[Choice, ...], key: str | None) -> Choice:
    """The step of that key; one that the profile no longer has by its key."""
    return next((stage for stage in stages if stage.key == key), Choice(key or "", key or "no step"))
