"""What the yearly report of the children's safeguarding partners is to say, from the records."""

from lif_desktop.framework.dates import show_date
from lif_desktop.papers import gather
from lif_desktop.papers.annual_adults import implemented
from lif_desktop.papers.annual_evidence import GUIDANCE, MOST_ROWS, rest_of
from lif_desktop.papers.annual_members import hard, members
from lif_desktop.papers.annual_reviews import ongoing_table
from lif_desktop.papers.annual_sql import THERE
from lif_desktop.papers.annual_year import Duty, Told, Year
from lif_desktop.papers.blocks import Block, Bullets, Column, Heading, Paragraph, Run, Table, Text, bold
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import capital, count, shorten

ACT = "Children Act 2004 section 16G"
ASKED = "Guidance asks for most of these headings, the Children Act 2004 for two (section 16G)."
CHECK = (
    "The headings of the children's safeguarding partners, who is sent their report and by when: check them against "
    "the current text of Working Together."
)
_OLDEST = 8
"""Most rows of the oldest overdue actions, and of what was said."""
_FEEDBACK = frozenset({"engagement", "complaint", "compliment"})


def _done(year: Year) -> Told:
    """Work of the year that concerns children, counted."""
    own, sql = year.of("children"), year.sql
    counted = (
        (
            "review",
            "of serious incidents concluded",
            own.concluded(gather.CHILD_REVIEWS),
            sql.concluded(gather.CHILD_REVIEWS),
        ),
        ("audit", "of work with children completed", *_mine(own, "audits", "completed_on")),
        ("training event", "held for those who work with children", *_mine(own, "training", "held_on")),
        ("action", "completed", own.completed(), own.sql.completed()),
    )
    said = []
    for noun, what, rows, query in counted:
        if rows:
            number = own.counting(f"{capital(noun)}s {what}, children's", rows, query)
            said.append(f"{capital(count(number, noun))} {what}.")
    return Told((Bullets(tuple(said)),) if said else ())


def _mine(year: Year, key: str, field: str) -> tuple[list[Row], str]:
    return year.mine(key, field), year.sql.within(key, field)


def _effective(year: Year) -> Told:
    """Every piece of evidence that something changed: measures, effects of actions, results of training."""
    own = year.of("children")
    points = {row["id"]: row for row in own.of_board(year.records.rows("learning"), "children")}
    rows: list[tuple[Text, ...]] = [
        (_named(row), shorten(row["difference"], 300))
        for row in points.values()
        if row["difference"] and row["identified_on"] and row["identified_on"] <= year.end
    ]
    rows += [(_named(row), shorten(row["impact_evidence"], 300)) for row in own.completed() if row["impact_evidence"]]
    rows += [
        (_named(row), shorten(row["results_evidence"], 300))
        for row in own.mine("training", "held_on")
        if row["results_evidence"]
    ]
    measured = [
        line
        for line in year.within("evaluations", "measured_on")
        if line["learning_id"] in points and line["baseline"] is not None and line["result"] is not None
    ]
    _note_measures(year, points, measured)
    for line in measured:
        moved = (Run(f"{line['measure']}: "), Run(f"from {line['baseline']:g} to {line['result']:g}."))
        words = (Run(f" {shorten(line['difference'], 260)}"),) if line["difference"] else ()
        rows.append((_named(points[line["learning_id"]]), (*moved, *words)))
    columns = (Column("What was done or learned", 4), Column("What changed", 6))
    blocks = (Table(columns, tuple(rows[:MOST_ROWS]), "Evidence of effect"), *rest_of(rows))
    return Told(blocks if rows else ())


def _named(row: Row) -> Text:
    """A record by its reference and title."""
    return (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row, most=120)))


def _note_measures(year: Year, points: dict[int, Row], measured: list[Row]) -> None:
    own = year.of("children").sql
    held = " AND ".join((f"l.{THERE}", own.of_board("children").replace("board", "l.board", 1)))
    for column, words in (("baseline", "before"), ("result", "after")):
        names = [f"{points[line['learning_id']]['ref']}, line {line['id']}" for line in measured]
        cells = sorted(zip(names, (float(line[column]) for line in measured), strict=True))
        start = f"SELECT l.ref || ', line ' || e.id, e.{column} FROM evaluations e"  # noqa: S608
        known = f"e.measured_on {own.period} AND e.baseline IS NOT NULL AND e.result IS NOT NULL"
        query = f"{start} JOIN learning l ON l.id = e.learning_id WHERE e.{THERE} AND {held} AND {known} ORDER BY 1"
        year.note_all(f"Measures of learning {words}, {year.name}", cells, query)


def _stuck(year: Year) -> Told:
    """Where there was little progress: actions overdue at the end of the year, risks that rose."""
    year = year.of("children")
    late = year.overdue()
    blocks: list[Block] = []
    number = year.counting("Actions overdue at the end of the year", late, year.sql.overdue())
    if late:
        blocks.append(
            Paragraph(f"{capital(count(number, 'action'))} overdue at the end of the year; the oldest are these.")
        )
        columns = (Column("Action", 6), Column("Lead", 3.4), Column("Due", 2.2))
        rows = tuple(
            (
                (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row))),
                year.records.agency(row["lead_agency_id"]) or "No lead",
                show_date(row["due_on"]),
            )
            for row in late[:_OLDEST]
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
    return Told((*blocks, *hard(year)))


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
    told = implemented(year, reviews, children=True)
    if not asked:
        return told
    accepted = [row for row in asked if row["decision"] == "accepted"]
    refused = [row for row in asked if row["decision"] == "not_implemented"]
    sql, words = year.sql, "Recommendations of children's reviews"
    year.counting(f"{words} decided", asked, sql.decided(children=True))
    year.counting(f"{words} accepted", accepted, sql.decided(True, "decision = 'accepted'"))
    year.counting(f"{words} not to be implemented", refused, sql.decided(True, "decision = 'not_implemented'"))
    decided = f"{capital(count(len(asked), 'recommendation'))} decided in the year"
    said = f"{decided}: {len(accepted) or 'none'} accepted, {len(refused) or 'none'} turned down."
    return Told((Paragraph(said), *told.blocks))


def _feedback(year: Year) -> Told:
    """What children, adults and families said, and what was done about it. No count that is small is given."""
    year = year.of("children")
    heard = [row for row in year.mine("voices", "heard_on") if row["kind"] in _FEEDBACK]
    columns = (Column("What was said", 5), Column("What was done", 5))
    rows = tuple(
        (shorten(row["message"], 260), shorten(row["response"] or "Not answered yet", 260)) for row in heard[:_OLDEST]
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
    listed = (
        f"FROM attendance s JOIN meetings m ON m.id = s.meeting_id JOIN agencies a ON a.id = s.agency_id "
        f"WHERE s.{THERE} AND m.{THERE} AND m.held_on {year.sql.period}"
    )
    name = f"Meetings with an attendance list, {year.name}"
    year.note(
        name, len(with_list), f"SELECT count(DISTINCT m.id) {listed}".replace("JOIN agencies", "LEFT JOIN agencies")
    )
    query = f"SELECT count(DISTINCT m.id) {listed} AND a.kind = 'education' AND s.present IN ('present', 'deputy')"
    year.note(f"Meetings at which education was represented, {year.name}", len(there), query)
    words = f"Education was represented at {len(there)} of {count(len(with_list), 'meeting')} with an attendance list."
    return Told((Paragraph(words),))


def _data(year: Year) -> Told:
    """How many indicators had values in the year."""
    year = year.of("children")
    there = {row["id"]: row for row in year.of_board(year.records.rows("performance"), year.board)}
    known = {row["indicator_id"] for row in year.within("indicator_values", "period_end_on")} & there.keys()
    if not known:
        return Told()
    own = year.sql.of_board(year.board)
    query = (
        f"SELECT count(DISTINCT indicator_id) FROM indicator_values WHERE {THERE} AND period_end_on "  # noqa: S608
        f"{year.sql.period} AND indicator_id IN (SELECT id FROM indicators WHERE {THERE} AND {own})"
    )
    number = year.counting("Indicators with values", [there[one] for one in sorted(known)], query)
    words = f"{capital(count(number, 'indicator'))} had values in the year; they stand under Performance."
    return Told((Paragraph(words),))


def _scrutiny_themes(year: Year) -> Told:
    """Themes from scrutiny and audit stand with the audits themselves."""
    done = [row for row in year.of("children").mine("audits", "completed_on") if row["findings"] or row["improvement"]]
    return Told((Paragraph("What audits of the year found stands under Audits."),) if done else ())


def _partners(year: Year) -> Told:
    return members(year, GUIDANCE)


def _never(_year: Year) -> Told:
    """For what no register holds."""
    return Told()


_WRITE = "No register holds this. Write it under Words of the yearly report."
_AUDIT = "Write what was found in the audits of the year."
_NONE = "If there was none, say so here."

PARTNERS = Duty(
    "partners",
    "What each partner contributed",
    "what each partner contributed",
    GUIDANCE,
    "Record each agency's contribution as a return.",
    _partners,
)
"""Where the adults' list stands in the same report, its paragraph (c) says this."""

CHILDREN: tuple[Duty, ...] = (
    Duty(
        "done",
        "What the partners did under their arrangements",
        "what the partners did as a result of the arrangements",
        ACT,
        "Record reviews, audits, training and actions of the year.",
        _done,
    ),
    Duty(
        "effective",
        "How effective the arrangements were",
        "evidence of effect in the year",
        ACT,
        "Record what changed: measures of learning, effects of actions, results of training.",
        _effective,
    ),
    Duty(
        "themes", "Themes from scrutiny and audit", "themes from scrutiny and audit", GUIDANCE, _AUDIT, _scrutiny_themes
    ),
    Duty("stuck", "Where there was little or no progress", "areas with little or no progress", GUIDANCE, _NONE, _stuck),
    Duty(
        "incidents", "Learning from serious incidents", "learning from serious incidents", GUIDANCE, _NONE, _incidents
    ),
    Duty(
        "decisions",
        "Decisions and recommendations carried out",
        "decisions and the implementation of recommendations",
        GUIDANCE,
        "Link actions to reviews, learning points or recommendations.",
        _decisions,
    ),
    Duty(
        "feedback",
        "What children and families said",
        "feedback from children and families",
        GUIDANCE,
        "Add it under Voices.",
        _feedback,
    ),
    Duty(
        "education",
        "Education's part",
        "the representation of education",
        GUIDANCE,
        "Record attendance at meetings.",
        _education,
    ),
    Duty(
        "sharing",
        "Use of data and sharing of information",
        "the use of data and sharing of information",
        GUIDANCE,
        "Add values under Performance.",
        _data,
    ),
    Duty(
        "scrutiny", "What independent scrutiny changed", "the effect of independent scrutiny", GUIDANCE, _WRITE, _never
    ),
    Duty("arrangements", "Changes to the arrangements", "changes to the arrangements", GUIDANCE, _WRITE, _never),
)
"""The Act asks for the first two; the others are what guidance expects, to be checked against its current text.

What each partner paid stands under governance and budget.
"""


def recipients() -> Paragraph:
    """Until when it is published, and who is sent it."""
    return Paragraph(
        "It is published by the end of September and sent to the Child Safeguarding Practice Review Panel and to "
        "Foundations, the What Works Centre, within a week."
    )
