"""The command line: the same functions as the windows, for IT, scheduled tasks and tests."""

import argparse
import gc
import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lif_desktop.commands.bundles import bundle_arguments, make_bundle
from lif_desktop.commands.common import Refusal, opened, say, say_json
from lif_desktop.commands.papers import log_arguments, look_arguments, make_paper, paper_arguments
from lif_desktop.commands.spreadsheets import make_export, make_import, send_returns
from lif_desktop.commands.templates import do_template, template_arguments
from lif_desktop.framework.clocks import Milestone, Rule, amount, milestones
from lif_desktop.framework.dates import parse_date
from lif_desktop.framework.overrides import Overrides, laid_over
from lif_desktop.framework.profile import Profile, ReviewType, find_profile, load_profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.places import person, resources

Do = Callable[[argparse.Namespace], int]


def run_command(arguments: Sequence[str]) -> int:
    """Runs one verb; gives 0 for done, 1 for refused. Raises LifError, and SystemExit(2) for wrong arguments."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a sign that the terminal cannot write never ends what was done
            stream.reconfigure(errors="replace")
    asked = _parser().parse_args(arguments)
    do: Callable[[argparse.Namespace], int] = asked.do
    gc.disable()  # a command is over before circles of objects matter, and looking for them takes a fifth of an import
    try:
        return do(asked)
    finally:
        gc.enable()


# What can be asked


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lif-desktop", description="The desk of a safeguarding partnership's office.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, do: Do, says: str, *places: str) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=says, description=says)
        one.set_defaults(do=do)
        for place in places:
            one.add_argument(place)
        return one

    def office_verb(name: str, do: Do, says: str, *places: str) -> argparse.ArgumentParser:
        one = verb(name, do, says, *places)
        one.add_argument("--office", required=True, metavar="FILE.lif")
        return one

    verb("demo", _demo, "makes an office filled with made-up spreadsheets, with papers and trackers", "folder")
    one = office_verb("import", make_import, "reads an agency's spreadsheet into a register", "file")
    one.add_argument("--into", required=True, metavar="REGISTER", help="\u201ceverything\u201d fills an empty office")
    one.add_argument("--agency", default=None)
    one.add_argument(
        "--order", choices=("day", "month"), help="what stands first in dates that could be read both ways"
    )
    one.add_argument("--dry-run", action="store_true")
    one.add_argument("--json", action="store_true")
    office_verb("undo", _undo, "undoes the newest batch").add_argument("--list", action="store_true")
    one = office_verb("export", make_export, "writes a register as .xlsx, .csv or .json", "register", "out")
    one.epilog = (
        "The register is one such as “actions”; “everything” is the whole office, “action-plan” the composite one."
    )
    one.add_argument("--profile", choices=("working", "published"), default="working")
    one.add_argument("--view", metavar="NAME", help="only the records that this saved filter shows")
    one.add_argument("--layout", choices=("plan", "homicide"), default="plan", help="the columns of the action plan")
    look_arguments(one)
    log_arguments(one)
    _return_arguments(office_verb("returns", send_returns, "makes workbooks for agencies to fill in", "kind", "folder"))
    paper_arguments(verb("paper", make_paper, "makes a paper as a Word file"))
    template_arguments(verb("template", do_template, "checks, saves and keeps Word templates of the office's own"))
    bundle_arguments(office_verb("bundle", make_bundle, "puts the papers of reviews into one archive", "out"))
    one = verb("clock", _clock, "lists the milestones of a review type with their due dates", "review_type")
    one.add_argument("--from", dest="start", required=True, metavar="DATE")
    one.add_argument("--profile", help="stockport, unless an office is named")
    one.add_argument("--convention", choices=("next-day", "same-day"), help="the office's own, or next-day")
    one.add_argument("--office", metavar="FILE.lif", help="takes this office's figures, days and way of counting")
    one.add_argument("--json", action="store_true")
    verb("check", _check, "checks an office file and its records", "office").add_argument("--json", action="store_true")
    verb("backup", _backup, "makes a verified backup", "office").add_argument("to", nargs="?", default=None)
    verb("restore", _restore, "puts a backup in the place of an office", "backup", "to")
    one = office_verb("screenshots", _screenshots, "draws every page as a picture", "folder")
    one.add_argument("--theme", choices=("light", "dark"), default="light")
    one.add_argument("--scale", type=float, default=1.0)
    one.add_argument("--text", type=int, default=100)
    return parser


def _return_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "The kind is one such as “Action update” or “Section 11 return”; the folder is there already."
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--agency", nargs="+", metavar="NAME")
    wanted.add_argument("--all", action="store_true", help="every agency that is in use")
    parser.add_argument("--ref", help="the review, audit or meeting that they are for")
    parser.add_argument("--year", help="a financial year such as 2025-26; this one where nothing is named")
    parser.add_argument("--due", metavar="DATE")
    parser.add_argument("--json", action="store_true")
    look_arguments(parser)


# What is done


def _demo(asked: argparse.Namespace) -> int:
    from lif_desktop.demo import make_demo

    for path in make_demo(Path(asked.folder), resources()):
        say(path)
    return 0


def _undo(asked: argparse.Namespace) -> int:
    with opened(asked, read_only=asked.list) as office:
        if asked.list:
            for batch in office.batches():
                undone = " (undone)" if batch.undone else ""
                say(f"{batch.id}  {batch.at:%Y-%m-%d %H:%M} UTC  {batch.person}  {batch.words}{undone}")
            return 0
        report = office.undo()
    say(f"Undone: {report.undone.words}")
    for lines, words in (
        (report.put_back, "put back"),
        (report.kept, "kept because they changed since"),
        (report.could_not, "could not be put back"),
    ):
        if lines:
            say(f"{len(lines)} {words}")
    return 0


def _clock(asked: argparse.Namespace) -> int:
    setting = _clock_setting(asked)
    types = {one.key: one for one in setting.profile.review_types}
    wanted = asked.review_type.replace("-", "_")
    if wanted not in types:
        raise Refusal(f"There is no review type called \u201c{asked.review_type}\u201d. There are: {', '.join(types)}.")
    kind = types[wanted]
    start = parse_date(asked.start, datetime.now().astimezone().date(), setting.calendar)
    found = milestones(kind, {kind.clock_event: start}, setting.calendar, setting.same_day)
    if asked.json:
        say_json(_clock_json(kind, setting, start, found))
        return 0
    words = {one.key: one.label for one in setting.profile.lists["events"]}
    say(f"{kind.label}, counted from {words[kind.clock_event]}")
    for one in found:
        say(f"- {one.rule.label}. {one.says} [{one.rule.basis}; {one.rule.source}]")
    if not found:
        say(f"The framework gives no figure for its stages, so no clock runs. Source: {kind.source}.")
        say(kind.note)
    for rule in setting.offered.get(wanted, ()):
        say(f"Off until the office switches it on: {rule.label} ({amount(rule)}).")
    return 0


@dataclass(frozen=True)
class _Setting:
    """What a clock is counted with; `offered` are the clocks of each review type that are off."""

    profile: Profile
    calendar: WorkingDays
    same_day: bool
    offered: dict[str, list[Rule]]


def _clock_setting(asked: argparse.Namespace) -> _Setting:
    """The figures, days and way of counting of the office that is named, else those of the profile."""
    named = asked.profile or "stockport"
    figures: Overrides = {}
    calendar, same_day = WorkingDays(), False
    if asked.office:
        with opened(asked, read_only=True) as office:
            own = office.clock_settings()
            named, figures, calendar = asked.profile or office.framework.key, own.figures, office.calendar
            same_day = own.same_day
    whole = load_profile(find_profile(named, resources() / "framework"))
    profile = laid_over(whole, figures)
    if asked.convention:
        same_day = asked.convention == "same-day"
    offered = {
        kind.key: [rule for rule in kind.rules if rule.key not in {one.key for one in running.rules}]
        for kind, running in zip(whole.review_types, profile.review_types, strict=True)
    }
    return _Setting(profile, calendar, same_day, offered)


def _clock_json(kind: ReviewType, setting: _Setting, start: date, found: Sequence[Milestone]) -> dict[str, Any]:
    return {
        "review_type": kind.key,
        "profile": setting.profile.key,
        "from": start.isoformat(),
        "convention": "same-day" if setting.same_day else "next-day",
        "source": kind.source,
        "milestones": [
            {
                "key": one.rule.key,
                "label": one.rule.label,
                "due": one.due.isoformat() if one.due else None,
                "number": one.rule.number,
                "unit": one.rule.unit,
                "counted_from": one.rule.event,
                "direction": one.rule.direction,
                "basis": one.rule.basis,
                "source": one.rule.source,
                "check": one.rule.check,
                "says": one.says,
            }
            for one in found
        ],
    }


def _check(asked: argparse.Namespace) -> int:
    from lif_desktop.office.upcoming import all_gaps

    with opened(asked, read_only=True) as office:
        integrity, broken, keys = office.integrity(), office.broken_link(), office.foreign_keys()
        gaps = all_gaps(office)
    journal = "ok" if broken is None else f"entry {broken} does not follow from the one before it"
    sound = integrity == "ok" and broken is None and keys == "ok"
    if asked.json:
        say_json(
            {
                "ok": sound,
                "integrity": integrity,
                "journal": journal,
                "foreign_keys": keys,
                "gaps": [
                    {
                        "check": gap.check,
                        "record": gap.ref,
                        "says": gap.says,
                        "register": gap.register,
                        "field": gap.field,
                    }
                    for gap in gaps
                ],
            }
        )
        return 0 if sound else 1
    say(f"File: {integrity}. Journal: {journal}. Links between records: {keys}.")
    for gap in gaps:
        say(f"- {gap.says}")
    say(f"{len(gaps)} {'gap' if len(gaps) == 1 else 'gaps'} to mend." if gaps else "No gaps to mend.")
    return 0 if sound else 1


def _backup(asked: argparse.Namespace) -> int:
    with opened(asked, read_only=True) as office:
        say(office.backup("by hand", Path(asked.to) if asked.to else None))
    return 0


def _restore(asked: argparse.Namespace) -> int:
    from lif_desktop.office.backup import restore

    say(restore(Path(asked.backup), Path(asked.to), person()))
    return 0


def _screenshots(asked: argparse.Namespace) -> int:
    from lif_desktop.gui.screens import draw_all

    for path in draw_all(Path(asked.office), Path(asked.folder), asked.theme, asked.scale, asked.text):
        say(path)
    return 0
