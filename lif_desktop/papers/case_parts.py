"""What every paper of a case stands on: the case, its facts, its marking and names, and gaps said by name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lif_desktop.framework.dates import show_date, show_range
from lif_desktop.framework.parts import ReviewType
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import (
    Block,
    Box,
    Bullets,
    Column,
    Paper,
    Paragraph,
    Properties,
    Run,
    Table,
    Text,
    paragraphs,
)
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import count, join, lines, one_line

NOT_RECORDED: Text = (Run("Not recorded", quiet=True),)
_SIGNS = "-–•* "
Fact = tuple[str, Text]


@dataclass(frozen=True)
class Case:
    """One review, its records, and the time at which the paper is made."""

    records: Records
    review: Row
    made: datetime

    @property
    def ref(self) -> str:
        """Its reference."""
        return str(self.review["ref"])

    @property
    def name(self) -> str:
        """Reference and pseudonym: "RR-2026-005 Child Wren"."""
        return self.records.case(self.review)

    @property
    def subject(self) -> str:
        """The pseudonym; "the child", "the adult" or "the person" where none is recorded."""
        if self.review["pseudonym"]:
            return one_line(self.review["pseudonym"])
        return f"the {self.who}"

    @property
    def who(self) -> str:
        """Who the case is about: child, adult or person."""
        board = self.review["board"] or self.kind.board
        return {"children": "child", "adults": "adult"}.get(board, "person")

    @property
    def kind(self) -> ReviewType:
        """Its type, as the profile of the office has it."""
        return self.records.profile.review_type(self.review["review_type"])

    @property
    def of_kind(self) -> str:
        """Its type in a sentence: "child rapid review", "MAPPA serious case review"."""
        return in_sentence(self.kind.label)

    def lines(self, key: str) -> list[Row]:
        """Its lines of a register, in their order."""
        found = self.records.lines(key, "review_id", self.review["id"])
        return sorted(found, key=lambda row: (row.get("position") or 0, row["id"]))

    @property
    def learning(self) -> list[Row]:
        """The learning points that came of it."""
        return self.records.findings([self.review])

    @property
    def recommendations(self) -> list[Row]:
        """What it recommends, itself or through its learning."""
        return self.records.recommendations([self.review])

    @property
    def actions(self) -> list[Row]:
        """The actions that carry that out, by due date."""
        return sorted(
            self.records.actions_for([self.review]), key=lambda row: (row["due_on"] or date.max, str(row["ref"]))
        )


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: its first letter small, unless it is an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def with_article(words: str) -> str:
    """The words with "a" or "an" before them."""
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


# Finding the case


def find_case(
    records: Records,
    ref: str | None,
    made: datetime,
    what: str,
    suits: frozenset[str] = frozenset(),
    better: Callable[[Case], bool] = lambda _case: False,
) -> Case:
    """The review `ref`; without one the newest of those that suit, a live and a `better` one first.

    `what` names the paper in the sentence of a PaperError: no such review, none at all, or one of a type for which
    this paper is not made.
    """
    if ref:
        case = Case(records, records.named("reviews", ref), made)
        if suits and case.review["review_type"] not in suits:
            raise PaperError(_unsuited(case, what, suits))
        return case
    found = [Case(records, row, made) for row in records.rows("reviews") if not suits or row["review_type"] in suits]
    if not found:
        raise PaperError(f"There is no review for {what} yet. Add one under Reviews, then make it.")
    return max(
        found,
        key=lambda case: (
            better(case),
            gather.is_live(case.review),
            gather.begun_on(case.review) or date.min,
            case.review["id"],
        ),
    )


def _unsuited(case: Case, what: str, suits: frozenset[str]) -> str:
    labels = [in_sentence(kind.label) for kind in case.records.profile.review_types if kind.key in suits]
    return (
        f"{case.ref} is {with_article(case.of_kind)}, and {what} is made for these: {join(labels)}. "
        "Choose one of them, or another paper for this review."
    )


# Words of the records, and gaps


def gap(what: str, where: str) -> Box:
    """A named gap: nothing is recorded for `what`; `where` says in a sentence what mends it."""
    return Box(f"Gap: nothing is recorded for {what}", where, "gap")


def told(text: str | None, what: str, where: str) -> tuple[Block, ...]:
    """The words of the record, as a list where they were written as one; a gap where there are none."""
    said = lines(text or "")
    if not said:
        return (gap(what, where),)
    if len(said) > 1 and all(line[0] in _SIGNS for line in said[1:]):
        first = () if said[0][0] in _SIGNS else (Paragraph(said[0], keep=True),)
        return (*first, Bullets(tuple(line.lstrip(_SIGNS) for line in said[len(first) :])))
    return paragraphs(said)


def for_author(title: str, prompt: str) -> Box:
    """A marked place that somebody has to write; `prompt` says what belongs there."""
    return Box(f"To be written: {title}", prompt)


def fact(label: str, value: str | None, needed: bool = True) -> tuple[Fact, ...]:
    """A fact for a table of facts. One that is not recorded says so where it is needed, else it is left out."""
    words = (value or "").strip()
    return ((label, words or NOT_RECORDED),) if words or needed else ()


def facts_table(facts: Iterable[Fact], about: str) -> Table:
    """Facts as a table of two columns, the first the heading of each row."""
    return Table((Column("Fact", 2.4), Column("What is recorded", 7)), tuple(facts), about, heads=True)


def day_and(day: date | None, *more: str) -> str:
    """A date and what belongs to it: "3 March 2026, Greater Manchester Police"; nothing for nothing."""
    return ", ".join(part for part in (show_date(day), *more) if part)


def period_of(review: Row) -> str:
    """The period under review in words; nothing where it is not set."""
    since, until = review["period_from"], review["period_to"]
    if since and until:
        return show_range(since, until)
    return f"From {show_date(since)}" if since else f"To {show_date(until)}" if until else ""


def header_facts(case: Case) -> tuple[Fact, ...]:
    """The facts that stand at the head of each paper of a case."""
    records, review, rapid = case.records, case.review, case.review["review_type"] in gather.RAPID
    return (
        *fact("Reference", case.ref),
        *fact("Pseudonym", review["pseudonym"]),
        *fact("Type of review", f"{case.kind.label}, {'statutory' if case.kind.statutory else 'not statutory'}"),
        *fact("Rests on", case.kind.law),
        *fact("Belongs to", case.kind.owner),
        *fact("Board", records.label("boards", review["board"]), needed=False),
        *fact("Age band", records.label("age_bands", review["age_band"]), needed="criteria" in case.kind.steps),
        *fact("Themes", "; ".join(records.labels("themes", review["themes"])), needed=False),
        *fact("Referred", day_and(review["referred_on"], records.agency(review["referring_agency_id"]))),
        *fact("Incident", show_date(review["incident_on"]), needed=rapid),
        *fact("Council aware", show_date(review["aware_on"]), needed=rapid),
        *fact("Notification sent", show_date(review["notified_on"]), needed=rapid),
        *fact("Stage", records.label("review_statuses", review["status"])),
    )


# The paper itself


@dataclass(frozen=True)
class Made:
    """What a paper of a case says of itself beside its blocks; `what` names it in its foot and properties."""

    title: str
    what: str
    marking: str = ""
    landscape: bool = False
    subtitle: str = ""
    more_names: tuple[tuple[str, str], ...] = field(default=())


def case_paper(case: Case, about: Made, blocks: Iterable[Block]) -> Paper:
    """The paper, with the marking of the record (OFFICIAL-SENSITIVE where it has none), as-at line and names."""
    records, review = case.records, case.review
    marking = about.marking or records.label("markings", review["marking"] or "official_sensitive")
    return Paper(
        about.title,
        f"{about.subtitle or case.kind.label}\n{records.partnership}",
        marking,
        f"{about.what} {case.ref}, as at {show_date(records.today)}, record version {review['version']}",
        tuple(blocks),
        properties=Properties(records.partnership, case.made, about.what, f"{about.what.lower()}; {case.ref}"),
        names=(*names_of(case), *about.more_names),
        landscape=about.landscape,
    )


def names_of(case: Case) -> tuple[tuple[str, str], ...]:
    """Words of a case that a template may show by name; each of them is there for every case."""
    records, review = case.records, case.review
    clock = records.clock(review)
    return (
        ("reference", case.ref),
        ("case", one_line(review["pseudonym"] or "")),
        ("type", case.kind.label),
        ("law", case.kind.law),
        ("owner", case.kind.owner),
        ("stage", records.label("review_statuses", review["status"])),
        ("referred_on", gather.on(review["referred_on"])),
        ("decided_on", gather.on(review["decided_on"])),
        ("due", gather.on(clock["due_on"] if clock else review["report_due_on"])),
        ("reviewer", one_line(review["reviewer"] or "")),
        ("lead", one_line(review["lead_officer"] or "")),
        ("period", period_of(review)),
        ("published_on", gather.on(review["published_on"])),
    )


_COUNTED: Sequence[tuple[str, str, str]] = (
    ("criteria", "criterion", "criteria"),
    ("decisions", "decision", ""),
    ("returns", "return", ""),
    ("answers", "answer", ""),
    ("chronology", "entry of the chronology", "entries of the chronology"),
    ("milestones", "stage", ""),
    ("parallel_processes", "parallel process", "parallel processes"),
    ("panel_members", "seat on the panel", "seats on the panel"),
    ("progress_checks", "progress check", ""),
)


def drawn_from(case: Case, keys: Iterable[str], more: Iterable[Row] = ()) -> Paragraph:
    """What a paper was made from, with the references that lead back; it stands under the facts at its head."""
    wanted = set(keys)
    parts = [
        count(number, one, many) for key, one, many in _COUNTED if key in wanted and (number := len(case.lines(key)))
    ]
    refs = sorted({str(row["ref"]) for row in more})
    parts += refs
    whole = join([f"{case.ref} (version {case.review['version']} of the record)", *parts])
    return Paragraph(f"Made from {whole}, as they stood on {show_date(case.records.today)}.", "small")
