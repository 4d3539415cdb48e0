"""Makes returns: for each agency a workbook made from the fields, to be filled in, sent back and known again."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.dates import MONTHS, financial_year, show_date, show_range
from lif_desktop.framework.return_forms import ReturnForm, ReturnForms, load_return_forms
from lif_desktop.framework.returns import is_in
from lif_desktop.office import Add, Batch, Change, Edit, Office
from lif_desktop.office.partnership import partnership_of
from lif_desktop.office.return_names import COLUMNS
from lif_desktop.office.returns_asked import Scope, proposed_due, returns_of
from lif_desktop.office.sent_workbooks import stamps
from lif_desktop.places import resources
from lif_desktop.registers.agencies import AgencyReturn
from lif_desktop.registers.keeping import Document, SentWorkbook
from lif_desktop.registers.values import clean, to_json
from lif_desktop.sheets.outgoing import Change as TableChange
from lif_desktop.sheets.outgoing import as_it_is
from lif_desktop.sheets.return_book import Letter, as_sent, places_of, return_bytes
from lif_desktop.sheets.return_look import changed_facts, changed_prompts
from lif_desktop.sheets.return_rows import Ask, Prompt, Sources, rows_for
from lif_desktop.sheets.saving import save_whole
from lif_desktop.sheets.stamps import new_stamp, row_key

RETURNS = AgencyReturn.__tablename__
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_LONGEST_NAME = 60
_NEEDS = {
    "audit_standards": ("audits", "Choose the audit that it belongs to first."),
    "audit_cases": ("audits", "Choose the audit that it belongs to first."),
    "chronology": ("reviews", "Choose the review that it belongs to first."),
}
"""Registers whose returns belong to a record of one kind, and what is said where there is none."""
_NOTHING = {
    "actions": "leads no open action",
    "indicator_values": "has no indicator in use",
    "audit_standards": "is asked no standard: neither the audit nor the profile has any",
}


class ReturnTrouble(LifError):
    """A return that cannot be made; the sentence says why and what to do."""


class MakingCancelled(LifError):
    """The person pressed Cancel. No workbook was kept, and nothing was written."""


@dataclass(frozen=True)
class Made:
    """What came of a run: the workbooks by agency, those for whom there was nothing to ask and why, and the batch."""

    paths: dict[int, Path]
    left_out: dict[int, str]
    batch: Batch | None


@dataclass(frozen=True)
class Terms:
    """On what terms a return is asked for. `due` None takes the day it was asked for by, else proposes one.

    `send_to` is where the answer goes, `period_end` the last day of the period of a dataset (None: the next one that
    is wanted), `why` what the note of the document says. `change` is done to the words of each workbook
    (`look_over.masked`), and to nothing in the office.
    """

    due: dt.date | None = None
    send_to: str = ""
    period_end: dt.date | None = None
    why: str = ""
    change: TableChange = as_it_is


def return_forms() -> ReturnForms:
    """The kinds of return that come with the program. Raises ProfileError for a mistake in the file."""
    return load_return_forms(resources() / "returns" / "returns.toml")


def write_return(
    office: Office,
    kind: str,
    agency_id: int,
    path: Path,
    *,
    scope: Scope,
    terms: Terms | None = None,
    return_id: int | None = None,
) -> Path:
    """Write the return of one agency to `path`, note that it was sent, and give the path.

    `scope` is the review, audit, meeting or year that it is for. `return_id` is the request it answers; without it the
    one that waits is taken, or a new one is made. Raises ReturnTrouble where there is nothing to ask, SheetError where
    the file cannot be written.
    """
    run = _Run(office, kind, scope, terms or Terms())
    workbook = run.workbook(agency_id, path.name, return_id)
    if isinstance(workbook, str):
        raise ReturnTrouble(f"{office.lookup.agency_name(agency_id)} {workbook}. There is nothing to send.")
    _keep(office, [(path, workbook)], run)
    return path


def make_returns(
    office: Office,
    kind: str,
    agency_ids: Sequence[int],
    folder: Path,
    *,
    scope: Scope,
    terms: Terms | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Made:
    """Write the returns of several agencies into `folder` and note them all as one batch.

    `progress` is told how many are made, of how many, and for whom the next is; `cancelled` is asked before each.
    A file that is there is never written over. Raises MakingCancelled, ReturnTrouble and SheetError, with no workbook
    left behind and nothing written.
    """
    run = _Run(office, kind, scope, terms or Terms())
    taken: set[str] = set()
    made: list[tuple[Path, Workbook]] = []
    left_out: dict[int, str] = {}
    for number, agency in enumerate(agency_ids):
        if cancelled is not None and cancelled():
            raise MakingCancelled("It was cancelled. No workbook was kept.")
        name = office.lookup.agency_name(agency)
        if progress is not None:
            progress(number, len(agency_ids), name)
        path = _free(folder, file_name(office, kind, agency, scope), taken)
        workbook = run.workbook(agency, path.name)
        if isinstance(workbook, str):
            left_out[agency] = f"{name} {workbook}."
        else:
            made.append((path, workbook))
            taken.add(path.name.casefold())
    batch = _keep(office, made, run) if made else None
    return Made({workbook.agency: path for path, workbook in made}, left_out, batch)


def file_name(office: Office, kind: str, agency_id: int, scope: Scope | None = None) -> str:
    """What a return is called, safe on Windows: "Chronology SAR-2026-003 - Stockport Homes - November 2026.xlsx".

    Without the review, audit or meeting of `scope`: "Action update - Stockport Homes - November 2026.xlsx".
    """
    today = office.today()
    what = office.lookup.label("return_kinds", kind)
    if scope is not None and scope.key:
        what = f"{what} {office.record(scope.key, scope.number)['ref']}"
    parts = (what, office.lookup.agency_name(agency_id))
    named = [_safe(part) for part in parts]
    return f"{' - '.join(named)} - {MONTHS[today.month - 1]} {today.year}.xlsx"


def _safe(words: str) -> str:
    """Words without signs that a file name on Windows must not have, of reasonable length."""
    plain = " ".join(_UNSAFE.sub(" ", clean(words)).split())[:_LONGEST_NAME].strip(" .")
    return f"_{plain}" if not plain or _RESERVED.fullmatch(plain) else plain


def _free(folder: Path, name: str, taken: set[str]) -> Path:
    """The path of that name, with a number behind it where a file of this name is there already."""
    path, number = folder / name, 1
    while path.name.casefold() in taken or path.exists():
        number += 1
        path = folder / f"{name.removesuffix('.xlsx')} ({number}).xlsx"
    return path


@dataclass(frozen=True)
class Workbook:
    """One workbook that was made, with the changes that note it."""

    agency: int
    data: bytes
    changes: tuple[Change, ...]


class _Run:
    """Makes the workbooks of one run."""

    def __init__(self, office: Office, kind: str, scope: Scope, terms: Terms) -> None:
        forms = return_forms()
        if kind not in forms.forms:
            label = office.lookup.label("return_kinds", kind)
            raise ReturnTrouble(f"There is no workbook for “{label}”. Choose another kind of return.")
        self.form: ReturnForm = forms.forms[kind]
        needed, said = _NEEDS.get(self.form.register, ("", ""))
        if needed and scope.key != needed:
            raise ReturnTrouble(said)
        self.office = office
        self.forms = forms
        self.kind = kind
        self.terms = terms
        self.scope = replace(scope, kinds=(kind,))
        if not self.scope.key and not self.scope.year:
            self.scope = replace(self.scope, year=financial_year(office.today()))
        self.today = office.today()
        self.due = terms.due or proposed_due(office, self.scope, self.today)
        self.title = office.lookup.label("return_kinds", kind)
        self._sources = Sources(office)
        self._stamps: set[str] = set(office.read(stamps))
        self._waiting = [row for row in returns_of(office, self.scope) if row["kind"] == kind and not is_in(row)]

    def workbook(self, agency: int, name: str, return_id: int | None = None) -> "Workbook | str":
        """The workbook for one agency; in words why there is none where there is nothing to ask it."""
        ask = Ask(self.form, agency, self.scope, self.terms.period_end)
        prompts = rows_for(self._sources, ask)
        if not prompts:
            return _NOTHING.get(self.form.register, "has nothing to be asked")
        prompts = changed_prompts(self.form, prompts, self._called(agency), self.terms.change)
        stamp = self._new_stamp()
        keys = [row_key(stamp, number) for number in range(1, len(prompts) + 1)]
        request = self._request(agency, return_id)
        due = self.terms.due or (request["due_on"] if request else None) or self.due
        number, asked = self._as_sent_today(agency, request, due)
        data = return_bytes(self.office, self.form, prompts, keys, self._letter(agency, stamp, due))
        noted = self._sent(stamp, agency, number, name, list(zip(keys, prompts, strict=True)))
        return Workbook(agency, data, (asked, noted, self._document(agency, number, name, due, data)))

    def _new_stamp(self) -> str:
        """A stamp that no other workbook of this office has."""
        stamp = new_stamp()
        while stamp in self._stamps:
            stamp = new_stamp()
        self._stamps.add(stamp)
        return stamp

    def _request(self, agency: int, return_id: int | None) -> Mapping[str, Any] | None:
        """The return that the workbook is for, where it was asked for or stands ready; the newest of several."""
        if return_id is not None:
            row = self.office.record("returns", return_id)
            if (row["kind"], row["agency_id"]) != (self.kind, agency):
                raise ReturnTrouble("That return was asked of another agency, or is of another kind. Choose its own.")
            return row
        return next((row for row in reversed(self._waiting) if row["agency_id"] == agency), None)

    def _as_sent_today(self, agency: int, request: Mapping[str, Any] | None, due: dt.date) -> tuple[int, Change]:
        """The number of the return, and what makes it one that was sent. The day of asking stays where there is one."""
        if request is not None:
            values = {"asked_on": request["asked_on"] or self.today, "due_on": due}
            return request["id"], Edit(RETURNS, request["id"], values, request["version"])
        number = self.office.reserve(RETURNS)
        own = {"kind": self.kind, "agency_id": agency} | self.scope.values()
        return number, Add(RETURNS, own | {"asked_on": self.today, "due_on": due}, number)

    def _sent(self, stamp: str, agency: int, return_id: int, name: str, rows: Sequence[tuple[str, Prompt]]) -> Change:
        """What is kept of the workbook, to know it again and to compare what comes back."""
        places = places_of(self.form)
        fields = {place.name: place.field for place in places if place.source == "values" and place.field is not None}
        values = {
            "stamp": stamp,
            "kind": self.kind,
            "register": self.form.register,
            "agency_id": agency,
            "return_id": return_id,
            "year": self.scope.year or None,
            "file_name": name,
            "made_at": self.office.now(),
            "columns": [
                {"heading": place.line, "field": place.name if place.source == "values" else "", "fill": place.fill}
                for place in places
            ],
            "rows": [
                {
                    "key": key,
                    "id": prompt.id,
                    "version": prompt.version,
                    "values": {
                        own: to_json(sent)
                        for own, field in fields.items()
                        if (sent := as_sent(field, prompt.values.get(own))) is not None
                    },
                }
                for key, prompt in rows
            ],
        }
        link = COLUMNS.get(self.scope.key)
        if link in ("review_id", "audit_id"):
            values[link] = self.scope.number
        return Add(SentWorkbook.__tablename__, values)

    def _document(self, agency: int, return_id: int, name: str, due: dt.date, data: bytes) -> Change:
        """What left, when and for whom; its bytes are kept (`_keep`)."""
        values = {
            "register": "returns",
            "record_id": return_id,
            "kind": "return",
            "title": name.removesuffix(".xlsx"),
            "path": name,
            "file_name": name,
            "made_on": self.today,
            "made_by": self.office.person,
            "as_at": self.office.now().replace(microsecond=0),
            "sha256": sha256(data).hexdigest(),
            "marking": "official_sensitive",
            "sent_to": self.office.lookup.agency_name(agency),
            "why": self.terms.why or f"To be filled in and sent back by {show_date(due)}.",
        }
        return Add(Document.__tablename__, values)

    def _letter(self, agency: int, stamp: str, due: dt.date) -> Letter:
        marking = self.office.lookup.label("markings", "official_sensitive")
        office = partnership_of(self.office)
        answer_to = self.terms.send_to or f"{self.office.person}, {office}"
        told = [
            ("What we ask", self.form.asks),
            *self._about(),
            ("Who asks", office),
            ("Send it back by", show_date(due)),
            ("Send it to", answer_to),
            ("Marking", marking),
        ]
        own = (self.forms.add_rows,) if self.form.blanks else ()
        facts = changed_facts(self.form, told, self._called(agency), self.terms.change)
        how = (*self.form.how, *self.forms.read_me, *own)
        scores = (self.forms.scores_heading, *self.forms.scores) if self.form.scored else ()
        name = self.office.lookup.agency_name(agency)
        return Letter(self.title, name, facts, how, scores, stamp, marking, self.today)

    def _called(self, agency: int) -> str:
        return f"{self.title}, {self.office.lookup.agency_name(agency)}"

    def _about(self) -> list[tuple[str, str]]:
        """What the return is about: the review with its period and terms, the audit, the meeting or the year."""
        scope = self.scope
        if not scope.key:
            return [("Year", scope.year)]
        row = self.office.record(scope.key, scope.number)
        if scope.key != "reviews":
            noun = {"audits": "Audit", "meetings": "Meeting"}[scope.key]
            return [(noun, " ".join(part for part in (row["ref"], row.get("title")) if part))]
        since, until = row["period_from"], row["period_to"]
        period = show_range(since, until) if since and until else show_date(since or until)
        lines = (
            ("Review", " ".join(part for part in (row["ref"], row["pseudonym"]) if part)),
            ("Period under review", period),
            ("Terms of reference", row["terms"] or ""),
            ("Key lines of enquiry", row["key_lines"] or ""),
        )
        return [(label, text) for label, text in lines if text]


def _keep(office: Office, made: Sequence[tuple[Path, Workbook]], run: _Run) -> Batch | None:
    """Put the workbooks in their places and note them; where one fails, those before it are taken away again."""
    words = f"Made {run.title[:1].lower()}{run.title[1:]} for " + (
        office.lookup.agency_name(made[0][1].agency) if len(made) == 1 else f"{len(made)} agencies"
    )
    there: list[Path] = []
    try:
        for path, workbook in made:
            new = not path.exists()
            save_whole(path, workbook.data)
            there += [path] if new else []
            office.keep_bytes(sha256(workbook.data).hexdigest(), workbook.data)
        return office.write(words, [change for _, workbook in made for change in workbook.changes])
    except LifError:
        for path in there:
            path.unlink(missing_ok=True)
        raise
