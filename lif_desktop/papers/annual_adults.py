"""What the Care Act asks a safeguarding adults board to report each year (Schedule 2 paragraph 4), from the records."""

from collections import Counter
from collections.abc import Callable

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.status import Status
from lif_desktop.papers import gather
from lif_desktop.papers.annual_evidence import MOST_ROWS, rest_of
from lif_desktop.papers.annual_members import meetings, members
from lif_desktop.papers.annual_reviews import ongoing_table
from lif_desktop.papers.annual_sql import THERE
from lif_desktop.papers.annual_voices import movement
from lif_desktop.papers.annual_year import Duty, Gap, Told, Year, is_open_on
from lif_desktop.papers.blocks import Bullets, Column, Paragraph, Run, Table, Text, bold
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import how_often, join, one_line, shorten

PARAGRAPH = "Care Act 2014 Schedule 2 paragraph 4(1)"
RECIPIENTS = (
    "the chief executive and the leader of the council, the local policing body, Healthwatch and the chair of the "
    "Health and Wellbeing Board"
)
"""Who is sent a copy (Care Act 2014 Schedule 2 paragraph 4(2))."""


def _objective(year: Year) -> Told:
    """Meetings, audits, training and voices of the year that concern adults."""
    records, sql = year.records, year.sql
    said = []
    held = meetings(year)
    times = Counter(row["group_key"] for row in held)
    for group, number in times.items():
        said.append(f"The {records.label('groups', group)} met {how_often(number)}.")
    year.note_all(f"Meetings held by group, {year.name}", sorted(times.items()), _meetings_sql(year), held)
    audits = year.of_board(year.within("audits", "completed_on"), "adults")
    if audits:
        named = join([f"{row['ref']} {one_line(row['title'])}" for row in audits])
        number = year.counting(
            "Audits of work with adults completed", audits, sql.within("audits", "completed_on", "adults")
        )
        said.append(f"{_sentence(number, 'audit')} of work with adults: {named}.")
    courses = year.of_board(year.within("training", "held_on"), "adults")
    if courses:
        query = sql.within("training", "held_on", "adults")
        places = sum(row["attended"] or 0 for row in courses)
        year.note(f"Places taken on training for work with adults, {year.name}", places, _places(query), courses)
        number = year.counting("Training for work with adults", courses, query)
        events = f"{_sentence(number, 'training event')} for those who work with adults"
        said.append(f"{events}, with {places:,} places taken.")
    heard = year.of_board(year.within("voices", "heard_on"), "adults")
    if heard:
        number = year.counting("Voices about work with adults", heard, sql.within("voices", "heard_on", "adults"))
        said.append(f"{_sentence(number, 'message')} from people, families and practitioners recorded under Voices.")
    return Told((Bullets(tuple(said)),) if said else ())


def _meetings_sql(year: Year) -> str:
    held = f"held_on {year.sql.period} AND held_on <= '{year.sql.today}' AND coalesce(status, '') <> 'cancelled'"
    return f"SELECT group_key, count(*) FROM meetings WHERE {THERE} AND {held} GROUP BY group_key"  # noqa: S608


def _places(query: str) -> str:
    return query.replace("count(*)", "coalesce(sum(attended), 0)", 1)


def _sentence(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def strategy(year: Year) -> Told:
    """Strategic priorities, as far as risks are linked to them, and how those risks moved."""
    linked = [row for row in year.risks() if row["priority"]]
    columns = (Column("Strategic priority", 3.4), Column("Risk that stands for it", 6), Column("Over the year", 2.6))
    rows = tuple(
        (
            one_line(row["priority"]),
            (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row))),
            movement(year.score_on(row, year.start), year.score_on(row, year.end), row, year),
        )
        for row in sorted(linked, key=lambda row: str(row["priority"]))
    )
    return Told((Table(columns, rows, "Strategic priorities and the risks linked to them"),) if rows else ())


def _members(year: Year) -> Told:
    return members(year, f"{PARAGRAPH}(c)")


def _findings(year: Year) -> Told:
    """Section 44 reviews concluded in the year, whenever they began, with what each found."""
    done = year.concluded(gather.ADULT_REVIEWS)
    columns = (Column("Review", 3.8), Column("Concluded", 2.4), Column("Findings", 7))
    rows = tuple(
        (
            (*bold(year.records.case(row)), Run(f"\n{_published(row)}", quiet=True)),
            show_date(gather.concluded_on(row)),
            _found(year, row),
        )
        for row in done
    )
    gaps = tuple(
        Gap(f"the findings of {row['ref']}", f"{PARAGRAPH}(d)", "Add its learning points or recommendations.")
        for row in done
        if not _found_lines(year, row)
    )
    return Told((Table(columns, rows, "Reviews concluded in the year and their findings"),) if rows else (), gaps)


def _published(row: Row) -> str:
    return f"published {show_date(row['published_on'])}" if row["published_on"] else "not published"


def _found_lines(year: Year, review: Row) -> list[str]:
    points = [f"{row['ref']} {gather.short_title(row)}" for row in year.records.findings([review])]
    return points + [f"{row['ref']} {shorten(row['text'], 220)}" for row in year.records.recommendations([review])]


def _found(year: Year, review: Row) -> Text:
    lines = _found_lines(year, review)
    return "\n".join(lines) if lines else (Status("amber", "No finding recorded"),)


def _ongoing(year: Year) -> Told:
    found = year.ongoing(gather.ADULT_REVIEWS)
    return Told((ongoing_table(year, found),) if found else ())


def _implemented(year: Year) -> Told:
    """What was done in the year about the findings of section 44 reviews, whenever they were concluded."""
    reviews = [row for row in year.records.rows("reviews") if row["review_type"] in gather.ADULT_REVIEWS]
    return implemented(year, reviews)


def implemented(year: Year, reviews: list[Row], children: bool = False) -> Told:
    """Actions on what these reviews found: those completed in the year, then those open at its end."""
    held = year.records.actions_for(reviews)
    done = [row for row in held if year.holds(row["completed_on"])]
    still = [row for row in held if is_open_on(row, year.end)]
    late = [row for row in still if row["due_on"] and row["due_on"] < year.end]
    going = [row for row in still if row not in late]
    listed = [*done, *late, *going]
    if not listed:
        return Told()
    of = "children's" if children else "adults'"
    opened = year.sql.is_open(year.end)
    for name, rows, condition in (
        ("completed", done, f"completed_on {year.sql.period}"),
        ("overdue at the end of the year", late, f"{opened} AND due_on < '{year.end}'"),
        ("on course at the end of the year", going, f"{opened} AND (due_on IS NULL OR due_on >= '{year.end}')"),
    ):
        words = f"Actions on findings of {of} reviews {name}"
        year.counting(words, rows, year.sql.about_findings(children, condition))
    at_end = f"{len(late) or 'none'} overdue and {len(going) or 'none'} on course at its end"
    words = f"{len(done) or 'none'} completed in the year, {at_end}."
    columns = (
        Column("Action", 5),
        Column("Lead", 3),
        Column("At the end of the year", 2.6),
        Column("Evidence and effect", 4.4),
    )
    lines = tuple(
        (
            (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row))),
            year.records.agency(row["lead_agency_id"]) or "No lead",
            _at_year_end(year, row),
            "\n".join(shorten(part, 160) for part in (row["evidence"], row["impact_evidence"]) if part)
            or "None recorded",
        )
        for row in listed[:MOST_ROWS]
    )
    table = Table(columns, lines, "What was done about findings")
    return Told((Paragraph(f"Actions: {words}", keep=True), table, *rest_of(listed)))


def _at_year_end(year: Year, row: Row) -> Text:
    if year.holds(row["completed_on"]):
        return (Status("blue", f"Completed {show_date(row['completed_on'])}"),)
    if row["due_on"] and row["due_on"] < year.end:
        return (Status("red", f"Overdue, due {show_date(row['due_on'])}"),)
    return (Status("green", f"Open, due {gather.on(row['due_on'])}"),)


def _not_implemented(year: Year) -> Told:
    """Findings that the board decided in the year not to implement, each with its reason or a gap for it."""
    reviews = [row for row in year.records.rows("reviews") if row["review_type"] in gather.ADULT_REVIEWS]
    refused = [
        row
        for row in year.records.recommendations(reviews)
        if row["decision"] == "not_implemented" and year.holds(row["decided_on"])
    ]
    columns = (Column("Finding", 5.4), Column("Decided", 2.2), Column("Reason", 5))
    rows = tuple(
        (
            (Run(f"{row['ref']} ", bold=True), Run(shorten(row["text"], 300))),
            show_date(row["decided_on"]),
            row["reason"] or (Status("red", "No reason recorded"),),
        )
        for row in refused
    )
    gaps = tuple(
        Gap(f"the reason for not implementing {row['ref']}", f"{PARAGRAPH}(g)", "Write it beside the recommendation.")
        for row in refused
        if not row["reason"]
    )
    return Told((Table(columns, rows, "Findings not implemented, with reasons"),) if rows else (), gaps)


_NONE = "If there was none, say so here."

_SAR = "safeguarding adults reviews"


def _duty(letter: str, heading: str, what: str, where: str, answer: Callable[[Year], Told]) -> Duty:
    return Duty(letter, f"({letter}) {heading}", what, f"{PARAGRAPH}({letter})", where, answer)


ADULTS: tuple[Duty, ...] = (
    _duty(
        "a",
        "What the board did towards its objective",
        "what the board did to achieve its objective",
        "Record meetings, audits and training of the year.",
        _objective,
    ),
    _duty(
        "b",
        "What it did to carry out its strategy",
        "what the board did to implement its strategy",
        "Link risks to strategic priorities, or write it here.",
        strategy,
    ),
    _duty(
        "c",
        "What each member did",
        "what each member did to implement the strategy",
        "Record each agency's contribution as a return.",
        _members,
    ),
    _duty(
        "d", "Findings of reviews concluded in the year", f"findings of {_SAR} concluded in the year", _NONE, _findings
    ),
    _duty("e", "Reviews going on at the end of the year", f"{_SAR} ongoing at the end of the year", _NONE, _ongoing),
    _duty(
        "f",
        "What was done to implement findings",
        f"what was done to implement the findings of {_SAR}",
        "Link actions to the review, its learning points or recommendations.",
        _implemented,
    ),
    _duty(
        "g",
        "Findings not implemented, and why",
        "findings that it was decided not to implement, with reasons",
        _NONE,
        _not_implemented,
    ),
)
"""In the order of the Schedule. The board reports on each as soon as is feasible after the year ends."""


def recipients() -> Paragraph:
    """Who is to be sent the report."""
    return Paragraph(f"When it is published, a copy goes to {RECIPIENTS} (Care Act 2014 Schedule 2 paragraph 4(2)).")
