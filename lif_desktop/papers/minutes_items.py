"""The items of minutes: notes, decisions with their reasons, actions with owner and date, challenges and answers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lif_desktop.framework.dates import show_date
from lif_desktop.office.meeting_minutes import ACTION, CHALLENGE, DECISION
from lif_desktop.papers.blocks import Block, Box, Heading, Paragraph, Part, Run
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import join, lines, one_line, shorten

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
    record: int = 0


@dataclass(frozen=True)
class Said:
    """What a meeting said of one review, for an extract: its items, those that it shares with others, and lines.

    Of an item that is the review's own every line belongs to it; of one that is `shared` or of none, only its `lines`.
    """

    words: str
    items: frozenset[int]
    shared: frozenset[int]
    lines: frozenset[int]
    actions: frozenset[int]

    def has(self, one: Agreed) -> bool:
        """Whether an action of the meeting belongs to the review."""
        return one.line in self.lines if one.line else one.record in self.actions


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
            found.append(Agreed(len(found) + 1, "", one_line(row["title"]), owner, due, row["ref"], record=row["id"]))
    return found


def said_of(records: Records, meeting: Row, review: Row) -> Said:
    """What a meeting said of one review: items and lines that name it, and lines that became a record of it.

    A line that names another review belongs to that one, even beneath an item of this one.
    """
    number = review["id"]
    items = items_of(records, meeting)
    own = {row["id"] for row in items if row["review_id"] == number}
    decisions = {row["id"] for row in records.lines("decisions", "review_id", number)}
    actions = {row["id"] for row in records.actions_for([review])}
    found = [
        line
        for line in lines_of(records, meeting)
        if line["review_id"] in (None, number)
        and (
            line["review_id"] == number
            or line["item_id"] in own
            or line["decision_id"] in decisions
            or line["action_id"] in actions
        )
    ]
    shared = {line["item_id"] for line in found if line["item_id"]} - own
    places = [str(row["position"]) for row in items if row["id"] in own | shared]
    which = f"item{'' if len(places) == 1 else 's'} {join(places)} of {len(items)}" if places else "no item"
    words = f"Extract of the minutes for {review['ref']}: {which}."
    lines_ = frozenset(line["id"] for line in found)
    return Said(words, frozenset(own), frozenset(shared), lines_, frozenset(actions))


def minuted(records: Records, meeting: Row, said: Said | None = None) -> Iterator[Block]:
    """The heading, then each item with what was written under it; of an extract what belongs to its review."""
    yield Heading("Minutes")
    items = items_of(records, meeting)
    if said is not None and not (said.items or said.lines):
        yield Box(
            "Gap: no item of this meeting names the review",
            "Name the review on its item, on the Agenda tab of the meeting; then it stands here.",
            "gap",
        )
        return
    if not items:
        yield Box("Gap: the meeting has no agenda", "Draw it up on the Agenda tab, then write the minutes.", "gap")
    numbers = {one.line: one for one in agreed(records, meeting) if one.line}
    by_item: dict[int | None, list[Row]] = {}
    there = {row["id"] for row in items}
    for line in lines_of(records, meeting):
        by_item.setdefault(line["item_id"] if line["item_id"] in there else None, []).append(line)
    for item in items:
        own = by_item.get(item["id"], [])
        if said is None:
            yield from _item(records, item, own, numbers)
        elif item["id"] in said.items:
            yield from _item(records, item, own, numbers, said.lines)
        elif item["id"] in said.shared:
            yield Heading(f"{item['position']}. Item on several matters", 3)
            yield Paragraph("Only what was said of this review is shown.", "small", keep=True)
            yield from _lines(records, f"{item['position']}.", own, numbers, said.lines)
    rest = [line for line in by_item.get(None, []) if said is None or line["id"] in said.lines]
    if rest:
        yield Heading("Other points", 3)
        yield from _lines(records, "", by_item[None], numbers, said.lines if said else None)


def _item(
    records: Records,
    item: Row,
    own: Sequence[Row],
    numbers: dict[int, Agreed],
    only: Collection[int] | None = None,
) -> Iterator[Block]:
    yield Heading(f"{item['position']}. {shorten(item['item'], _LONGEST_TITLE)}", 3)
    if about := _about(records, item):
        yield Paragraph(about, "small", keep=True)
    for words in lines(item["minutes"] or ""):
        yield Paragraph(words)
    yield from _lines(records, f"{item['position']}.", own, numbers, only)
    if own or item["minutes"]:
        return
    if item["outcome"] == "discussed":
        yield Paragraph("Nothing further was noted.")
    elif not item["outcome"]:
        yield Box("Gap: nothing is written under this item", "Write it, or say that it was not reached.", "gap")


def _about(records: Records, item: Row) -> str:
    """The case, who led it, and how it ended where it was not simply discussed."""
    review = next((row for row in records.rows("reviews") if row["id"] == item["review_id"]), None)
    parts = [records.case(review)] if review is not None else []
    parts += [f"Lead: {one_line(item['lead'])}"] if item["lead"] else []
    parts += [f"Paper {one_line(item['paper'])}"] if item["paper"] else []
    ended = records.label("item_outcomes", item["outcome"]) if item["outcome"] != "discussed" else ""
    return " · ".join([*parts, *([ended] if ended else [])])


def _lines(
    records: Records,
    place: str,
    own: Sequence[Row],
    numbers: dict[int, Agreed],
    only: Collection[int] | None = None,
) -> Iterator[Block]:
    """The lines beneath an item, numbered; with `only` those of them, each with the number that it has in the whole."""
    decisions = {row["id"]: row for row in records.rows("decisions")}
    voices = {row["id"]: row for row in records.rows("voices")}
    for at, line in enumerate(own, 1):
        if only is not None and line["id"] not in only:
            continue
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
