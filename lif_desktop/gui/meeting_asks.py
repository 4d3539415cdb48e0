"""What is asked for a decision that a meeting takes on a case, and whether it takes the place of an earlier one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.decision_form import of_day, superseding
from lif_desktop.office import Office
from lif_desktop.office.meeting_minutes import standing_decisions
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

Row = Mapping[str, Any]
Write = Callable[[Given, int | None], object]
_DECISIONS = register("decisions")
CHILD_ONLY = frozenset({"local_review", "national_review"})
"""Outcomes of a child's case alone: local and national practice reviews (Working together, chapter 5)."""
_IN_PLACE, _WHY = "in_place", "why"


def ask_decision(office: Office, meeting: Row, item: Row, words: str, replaces: int | None, write: Write) -> Ask:
    """Asks for outcome, reasons, who decided and who did not agree.

    `replaces` is the decision that the line holds already: the new one takes its place. Else, where decisions on the
    case stand, it is asked whether the new one takes the place of the latest.
    """
    standing = standing_decisions(office, item["review_id"])
    earlier = next((row for row in standing if row["id"] == replaces), None)
    latest = standing[-1] if standing and earlier is None else None
    fields = [
        _DECISIONS.field("outcome"),
        replace(_DECISIONS.field("decision"), required=True),
        replace(_DECISIONS.field("reasons"), required=True),
        replace(_DECISIONS.field("decided_by"), label="Decision maker", required=True, width=40),
        _DECISIONS.field("dissent"),
    ]
    why = Field(_WHY, "Reason that the earlier decision no longer stands", "note", required=earlier is not None)
    if latest is not None:
        label = f"Takes the place of the decision{of_day(latest)}"
        fields = [*fields, Field(_IN_PLACE, label, "yes_no", required=True), why]
    elif earlier is not None:
        fields = [*fields, why]

    def written(given: Given) -> None:
        old = earlier or (latest if given.get(_IN_PLACE) else None)
        write(_values(office, meeting, given, old), old["id"] if old is not None else None)

    def check(given: Given) -> Problems:
        if given.get(_IN_PLACE) and not given.get(_WHY):
            return [(_WHY, "Say why the earlier decision no longer stands.")]
        return ()

    group = office.lookup.label("groups", meeting["group_key"])
    values = {"decision": words, "decided_by": group}
    return Ask(
        f"Decision on {office.lookup.reference('reviews', item['review_id'])}",
        tuple(fields),
        written,
        values,
        _told(latest, earlier),
        check,
        save="Record the decision",
    )


def outcomes_for(office: Office, review: int) -> list[str]:
    """The outcomes that a case can have, in words: some are there only for a child's."""
    adult = office.record("reviews", review)["board"] == "adults"
    choices = office.lookup.choices(_DECISIONS.field("outcome").choices)
    return [one.label for one in choices if not (adult and one.key in CHILD_ONLY)]


def _values(office: Office, meeting: Row, given: Given, old: Row | None) -> dict[str, Any]:
    """The fields of a decision, on the day of the meeting."""
    held = meeting["held_on"] or office.today()
    found = {key: value for key, value in given.items() if key not in (_IN_PLACE, _WHY) and value is not None}
    if old is not None:
        found["reasons"] = f"{superseding(old)} because: {given[_WHY]}\n\n{given['reasons']}"
    return {**found, "decided_on": held}


def _told(latest: Row | None, earlier: Row | None) -> str:
    if earlier is not None:
        return f"The decision{of_day(earlier)} is kept as it was written: {_said(earlier)}."
    if latest is not None:
        return f"The decision{of_day(latest)} stands: {_said(latest)}."
    return "What is recorded is kept as it is written, and moves the case on."


def _said(row: Row) -> str:
    return " ".join(str(row["decision"]).split()).rstrip(".")
