"""Letters about a review: one paper for each reader, or all of them in one document with each on a page of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lif_desktop.framework.dates import show_date
from lif_desktop.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Part,
    Properties,
    Run,
    Table,
    bold,
)
from lif_desktop.papers.gather import Records, Row, is_live
from lif_desktop.papers.kind import Make
from lif_desktop.papers.letter_readers import Reader, board_of, letter_readers
from lif_desktop.papers.letter_values import BLANK, Values, inserts, values_of
from lif_desktop.papers.letter_words import Letter, LetterWords, filled, parts_for, the_words
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import capital, clean, count, one_line

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

NAMELESS = frozenset({"family", "practitioners", "others"})
"""Letters to readers who know the case by its real name or by none: they bear the reference, never the pseudonym."""


def make_letters(
    office: "Office", kind: str, ref: str, who: Sequence[Reader] | None = None, made: datetime | None = None
) -> list[Paper]:
    """A letter of that kind about a review for each reader; without `who` for those who are proposed.

    Where the records name no reader, it is one letter with room for the name. Raises PaperError where there is no
    such review or letter.
    """
    from lif_desktop.papers.catalogue import MADE_UP

    records = Records(office, office.today())
    review = records.named("reviews", ref)
    papers = _letters(records, kind, review, who, made or datetime.now(UTC))
    if not records.made_up:
        return papers
    return [replace(one, version_line=f"{MADE_UP} · {one.version_line}") for one in papers]


def readers_of(office: "Office", kind: str, ref: str) -> tuple[Reader, ...]:
    """Who a letter of that kind about a review can go to. Raises PaperError where there is no such review."""
    records = Records(office, office.today())
    return letter_readers(records, kind, records.named("reviews", ref))


def letter_maker(kind: str) -> Make:
    """What makes the document with all proposed letters of a kind: of the review with a reference, or the newest."""

    def make(records: Records, ref: str | None, made: datetime) -> Paper:
        review = records.named("reviews", ref) if ref else _newest(records)
        return together(_letters(records, kind, review, None, made), _letter(kind).label, str(review["ref"]))

    return make


def together(papers: Sequence[Paper], label: str, ref: str) -> Paper:
    """Letters in one document: a sheet that lists them first, then each on a page of its own. One alone stays as it is.

    Raises ValueError for none.
    """
    if not papers:
        raise ValueError("no letters to put together")
    first = papers[0]
    if len(papers) == 1:
        return first
    names = [dict(one.names).get("agency", "") for one in papers]
    columns = (Column("Letter to", 5), Column("Sent on", 2), Column("By", 2))
    sheet = Table(columns, tuple((name, "", "") for name in names), "Readers of the letters", row_height=4)
    blocks: list[Block] = [
        Paragraph("This sheet stays in the office. Each letter begins on a page of its own.", "lead"),
        sheet,
    ]
    for one in papers:
        blocks += [PageBreak(), Heading(one.title), *_subtitle(one), *map(_lower, one.blocks)]
    return replace(
        first,
        title=f"{label}: {ref}",
        subtitle=count(len(papers), "letter"),
        version_line=f"{label}, {ref}, {first.version_line.rpartition(', ')[2]}",
        blocks=tuple(blocks),
        names=(),
    )


def _subtitle(one: Paper) -> tuple[Block, ...]:
    return (Paragraph((Run(one.subtitle, quiet=True),)),) if one.subtitle else ()


def _lower(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, 4)) if isinstance(block, Heading) else block


def _newest(records: Records) -> Row:
    """The newest review that is not behind us, else the newest there is. Raises PaperError where there is none."""
    reviews = records.rows("reviews")
    live = [row for row in reviews if is_live(row)]
    if not reviews:
        raise PaperError("There is no review yet to write a letter about. Add it in Reviews first.")
    return max(live or reviews, key=lambda row: int(row["id"]))


def _letter(kind: str) -> Letter:
    found = the_words().letters.get(kind)
    if found is None:
        there = ", ".join(the_words().letters)
        raise PaperError(f"There is no letter called “{kind}”. There are: {there}.")
    return found


def _letters(records: Records, kind: str, review: Row, who: Sequence[Reader] | None, made: datetime) -> list[Paper]:
    words, letter = the_words(), _letter(kind)
    readers = list(_proposed(records, kind, review) if who is None else who) or [Reader("nobody", BLANK)]
    return [_paper(records, words, letter, review, reader, made) for reader in readers]


def _proposed(records: Records, kind: str, review: Row) -> list[Reader]:
    """Those for whom a letter is proposed; the chair also before the ladder of reminders comes to the chair."""
    there = letter_readers(records, kind, review)
    return [one for one in there if one.proposed] or [one for one in there if kind == "chair"]


def _paper(records: Records, words: LetterWords, letter: Letter, review: Row, reader: Reader, made: datetime) -> Paper:
    values = values_of(records, review, reader, words)
    title = one_line(filled(letter.title, values))
    hand = f"Fill in by hand: {letter.by_hand[:1].lower()}{letter.by_hand[1:]}" if letter.by_hand else ""
    about = values["ref"] if letter.key in NAMELESS else values["case"]
    return Paper(
        title,
        records.partnership,
        records.label("markings", review["marking"] or "official_sensitive"),
        f"{letter.label}, {values['ref']}, {show_date(records.today)}",
        tuple(_blocks(records, words, letter, review, reader, values)),
        properties=Properties(records.partnership, made, letter.label, f"letter; {about}"),
        names=(("reference", values["ref"]), ("agency", reader.full_name), ("by_hand", hand)),
    )


def _blocks(
    records: Records, words: LetterWords, letter: Letter, review: Row, reader: Reader, values: Values
) -> Iterator[Block]:
    yield _address(letter, reader, values)
    greeting = reader.greeting if reader.greeting and letter.key != "chair" else filled(letter.greeting, values)
    yield Paragraph(f"{greeting},")
    put_in = inserts(records, review, reader)
    parts = list(parts_for(letter, values, board_of(records, review)))
    for at, part in enumerate(parts):
        last = at == len(parts) - 1  # kept with what stands under the letter, which is never alone on a page
        if part.heading:
            yield Heading(filled(part.heading, values))
        yield from (Paragraph(capital(filled(text, values).strip()), keep=last) for text in part.text)
        if part.points:
            yield Bullets(tuple(filled(text, values) for text in part.points))
        if part.insert:
            yield from put_in[part.insert]()
    yield from _ending(words, letter, values)


def _address(letter: Letter, reader: Reader, values: Values) -> Paragraph:
    """To whom, when, and our reference: short lines at the top."""
    to = "\n".join(part for part in (reader.role, reader.name) if part) if letter.key != "family" else BLANK
    lines = (("To: ", clean(to)), ("Date: ", values["today"]), ("Our reference: ", values["ref"]))
    parts: list[Part] = []
    for at, (label, text) in enumerate(lines):
        parts += [*bold(label), Run(text + ("\n" if at < len(lines) - 1 else ""))]
    return Paragraph(tuple(parts))


def _ending(words: LetterWords, letter: Letter, values: Values) -> Iterator[Block]:
    yield Paragraph(words.sign_off, keep=True)
    yield Paragraph("\n".join(filled(line, values) for line in words.signed), keep=bool(letter.enclosures))
    if letter.enclosures:
        yield Paragraph((*bold("With this letter: "), Run("; ".join(_lowered(letter.enclosures)))))


def _lowered(enclosures: Iterable[str]) -> list[str]:
    return [text if at == 0 else text[:1].lower() + text[1:] for at, text in enumerate(enclosures)]
