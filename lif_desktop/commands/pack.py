"""The pack of a meeting on the command line: separate documents and numbered copies into a folder."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.commands.common import Refusal, opened, say, warn

if TYPE_CHECKING:
    from lif_desktop.office.office import Office


def pack_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said of the files of an agenda with papers."""
    parser.add_argument("--separate", action="store_true", help="agenda: each paper a file of its own, in a folder")
    parser.add_argument("--copies", action="store_true", help="agenda: a numbered copy for each member, in a folder")


def is_pack(asked: argparse.Namespace) -> bool:
    """Whether several files of an agenda are asked for. Raises Refusal where that does not go with the rest."""
    if not (asked.separate or asked.copies):
        return False
    if asked.kind != "agenda":
        raise Refusal(
            "--separate and --copies are for an agenda: lif-desktop paper agenda FOLDER --copies --office F.lif"
        )
    if asked.template:
        raise Refusal("A pack of several files is made in the office\u2019s own template: leave --template out.")
    return True


def make_pack(asked: argparse.Namespace) -> int:
    """Make the files, say what the look over them found, and log the pack as one issue where asked."""
    from lif_desktop.commands.papers import tell_found
    from lif_desktop.framework.personal_places import as_noted
    from lif_desktop.office.issued import log_issue
    from lif_desktop.office.watched import watch
    from lif_desktop.papers.blocks import Paper
    from lif_desktop.papers.catalogue import build_paper
    from lif_desktop.papers.look_over import look_over, masked
    from lif_desktop.papers.pack import pack_files, pack_leaving

    with opened(asked, read_only=not asked.log) as office:
        words = watch(office)

        def change(paper: Paper) -> Paper:
            return masked(paper, look_over(paper, words.names, words.own)) if asked.mask else paper

        tell_notices(office, asked.ref)
        places = look_over(build_paper(office, "agenda", asked.ref), words.names, words.own)
        if not tell_found(places, masked=asked.mask, strict=asked.strict):
            return 1
        for path in pack_files(office, asked.ref, Path(asked.out), asked.separate, asked.copies, change=change):
            say(path)
        if asked.log:
            left = pack_leaving(office, asked.ref, asked.copies, asked.to, asked.why or "", change=change)
            noted = as_noted(places, places if asked.mask else ())
            log_issue(office, replace(left, looked=tuple(noted)))
    return 0


def tell_notices(office: "Office", ref: str | None) -> None:
    """Say on the error stream what the author of a pack should look at: none of it is printed in the pack."""
    from lif_desktop.papers.agenda_notices import notices_of

    for words in notices_of(office, ref):
        warn(words)
