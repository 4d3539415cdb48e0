"""Letters about a review: one paper for each reader, or all of them in one document with each on a page of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lif_desktop.framework.dates import show_date
from lif_desktop.papers.blocks import (
    Block,
    Box,
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
from lif_desktop.papers.letter_readers import Reader, board_of, letter_readers, suits
from lif_desktop.papers.letter_values import BLANK, Values, inserts, values_of
from lif_desktop.papers.letter_words import Letter, LetterWords, filled, parts_for, the_words
from lif_desktop.papers.saving import PaperError
from lif_desktop.papers.words import capital, clean, count, one_line

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

NAMELESS = frozenset({"family", "practitioners", "others"})
"""Letters to readers who know the case by its real name or by none: they bear the reference, never the pseudonym."""


def make_letters(
    office: "Office",
    kind: str,
    ref: str,
    who: Sequence[Reader] | None = None,
    made: datetime | None = None,
    *,
    by_mail: bool = False,
) -> list[Paper]:
    """A letter of that kind about a review for each reader; without `who` for those who are proposed.

    One that goes `by_mail` names nothing that only a letter on paper can bring with it.

    Where the records name no reader, it is one letter with room for the name. Raises PaperError where there is no
    such review or letter.
    """
    from lif_desktop.papers.catalogue import MADE_UP

    records = Records(office, office.today())
    review = records.named("reviews", ref)
    papers = _letters(records, kind, review, who, made or datetime.now(UTC), by_mail)
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
        review = records.named("reviews", ref) if ref else _newest(records, kind)
        if not suits(kind, review["review_type"]):
            raise PaperError(_not_for(records, kind, review))
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
    marks, dot, said = first.version_line.rpartition(" · ")  # such as that the office is made up
    return replace(
        first,
        title=f"{label}: {ref}",
        subtitle=count(len(papers), "letter"),
        version_line=f"{marks}{dot}{label}, {ref}, {said.rpartition(', ')[2]}",
        blocks=tuple(blocks),
        names=(),
    )


def _subtitle(one: Paper) -> tuple[Block, ...]:
    return (Paragraph((Run(one.subtitle, quiet=True),)),) if one.subtitle else ()


def _lower(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, 4)) if isinstance(block, Heading) else block


def _not_for(records: Records, kind: str, review: Row) -> str:
    """Why there is no letter of that kind about a review, and who writes."""
    found = records.profile.review_type(review["review_type"])
    return (
        f"“{_letter(kind).label}” is not written about {review['ref']}, a {found.label}: another body owns it, or it "
        f"is about nobody here. Ask its owner who writes: {found.owner}."
    )


def _newest(records: Records, kind: str) -> Row:
    """The newest review that a letter suits and that is not behind us, else the newest. Raises PaperError for none."""
    every = records.rows("reviews")
    reviews = [row for row in every if suits(kind, row["review_type"])] or every
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


def file_name(kind: str, usual: str) -> str:
    """What a letter of that kind is called as a file, without ending: `usual`, or one that tells nothing on its own."""
    return _letter(kind).file or usual


def _letters(
    records: Records,
    kind: str,
    review: Row,
    who: Sequence[Reader] | None,
    made: datetime,
    by_mail: bool = False,
) -> list[Paper]:
    words, letter = the_words(), _letter(kind)
    letter = replace(letter, enclosures=()) if by_mail else letter
    readers = list(_proposed(records, kind, review) if who is None else who) or [Reader("nobody", BLANK)]
    return [_paper(records, words, letter, review, reader, made) for reader in readers]


def _proposed(records: Records, kind: str, review: Row) -> list[Reader]:
    """Those for whom a letter is proposed; the chair also before the ladder of reminders comes to the chair."""
    there = letter_readers(records, kind, review)
    return [one for one in there if one.proposed] or [one for one in there if kind == "chair"]


def _paper(records: Records, words: LetterWords, letter: Letter, review: Row, reader: Reader, made: datetime) -> Paper:
    values = values_of(records, review, reader, words)
    title = one_line(filled(letter.title, values))
    about = values["ref"] if letter.key in NAMELESS else values["case"]
    return Paper(
        title,
        records.partnership,
        records.label("markings", review["marking"] or "official_sensitive"),
        f"{letter.label}, {values['ref']}, {show_date(records.today)}",
        tuple(_blocks(records, words, letter, review, reader, values)),
        properties=Properties(records.partnership, made, letter.label, f"letter; {about}"),
        names=(("reference", values["ref"]), ("agency", reader.full_name), ("by_hand", _to_do(letter, values))),
    )


def _to_do(letter: Letter, values: Values) -> str:
    """What is still to be done by hand before a letter goes, for the officer."""
    said = []
    if letter.by_hand:
        said.append(f"Fill in by hand: {letter.by_hand[:1].lower()}{letter.by_hand[1:]}.")
    if letter.enclosures:
        said.append(f"Put with it: {'; '.join(_lowered(letter.enclosures, 0))}. An e-mail draft does not bring it.")
    if letter.key == "request":
        there = "The workbook that was made goes with the e-mail draft; put it with a letter on paper."
        none = "No workbook goes with it. Make one under Returns first where one is to be filled in."
        said.append(there if values["workbooks"] else none)
    return " ".join(said)


def _blocks(
    records: Records, words: LetterWords, letter: Letter, review: Row, reader: Reader, values: Values
) -> Iterator[Block]:
    if not suits(letter.key, review["review_type"]):
        yield Box("This letter is not for a review of this kind", _not_for(records, letter.key, review))
        return
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
            yield from (_kept(block) if last else block for block in put_in[part.insert]())
    yield from _ending(words, letter, values)


def _kept(block: Block) -> Block:
    """A paragraph kept with what stands under it."""
    return replace(block, keep=True) if isinstance(block, Paragraph) else block


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
    books = (values["workbooks"],) if letter.key == "request" and values["workbooks"] else ()
    enclosed = _lowered([*books, *letter.enclosures], 1)
    yield Paragraph("\n".join(filled(line, values) for line in words.signed), keep=bool(enclosed))
    if enclosed:
        yield Paragraph((*bold("With this letter: "), Run(capital("; ".join(enclosed)))))


def _lowered(enclosures: Iterable[str], first: int) -> list[str]:
    return [text if at < first else text[:1].lower() + text[1:] for at, text in enumerate(enclosures)]
