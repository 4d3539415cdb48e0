"""What the yearly report of the children's safeguarding partners is to say, from the records."""

from lif_desktop.framework.dates import show_date
from lif_desktop.papers import gather
from lif_desktop.papers.annual_adults import implemented
from lif_desktop.papers.annual_evidence import GUIDANCE, MOST_ROWS, ongoing_table
from lif_desktop.papers.annual_year import Duty, Told, Year
from lif_desktop.papers.blocks import Block, Bullets, Column, Heading, Paragraph, Run, Table, bold
from lif_desktop.papers.words import capital, count, shorten

ACT = "Children Act 2004 section 16G"
_FEEDBACK = frozenset({"engagement", "complaint", "compliment"})


def _done(year: Year) -> Told:
    """Work of the year that concerns children, counted."""
    said = []
    reviews = year.concluded(gather.CHILD_REVIEWS)
    if reviews:
        said.append(f"{capital(count(len(reviews), 'review'))} of serious incidents concluded.")
    audits = year.of_board(year.within("audits", "completed_on"), "children")
    if audits:
        said.append(f"{capital(count(len(audits), 'audit'))} of work with children completed.")
    courses = year.of_board(year.within("training", "held_on"), "children")
    if courses:
        said.append(f"{capital(count(len(courses), 'training event'))} held for those who work with children.")
    done = year.of_board(year.completed(), "children")
    if done:
        said.append(f"{capital(count(len(done), 'action'))} completed.")
    if not said:
        return Told()
    return Told((Bullets(tuple(said)), Paragraph("What each partner did stands under (c) of the adults' part.")))


def _effective(year: Year) -> Told:
    """Every piece of evidence that something changed: measures, effects of actions, results of training."""
    rows = [
        (bold(row["ref"]), shorten(row["difference"], 300))
        for row in year.records.rows("learning")
        if row["difference"] and row["identified_on"] and row["identified_on"] <= year.end
    ]
    rows += [
        (bold(row["ref"]), shorten(row["impact_evidence"], 300)) for row in year.completed() if row["impact_evidence"]
    ]
    rows += [
        (bold(row["ref"]), shorten(row["results_evidence"], 300))
        for row in year.within("training", "held_on")
        if row["results_evidence"]
    ]
    refs = {row["id"]: row["ref"] for row in year.records.rows("learning")}
    for line in year.within("evaluations", "measured_on"):
        if line["learning_id"] in refs and line["baseline"] is not None and line["result"] is not None:
            moved = f"{line['measure']}: from {line['baseline']:g} to {line['result']:g}."
            words = " ".join(part for part in (moved, line["difference"]) if part)
            rows.append((bold(refs[line["learning_id"]]), shorten(words, 300)))
    table = Table((Column("Record", 2), Column("What changed", 8)), tuple(rows[:MOST_ROWS]), "Evidence of effect")
    return Told((table,) if rows else ())


def _stuck(year: Year) -> Told:
    """Where there was little progress: actions overdue at the end of the year, risks that rose."""
    late = year.overdue()
    blocks: list[Block] = []
    if late:
        blocks.append(
            Paragraph(f"{capital(count(len(late), 'action'))} overdue at the end of the year; the oldest are these.")
        )
        columns = (Column("Action", 6), Column("Lead", 3.4), Column("Due", 2.2))
        rows = tuple(
            (
                (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row))),
                year.records.agency(row["lead_agency_id"]) or "No lead",
                show_date(row["due_on"]),
            )
            for row in late[:8]
        )
        blocks.append(Table(columns, rows, "Oldest overdue actions"))
    rose = [
        row
        for row in year.risks()
        if (year.score_on(row, year.start) or 0) < (year.score_on(row, year.end) or 0)
        and year.score_on(row, year.start)
    ]
    if rose:
        blocks.append(Paragraph("Risks that rose over the year:"))
        blocks.append(Bullets(tuple((Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row))) for row in rose)))
    return Told(tuple(blocks))


def _incidents(year: Year) -> Told:
    """Rapid reviews and practice reviews of the year, with what was learned."""
    records = year.records
    done, ongoing = year.concluded(gather.CHILD_REVIEWS), year.ongoing(gather.CHILD_REVIEWS)
    blocks: list[Block] = []
    if done:
        columns = (Column("Review", 3), Column("Kind", 3.4), Column("Concluded", 2.2), Column("What was learned", 5))
        rows = tuple(
            (
                bold(records.case(row)),
                records.label("review_types", row["review_type"]),
                show_date(gather.concluded_on(row)),
                "\n".join(f"{point['ref']} {gather.short_title(point)}" for point in records.findings([row]))
                or "Nothing recorded",
            )
            for row in done
        )
        blocks += [Table(columns, rows, "Reviews of serious incidents concluded in the year")]
    if ongoing:
        blocks += [Heading("Ongoing at the end of the year", 4), ongoing_table(year, ongoing)]
    return Told(tuple(blocks))


def _decisions(year: Year) -> Told:
    reviews = [row for row in year.records.rows("reviews") if row["review_type"] in gather.CHILD_REVIEWS]
    asked = [row for row in year.records.recommendations(reviews) if year.holds(row["decided_on"])]
    told = implemented(year, reviews)
    if not asked:
        return told
    accepted = sum(row["decision"] == "accepted" for row in asked)
    refused = sum(row["decision"] == "not_implemented" for row in asked)
    decided = f"{capital(count(len(asked), 'recommendation'))} decided in the year"
    words = f"{decided}: {accepted} accepted, {refused} not to be implemented."
    return Told((Paragraph(words), *told.blocks))


def _feedback(year: Year) -> Told:
    """What children, adults and families said, and what was done about it. No count that is small is given."""
    heard = [row for row in year.within("voices", "heard_on") if row["kind"] in _FEEDBACK]
    columns = (Column("What was said", 5), Column("What was done", 5))
    rows = tuple(
        (shorten(row["message"], 260), shorten(row["response"] or "Not answered yet", 260)) for row in heard[:8]
    )
    return Told((Table(columns, rows, "What children and families said, and what was done"),) if rows else ())


def _education(year: Year) -> Told:
    """How often education sat at the table."""
    records = year.records
    schools = {row["id"] for row in records.rows("agencies") if row["kind"] == "education"}
    held = {row["id"] for row in year.within("meetings", "held_on")}
    seats = [row for row in records.rows("attendance") if row["meeting_id"] in held]
    with_list = {row["meeting_id"] for row in seats}
    there = {
        row["meeting_id"] for row in seats if row["agency_id"] in schools and row["present"] in ("present", "deputy")
    }
    if not with_list:
        return Told()
    meetings = count(len(with_list), "meeting")
    words = f"Education was represented at {len(there)} of {meetings} with an attendance list."
    return Told((Paragraph(words),))


def _data(year: Year) -> Told:
    known = {row["indicator_id"] for row in year.within("indicator_values", "period_end_on")}
    if not known:
        return Told()
    return Told(
        (Paragraph(f"{capital(count(len(known), 'indicator'))} had values in the year; they stand under Performance."),)
    )


def _never(_year: Year) -> Told:
    """For what no register holds."""
    return Told()


_WRITE = "No register holds this. Write it here."

_NONE = "If there was none, say so here."

CHILDREN: tuple[Duty, ...] = (
    Duty(
        "What the partners did under their arrangements",
        "what the partners did as a result of the arrangements",
        ACT,
        "Record reviews, audits, training and actions of the year.",
        _done,
    ),
    Duty(
        "How effective the arrangements were",
        "evidence of effect in the year",
        ACT,
        "Record what changed: measures of learning, effects of actions, results of training.",
        _effective,
    ),
    Duty("Where there was little or no progress", "areas with little or no progress", GUIDANCE, _NONE, _stuck),
    Duty("Learning from serious incidents", "learning from serious incidents", GUIDANCE, _NONE, _incidents),
    Duty(
        "Decisions and recommendations carried out",
        "decisions and the implementation of recommendations",
        GUIDANCE,
        "Link actions to reviews, learning points or recommendations.",
        _decisions,
    ),
    Duty(
        "What children and families said",
        "feedback from children and families",
        GUIDANCE,
        "Add it under Voices.",
        _feedback,
    ),
    Duty("Education's part", "the representation of education", GUIDANCE, "Record attendance at meetings.", _education),
    Duty("Use of data", "the use of data and sharing of information", GUIDANCE, "Add values under Performance.", _data),
    Duty("Costs and value for money", "what each partner paid and the value for money", GUIDANCE, _WRITE, _never),
    Duty("What independent scrutiny changed", "the effect of independent scrutiny", GUIDANCE, _WRITE, _never),
    Duty("Changes to the arrangements", "changes to the arrangements", GUIDANCE, _WRITE, _never),
)
"""The Act asks for the first two; the others are what guidance expects, to be checked against its current text."""
