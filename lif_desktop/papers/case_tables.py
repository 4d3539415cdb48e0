"""Tables that several papers of a case show: criteria, processes beside it, panel, returns, stages, learning."""

from collections.abc import Iterable
from datetime import date

from lif_desktop.framework.choice import plain as alike
from lif_desktop.framework.criteria import answers_of, duties, in_words, main_finding
from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import came_on, is_asked, return_status
from lif_desktop.framework.status import Status
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Block, Column, Paragraph, Run, Table, Text, bold, or_nothing
from lif_desktop.papers.case_parts import NOT_RECORDED, Case, gap, with_article
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.standing import action_state
from lif_desktop.papers.words import capital, count, one_line


def criteria(case: Case) -> tuple[Block, ...]:
    """A row for each condition with its answer, evidence and source, and what they come to; gaps by name."""
    asked = case.lines("criteria")
    if not asked and not case.kind.criteria:
        return (Paragraph(f"The framework sets no criteria for {case.of_kind}s; it rests on: {case.kind.source}."),)
    if not asked:
        return (gap("the criteria", "Answer each condition on the Criteria tab of the review."),)
    known = {alike(one.text): one.source for one in case.kind.criteria}
    rows = tuple(
        (
            _condition(row, row["source"] or known.get(alike(str(row["question"])), "")),
            case.records.label("answers", row["answer"]) if row["answer"] else (Run("Not answered", quiet=True),),
            row["evidence"] or NOT_RECORDED,
        )
        for row in asked
    )
    columns = (Column("Condition", 5), Column("Answer", 1.6), Column("Evidence", 4.4))
    table = Table(columns, rows, f"Criteria of {case.name}, a row for each condition")
    said = comes_to(case)
    return (table, Paragraph((*bold("What the answers come to: "), Run(said)))) if said else (table,)


def _condition(row: Row, source: str) -> Text:
    return (Run(row["question"]), *((Run(f"\n{source}", quiet=True),) if source else ()))


def comes_to(case: Case) -> str:
    """What the answers on the criteria come to, in words; nothing for a type without any."""
    answers = answers_of(case.lines("criteria"), case.kind.criteria)
    found = main_finding(case.kind.routes, answers)
    findings = [] if found is None else [found, *duties(case.kind.routes, answers)]
    return " ".join(in_words(one, case.kind.criteria, answers) for one in findings)


def parallel(case: Case) -> Table | Paragraph:
    """What runs beside the review, and what that means for it."""
    rows = tuple(
        (
            case.records.label("parallel_kinds", row["kind"]),
            row["lead"] or NOT_RECORDED,
            row["status"] or NOT_RECORDED,
            gather.on(row["expected_on"]),
            row["effect"] or NOT_RECORDED,
        )
        for row in case.lines("parallel_processes")
    )
    columns = (Column("Process", 2.6), Column("Lead", 2), Column("Position", 2), Column("Expected", 2),
               Column("Effect on the review", 3.4))  # fmt: skip
    return or_nothing(
        Table(columns, rows, f"Processes that run beside {case.name}", heads=True),
        "No process is recorded that runs beside this review: no police investigation, inquest, court or other review.",
    )


def panel(case: Case) -> tuple[Block, ...]:
    """The seats on the panel by role and agency, without names."""
    rows = tuple(
        (
            row["role"] or NOT_RECORDED,
            case.records.agency(row["agency_id"]) or NOT_RECORDED,
            row["conflict"] or "No conflict declared",
        )
        for row in case.lines("panel_members")
    )
    if not rows:
        panel = case.kind.roles.panel.replace(": ", " of ", 1)
        wanted = f" The framework expects this: {panel}." if panel else ""
        return (gap("the seats on the panel", f"Add them by role on the Panel tab of the review.{wanted}"),)
    columns = (Column("Role", 3), Column("Agency", 3.4), Column("Conflict of interest", 3.6))
    return (Table(columns, rows, f"Panel of {case.name}, by role"),)


def returns(case: Case, of: Iterable[str] = (), until: date | None = None) -> tuple[Block, ...]:
    """What each agency was asked for and how that stands.

    `of` are kinds of return, all where it is empty. `until` leaves out what was asked after that day, and counts it.
    """
    records, wanted = case.records, frozenset(of)
    asked = [row for row in case.lines("returns") if is_asked(row) and (not wanted or row["kind"] in wanted)]
    later = [row for row in asked if until and row["asked_on"] and row["asked_on"] > until]
    asked = [row for row in asked if row not in later]
    rows = tuple(
        (
            records.agency(row["agency_id"]),
            records.label("return_kinds", row["kind"]),
            gather.on(row["asked_on"], "Not recorded"),
            gather.on(row["due_on"]),
            show_date(came_on(row)),
            (return_status(row, records.today, records.calendar),),
        )
        for row in sorted(asked, key=lambda row: (records.agency(row["agency_id"]), row["id"]))
    )
    since = (Paragraph(f"{capital(count(len(later), 'return'))} asked since the decision.", "small"),) if later else ()
    if not rows and later:
        return (Paragraph("No return was asked for before the decision."), *since)
    if not rows:
        return (gap("requests to agencies", "Ask them under Returns of the review."),)
    columns = (Column("Agency", 3.2), Column("What", 2.6), Column("Asked", 1.9), Column("Due", 1.9),
               Column("In", 1.9), Column("State", 2.4))  # fmt: skip
    return (Table(columns, rows, f"What agencies were asked for, for {case.name}", compact=True), *since)


def stages(case: Case, ahead: bool = False) -> Table | Paragraph:
    """The stages of the review by their dates; with `ahead` only those that are not done, without what is past."""
    held = sorted(case.lines("milestones"), key=lambda row: (row["due_on"] or date.max, row["position"] or 0))
    columns = [Column("Stage", 4.4), Column("Due", 2), Column("Done", 1.8), Column("State", 2), Column("Reason", 2.6)]
    rows: list[tuple[Text, ...]] = [
        (
            _stage(row),
            _due(row),
            show_date(row["done_on"]),
            (row["state"],),
            row["slip_reason"] or row["extension_reason"] or "",
        )
        for row in held
    ]
    if ahead:
        rows = [(row[0], row[1], row[3]) for row, line in zip(rows, held, strict=True) if not line["done_on"]]
        columns = [columns[0], columns[1], columns[3]]
    none = "No stage is left." if held else f"No clock runs for {with_article(case.of_kind)}."
    return or_nothing(Table(tuple(columns), tuple(rows), f"Stages of {case.name} by date", compact=True), none)


def _stage(row: Row) -> Text:
    return (Run(row["label"]), *((Run(f"\n{row['source']}", quiet=True),) if row["source"] else ()))


def _due(row: Row) -> str:
    if not row["due_on"]:
        return f"Counts from {one_line(row['event_words'])}" if row["event_words"] else "No date yet"
    first = row["original_due_on"]
    moved = f"\nfirst {show_date(first)}" if first and first != row["due_on"] else ""
    return f"{show_date(row['due_on'])}{moved}"


def clock_changes(case: Case) -> tuple[Block, ...]:
    """What was extended or suspended, by whom and why; nothing where nothing was."""
    rows = tuple(
        (
            gather.on(row["decided_on"], "Not recorded"),
            one_line(f"{case.records.label('clock_change_kinds', row['kind'])}: {row['stage'] or 'the whole review'}"),
            _moved(row),
            row["reason"] or NOT_RECORDED,
            row["agreed_by"] or NOT_RECORDED,
        )
        for row in case.lines("clock_changes")
    )
    columns = (Column("Decided", 1.9), Column("What changed", 3), Column("Dates", 2.4), Column("Reason", 3),
               Column("Agreed by", 2))  # fmt: skip
    if not rows:
        return ()
    said = Paragraph("What was changed of these dates; the first date of each stays on the record.", keep=True)
    return (said, Table(columns, rows, f"Changes of the clock of {case.name}", compact=True))


def _moved(row: Row) -> str:
    before, after = show_date(row["due_before"]), show_date(row["due_after"])
    return f"{before} to {after}" if before and after else before or after


def learning(case: Case) -> tuple[Block, ...]:
    """The learning points of the review, with how far each has got."""
    rows = tuple(
        (
            (Run(f"{row['ref']} ", bold=True), Run(row["title"])),
            row["statement"] or NOT_RECORDED,
            f"{row['stage'] or ''}",
        )
        for row in case.learning
    )
    if not rows:
        return (gap("learning", "Add a learning point under Learning, from this review."),)
    columns = (Column("Learning point", 3.6), Column("What was learned", 5), Column("Reached", 1.7))
    return (Table(columns, rows, f"Learning from {case.name}"),)


def recommendations(case: Case) -> tuple[Block, ...]:
    """What is recommended, what was decided about it, and the actions that carry it out."""
    served: dict[int, list[str]] = {}
    for action in case.actions:
        if action["recommendation_id"]:
            served.setdefault(action["recommendation_id"], []).append(str(action["ref"]))
    rows = tuple(
        (
            (Run(f"{row['ref']} ", bold=True), Run(row["text"])),
            decided(case.records, row),
            ", ".join(served.get(row["id"], ())) or (Run("No action", quiet=True),),
        )
        for row in case.recommendations
    )
    if not rows:
        return (gap("recommendations", "Add them on the Recommendations tab of a learning point of this review."),)
    columns = (Column("Recommendation", 5.6), Column("Decision", 3), Column("Actions", 2))
    return (Table(columns, rows, f"Recommendations of {case.name}"),)


def decided(records: Records, row: Row) -> str:
    """What was decided about a recommendation, when, by whom, and why it is not carried out."""
    word = records.label("recommendation_decisions", row["decision"]) or "Not decided yet"
    by = ", ".join(part for part in (show_date(row["decided_on"]), row["decided_by"]) if part)
    why = f"Why not: {row['reason']}" if row["decision"] == "not_implemented" and row["reason"] else ""
    return "\n".join(part for part in (word, by, why) if part)


def actions(case: Case, ahead: bool = False) -> tuple[Block, ...]:
    """The actions of the review with owner, due date and state; with `ahead` only those that are not done."""
    rows = tuple(
        (
            (Run(f"{row['ref']} ", bold=True), Run(row["title"])),
            case.records.owner(row),
            gather.on(row["due_on"]),
            action_state(case.records, row),
        )
        for row in case.actions
        if not (ahead and gather.is_finished(row))
    )
    columns = (Column("Action", 5), Column("Lead", 3), Column("Due", 2), Column("State", 2.4))
    return (Table(columns, rows, f"Actions of {case.name}"),) if rows else ()


def checklist(case: Case, kind: str) -> tuple[Block, ...]:
    """The points of one kind that the review is held against, with what was seen of each; nothing where none is."""
    rows = tuple(
        (
            row["text"],
            case.records.label("evidence_answers", row["answer"]) or (Run("Not looked at", quiet=True),),
            row["evidence"] or "",
        )
        for row in case.lines("review_checks")
        if row["kind"] == kind
    )
    columns = (Column("Point", 5.4), Column("Seen", 1.8), Column("Evidence", 3.4))
    about = f"{case.records.label('check_kinds', kind)}s of {case.name}"
    return (Table(columns, rows, about, compact=True),) if rows else ()


def progress_checks(case: Case) -> tuple[Block, ...]:
    """The looks at time and quality so far; a gap where there was none."""
    rows = tuple(
        (
            gather.on(row["checked_on"], "Not recorded"),
            row["time_taken"] or NOT_RECORDED,
            row["quality"] or NOT_RECORDED,
            row["written_request"] or "No request",
            row["checked_by"] or NOT_RECORDED,
        )
        for row in sorted(case.lines("progress_checks"), key=lambda row: (row["checked_on"] or date.max, row["id"]))
    )
    if not rows:
        return (gap("a look at time and quality", "Add one on the Progress checks tab of the review."),)
    columns = (Column("Checked", 1.9), Column("Time taken", 2.6), Column("Quality", 3), Column("Written request", 2.6),
               Column("By", 1.9))  # fmt: skip
    return (Table(columns, rows, f"Looks at the time and quality of {case.name}", compact=True),)


def sign_off(who: Iterable[str], about: str) -> Table:
    """Room to sign: a row for each of those who sign."""
    columns = (Column("Who", 4), Column("Name and role", 3.4), Column("Signature", 3), Column("Date", 1.8))
    return Table(columns, tuple((one, "", "", "") for one in who), about, heads=True, row_height=11)


def partners(records: Records) -> tuple[str, ...]:
    """The agencies that are safeguarding partners by law and still there, by name."""
    return tuple(
        str(row["name"])
        for row in records.rows("agencies")
        if row["statutory"] and not row["merged_into_id"] and (row["active_to"] or records.today) >= records.today
    )


def counted(rows: Iterable[Row]) -> str:
    """Actions by how they stand, in words: "7 actions: 4 complete, 2 on track, 1 overdue"."""
    held = list(rows)
    groups = (("complete", [row for row in held if gather.is_finished(row)]),
              ("overdue", [row for row in held if _late(row)]))  # fmt: skip
    told = [f"{len(some)} {word}" for word, some in groups if some]
    left = len(held) - sum(len(some) for _, some in groups)
    told += [f"{left} open and not overdue"] if left else []
    return f"{count(len(held), 'action')}{': ' if told else ''}{', '.join(told)}"


def _late(row: Row) -> bool:
    state: Status = row["state"]
    return not gather.is_finished(row) and state.word.startswith("Overdue")
