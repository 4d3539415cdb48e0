"""Letters on their way out: written for the chosen readers, looked over, saved in one of three forms. No widgets."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lif_desktop.framework.personal_files import gone_from, in_file
from lif_desktop.gui.choose_file import free_file, safe_name
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending
from lif_desktop.gui.worker import Work
from lif_desktop.mail import draft_bytes
from lif_desktop.office import Office
from lif_desktop.office.issued import Leaving
from lif_desktop.office.watched import watch

if TYPE_CHECKING:
    from lif_desktop.papers.blocks import Paper
    from lif_desktop.papers.letter_readers import Reader

Form = Literal["one", "each", "mail"]
"""One document with all letters, a document for each, or an e-mail draft for each with its letter attached."""

FORMS: tuple[tuple[Form, str], ...] = (
    ("one", "One document, each letter on a page of its own"),
    ("each", "A document for each reader"),
    ("mail", "E-mail drafts, each with its letter"),
)


@dataclass(frozen=True)
class Letters:
    """Letters that are wanted: which kind, about which review, to whom, as what."""

    kind: str
    label: str
    review: int
    ref: str
    readers: "tuple[Reader, ...]"
    form: Form

    @property
    def name(self) -> str:
        """A name for what is saved, and for a folder of letters."""
        return safe_name(f"{self.label} {self.ref}")

    @property
    def file(self) -> str:
        """A name for the one document, without ending; what goes to a family says nothing on the outside."""
        from lif_desktop.papers.letters import file_name

        return file_name(self.kind, self.name)

    @property
    def to(self) -> str:
        """Who gets them, in words."""
        return "; ".join(one.full_name for one in self.readers)


def letters_parcel(office: Office, wanted: Letters, work: Work) -> Parcel:
    """The letters, written and looked over, to be saved."""
    from lif_desktop.papers.letters import make_letters

    work.say("Writing the letters…")
    made = dt.datetime.now(dt.UTC)
    papers = make_letters(office, wanted.kind, wanted.ref, wanted.readers, made, by_mail=wanted.form == "mail")
    finds = _looked(office, wanted, papers)
    places = tuple(in_file(one, name) for name, some in finds for one in some)

    def seal(work: Work, path: Path, masks: Places, sending: Sending) -> Leaving:
        from lif_desktop.papers.look_over import masked

        clean = [
            masked(paper, gone_from(some, name, masks.__contains__))
            for paper, (name, some) in zip(papers, finds, strict=True)
        ]
        whole = _save(office, wanted, clean, path, work)
        return _leaving(wanted, made, whole, path.name, sending, places, masks)

    return Parcel(title=wanted.name, seal=seal, places=places)


def _looked(office: Office, wanted: Letters, papers: "Sequence[Paper]") -> list[tuple[str, Places]]:
    """What the look finds in each letter, by the name of its reader."""
    from lif_desktop.papers.look_over import look_over

    known = watch(office)
    names = [one.full_name for one in wanted.readers]
    return [(name, look_over(paper, known.names, known.own)) for name, paper in zip(names, papers, strict=True)]


def _save(office: Office, wanted: Letters, papers: "Sequence[Paper]", path: Path, work: Work) -> bytes:
    """Save the letters in the form that is wanted; gives all of them in one document, which the office keeps.

    Nothing is written before every one of them is made.
    """
    from lif_desktop.papers.catalogue import paper_bytes
    from lif_desktop.papers.letters import together
    from lif_desktop.papers.saving import save_whole

    key = f"letter-{wanted.kind}"
    whole = paper_bytes(office, key, together(papers, wanted.label, wanted.ref), progress=work.say)
    if wanted.form == "one":
        save_whole(path, whole)
        return whole
    files: list[tuple[str, bytes]] = []
    for at, (paper, reader) in enumerate(zip(papers, wanted.readers, strict=True)):
        work.say(f"Writing the letter to {reader.name}…", at, len(papers))
        name = safe_name(f"{paper.marking} {wanted.ref} {reader.name}")
        files += _files(office, wanted, reader, name, paper_bytes(office, key, paper))
    path.mkdir(parents=True, exist_ok=True)
    for name, data in files:
        save_whole(free_file(path / name), data)
    return whole


def _files(office: Office, wanted: Letters, reader: "Reader", name: str, data: bytes) -> list[tuple[str, bytes]]:
    """One letter as a file of its own, names and bytes: with its workbooks beside it, or as a draft that has them."""
    from lif_desktop.papers.letter_mail import letter_draft, workbooks
    from lif_desktop.papers.letters import file_name

    letter = f"{file_name(wanted.kind, name)}.docx"
    if wanted.form == "mail":
        return [(f"{name}.eml", draft_bytes(letter_draft(office, wanted.kind, wanted.ref, reader, letter, data)))]
    books = workbooks(office, reader) if wanted.kind == "request" else ()
    return [(letter, data), *((one.name, one.data) for one in books)]


def _leaving(
    wanted: Letters, made: dt.datetime, data: bytes, name: str, sending: Sending, places: Places, masks: Places
) -> Leaving:
    from lif_desktop.framework.personal_places import as_noted

    return Leaving(
        f"letter-{wanted.kind}",
        f"{wanted.label} {wanted.ref}",
        name,
        data,
        "reviews",
        wanted.review,
        as_at=made,
        sent_to=sending.sent_to or wanted.to,
        why=sending.why,
        looked=tuple(as_noted(places, masks)),
    )
