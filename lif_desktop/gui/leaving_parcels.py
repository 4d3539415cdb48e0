"""What is about to leave, built and looked over but not yet saved: a paper, a table, the whole office. No widgets."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.framework.personal import find
from lif_desktop.framework.personal_places import Place, as_noted
from lif_desktop.gui.choose_file import safe_name
from lif_desktop.gui.worker import Work
from lif_desktop.office import Office
from lif_desktop.office.issued import OFFICIAL, Leaving
from lif_desktop.office.watched import known_words, watch
from lif_desktop.registers import TABS, register

if TYPE_CHECKING:
    from lif_desktop.gui.paper_dialog import Wanted
    from lif_desktop.gui.tracker_dialog import Kind, Part
    from lif_desktop.papers.gather import AsAt
    from lif_desktop.papers.leaving import Built
    from lif_desktop.sheets.composite import Layout
    from lif_desktop.sheets.outgoing import Change, Outgoing
    from lif_desktop.sheets.tracker import Profile

EVERYTHING = (
    "It holds everything that the office has: every record, note, name and address, and nothing in it is masked. "
    "Keep it as you keep the office itself, and send it to nobody."
)
PUBLISHED = "It is for everybody to read. Enter who approved it and on which day, or leave both empty for a draft."
Places = tuple[Place, ...]


@dataclass(frozen=True)
class Sending:
    """For whom something leaves and why, as far as it was said, and who approved what is published, and when."""

    sent_to: str = ""
    why: str = ""
    approved_by: str = ""
    approved_on: dt.date | None = None


@dataclass(frozen=True)
class Parcel:
    """Something that was built and looked over. `places` is what the look found.

    `seal(work, path, masked, sending)` writes the file with these finds masked, and gives what the log keeps of it.
    `names` looks for what merely looks like a name, where that can be done. `note` is said in any case; `published`
    asks for the approval, with `approved` as the records have it. Without `asks` it is known for whom it is.
    """

    title: str
    seal: Callable[[Work, Path, Places, Sending], Leaving]
    places: Places = ()
    names: Callable[[], Places] | None = None
    note: str = ""
    published: bool = False
    approved: tuple[str, dt.date | None] = ("", None)
    asks: bool = True


# Papers


def build_wanted(office: Office, wanted: "Wanted", work: Work) -> "Built":
    """The paper that is wanted, with what it is made from."""
    from lif_desktop.papers.catalogue import build

    as_at: AsAt = "today" if wanted.as_now else None
    return build(office, wanted.kind, wanted.ref, wanted.year, progress=work.say, as_at=as_at)


def paper_parcel(office: Office, wanted: "Wanted", work: Work, built: "Built | None" = None) -> Parcel:
    """A paper, looked over, to be saved as Word or PDF."""
    made = built or build_wanted(office, wanted, work)
    work.say("Looking for personal details…")
    places = look_at(office, made)

    def seal(work: Work, path: Path, masks: Places, sending: Sending) -> Leaving:
        from lif_desktop.papers.look_over import masked

        fresh = _approved(office, wanted, made, sending, work)
        if fresh is not made:
            masks = _found_again(office, fresh, masks)
        data = paper_file(office, wanted, replace(fresh, paper=masked(fresh.paper, masks)), work)
        _save(path, data)
        return paper_leaving(fresh, data, path.name, places, masks, sending)

    published = is_published(made) and made.paper.approved is None and not _report_stands(made)
    return Parcel(
        title=wanted.name,
        seal=seal,
        places=places,
        names=lambda: names_in(office, made, places),
        note=PUBLISHED if published else "",
        published=published,
        approved=made.paper.approved or ("", None),
    )


def is_published(built: "Built") -> bool:
    """Whether a paper is for everybody to read, not for one reader: then it is approved before it leaves."""
    kind = built.kind
    return kind.leaves and kind.family in ("Learning", "The year") and kind.key != "feedback-form"


def look_at(office: Office, built: "Built") -> Places:
    """What the look finds in a paper."""
    from lif_desktop.papers.look_over import look_over

    known = watch(office)
    return look_over(built.paper, known.names, known.own)


def names_in(office: Office, built: "Built", places: Places = ()) -> Places:
    """What merely looks like a name in a paper and is no find already. It is advice: places look like names too."""
    from lif_desktop.papers.look_over import texts_of

    known, found = known_words(office), []
    there = {(one.at[0], letter) for one in places for letter in range(one.found.start, one.found.end)}
    for number, text in enumerate(texts_of(built.paper)):
        for one in find(text, known=known, names=True):
            if one.kind == "name" and (number, one.start) not in there:
                around = " ".join(text[max(0, one.start - 30) : one.end + 30].split())
                found.append(Place("Looks like a name", one.kind, one.text, around, (number,), one))
    return tuple(found)


def paper_file(office: Office, wanted: "Wanted", built: "Built", work: Work) -> bytes:
    """The bytes of a paper in the form that is wanted."""
    if wanted.form == "printing":
        from lif_desktop.gui.print_pages import printed_pdf
        from lif_desktop.papers.html import to_html

        return printed_pdf(built.paper, to_html(built.paper), work.say)
    from lif_desktop.office.templates import template_bytes
    from lif_desktop.papers.catalogue import paper_bytes

    if wanted.template is None:
        docx = paper_bytes(office, wanted.kind, built.paper, progress=work.say, tell=wanted.told.append)
    elif wanted.template:
        own = template_bytes(office, wanted.template)
        docx = paper_bytes(office, wanted.kind, built.paper, own, work.say, wanted.told.append)
    else:
        from lif_desktop.papers.word import render

        docx = render(built.paper, None, work.say)
    if wanted.form == "word":
        return docx
    from lif_desktop.papers.pdf import pdf_bytes

    return pdf_bytes(docx, work.say)


def paper_leaving(built: "Built", data: bytes, name: str, places: Places, masks: Places, sending: Sending) -> Leaving:
    """What the log keeps of a paper that leaves."""
    from lif_desktop.papers.leaving import leaving

    noted = (*places, *(one for one in masks if one not in places))
    return leaving(built, data, name, sent_to=sending.sent_to, why=sending.why, found=noted, masked=masks)


def _approved(office: Office, wanted: "Wanted", built: "Built", sending: Sending, work: Work) -> "Built":
    """The paper, made anew where its approval was noted just now: that changes what it says and how it is marked.

    A yearly report is approved as an issue: the draft that was approved is kept as one, and what leaves follows it.
    """
    if office.read_only or not (sending.approved_by and sending.approved_on):
        return built
    if built.of_year and is_published(built):
        if _report_stands(built):
            return built
        _keep_draft(office, wanted, built, sending, work)
    elif not built.paper.rests_on:
        return built
    else:
        from lif_desktop.office.issued import approve

        for key, number in built.paper.rests_on:
            approve(office, key, number, sending.approved_by, sending.approved_on)
    return build_wanted(office, wanted, work)


def _report_stands(built: "Built") -> bool:
    """Whether a yearly report was approved, and nothing that it says was changed since."""
    return bool(built.of_year) and built.records.report_approved(built.kind.key, built.of_year or "")


def _keep_draft(office: Office, wanted: "Wanted", built: "Built", sending: Sending, work: Work) -> None:
    """Note the draft of a yearly report as the issue that was approved, with its copy."""
    from lif_desktop.office.issued import log_issue
    from lif_desktop.papers.leaving import leaving

    data = paper_file(office, replace(wanted, form="word"), built, work)
    draft = leaving(built, data, f"{wanted.name}, draft.docx", why="The draft that was approved for publication")
    log_issue(office, replace(draft, approved_by=sending.approved_by, approved_on=sending.approved_on))


def _found_again(office: Office, built: "Built", masks: Places) -> Places:
    """What was chosen to be masked, where it stands in a paper that was made anew."""
    chosen = {(one.kind, one.text) for one in masks}
    there = look_at(office, built)
    return tuple(one for one in (*there, *names_in(office, built, there)) if (one.kind, one.text) in chosen)


# Tables


def tracker_parcel(office: Office, key: str, part: "Part", kind: "Kind") -> Parcel:
    """The records of a register, looked over, to be saved as a kind of file."""
    from lif_desktop.sheets.tracker import tracker_table

    table = tracker_table(office, key, profile_of(kind), part.rows, part.name)

    def write(path: Path, change: "Change") -> Path:
        from lif_desktop.sheets.plain import write_csv, write_json
        from lif_desktop.sheets.tracker import write_tracker

        if kind.form == "csv":
            return write_csv(office, key, path, part.rows, change)
        if kind.form == "json":
            return write_json(office, key, path, part.rows, change)
        return write_tracker(office, key, path, profile_of(kind), rows=part.rows, what=part.name, change=change)

    title = " ".join(filter(None, (register(key).label, part.short, kind.called)))
    return _table_parcel(office, title, f"tracker-{kind.form}", key, kind, table, write)


def composite_parcel(office: Office, kind: "Kind") -> Parcel:
    """The composite action plan, looked over."""
    from lif_desktop.sheets.composite import composite_table, write_composite

    layout: Layout = "homicide" if kind.form == "homicide" else "plan"
    table = composite_table(office, profile_of(kind), layout)

    def write(path: Path, change: "Change") -> Path:
        return write_composite(office, path, profile_of(kind), layout, change=change)

    title = " ".join(filter(None, ("Composite action plan", kind.called)))
    return _table_parcel(office, title, f"action-plan-{kind.form}", "actions", kind, table, write)


def profile_of(kind: "Kind") -> "Profile":
    """How a register goes out as this kind of file."""
    return "published" if kind.form == "published" else "working"


def _table_parcel(
    office: Office,
    title: str,
    name: str,
    key: str,
    kind: "Kind",
    table: "Outgoing",
    write: "Callable[[Path, Change], Path]",
) -> Parcel:
    from lif_desktop.sheets.look_over import look_over, masked

    known, as_at = watch(office), dt.datetime.now(dt.UTC)
    places = look_over(table, known.names, known.own)

    def seal(work: Work, path: Path, masks: Places, sending: Sending) -> Leaving:
        work.say(f"Writing {path.name}…")
        data = write(path, lambda outgoing: masked(outgoing, masks)).read_bytes()
        left = Leaving(
            name,
            title,
            path.name,
            data,
            key,
            as_at=as_at,
            sent_to=sending.sent_to,
            why=sending.why,
            looked=tuple(as_noted(places, masks)),
        )
        return _with_approval(left, sending)

    published = kind.form == "published"
    return Parcel(title, seal, places, note=PUBLISHED if published else "", published=published)


def whole_parcel(office: Office) -> Parcel:
    """The whole office as one workbook, as it is."""

    def seal(work: Work, path: Path, _masks: Places, sending: Sending) -> Leaving:
        from lif_desktop.sheets.whole_office import write_office

        work.say(f"Writing {path.name}…")
        data = write_office(office, path).read_bytes()
        title = "The whole office as one workbook"
        return Leaving("whole-office", title, path.name, data, sent_to=sending.sent_to, why=sending.why)

    return Parcel("The whole office as one workbook", seal, note=EVERYTHING)


def everything_parcel(office: Office) -> Parcel:
    """The trackers of all registers in a folder, as they are; the log keeps them as one archive."""

    def seal(work: Work, folder: Path, _masks: Places, sending: Sending) -> Leaving:
        from lif_desktop.sheets.tracker import write_tracker

        folder.mkdir(parents=True)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as kept:
            for at, one in enumerate(TABS):
                work.say(f"Writing {one.label}…", at, len(TABS))
                made = write_tracker(office, one.key, folder / f"{one.label}.xlsx")
                kept.writestr(zipfile.ZipInfo(made.name), made.read_bytes())
        name, why = f"{safe_name(folder.name)}.zip", sending.why
        return Leaving("everything", "Everything as Excel", name, archive.getvalue(), sent_to=sending.sent_to, why=why)

    return Parcel("Everything as Excel", seal, note=EVERYTHING)


def _with_approval(left: Leaving, sending: Sending) -> Leaving:
    """With the approval that was said: what is published and approved is marked OFFICIAL."""
    if not (sending.approved_by and sending.approved_on):
        return left
    return replace(left, approved_by=sending.approved_by, approved_on=sending.approved_on, marking=OFFICIAL)


def _save(path: Path, data: bytes) -> None:
    from lif_desktop.papers.saving import save_whole

    save_whole(path, data)
