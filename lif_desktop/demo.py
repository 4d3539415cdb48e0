"""Makes an office with a made-up partnership by importing the sample spreadsheets, with its papers and trackers."""

import datetime as dt
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import financial_year
from lif_desktop.office import Office, create_office, open_office
from lif_desktop.office.backup import folder_of
from lif_desktop.office.deciding import decision_changes
from lif_desktop.office.office import utc_now
from lif_desktop.office.report_words import words_changes
from lif_desktop.registers import TABS, register
from lif_desktop.registers.values import parse
from lif_desktop.sheets.apply import apply_all
from lif_desktop.sheets.composite import write_composite
from lif_desktop.sheets.importing import answered
from lif_desktop.sheets.plan import Plan, make_plan
from lif_desktop.sheets.raw import RawBook
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.tracker import write_tracker
from lif_desktop.sheets.whole_office import write_office

Progress = Callable[[str, int, int], object]
"""Told in words what is being done, and how many of how many steps are behind."""
Entry = dict[str, str]
"""One entry of the manifest: a sheet (file, sheet, register, the agency that sent it), or a decision by its fields."""

OFFICE = "office.lif"
PROFILE = "stockport"
PERSON = "Made-up data"
_BRIEFING_FIELDS = ("statement", "why_it_matters", "what_went_well", "what_must_change", "questions", "difference")


class DemoTrouble(LifError):
    """A made-up office that cannot be made where it was asked for; the sentence says why and what to do."""


def make_demo(
    folder: Path, resources: Path, today: dt.date | None = None, progress: Progress | None = None
) -> list[Path]:
    """Makes `folder`/office.lif with papers and workbooks beside it; gives their paths, the office first.

    The workbooks are a tracker of each main register, the composite action plan and the whole office as one.
    Everything in the office comes in through the import, from the files that resources/sample/manifest.toml names, but
    for what no spreadsheet can say: that one decision takes the place of another, and an author's own words.
    `today` is the day on which it is made (the computer's where none is given). A made-up office that is there
    already is replaced once the new one is whole; any other office is left alone and DemoTrouble raised.
    """
    say = progress or _silent
    folder.mkdir(parents=True, exist_ok=True)
    profiles = resources / "framework"
    _must_be_free(folder / OFFICE, profiles)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as name:
        making = Path(name)
        office = create_office(making / OFFICE, profiles, PROFILE, PERSON, _clock(today))
        try:
            office.set_setting("made_up", "yes")
            told = _manifest(resources / "sample")
            _import_all(office, resources / "sample", told["imports"], say)
            _decide_again(office, told.get("decisions", []))
            _report_words(office, told.get("report_words", []))
            made = [*_papers(office, making, say), *_trackers(office, making, say)]
        finally:
            office.close()
        return _moved(folder, [making / OFFICE, *made])


def _silent(words: str, done: int, of: int) -> None:
    """Nobody wants to know."""


def _clock(today: dt.date | None) -> Callable[[], dt.datetime]:
    return utc_now if today is None else lambda: dt.datetime.combine(today, dt.time(12))


def _must_be_free(path: Path, profiles: Path) -> None:
    """Raise DemoTrouble when an office of somebody's own stands at `path`, OfficeInUse when it is open elsewhere."""
    if not path.exists():
        return
    office = open_office(path, profiles, PERSON)
    try:
        made_up = office.setting("made_up") == "yes"
    finally:
        office.close()
    if not made_up:
        raise DemoTrouble(f"{path} holds an office of your own, which is left as it is. Choose another folder.")


def _import_all(office: Office, samples: Path, entries: Sequence[Entry], say: Progress) -> None:
    """Every sheet that the manifest names, in its order, planned and carried out as the wizard does."""
    steps = _steps(entries)
    books: dict[str, RawBook] = {}
    for done, step in enumerate(steps):
        file = step[0]["file"]
        say(f"Importing {file}", done, len(steps))
        if file not in books:
            books[file] = read_book(samples / file)
        apply_all(office, [_planned(office, books[file], one) for one in step])


def _planned(office: Office, book: RawBook, entry: Entry) -> Plan:
    """The plan of one sheet; where a column of dates could be read both ways, the British one is answered."""
    about = (office, book, entry["register"], entry.get("agency"), entry.get("sheet"))
    plan = make_plan(*about)
    return make_plan(*about, answered(plan, "day")) if plan.questions else plan


def _steps(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries of the manifest, those with `together` beside the one before: they are carried out as one."""
    steps: list[list[Entry]] = []
    for entry in entries:
        if entry.get("together") and steps:
            steps[-1].append(entry)
        else:
            steps.append([entry])
    return steps


def _decide_again(office: Office, decisions: Sequence[Entry]) -> None:
    """Decisions that take the place of earlier ones, which no spreadsheet can say: recorded as the window does it."""
    fields = {field.key: field for field in register("decisions").fields}
    for told in decisions:
        review = office.lookup.record("reviews", told["review"]) or 0
        values = {
            key: parse(fields[key], words, office.lookup, office.today())
            for key, words in told.items()
            if key in fields
        }
        day = dt.date.fromisoformat(told["in_place_of"])
        earlier = next(row["id"] for row in office.records("decisions", review) if row["decided_on"] == day)
        office.write(f"Decided again on {told['review']}", decision_changes(office, review, values, earlier))


def _report_words(office: Office, written: Sequence[Entry]) -> None:
    """What the author wrote under headings of a yearly report, recorded as its window does it."""
    changes = [
        change
        for one in written
        for change in words_changes(office, one["year"], one["report"], {one["heading"]: one["text"]})
    ]
    office.write("Wrote the words of the yearly reports", changes)


def _manifest(samples: Path) -> dict[str, list[Entry]]:
    path = samples / "manifest.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DemoTrouble(f"The made-up spreadsheets are not there: {path}. Install the program again.") from error


def _papers(office: Office, folder: Path, say: Progress) -> list[Path]:
    """Papers of the next and the last meeting, of a decided rapid review, a briefing, the yearly reports."""
    from lif_desktop.papers import make_paper

    meeting, case, point = _next_meeting(office), _decided_case(office), _point_to_brief(office)
    year, last = _last_year(office.today()), _minuted_meeting(office)
    wanted: list[tuple[str, str, dict[str, Any]]] = [
        ("agenda", f"Agenda {meeting}", {"ref": meeting}),
        ("briefing", f"Seven-minute briefing {point}", {"ref": point}),
        ("annual-report", f"Annual report {year} draft", {"year": year}),
        ("annual-report-adults", f"Annual report of the adults board {year} draft", {"year": year}),
        ("annual-report-children", f"Yearly report of the children's partners {year} draft", {"year": year}),
    ]
    if last:
        wanted.append(("minutes", f"Minutes {last}", {"ref": last}))
    if case:
        wanted += [
            (kind, f"{words} {case}", {"ref": case})
            for kind, words in (("decision-record", "Decision record"), ("rapid-review-report", "Rapid review report"))
        ]
    made = []
    for done, (kind, name, about) in enumerate(wanted):
        say(f"Writing {name}", done, len(wanted))
        made.append(make_paper(office, kind, folder / f"{name}.docx", today=office.today(), **about))
    return made


def _next_meeting(office: Office) -> str:
    """The reference of the next meeting, or of the last one where none is ahead."""
    dated = sorted((one["held_on"], one["ref"]) for one in office.records("meetings") if one["held_on"])
    ahead = [ref for held, ref in dated if held >= office.today()]
    return str(ahead[0] if ahead else dated[-1][1])


def _minuted_meeting(office: Office) -> str:
    """The reference of the latest meeting with lines of minutes; empty where there is none."""
    minuted = {line["meeting_id"] for line in office.records("minute_lines")}
    held = [(one["held_on"], one["ref"]) for one in office.records("meetings") if one["id"] in minuted]
    return str(max(held)[1]) if held else ""


def _decided_case(office: Office) -> str:
    """The reference of the rapid review that was decided last; empty where there is none."""
    decided = {line["review_id"] for line in office.records("decisions")}
    cases = [one for one in office.records("reviews") if one["review_type"] == "rapid_review" and one["id"] in decided]
    return str(max(cases, key=lambda one: one["ref"])["ref"]) if cases else ""


def _point_to_brief(office: Office) -> str:
    """The reference of the learning point that has been shared and has most to say; the newest of several."""
    shared = [one for one in office.records("learning") if one["stage"] != "Identified"]
    return str(max(shared, key=lambda one: (sum(bool(one[key]) for key in _BRIEFING_FIELDS), one["ref"]))["ref"])


def _last_year(today: dt.date) -> str:
    return financial_year(today.replace(year=today.year - 1, day=1))


def _trackers(office: Office, folder: Path, say: Progress) -> list[Path]:
    """A tracker of each main register, then what goes over all of them."""
    made = []
    for done, own in enumerate(TABS):
        say(f"Writing the tracker of {own.label.lower()}", done, len(TABS))
        made.append(write_tracker(office, own.key, folder / f"{own.label} tracker.xlsx", today=office.today()))
    say("Writing the composite action plan and the whole office", len(TABS), len(TABS))
    made.append(write_composite(office, folder / "Composite action plan.xlsx", today=office.today()))
    made.append(write_office(office, folder / "The whole office.xlsx", today=office.today()))
    return made


def _moved(folder: Path, made: Sequence[Path]) -> list[Path]:
    """Puts what was made in its place, the office first; the backups of an office that it replaces go with that one."""
    shutil.rmtree(folder_of(folder / OFFICE), ignore_errors=True)
    targets = [folder / path.name for path in made]
    for path, target in zip(made, targets, strict=True):
        try:
            path.replace(target)
        except PermissionError as error:
            raise DemoTrouble(
                f"“{target.name}” is open in another program, so it was not replaced. Close it there and try again."
            ) from error
    return targets
