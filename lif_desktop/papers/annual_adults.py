"""What the Care Act asks a safeguarding adults board to report each year (Schedule 2 paragraph 4), from the records."""

from collections.abc import Callable

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.returns import came_on, is_in
from lif_desktop.framework.status import Status
from lif_desktop.papers import gather
from lif_desktop.papers.annual_evidence import MOST_ROWS, ongoing_table, rest_of
from lif_desktop.papers.annual_voices import movement
from lif_desktop.papers.annual_year import Duty, Gap, Told, Year
from lif_desktop.papers.blocks import Bullets, Column, Paragraph, Run, Table, Text, bold
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import count, how_often, join, one_line, shorten

PARAGRAPH = "Care Act 2014 Schedule 2 paragraph 4(1)"
RECIPIENTS = (
    "the chief executive and the leader of the council, the local policing body, Healthwatch and the chair of the "
    "Health and Wellbeing Board"
)
"""Who is sent a copy (Care Act 2014 Schedule 2 paragraph 4(2))."""


def _objective(year: Year) -> Told:
    """Meetings, audits, training and voices of the year that concern adults."""
    records = year.records
    said = []
    meetings = [
        row
        for row in year.within("meetings", "held_on")
        if row["status"] not in gather.NOT_HELD and row["held_on"] <= records.today
    ]
    for group in dict.fromkeys(row["group_key"] for row in meetings):
        times = sum(row["group_key"] == group for row in meetings)
        said.append(f"The {records.label('groups', group)} met {how_often(times)}.")
    audits = year.of_board(year.within("audits", "completed_on"), "adults")
    if audits:
        named = join([f"{row['ref']} {one_line(row['title'])}" for row in audits])
        said.append(f"{_sentence(len(audits), 'audit')} of work with adults: {named}.")
    courses = year.of_board(year.within("training", "held_on"), "adults")
    if courses:
        places = sum(row["attended"] or 0 for row in courses)
        events = f"{_sentence(len(courses), 'training event')} for those who work with adults"
        said.append(f"{events}, with {places:,} places taken.")
    heard = year.of_board(year.within("voices", "heard_on"), "adults")
    if heard:
        said.append(
            f"{_sentence(len(heard), 'message')} from people, families and practitioners recorded under Voices."
        )
    return Told((Bullets(tuple(said)),) if said else ())


def _sentence(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _strategy(year: Year) -> Told:
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
    """What each agency told the office and what the registers show of it; statutory partners missing are gaps."""
    records = year.records
    words = {agency["id"]: _contribution(year, agency["id"]) for agency in records.rows("agencies")}
    rows: list[tuple[Text, ...]] = []
    gaps = []
    for agency in records.rows("agencies"):
        facts = _facts(year, agency["id"])
        told = words[agency["id"]]
        if told or facts:
            rows.append((bold(agency["name"]), told or (Status("amber", "Nothing told"),), "\n".join(facts)))
        if agency["statutory"] and not told and not agency["active_to"]:
            where = "Ask for its contribution to the annual report and record it as a return."
            gaps.append(Gap(f"what {agency['name']} has done", f"{PARAGRAPH}(c)", where))
    columns = (Column("Agency", 3.2), Column("What it told the office", 6), Column("What the registers show", 3.6))
    table = (Table(columns, tuple(rows), "What each agency did in the year"),) if rows else ()
    return Told(table, tuple(gaps))


def _contribution(year: Year, agency: int) -> tuple[Run, ...]:
    """What an agency told for the report: the notes on its return, then its answers under their sections."""
    told = [
        (Run(row["notes"]),)
        for row in year.records.lines("returns", "agency_id", agency)
        if row["kind"] == "annual_contribution"
        and row["notes"]
        and is_in(row)
        and (year.named(row["year"]) or (not row["year"] and year.holds(row["asked_on"])))
    ]
    answers = [
        (Run(f"{one_line(row['section'] or row['question'])}: ", bold=True), Run(row["answer"]))
        for row in year.records.lines("answers", "agency_id", agency)
        if row["kind"] == "annual_contribution" and row["answer"] and year.named(row["year"])
    ]
    parts = [*told, *answers]
    apart = [(Run("\n"), *part) if at else part for at, part in enumerate(parts)]
    return tuple(run for part in apart for run in part)


def _facts(year: Year, agency: int) -> list[str]:
    """What the registers show of an agency: actions completed, returns in time, audits led."""
    done = sum(row["lead_agency_id"] == agency for row in year.completed())
    asked = [
        row
        for row in year.within("returns", "due_on")
        if row["agency_id"] == agency and row["kind"] != "annual_contribution"
    ]
    in_time = sum((day := came_on(row)) is not None and day <= row["due_on"] for row in asked)
    led = sum(row["lead_agency_id"] == agency for row in year.within("audits", "completed_on"))
    facts = [f"{count(done, 'action')} completed"] if done else []
    facts += [f"{in_time} of {count(len(asked), 'return')} in time"] if asked else []
    return facts + ([f"{count(led, 'audit')} led"] if led else [])


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


def implemented(year: Year, reviews: list[Row]) -> Told:
    """Actions on what these reviews found: those completed in the year, then those open at its end."""
    still_open = {row["id"] for row in year.open_on(year.end)}
    held = year.records.actions_for(reviews)
    done = [row for row in held if year.holds(row["completed_on"])]
    late = [row for row in held if row["id"] in still_open and row["due_on"] and row["due_on"] < year.end]
    going = [row for row in held if row["id"] in still_open and row not in late]
    listed = [*done, *late, *going]
    if not listed:
        return Told()
    words = f"{len(done)} completed in the year, {len(late)} overdue and {len(going)} on course at its end."
    columns = (
        Column("Action", 5),
        Column("Lead", 3),
        Column("At the end of the year", 2.6),
        Column("Evidence and effect", 4.4),
    )
    rows = tuple(
        (
            (Run(f"{row['ref']} ", bold=True), Run(gather.short_title(row))),
            year.records.agency(row["lead_agency_id"]) or "No lead",
            _at_year_end(year, row),
            "\n".join(shorten(part, 160) for part in (row["evidence"], row["impact_evidence"]) if part)
            or "None recorded",
        )
        for row in listed[:MOST_ROWS]
    )
    table = Table(columns, rows, "What was done about findings")
    return Told((Paragraph(f"Actions: {words}", keep=True), table, *rest_of(listed, "the action tracker")))


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
    return Duty(f"({letter}) {heading}", what, f"{PARAGRAPH}({letter})", where, answer)


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
        _strategy,
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
