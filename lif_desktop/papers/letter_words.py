"""The words of letters as data: parts with names in them, the law by which agencies are asked, who else is told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from lif_desktop.framework.parts import BOARDS
from lif_desktop.framework.reading import Table, read_toml
from lif_desktop.places import resources

Insert = Literal["", "returns", "reminder", "overdue", "decision", "reach"]
INSERTS: tuple[Insert, ...] = ("", "returns", "reminder", "overdue", "decision", "reach")
"""What the records put into a part of a letter."""

NAMES = (
    "partnership", "ref", "case", "type", "owner", "law", "law_words", "today", "agency", "role", "email", "telephone",
    "send_to", "answer_by", "blank", "step", "event", "decided_on", "decided_words", "referred_words",
    "next_words", "stands_words", "why", "person", "workbooks", "workbook_words", "or_email", "or_ring",
)  # fmt: skip
"""The names that may stand in curly brackets in the words of letters."""

LETTERS = ("request", "chase", "chair", "family", "practitioners", "decision", "partners", "others")
"""The letters that the program writes, by key; each of them stands in the file."""

_NAME = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Part:
    """A part of a letter: a heading or none, paragraphs, points of a list, and what the records put in.

    It is left out where the name `needs` is empty, where the name `lacks` is not, and for another `board`.
    """

    heading: str = ""
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    insert: Insert = ""
    needs: str = ""
    lacks: str = ""
    board: str = ""


@dataclass(frozen=True)
class Mail:
    """The e-mail that brings a letter; without a `greeting` of its own it greets as the letter does."""

    subject: str
    text: tuple[str, ...]
    greeting: str = ""


@dataclass(frozen=True)
class Letter:
    """One letter and the e-mail that brings it.

    `by_hand` says what is filled in by hand before it goes; `enclosures` are put with one on paper. `file` is what the
    letter is called as a file, where a name with marking and reference would tell too much.
    """

    key: str
    label: str
    title: str
    greeting: str
    parts: tuple[Part, ...]
    enclosures: tuple[str, ...] = ()
    by_hand: str = ""
    file: str = ""
    mail: Mail = Mail("", ())


@dataclass(frozen=True)
class Other:
    """Somebody outside the partnership who may have to know, because one of `processes` runs or, `offered`, always."""

    key: str
    to: str
    why: str
    processes: tuple[str, ...] = ()
    offered: bool = False
    board: str = ""


@dataclass(frozen=True)
class LetterWords:
    """Every letter by its key, what stands under each, the laws by section, and who else is told.

    The law for no section has the key "".
    """

    letters: Mapping[str, Letter]
    sign_off: str
    signed: tuple[str, ...]
    laws: Mapping[str, str]
    others: tuple[Other, ...]

    def law(self, under: str) -> str:
        """The words of the law that lets us ask under a section; those for no section where it has none of its own."""
        return self.laws.get(under) or (f"We ask under the {under}." if under else self.laws[""])


@cache
def the_words() -> LetterWords:
    """The words that come with the program. Raises ProfileError."""
    return load_letters(resources() / "papers" / "letters.toml")


def load_letters(path: Path) -> LetterWords:
    """The words in the file; raises ProfileError with file, key and what was expected, unknown names included."""
    top = Table(path.name, "", read_toml(path))
    found = LetterWords(
        letters={one.key: one for one in (_letter(table) for table in top.tables("letters"))},
        sign_off=_said(top, "sign_off"),
        signed=_all_said(top, "signed"),
        laws=dict(_law(table) for table in top.tables("laws", identity="under")),
        others=tuple(_other(table) for table in top.tables("others")),
    )
    top.finish()
    if missing := [key for key in LETTERS if key not in found.letters]:
        raise top.error("letters", f"a letter with the key {missing[0]}, and it is missing")
    if extra := [key for key in found.letters if key not in LETTERS]:
        raise top.error("letters", f"only the keys {', '.join(LETTERS)}", extra[0])
    if "" not in found.laws:
        raise top.error("laws", 'an entry with under = "" for reviews without a section of their own')
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its names filled in; a name without a value becomes nothing."""
    return _NAME.sub(lambda name: values.get(name[1], ""), text)


def parts_for(letter: Letter, values: Mapping[str, str], board: str) -> Iterable[Part]:
    """The parts that a letter about a review of this board ("both" for none) has with these values."""
    for part in letter.parts:
        if part.board and part.board != board:
            continue
        if (part.needs and not values.get(part.needs)) or (part.lacks and values.get(part.lacks)):
            continue
        yield part


def _letter(table: Table) -> Letter:
    letter = Letter(
        key=table.key(),
        label=table.text("label"),
        title=_said(table, "title"),
        greeting=_said(table, "greeting"),
        parts=tuple(_part(one) for one in table.tables("parts", identity="")),
        enclosures=table.texts("enclosures", ()),
        by_hand=table.text("by_hand", ""),
        file=table.text("file", ""),
        mail=_mail(table.table("mail")),
    )
    table.finish()
    if not letter.parts:
        raise table.error("parts", "at least one part")
    return letter


def _mail(table: Table) -> Mail:
    mail = Mail(_said(table, "subject"), _all_said(table, "text"), _said(table, "greeting", ""))
    table.finish()
    return mail


def _part(table: Table) -> Part:
    part = Part(
        heading=_said(table, "heading", ""),
        text=_all_said(table, "text", ()),
        points=_all_said(table, "points", ()),
        insert=table.one_of("insert", INSERTS, ""),
        needs=table.one_of("needs", ("", *NAMES), ""),
        lacks=table.one_of("lacks", ("", *NAMES), ""),
        board=table.one_of("board", ("", *BOARDS), ""),
    )
    table.finish()
    if not (part.text or part.points or part.insert):
        raise table.error("text", "paragraphs, points or something to insert, and there is none of them")
    return part


def _law(table: Table) -> tuple[str, str]:
    law = table.text("under", "") if table.data.get("under") == "" else table.text("under"), _said(table, "text")
    table.finish()
    return law


def _other(table: Table) -> Other:
    other = Other(
        key=table.key(),
        to=table.text("to"),
        why=_said(table, "why"),
        processes=table.texts("processes"),
        offered=table.flag("offered", False),
        board=table.one_of("board", ("", *BOARDS), ""),
    )
    table.finish()
    return other


def _said(table: Table, key: str, *default: str) -> str:
    """A text in which only names stand that are known."""
    return _checked(table, key, table.text(key, *default))


def _all_said(table: Table, key: str, *default: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_checked(table, key, one) for one in table.texts(key, *default))


def _checked(table: Table, key: str, text: str) -> str:
    for name in _NAME.findall(text):
        if name not in NAMES:
            raise table.error(key, f"in curly brackets only one of {', '.join(NAMES)}", name)
    if "{" in _NAME.sub("", text) or "}" in _NAME.sub("", text):
        raise table.error(key, "curly brackets in pairs, with a name between them", text)
    return text
