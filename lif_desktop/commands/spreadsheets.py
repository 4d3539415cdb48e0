"""The verbs of the command line for spreadsheets: import, export, returns."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lif_desktop.commands.common import Refusal, opened, say, say_json, warn
from lif_desktop.commands.papers import must_say_for_whom, tell_found, tell_name
from lif_desktop.errors import LifError
from lif_desktop.framework.dates import financial_year, parse_date

if TYPE_CHECKING:
    from lif_desktop.framework.personal_places import Place
    from lif_desktop.office import Batch, Office
    from lif_desktop.office.returns_asked import Scope
    from lif_desktop.sheets.outgoing import Outgoing
    from lif_desktop.sheets.plan import Plan
    from lif_desktop.sheets.whole_reading import WholeOffice

EVERYTHING, PLAN = "everything", "action-plan"
"""What the verbs call the whole office and the composite action plan, beside the registers."""


# In


def make_import(asked: argparse.Namespace) -> int:
    """Take a file into a register, or the workbook of a whole office into an empty one."""
    whole = asked.into == EVERYTHING
    if not whole:
        _known_register(asked.into)
    with opened(asked, read_only=asked.dry_run) as office:
        try:
            return _import_everything(office, asked) if whole else _import_file(office, asked)
        except LifError as trouble:
            if not asked.json:
                raise
            say_json({"file": asked.file, "refused": str(trouble)} | _listed(trouble))
            return 1


def _import_file(office: "Office", asked: argparse.Namespace) -> int:
    from lif_desktop.sheets.importing import import_file

    results = import_file(office, Path(asked.file), asked.into, asked.agency, asked.order, dry_run=asked.dry_run)
    if asked.json:
        found = [plan.to_json(batch) | {"questions": questions(plan)} for plan, batch in results]
        say_json(found[0] if len(found) == 1 else found)
        return 0
    for plan, batch in results:
        for line in plan.in_words(batch):
            say(line)
        for one in questions(plan):
            say(f"? {one['says']}")
    return 0


def questions(plan: "Plan") -> list[dict[str, Any]]:
    """What the file leaves open, as data and in words: "asks" is "order", "value" or "rows"."""
    from lif_desktop.sheets.planned import DateQuestion, ValueQuestion

    found: list[dict[str, Any]] = []
    for one in plan.questions:
        if isinstance(one, DateQuestion):
            says = (
                f"“{one.heading}” could have day or month first: {', '.join(one.samples)}. "
                "Say which with --order day or --order month."
            )
            found.append({"asks": "order", "heading": one.heading, "samples": list(one.samples), "says": says})
        elif isinstance(one, ValueQuestion):
            offers = f" It may be: {', '.join(one.offers)}." if one.offers else ""
            says = f"“{one.written}” is not known ({one.rows:,} {'row' if one.rows == 1 else 'rows'}).{offers}"
            facts = {"field": one.field, "written": one.written, "rows": one.rows, "offers": list(one.offers)}
            found.append({"asks": "value", **facts, "says": says})
        else:
            says = f"{one.key} stands in rows {', '.join(map(str, one.rows))}. Keep the row that is right."
            found.append({"asks": "rows", "key": one.key, "rows": list(one.rows), "says": says})
    return found


def _import_everything(office: "Office", asked: argparse.Namespace) -> int:
    from lif_desktop.office.whole import must_be_empty
    from lif_desktop.sheets.whole_office import plan_office, take_in_office

    office.read(must_be_empty)
    found = plan_office(office, Path(asked.file))
    if not asked.json:
        say(f"{found.file}, the whole office: {found.rows:,} records in {len(found.tables):,} tables.")
        for line in (*(f"! {one}" for one in found.problems), *(f"- {one}" for one in found.notices)):
            say(line)
    batch = None if asked.dry_run else take_in_office(office, found)
    if asked.json:
        say_json(_whole_json(found, batch))
    elif batch is not None:
        say(f"Kept as “{batch.words}” (batch {batch.id}).")
    return 0


def _whole_json(found: "WholeOffice", batch: "Batch | None") -> dict[str, Any]:
    """A whole office in the keys of an import, with how many records each table has."""
    return {
        "file": found.file,
        "sheet": None,
        "header_row": 1,
        "register": EVERYTHING,
        "rows_read": found.rows,
        "added": 0 if found.problems else found.rows,
        "changed": 0,
        "unchanged": 0,
        "held_back": found.rows if found.problems else 0,
        "columns": [],
        "tables": {table: len(rows) for table, rows in found.tables.items()},
        "problems": [as_data(one) for one in found.problems],
        "notices": list(found.notices),
        "batch": batch.id if batch is not None else None,
    }


def as_data(problem: Any) -> dict[str, str]:
    """A problem as data."""
    return {"sheet": problem.sheet, "cell": problem.cell, "value": problem.value, "reason": problem.reason}


def _listed(trouble: LifError) -> dict[str, Any]:
    problems = getattr(trouble, "problems", ())
    return {"problems": [as_data(one) for one in problems]} if problems else {}


def _known_register(key: str) -> Any:
    from lif_desktop.registers import REGISTERS, register

    try:
        return register(key)
    except KeyError:
        names = ", ".join(one.key for one in REGISTERS)
        raise Refusal(f"There is no register called “{key}”. The registers are: {names}.") from None


# Out


def make_export(asked: argparse.Namespace) -> int:
    """Write a register, the composite action plan or the whole office, and log it where asked."""
    must_say_for_whom(asked)
    if asked.register in (EVERYTHING, PLAN):
        return _export_workbook(asked)
    from lif_desktop.sheets.plain import write_csv, write_json
    from lif_desktop.sheets.tracker import write_tracker

    own = _known_register(asked.register)
    out = Path(asked.out)
    ending = out.suffix.casefold()
    if ending not in (".xlsx", ".csv", ".json"):
        raise Refusal(f"{out.name} should end in .xlsx, .csv or .json; the ending says what to write.")
    with opened(asked, read_only=not asked.log) as office:
        rows = _shown(office, own.key, asked.view) if asked.view else None
        look = _Looking(office, asked)
        try:
            if ending == ".xlsx":
                what = f"{own.label}, {asked.view}" if asked.view else ""
                write_tracker(office, own.key, out, asked.profile, rows=rows, what=what, change=look)
            elif ending == ".csv":
                write_csv(office, own.key, out, rows, look)
            else:
                write_json(office, own.key, out, rows, look)
        except _KeptBackError:
            return 1
        form = asked.profile if ending == ".xlsx" else ending[1:]
        title = " ".join(filter(None, (own.label, asked.view, "for publication" if form == "published" else "")))
        look.log(f"tracker-{form}", title, out, own.key)
    say(out)
    return 0


class _KeptBackError(Exception):
    """Personal details would have gone out, and were not wanted to."""


class _Looking:
    """Looks over a table on its way out, says what was found, and masks it where that was asked for."""

    def __init__(self, office: "Office", asked: argparse.Namespace) -> None:
        from lif_desktop.office.watched import watch

        self._office = office
        self._watch = watch(office)
        self._asked = asked
        self._places: tuple[Place, ...] = ()
        self._as_at = office.now()

    def log(self, kind: str, title: str, out: Path, key: str | None) -> None:
        """Log what was written to `out` as issued, where that was asked for; `key` is the register it is of."""
        if not self._asked.log:
            return
        from lif_desktop.framework.personal_places import as_noted
        from lif_desktop.office.issued import Leaving, log_issue

        noted = tuple(as_noted(self._places, self._places if self._asked.mask else ()))
        about = {"sent_to": self._asked.to, "why": self._asked.why or "", "looked": noted, "as_at": self._as_at}
        log_issue(self._office, Leaving(kind, title, out.name, out.read_bytes(), key, **about))

    def __call__(self, table: "Outgoing") -> "Outgoing":
        from lif_desktop.sheets.look_over import look_over, masked

        if "out" in self._asked and not tell_name(Path(self._asked.out), self._watch.names, strict=self._asked.strict):
            raise _KeptBackError
        places = look_over(table, self._watch.names, self._watch.own)
        self._places, self._as_at = places, self._office.now()
        if not tell_found(places, masked=self._asked.mask, strict=self._asked.strict):
            raise _KeptBackError
        return masked(table, places) if self._asked.mask else table


def _shown(office: "Office", key: str, view: str) -> Sequence[int]:
    from lif_desktop.office.saved_views import view_rows

    return view_rows(office, key, view)


def _export_workbook(asked: argparse.Namespace) -> int:
    from lif_desktop.sheets.composite import write_composite
    from lif_desktop.sheets.whole_office import write_office

    out = Path(asked.out)
    if out.suffix.casefold() != ".xlsx":
        raise Refusal(f"{out.name} should end in .xlsx: {asked.register} goes out as one Excel workbook.")
    if asked.view:
        raise Refusal(f"--view chooses records of one register, so it does not go with {asked.register}. Leave it out.")
    if asked.register == EVERYTHING and asked.mask:
        raise Refusal("The whole office goes out as it is, so that it can come in again. Leave out --mask.")
    with opened(asked, read_only=not asked.log) as office:
        look = _Looking(office, asked)
        if asked.register == EVERYTHING:
            if not _tell_of_whole(office, asked):
                return 1
            write_office(office, out)
            look.log("whole-office", "The whole office as one workbook", out, None)
        else:
            try:
                write_composite(office, out, asked.profile, asked.layout, change=look)
            except _KeptBackError:
                return 1
            form = "homicide" if asked.layout == "homicide" else asked.profile
            look.log(f"action-plan-{form}", "Composite action plan", out, "actions")
    say(out)
    return 0


def _tell_of_whole(office: "Office", asked: argparse.Namespace) -> bool:
    """Say how many personal details the whole office holds; False where nothing may go out."""
    from lif_desktop.framework.personal import counted
    from lif_desktop.sheets.look_over import count_whole

    found = count_whole(office)
    if not found:
        return True
    done = "Nothing was written." if asked.strict else "Keep the workbook as safe as the office."
    warn(f"Personal details: {counted(found.elements())}. They go out as they are. {done}")
    return not asked.strict


# Returns


def send_returns(asked: argparse.Namespace) -> int:
    """Make the workbooks of one kind of return for agencies, and note that they were made."""
    from lif_desktop.sheets.returns import Terms, make_returns

    if not (asked.agency or asked.all):
        raise Refusal("Say for which agencies: --agency NAME, or --all.")
    folder = Path(asked.folder)
    if not folder.is_dir():
        raise Refusal(f"There is no folder {folder}. Make it first, or choose another.")
    with opened(asked) as office:
        kind = _kind_of_return(office, asked.kind)
        due = parse_date(asked.due, office.today()) if asked.due else None
        terms = Terms(due=due, change=_Looking(office, asked))
        agencies = _agencies(office, asked.agency)
        try:
            made = make_returns(office, kind, agencies, folder, scope=_scope(office, asked), terms=terms)
        except _KeptBackError:
            return 1
    if asked.json:
        paths = {number: str(path) for number, path in made.paths.items()}
        batch = made.batch.id if made.batch is not None else None
        say_json({"kind": kind, "made": paths, "left_out": made.left_out, "batch": batch})
        return 0
    for line in (*made.paths.values(), *(f"- {words}" for words in made.left_out.values())):
        say(line)
    return 0


def _kind_of_return(office: "Office", written: str) -> str:
    """The key of a kind of return, by its key or by its words: "action-update", "Action update"."""
    from lif_desktop.framework.choice import plain
    from lif_desktop.sheets.returns import return_forms

    kinds = {kind: office.lookup.label("return_kinds", kind) for kind in return_forms().forms}
    found = [kind for kind, label in kinds.items() if plain(written) in (plain(kind), plain(label))]
    if not found:
        raise Refusal(f"There is no return called “{written}”. There are: {', '.join(kinds.values())}.")
    return found[0]


def _agencies(office: "Office", names: Sequence[str] | None) -> list[int]:
    """The numbers of the agencies named, or of all that are in use."""
    if not names:
        rows = office.records("agencies")
        return [row["id"] for row in rows if row["active_to"] is None or row["active_to"] >= office.today()]
    found = {name: office.lookup.agency(name) for name in names}
    if lost := [name for name, number in found.items() if number is None]:
        raise Refusal(f"No agency is called “{lost[0]}”. Add it under Agencies, or write the name as it stands there.")
    return [number for number in found.values() if number is not None]


def _scope(office: "Office", asked: argparse.Namespace) -> "Scope":
    """What the returns belong to: the record of that reference, else the year."""
    from lif_desktop.office.return_names import COLUMNS
    from lif_desktop.office.returns_asked import Scope, scope_of

    if not asked.ref:
        return Scope("", 0, asked.year or financial_year(office.today()))
    for key in COLUMNS:
        number = office.lookup.record(key, asked.ref)
        if number is not None:
            return scope_of(office, key, number)
    raise Refusal(f"There is no review, audit or meeting with the reference “{asked.ref}”.")
