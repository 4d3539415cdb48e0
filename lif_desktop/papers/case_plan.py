"""The action plan of one review or audit: recommendations, their actions, how they stand, and what is not done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.home_office_plan import (
    COLUMNS,
    completion_and_outcome,
    has_home_office_plan,
    key_milestones,
    who_leads,
)
from lif_desktop.papers import case_tables, gather
from lif_desktop.papers.blocks import Block, Column, Heading, Paper, Paragraph, Run, Table, Text, bold
from lif_desktop.papers.case_parts import NOT_RECORDED, Case, gap
from lif_desktop.papers.case_source import Source, find_source, source_paper
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.standing import action_state
from lif_desktop.papers.words import capital, count, one_line, shorten

WHAT = "Action plan"
_REFUSED = "not_implemented"
_LONGEST = 180
"""Letters of a recommendation in its heading; a longer one stands whole beneath it."""
_LAW = "Reasons are reported each year (Care Act 2014 Schedule 2 paragraph 4(1)(g))."


def action_plan(records: Records, ref: str | None, made: datetime) -> Paper:
    """The plan of the review or audit `ref`, or of the newest review with actions. Raises PaperError."""
    source = find_source(records, ref, made, "an action plan", lambda case: bool(case.actions))
    plan = _Plan(source)
    homicide = source.case is not None and has_home_office_plan(source.case.kind.key)
    blocks = (
        Paragraph(plan.in_short, "lead"),
        source.drawn_from((*plan.recommendations, *plan.actions)),
        Heading("Recommendations and actions"),
        *(_home_office(plan) if homicide else _working(plan)),
        *_refused(plan),
        *_signed(source),
    )
    return source_paper(source, WHAT, blocks, landscape=True)


@dataclass(frozen=True)
class _Plan:
    """Recommendations of one source, each with its actions."""

    source: Source

    @property
    def recommendations(self) -> list[Row]:
        """All of them, by reference."""
        return self.source.recommendations

    @property
    def actions(self) -> list[Row]:
        """All actions, by due date."""
        return self.source.actions

    def of(self, recommendation: Row) -> list[Row]:
        """The actions that carry out one recommendation."""
        return [row for row in self.actions if row["recommendation_id"] == recommendation["id"]]

    @property
    def others(self) -> list[Row]:
        """Actions that carry out no recommendation of this source."""
        known = {row["id"] for row in self.recommendations}
        return [row for row in self.actions if row["recommendation_id"] not in known]

    @property
    def wanted(self) -> list[Row]:
        """Recommendations but for those that are not to be implemented."""
        return [row for row in self.recommendations if row["decision"] != _REFUSED]

    @property
    def in_short(self) -> str:
        """How many there are, and how they stand."""
        refused = len(self.recommendations) - len(self.wanted)
        said = capital(count(len(self.recommendations), "recommendation"))
        said += f", {refused} of them not to be implemented" if refused else ""
        return f"{said}; {case_tables.counted(self.actions)}."


# The working layout


_COLUMNS = (
    Column("Action", 4), Column("Lead", 2.8), Column("Due", 1.7), Column("State", 1.9),
    Column("What done will look like", 2.8), Column("Latest update", 3), Column("Evidence, and what it changed", 3.2),
)  # fmt: skip


def _working(plan: _Plan) -> Iterator[Block]:
    """A heading and a table for each recommendation, then the actions that carry out none."""
    if not plan.wanted and not plan.others:
        yield gap("recommendations and actions", "Add recommendations to the learning, and actions to each of them.")
    for row in plan.wanted:
        yield Heading(f"{row['ref']}: {shorten(row['text'], _LONGEST)}", 3)
        if len(one_line(row["text"])) > _LONGEST:
            yield Paragraph(row["text"], keep=True)
        decided = case_tables.decided(plan.source.records, row).replace("\n", ", ")
        yield Paragraph(f"{decided}.", "small", keep=True)
        own = plan.of(row)
        yield _table(plan, own, str(row["ref"])) if own else gap(f"actions for {row['ref']}", "Add one to it.")
    if plan.others:
        yield Heading("Actions that carry out learning, or stand on the case itself", 3)
        yield _table(plan, plan.others, "no recommendation")


def _table(plan: _Plan, rows: Sequence[Row], what: str) -> Table:
    cells = tuple(_row(plan, row) for row in rows)
    return Table(_COLUMNS, cells, f"Actions of {plan.source.name} for {what}", compact=True)


def _reference(row: Row) -> tuple[Run, ...]:
    return (Run(f"{row['ref']} ", bold=True),)


def _row(plan: _Plan, row: Row) -> tuple[Text, ...]:
    first = row["original_due_on"]
    moved = f"\nfirst {show_date(first)}" if first and row["due_on"] and first != row["due_on"] else ""
    return (
        (*_reference(row), Run(row["title"])),
        plan.source.records.owner(row) or NOT_RECORDED,
        f"{gather.on(row['due_on'])}{moved}",
        action_state(plan.source.records, row),
        row["done_test"] or NOT_RECORDED,
        _update(plan, row),
        _evidence(row),
    )


def _update(plan: _Plan, row: Row) -> str:
    told = [one for one in plan.source.updates(row) if one["told_on"]]
    day = f"{show_date(max(one['told_on'] for one in told))}: " if told else ""
    return f"{day}{row['latest_update']}" if row["latest_update"] else ""


def _evidence(row: Row) -> Text:
    """What shows that it is done, and what shows that it made a difference; what is missing is said once it is done."""
    done = gather.is_finished(row)
    parts: list[Run] = []
    if row["completed_on"]:
        parts.append(Run(f"Complete {show_date(row['completed_on'])}. "))
    if row["evidence"] or done:
        parts.append(Run(row["evidence"] or "No evidence of completion.", quiet=not row["evidence"]))
    if row["impact_evidence"] or done:
        effect = row["impact_evidence"]
        parts += [Run("\nEffect: ", bold=True), Run(effect or "no evidence yet", quiet=not effect)]
    return tuple(parts)


# The Home Office's columns


def _home_office(plan: _Plan) -> Iterator[Block]:
    """The plan in the columns that the Home Office asks of a homicide review."""
    shares = (4, 1.3, 3.4, 2, 3.4, 1.8, 3.2)
    columns = tuple(Column(title, share) for title, share in zip(COLUMNS, shares, strict=True))
    rows = tuple(_home_office_rows(plan))
    if not rows:
        yield gap("recommendations and actions", "Add recommendations to the learning, and actions to each of them.")
        return
    yield Table(columns, rows, f"Action plan of {plan.source.name} in the Home Office's columns", compact=True)


def _home_office_rows(plan: _Plan) -> Iterator[tuple[Text, ...]]:
    for recommendation in plan.wanted:
        what: Text = (*_reference(recommendation), Run(recommendation["text"]))
        for number, action in enumerate(plan.of(recommendation)):
            yield _home_office_row(plan, what if not number else _reference(recommendation), action)
        if not plan.of(recommendation):
            yield (what, plan.source.scope, "No action yet", "", "", "", "")
    for action in plan.others:
        yield _home_office_row(plan, (Run("No recommendation recorded", quiet=True),), action)


def _home_office_row(plan: _Plan, what: Text, action: Row) -> tuple[Text, ...]:
    records = plan.source.records
    return (
        what,
        records.label("boards", action["board"]) or plan.source.scope,
        (*_reference(action), Run(action["title"])),
        who_leads(action, records.agency(action["lead_agency_id"])) or NOT_RECORDED,
        key_milestones(plan.source.updates(action)) or NOT_RECORDED,
        gather.on(action["due_on"]),
        completion_and_outcome(action) or action_state(records, action),
    )


# What is not done, and who agreed


def _refused(plan: _Plan) -> Iterator[Block]:
    """Recommendations that are not to be implemented, each with its reason."""
    refused = [row for row in plan.recommendations if row["decision"] == _REFUSED]
    yield Heading("Recommendations not to be implemented")
    if not refused:
        yield Paragraph(
            "Every recommendation is to be implemented, or waits for a decision."
            if plan.recommendations
            else "No recommendation is recorded."
        )
        return
    yield Paragraph(_LAW, "small", keep=True)
    rows = tuple(
        (
            (*_reference(row), Run(row["text"])),
            row["reason"] or (Run("No reason recorded: write it on the recommendation", bold=True),),
            ", ".join(part for part in (row["decided_by"], show_date(row["decided_on"])) if part) or NOT_RECORDED,
        )
        for row in refused
    )
    columns = (Column("Recommendation", 5), Column("Why not", 5), Column("Decided", 2.4))
    yield Table(columns, rows, f"Recommendations of {plan.source.name} that are not to be implemented")


def _signed(source: Source) -> Sequence[Block]:
    """Moderation, sign-off and the day of assurance, for a review."""
    case: Case | None = source.case
    if case is None:
        return ()
    review = case.review
    facts = [
        ("Moderation day", review["moderation_on"]),
        ("Action plan signed off", review["plan_signed_off_on"]),
        ("Assurance due", review["assurance_due_on"]),
    ]
    words = "; ".join(f"{label.lower()}: {gather.on(day)}" for label, day in facts)
    over = case.kind.roles.actions
    watched = (Paragraph((*bold("Watches over these actions: "), Run(f"{over}."))),) if over else ()
    return (Heading("Sign-off"), Paragraph(f"{capital(words)} (framework 5.8.3, 5.8.4)."), *watched)
