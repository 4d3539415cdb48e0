"""The verb of the command line for the office's own Word templates: check, save, use, list, remove."""

import argparse
from pathlib import Path

from lif_desktop.commands.common import Refusal, opened, say
from lif_desktop.framework.dates import show_date

DEEDS = ("check", "save", "use", "list", "remove")


def template_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said of templates."""
    parser.add_argument("deed", choices=DEEDS)
    parser.add_argument("what", nargs="?", metavar="FILE.docx", help="the file; with “remove” the name of the template")
    parser.add_argument("--office", metavar="FILE.lif")
    parser.add_argument("--kind", help="the kind of paper it is for; all of them where nothing is named")


def do_template(asked: argparse.Namespace) -> int:
    """Do one of them. Raises LifError where it cannot be done."""
    if asked.deed != "list" and not asked.what:
        raise Refusal("Say which file: lif-desktop template check FILE.docx")
    if asked.deed in ("use", "list", "remove") and not asked.office:
        raise Refusal("Say which office: --office F.lif")
    return {"check": _check, "save": _save, "use": _use, "list": _list, "remove": _remove}[asked.deed](asked)


def _kind(asked: argparse.Namespace) -> str:
    from lif_desktop.papers import paper_kind

    return paper_kind(asked.kind).key if asked.kind else ""


def _check(asked: argparse.Namespace) -> int:
    from lif_desktop.papers.template_check import check

    found = check(Path(asked.what))
    for one in found:
        say(f"- {one}")
    if not found:
        say("Papers can be made in this template. There is nothing to mend.")
    return 1 if any(one.stops for one in found) else 0


def _save(asked: argparse.Namespace) -> int:
    from lif_desktop.papers.template_check import save_starting_copy

    say(save_starting_copy(Path(asked.what), _kind(asked)))
    return 0


def _use(asked: argparse.Namespace) -> int:
    from lif_desktop.office.templates import keep_template
    from lif_desktop.papers.template_check import read_to_keep

    path, kind = Path(asked.what), _kind(asked)
    data, remarks = read_to_keep(path)
    with opened(asked) as office:
        keep_template(office, path.stem[:60], data, path.name, kind)
    for one in remarks:
        say(f"- {one}")
    say(f"Papers are made in “{path.name}” now: {_used_for(kind)}.")
    return 0


def _list(asked: argparse.Namespace) -> int:
    from lif_desktop.office.templates import templates

    with opened(asked, read_only=True) as office:
        found = templates(office)
    for one in found:
        say(f"{one.name}  {_used_for(one.kind)}  added {show_date(one.added_on)}")
    if not found:
        say("The office has no template of its own. Papers are made in the one that came with the program.")
    return 0


def _remove(asked: argparse.Namespace) -> int:
    from lif_desktop.office.templates import remove_template, templates

    wanted = " ".join(asked.what.split()).casefold()
    with opened(asked) as office:
        found = [one for one in templates(office) if one.name.casefold() == wanted]
        if not found:
            raise Refusal(f"The office has no template “{asked.what}”. “template list” names those it has.")
        for one in found:
            remove_template(office, one.id)
    say(f"Removed: {found[0].name}")
    return 0


def _used_for(kind: str) -> str:
    from lif_desktop.papers import paper_kind

    return paper_kind(kind).label if kind else "all papers"
