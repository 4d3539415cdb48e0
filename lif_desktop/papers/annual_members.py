"""Members in a yearly report: what each did and told, what each gave, who is a member, who came to meetings."""

from collections.abc import Iterable, Sequence
from datetime import date

from lif_desktop.framework.returns import came_on, is_in
from lif_desktop.papers import gather
from lif_desktop.papers.annual_evidence import GUIDANCE
from lif_desktop.papers.annual_reviews import OF_OTHERS
from lif_desktop.papers.annual_sql import THERE
from lif_desktop.papers.annual_year import Gap, Told, Year
from lif_desktop.papers.blocks import Block, Bullets, Column, Heading, Paragraph, Run, Table, Text, bold
from lif_desktop.papers.gather import Row
from lif_desktop.papers.words import clean, count, join, one_line

CONTRIBUTION = "annual_contribution"
RESOURCES, NEXT, HARD = "Resources", "What is next", "What was hard"
_ELSEWHERE = frozenset({RESOURCES, NEXT, HARD})
"""Sections of a contribution that stand under headings of their own."""
_NO_MEMBERS = frozenset({"partnership_body", "regulator"})
"""Kinds of agency that are asked for no contribution: the office itself, other boards, inspectors."""
_CAME = frozenset({"present", "deputy"})
ASK = "Ask for its contribution to the annual report, or record what it told as a return."
ASK_ALL = "Ask for their contributions to the annual report, or record what they told as returns."


def contribution(year: Year, agency: int) -> list[tuple[str, str]]:
    """What an agency told for the report, as (section, words): the notes on its return first, then its answers.

    It is taken from the records as they are now, since agencies tell of a year after it has ended.
    """
    told = [
        ("", row["notes"])
        for row in year.now.lines("returns", "agency_id", agency)
        if row["kind"] == CONTRIBUTION
        and row["notes"]
        and is_in(row)
        and (year.named(row["year"]) or (not row["year"] and year.holds(row["asked_on"])))
    ]
    return told + [
        (one_line(row["section"] or row["question"]), row["answer"])
        for row in year.now.lines("answers", "agency_id", agency)
        if row["kind"] == CONTRIBUTION and row["answer"] and year.named(row["year"])
    ]


def agencies(year: Year) -> list[Row]:
    """Agencies of the report's board in the year: there at its end, or joined since and told something.

    One without a board counts for both. The board is the one that the register has now: at the end of the year there
    may have been no column for it.
    """
    held = [row for row in year.records.rows("agencies") if not row["active_to"] or row["active_to"] >= year.start]
    known = {row["id"] for row in held}
    held += [row for row in year.now.rows("agencies") if row["id"] not in known and contribution(year, row["id"])]
    boards = boards_of(year)
    return [row for row in held if year.concerns(boards.get(row["id"]))]


def boards_of(year: Year) -> dict[int, str | None]:
    """The board of each agency by number, as the register has it now."""
    return {row["id"]: row["board"] for row in year.now.rows("agencies")}


def members(year: Year, law: str) -> Told:
    """What each member told the office and what the registers show of it; those that told nothing are gaps.

    A gap of its own is named for each statutory partner and each agency that was asked, one for all the others. In the
    joint report the law that asks it of adults' members is not named for those of the children's partners alone.
    """
    blocks: list[Block] = []
    gaps = []
    silent: list[tuple[Text, ...]] = []
    others: dict[str, list[str]] = {law: []}
    boards = boards_of(year)
    facts = _facts(year)
    asked = {
        row["agency_id"]
        for row in year.now.rows("returns")
        if row["kind"] == CONTRIBUTION and year.named(row["year"]) and not is_in(row)
    }
    for agency in agencies(year):
        told = [part for part in contribution(year, agency["id"]) if part[0] not in _ELSEWHERE]
        asks = GUIDANCE if not year.board and boards.get(agency["id"]) == "children" else law
        shown = "; ".join(facts.get(agency["id"], ()))
        if told:
            blocks += [Heading(agency["name"], 4), *_statement(told)]
            blocks += [Paragraph(f"In the registers: {shown}.", "small")] if shown else []
        elif (agency["statutory"] or agency["id"] in asked) and not agency["active_to"]:
            gaps.append(Gap(f"what {agency['name']} has done", asks, ASK))
        elif agency["kind"] not in _NO_MEMBERS and not agency["active_to"]:
            others.setdefault(asks, []).append(agency["name"])
        if shown and not told:
            silent.append((bold(agency["name"]), shown))
    if silent:
        columns = (Column("Agency", 5), Column("What the registers show", 6))
        blocks += [
            Heading("Other members", 4),
            Paragraph("They sent no account of their own; this is what the registers show.", keep=True),
            Table(columns, tuple(silent), "What the registers show of members without an account of their own"),
        ]
    gaps += [Gap(f"what these members have done: {join(names)}", by, ASK_ALL) for by, names in others.items() if names]
    return Told(tuple(blocks), tuple(gaps))


def _statement(told: Iterable[tuple[str, str]]) -> Iterable[Block]:
    for section, words in told:
        name = (Run(f"{section}: ", bold=True),) if section else ()
        yield Paragraph((*name, Run(clean(words))))


def _facts(year: Year) -> dict[int, list[str]]:
    """What the registers show of each agency: actions completed, returns in time, audits led. Noted as figures."""
    done = year.completed()
    asked = [row for row in year.within("returns", "due_on") if row["kind"] != CONTRIBUTION]
    in_time = [row for row in asked if (day := came_on(row)) is not None and day <= row["due_on"]]
    led = year.mine("audits", "completed_on")
    groups = [(done, "lead_agency_id"), (in_time, "agency_id"), (asked, "agency_id"), (led, "lead_agency_id")]
    numbers = [_by_agency(rows, column) for rows, column in groups]
    sql = year.sql
    for name, found, query in (
        ("Actions completed", numbers[0], _per_agency(sql.completed(), "actions", "lead_agency_id")),
        ("Returns in time", numbers[1], _returns_sql(year, in_time=True)),
        ("Returns due", numbers[2], _returns_sql(year)),
        ("Audits led", numbers[3], _per_agency(sql.within("audits", "completed_on"), "audits", "lead_agency_id")),
    ):
        year.note_all(f"{name} by agency, {year.name}", _named(year, found), query)
    told: dict[int, list[str]] = {}
    for agency in year.records.rows("agencies"):
        completed, came, due, audits = (found.get(agency["id"], 0) for found in numbers)
        told[agency["id"]] = [
            *([f"{count(completed, 'action')} completed"] if completed else []),
            *([f"{came or 'none'} of {count(due, 'return')} in time"] if due else []),
            *([f"{count(audits, 'audit')} led"] if audits else []),
        ]
    return told


def _by_agency(rows: Iterable[Row], column: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        if row[column]:
            found[row[column]] = found.get(row[column], 0) + 1
    return found


def _named(year: Year, found: dict[int, int]) -> list[tuple[str, float | None]]:
    return sorted((year.records.agency(number), number_of) for number, number_of in found.items())


def _per_agency(count_sql: str, table: str, column: str) -> str:
    """A count of records turned into one for each agency, by its name."""
    start = f"SELECT (SELECT name FROM agencies WHERE agencies.id = {table}.{column}), count(*)"  # noqa: S608
    return count_sql.replace("SELECT count(*)", start, 1) + f" AND {column} IS NOT NULL GROUP BY {column}"


def _returns_sql(year: Year, in_time: bool = False) -> str:
    """Counts the returns due in the year by agency, as the registers do: none about a record in the bin."""
    own = f"due_on {year.sql.period} AND kind <> '{CONTRIBUTION}'"
    late = " AND coalesce(received_on, accepted_on) <= due_on" if in_time else ""
    about = "".join(
        f" AND ({column} IS NULL OR {column} NOT IN (SELECT id FROM {table} WHERE binned_at IS NOT NULL))"  # noqa: S608
        for column, table in (("review_id", "reviews"), ("audit_id", "audits"), ("meeting_id", "meetings"))
    )
    counted = f"SELECT count(*) FROM agency_returns WHERE {THERE} AND {own}{late}{about}"  # noqa: S608
    return _per_agency(counted, "agency_returns", "agency_id")


def told_under(year: Year, section: str, what: str) -> tuple[Block, ...]:
    """What agencies told under one section of their contribution, a row for each; nothing where none did."""
    rows = tuple(
        (bold(agency["name"]), clean(words))
        for agency in agencies(year)
        for name, words in contribution(year, agency["id"])
        if name == section
    )
    return (Table((Column("Agency", 3), Column(what, 7)), rows, f"{what}, by agency"),) if rows else ()


def costs(year: Year) -> Told:
    """What each partner contributed, as it told the office."""
    return Told(told_under(year, RESOURCES, "What it contributed"))


def next_year(year: Year) -> Told:
    """What each agency will do next year, as it told the office."""
    return Told(told_under(year, NEXT, "What it will do next year"))


def hard(year: Year) -> tuple[Block, ...]:
    """Where agencies said that there was little or no progress."""
    return told_under(year, HARD, "Where there was little or no progress")


def governance(year: Year) -> Told:
    """Which groups met in the year, and when."""
    held = meetings(year)
    groups = dict.fromkeys(row["group_key"] for row in held)
    if not groups:
        return Told()
    rows = tuple(
        (year.records.label("groups", group), _days([row["held_on"] for row in held if row["group_key"] == group]))
        for group in groups
    )
    return Told((Table((Column("Group", 3), Column("Met on", 7)), rows, "Meetings of the year"),))


def _days(days: Sequence[date]) -> str:
    return join([f"{day.day} {day:%B}" for day in days])


def meetings(year: Year) -> list[Row]:
    """Meetings that were held in the year."""
    return [
        row
        for row in year.within("meetings", "held_on")
        if row["status"] not in gather.NOT_HELD and row["held_on"] <= year.records.today
    ]


# Appendices


def member_list(year: Year) -> Told:
    """The agencies of the partnership, statutory partners first."""
    held = [row for row in agencies(year) if row["kind"] not in _NO_MEMBERS]
    first = sorted((row["name"] for row in held if row["statutory"]), key=str.casefold)
    others = sorted((row["name"] for row in held if not row["statutory"]), key=str.casefold)
    blocks: list[Block] = []
    if first:
        blocks += [Paragraph("Statutory partners:", keep=True), Bullets(tuple(first))]
    if others:
        blocks += [Paragraph("Other members:", keep=True), Bullets(tuple(others))]
    return Told(tuple(blocks))


def attendance(year: Year) -> Told:
    """How often each agency came to the meetings of each group for which there is an attendance list."""
    held = {row["id"]: row["group_key"] for row in meetings(year)}
    seats = [row for row in year.records.rows("attendance") if row["meeting_id"] in held and row["agency_id"]]
    groups = list(
        dict.fromkeys(group for number, group in held.items() if any(s["meeting_id"] == number for s in seats))
    )
    if not groups:
        return Told()
    lists = {group: {s["meeting_id"] for s in seats if held[s["meeting_id"]] == group} for group in groups}
    rows = []
    cells: list[tuple[str, float | None]] = []
    for agency in year.records.rows("agencies"):
        own = [seat for seat in seats if seat["agency_id"] == agency["id"]]
        if not own:
            continue
        line: list[Text] = [agency["name"]]
        for group in groups:
            there = {s["meeting_id"] for s in own if s["meeting_id"] in lists[group]}
            came = {s["meeting_id"] for s in own if s["meeting_id"] in there and s["present"] in _CAME}
            line.append(f"{len(came)} of {len(lists[group])}" if there else "–")
            cells += [(f"{agency['name']}, {group}", float(len(came)))] if there else []
        rows.append(tuple(line))
    _note_attendance(year, cells, {group: len(some) for group, some in lists.items()})
    labels = [Column(year.records.label("groups", group), 2, "right") for group in groups]
    table = Table((Column("Agency", 4), *labels), tuple(rows), "Attendance at meetings of the year", heads=True)
    return Told((table, Paragraph("Meetings attended, by a member or a deputy, of those with a list.", "small")))


def _note_attendance(year: Year, cells: list[tuple[str, float | None]], lists: dict[str, int]) -> None:
    listed = (
        f"FROM attendance s JOIN meetings m ON m.id = s.meeting_id WHERE s.{THERE} AND m.{THERE} "
        f"AND s.agency_id IS NOT NULL AND m.held_on {year.sql.period} AND m.held_on <= '{year.sql.today}' "
        "AND coalesce(m.status, '') <> 'cancelled'"
    )
    came = "count(DISTINCT CASE WHEN s.present IN ('present', 'deputy') THEN m.id END)"
    name = "(SELECT name FROM agencies WHERE agencies.id = s.agency_id) || ', ' || m.group_key"
    year.note_all(
        f"Meetings attended, {year.name}",
        sorted(cells),
        f"SELECT {name}, {came} {listed} GROUP BY s.agency_id, m.group_key ORDER BY 1",
    )
    year.note_all(
        f"Meetings with an attendance list, {year.name}",
        sorted((group, float(number)) for group, number in lists.items()),
        f"SELECT m.group_key, count(DISTINCT m.id) {listed} GROUP BY m.group_key ORDER BY 1",
    )


_TERMS = (
    ("BRAG", "Blue, red, amber or green: how an action stands. Blue is finished and evidenced."),
    ("Embedded", "Practice has changed, and an agency has confirmed it."),
    ("Multi-agency audit", "Agencies look together at how several cases went."),
    (
        "Rapid review",
        "A first look at a serious incident with a child, to decide whether more is to be learned from it.",
    ),
    ("Safeguarding adults review", "A review under section 44 of the Care Act 2014."),
    ("Section 11", "The duty of agencies under the Children Act 2004 to safeguard children in all they do."),
)


def glossary(year: Year) -> Told:
    """What the report's own words mean, and the letters of the references of its reviews."""
    named = {row["review_type"] for row in (*year.concluded(), *year.ongoing(), *year.begun())} - OF_OTHERS
    kinds = {
        kind.prefix: kind.label.partition(" (")[0]
        for kind in year.records.profile.review_types
        if kind.prefix and kind.key in named
    }
    rows = tuple(sorted((*_TERMS, *kinds.items()), key=lambda row: row[0].casefold()))
    return Told((Table((Column("Word or letters", 2), Column("What it means", 7)), rows, "Glossary", heads=True),))
