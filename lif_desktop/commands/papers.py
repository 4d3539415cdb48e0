"""The verb of the command line for papers: made, looked over, masked where asked, and logged where it leaves."""

import argparse
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.commands.common import Refusal, opened, say, warn
from lif_desktop.commands.pack import is_pack, make_pack, pack_arguments, tell_notices
from lif_desktop.framework.dates import parse_date

if TYPE_CHECKING:
    from lif_desktop.framework.personal_places import Place
    from lif_desktop.office.office import Office
    from lif_desktop.papers.gather import AsAt


def paper_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said of the paper that is wanted."""
    parser.add_argument("kind", nargs="?")
    parser.add_argument("out", nargs="?")
    parser.add_argument("--list", action="store_true", help="names every kind of paper")
    parser.add_argument("--office", metavar="FILE.lif")
    parser.add_argument("--ref")
    parser.add_argument("--year", help="a financial year such as 2025-26")
    parser.add_argument(
        "--as-at",
        metavar="DATE",
        help="for a yearly report: the records as they stood on this day, or “today”; the end of the year if not said",
    )
    parser.add_argument("--template", metavar="T.docx")
    pack_arguments(parser)
    look_arguments(parser)
    log_arguments(parser)


def look_arguments(parser: argparse.ArgumentParser) -> None:
    """What is done with personal details that are found in what goes out."""
    parser.add_argument("--mask", action="store_true", help="masks the personal details that are found")
    parser.add_argument("--strict", action="store_true", help="writes nothing where personal details would go out")


def log_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether what goes out is logged, for whom and what for."""
    parser.add_argument("--log", action="store_true", help="logs it as issued and keeps a copy in the office")
    parser.add_argument("--to", metavar="WHO", help="with --log: who gets it")
    parser.add_argument("--why", metavar="WHY", help="with --log: what for")


def must_say_for_whom(asked: argparse.Namespace) -> None:
    """Raises Refusal where the log would not know who gets it, or was told and not wanted."""
    if asked.log and not asked.to:
        raise Refusal("Say who gets it: --log --to “Review Group members” --why “Panel of 27 November”.")
    if (asked.to or asked.why) and not asked.log:
        raise Refusal("--to and --why belong to the log of issues: add --log, or leave them out.")


def make_paper(asked: argparse.Namespace) -> int:
    """Make a paper, say what the look over it found, and log it where asked."""
    from lif_desktop.papers import PAPERS

    if asked.list:
        for paper in PAPERS:
            say(f"{paper.key}  {paper.label}")
        return 0
    if not (asked.kind and asked.out and asked.office):
        raise Refusal("Say which paper, which file and which office: lif-desktop paper agenda OUT.docx --office F.lif")
    if asked.kind not in {paper.key for paper in PAPERS}:
        kinds = ", ".join(paper.key for paper in PAPERS)
        raise Refusal(f"There is no paper called “{asked.kind}”. There are: {kinds}.")
    must_say_for_whom(asked)
    return make_pack(asked) if is_pack(asked) else _make(asked)


def _make(asked: argparse.Namespace) -> int:
    from lif_desktop.office.issued import log_issue
    from lif_desktop.office.watched import watch
    from lif_desktop.papers.catalogue import build, paper_bytes
    from lif_desktop.papers.leaving import leaving
    from lif_desktop.papers.look_over import look_over, masked
    from lif_desktop.papers.saving import save_whole

    out, template = Path(asked.out), Path(asked.template) if asked.template else None
    with opened(asked, read_only=not asked.log) as office:
        built = build(office, asked.kind, asked.ref, asked.year, as_at=_as_at(asked, office))
        if asked.kind == "agenda":
            tell_notices(office, asked.ref)
        words = watch(office)
        if not tell_name(out, words.names, strict=asked.strict):
            return 1
        places = look_over(built.paper, words.names, words.own)
        if not tell_found(places, masked=asked.mask, strict=asked.strict):
            return 1
        gone = places if asked.mask else ()
        data = paper_bytes(office, asked.kind, masked(built.paper, gone), template, tell=warn)
        path = save_whole(out, data)
        if asked.log:
            left = leaving(built, data, path.name, sent_to=asked.to, why=asked.why or "", found=places, masked=gone)
            log_issue(office, left)
    say(path)
    return 0


def _as_at(asked: argparse.Namespace, office: "Office") -> "AsAt":
    """The day whose records a yearly report is drawn from. Raises DateNotUnderstood for no day."""
    from lif_desktop.papers import paper_kind

    if not asked.as_at:
        return None
    if not paper_kind(asked.kind).by_year:
        raise Refusal("--as-at is for the yearly reports: leave it out, or name one of them.")
    return "today" if asked.as_at == "today" else parse_date(asked.as_at, office.today(), office.calendar)


def tell_found(places: "Collection[Place]", *, masked: bool, strict: bool) -> bool:
    """Say on the error stream what was found and where, never the words of it; False where nothing may go out."""
    from lif_desktop.framework.personal import KINDS
    from lif_desktop.framework.personal_places import in_words

    if not places:
        return True
    refused = strict and not masked
    done = "Masked" if masked else "Nothing was written" if refused else "Look at them before this leaves"
    warn(f"Personal details: {in_words(places)}. {done}:")
    for one in places:
        warn(f"- {KINDS[one.kind][0]}: {one.where}")
    return not refused


def tell_name(out: Path, watched: "Collection[str]", *, strict: bool) -> bool:
    """Say what the name of a file gives away, without repeating it; False where it may not go out under that name."""
    from lif_desktop.framework.personal_files import in_name
    from lif_desktop.framework.personal_places import in_words

    found = in_name(out.name, watched)
    if found:
        done = "Nothing was written: give it another name." if strict else "Give it another name before this leaves."
        warn(f"The name of the file holds {in_words(found)}. {done}")
    return not (found and strict)
