"""Briefings as data: what each kind is called, which boxes it has, and the form that comes back (framework 12.2)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from lif_desktop.framework.reading import ProfileError, Table, read_toml

Told = Literal["happened", "matters", "learned", "well", "change", "questions", "more"]
"""What a box can take from the records."""


@dataclass(frozen=True)
class BriefingBox:
    """One box: its heading, and what it takes from the records, one after the other."""

    heading: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class BriefingForm:
    """One kind of briefing.

    `suits` says for what occasion it is. `numbered` counts the boxes, `form` sends the feedback form with it. It is to
    fit on so many `pages` with so many `words` at most. `questions` stand where the learning point has none of its own.
    """

    key: str
    title: str
    suits: str
    numbered: bool
    form: bool
    pages: int
    words: int
    questions: tuple[str, ...]
    boxes: tuple[BriefingBox, ...]


@dataclass(frozen=True)
class FeedbackQuestion:
    """One question of the form that agencies send back."""

    key: str
    text: str


@dataclass(frozen=True)
class Feedback:
    """The form that comes back: `return_within` working days; the briefing is looked at again after some months."""

    heading: str
    about: str
    return_within: int
    review_after: int
    questions: tuple[FeedbackQuestion, ...]


@dataclass(frozen=True)
class Briefings:
    """Every kind of briefing in its order, and the form."""

    forms: tuple[BriefingForm, ...]
    feedback: Feedback

    def form(self, key: str) -> BriefingForm:
        """The kind of briefing with that key; ProfileError names those there are."""
        found = next((one for one in self.forms if one.key == key), None)
        if found is None:
            there = ", ".join(one.key for one in self.forms)
            raise ProfileError("briefings.toml", "briefings", f"a briefing with the key “{key}” among {there}")
        return found


def load_briefings(path: Path) -> Briefings:
    """The briefings in the file; raises ProfileError with file, key and what was expected."""
    top = Table(path.name, "", read_toml(path))
    feedback = _feedback(top.table("form"))
    forms = tuple(_form(table) for table in top.tables("briefings"))
    top.finish()
    return Briefings(forms, feedback)


def _feedback(table: Table) -> Feedback:
    questions = []
    for row in table.tables("questions"):
        questions.append(FeedbackQuestion(row.key(), row.text("text")))
        row.finish()
    found = Feedback(
        table.text("heading"),
        table.text("about"),
        table.whole("return_within"),
        table.whole("review_after"),
        tuple(questions),
    )
    table.finish()
    return found


def _form(table: Table) -> BriefingForm:
    form = BriefingForm(
        table.key(),
        table.text("title"),
        table.text("for"),
        table.flag("numbered", False),
        table.flag("form", False),
        table.whole("pages"),
        table.whole("words"),
        table.texts("questions", ()),
        tuple(_box(row) for row in table.tables("boxes", identity="heading")),
    )
    table.finish()
    return form


def _box(table: Table) -> BriefingBox:
    told: list[Told] = []
    known: tuple[Told, ...] = get_args(Told)
    for word in table.texts("from"):
        found = next((one for one in known if one == word), None)
        if found is None:
            raise table.error("from", f"some of {', '.join(known)}", word)
        told.append(found)
    if not told:
        raise table.error("from", f"at least one of {', '.join(known)}")
    box = BriefingBox(table.text("heading"), tuple(told))
    table.finish()
    return box
