"""The items of minutes: notes, decisions with their reasons, actions with owner and date, challenges and answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lif_desktop.framework.dates import show_date
from lif_desktop.office.meeting_minutes import ACTION, CHALLENGE, DECISION
from lif_desktop.papers.blocks import Block, Box, Heading, Paragraph, Part, Run
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import lines, one_line, shorten

_LONGEST_TITLE = 160


@dataclass(frozen=True)
class Agreed:
    """An action as the summary shows it: its number in these minutes, the number of its item, words, owner, date."""

    number: int
    item: str
    words: str
    owner: str
    due: str
    ref: str = ""
    line: int = 0


def items_of(records: Records, meeting: Row) -> list[Row]:
    """The items of a meeting in their order."""
    rows = records.lines("agenda_items", "meeting_id", meeting["id"])
    return sorted(rows, key=lambda row: (row["position"] or 0, row["id"]))


def lines_of(records: Records, meeting: Row) -> list[Row]:
    """The lines of a meeting, by item and in their order; those of no item, or of one that has gone, last."""
    place = {row["id"]: at for at, row in enumerate(items_of(records, meeting))}
    rows = records.lines("minute_lines", "meeting_id", meeting["id"])
    return sorted(rows, key=lambda row: (place.get(row["item_id"], len(place)), row["position"] or 0, row["id"]))


def agreed(records: Records, meeting: Row) -> list[Agreed]:
    """The actions of a meeting, numbered: those minuted in their order, then those that the register has besides.

    Words, owner and date are those of the line, as they were agreed.
    """
    places = {row["id"]: str(row["position"]) for row in items_of(records, meeting)}
    actions = {row["id"]: row for row in records.rows("actions")}
    found: list[Agreed] = []
    for line in lines_of(records, meeting):
        if line["kind"] == ACTION:
            ref = actions[line["action_id"]]["ref"] if line["action_id"] in actions else ""
            item = places.get(line["item_id"], "")
            words, due = " ".join(lines(line["text"])), show_date(line["due_on"])
            found.append(Agreed(len(found) + 1, item, words, _owner(records, line), due, ref, line["id"]))
    minuted_ones = {line["action_id"] for line in lines_of(records, meeting)}
    for row in records.lines("actions", "meeting_id", meeting["id"]):
        if row["id"] not in minuted_ones:
            owner = records.owner(row).replace("\n", ", ")
            due = show_date(row["original_due_on"] or row["due_on"])
            found.append(Agreed(len(found) + 1, "", one_line(row["title"]), owner, due, row["ref"]))
    return found


def minuted(records: Records, meeting: Row) -> Iterator[Block]:
    """The heading, then each item with what was written under it."""
    yield Heading("Minutes")
    items = items_of(records, meeting)
    if not items:
        yield Box("Gap: the meeting has no agenda", "Draw it up on the Agenda tab, then write the minutes.", "gap")
    numbers = {one.line: one for one in agreed(records, meeting) if one.line}
    by_item: dict[int | None, list[Row]] = {}
    there = {row["id"] for row in items}
    for line in lines_of(records, meeting):
        by_item.setdefault(line["item_id"] if line["item_id"] in there else None, []).append(line)
    for item in items:
        yield from _item(records, item, by_item.get(item["id"], []), numbers)
    if None in by_item:
        yield Heading("Other points", 3)
        yield from _lines(records, "", by_item[None], numbers)


def _item(records: Records, item: Row, own: Sequence[Row], numbers: dict[int, Agreed]) -> Iterator[Block]:
    yield Heading(f"{item['position']}. {shorten(item['item'], _LONGEST_TITLE)}", 3)
    if about := _about(records, item):
        yield Paragraph(about, "small", keep=True)
    for words in lines(item["minutes"] or ""):
        yield Paragraph(words)
    yield from _lines(records, f"{item['position']}.", own, numbers)
    if own or item["minutes"]:
        return
    if item["outcome"]:
        yield Paragraph("Nothing further was noted.")
    else:
        yield Box("Gap: nothing is written under this item", "Write it, or say that it was not reached.", "gap")


def _about(records: Records, item: Row) -> str:
    """The case, who led it, and how it ended where it was not simply discussed."""
    review = next((row for row in records.rows("reviews") if row["id"] == item["review_id"]), None)
    parts = [records.case(review)] if review is not None else []
    parts += [f"Lead: {one_line(item['lead'])}"] if item["lead"] else []
    parts += [f"Paper {one_line(item['paper'])}"] if item["paper"] else []
    ended = records.label("item_outcomes", item["outcome"]) if item["outcome"] != "discussed" else ""
    return " · ".join([*parts, *([ended] if ended else [])])


def _lines(records: Records, place: str, own: Sequence[Row], numbers: dict[int, Agreed]) -> Iterator[Block]:
    decisions = {row["id"]: row for row in records.rows("decisions")}
    voices = {row["id"]: row for row in records.rows("voices")}
    for at, line in enumerate(own, 1):
        number = f"{place}{at}" if place else str(at)
        words = "\n".join(lines(line["text"]))
        match line["kind"]:
            case kind if kind == DECISION:
                yield Box(f"{number}  Decision", _decision(records, words, decisions.get(line["decision_id"])))
            case kind if kind == ACTION:
                yield Paragraph(_action(number, words, numbers.get(line["id"])))
            case kind if kind == CHALLENGE:
                yield Paragraph(_challenge(records, number, words, line, voices.get(line["voice_id"])))
            case _:
                yield Paragraph((Run(f"{number}  ", quiet=True), Run(words)))


def _decision(records: Records, words: str, record: Row | None) -> tuple[Part, ...]:
    """The decision in bold, and beneath it outcome, reasons, who decided, and who did not agree."""
    said: list[Part] = [Run(words, bold=True)]
    if record is None:
        return tuple(said)
    outcome = records.label("review_outcomes", record["outcome"])
    for label, text in (
        ("Outcome", outcome if outcome.casefold() not in words.casefold() else ""),
        ("Reasons", record["reasons"]),
        ("Decided by", record["decided_by"]),
        ("Dissent", record["dissent"]),
    ):
        if text:
            said += [Run(f"\n{label}: ", bold=True), Run(one_line(text))]
    return tuple(said)


def _action(number: str, words: str, one: Agreed | None) -> tuple[Part, ...]:
    owner = (one.owner if one else "") or "owner not named"
    due = f"by {one.due}" if one and one.due else "date not set"
    call = f"Action {one.number}: " if one else "Action: "
    return (Run(f"{number}  ", quiet=True), Run(call, bold=True), Run(words), Run(f" ({owner}, {due})", bold=True))


def _challenge(records: Records, number: str, words: str, line: Row, voice: Row | None) -> tuple[Part, ...]:
    who = records.agency(line["agency_id"])
    asked = records.agency(voice["other_agency_id"]) if voice is not None else ""
    heading = f"Challenge{f' by {who}' if who else ''}{f' to {asked}' if asked else ''}: "
    answer = one_line(voice["response"] or "") if voice is not None else ""
    said: list[Part] = [Run(f"{number}  ", quiet=True), Run(heading, bold=True), Run(words)]
    if answer:
        return (*said, Run("\nAnswer: ", bold=True), Run(answer))
    return (*said, Run("\nNo answer is recorded yet.", quiet=True))


def _owner(records: Records, line: Row) -> str:
    agency = records.agency(line["agency_id"])
    return ", ".join(part for part in (one_line(line["lead"] or ""), agency) if part)
