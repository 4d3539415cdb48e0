"""Works out what each row of a table does: which record it is, what changes, and why it may be held back."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat
from typing import Any

from lif_desktop.errors import LifError
from lif_desktop.framework.personal import is_masked_copy
from lif_desktop.office import Office
from lif_desktop.registers.field import Field
from lif_desktop.registers.register import Register
from lif_desktop.sheets.cells import UnknownWord, as_text, read_column, reader
from lif_desktop.sheets.columns import Settled
from lif_desktop.sheets.doubles import Doubles, Draft, key_fields
from lif_desktop.sheets.existing import Existing, Key, KeyMaker, only_one_has, places_by_field, same
from lif_desktop.sheets.header import Table
from lif_desktop.sheets.knowing import Found, Knowing
from lif_desktop.sheets.match import Choices
from lif_desktop.sheets.meanings import value_questions
from lif_desktop.sheets.planned import Action, Plan, PlannedRow, Problem, Question, rows_words
from lif_desktop.sheets.raw import Row, address
from lif_desktop.sheets.returning import Returning
from lif_desktop.sheets.sent import Sent
from lif_desktop.sheets.three_ways import compare
from lif_desktop.sheets.wording import named

LONGEST_REF = 40
_MOST_LIKE = 8
_UNKNOWN_KEY = (
    "This row key is not one of the workbook that was sent. Copy the right one from the workbook, or empty the cell to "
    "take the row as a new one."
)
_TAKEN_OUT = "This {} was taken out of the register since the workbook was sent. Bring it back first, or leave the row."
_OF_ANOTHER = (
    "{} is with {}, and this return is from {}. Correct the reference, or empty it to take the row as a new one."
)


class Planner:
    """Plans the rows of one table against the records that are there.

    `earlier` are the plans of other sheets of the same file, whose records must not be repeated. `sent` is the
    workbook of ours that came back. After `rows()`, `questions` and `said` tell what is asked and what is to be known.
    """

    def __init__(
        self,
        office: Office,
        own: Register,
        table: Table,
        settled: Settled,
        choices: Choices,
        earlier: Sequence[Plan] = (),
        sent: Sent | None = None,
    ) -> None:
        self._own = own
        self._table = table
        self._settled = settled
        self._columns = settled.columns
        self._choices = choices
        self._lookup = office.lookup
        self._today = office.today()
        self._existing = Existing(office, own, self._columns)
        self._knowing = Knowing(self._existing, own, self._columns)
        self._returning = Returning(sent, self._columns) if sent is not None else None
        self._ref_at = self._at(next((one for one in own.fields if one.kind == "ref"), None))
        fields = [(at, column.field) for at, column in enumerate(self._columns) if column.field is not None]
        alone = only_one_has(own)
        self._alone = [(at, one.key) for at, one in fields if one.key in alone]
        self._steady = [
            (at, one.key in own.match, one.kind == "ref")
            for at, one in fields
            if one.key in own.match or one.kind == "ref" or at in settled.given
        ]
        self._required = [(one, self._at(one)) for one in own.fields if one.required]
        self._taken = {key: plan.sheet for plan in earlier for key in _keys_of(plan)}
        self._taken_ids = {row.id: plan.sheet for plan in earlier for row in plan.rows if row.id and row.changes()}
        self._unknown: dict[int, list[UnknownWord]] = defaultdict(list)
        self.questions: tuple[Question, ...] = ()
        self.said: tuple[str, ...] = ()

    def rows(self) -> tuple[PlannedRow, ...]:
        """The planned rows, in the order of the file."""
        drafts, unread = self._parted(self._drafts())
        for draft in drafts:
            if self._returning is None:
                self._settle(draft)
            else:
                self._settle_returned(draft, self._returning)
        doubles = Doubles(self._own, self._columns, drafts, self._choices.keep_rows)
        for draft in drafts:
            self._hold(draft, doubles)
        fields = {one: some for at, some in self._unknown.items() if (one := self._columns[at].field) is not None}
        self.questions = (
            *self._settled.questions,
            *value_questions(fields, self._lookup),
            *doubles.questions(),
        )
        self.said = (*unread, *self._near(drafts))
        return tuple(self._planned(draft) for draft in drafts)

    def _parted(self, drafts: list[Draft]) -> tuple[list[Draft], tuple[str, ...]]:
        """The rows that say anything in a column that is read, and what is said of the others.

        A workbook of ours may show what has no record yet: findings without an action in the composite action plan. A
        return has empty rows to be filled in, with nothing but their keys.
        """
        read = [at for at, column in enumerate(self._columns) if column.place and not column.worked_out]
        if self._returning is not None:
            key_at = self._returning.key_at
            kept = [one for one in drafts if any(raw is not None for at, raw in enumerate(one.raw) if at != key_at)]
            left = len(drafts) - len(kept)
            return kept, (f"{rows_words(left)} of the workbook left empty.",) if left else ()
        if len(read) == len(self._columns):
            return drafts, ()
        kept = [draft for draft in drafts if any(draft.raw[at] is not None for at in read)]
        left = len(drafts) - len(kept)
        return kept, (f"{rows_words(left)} left out, with nothing in any column that is read.",) if left else ()

    def _at(self, one: Field | None) -> int | None:
        """Where the column of a field stands; None when there is none."""
        return next((at for at, column in enumerate(self._columns) if one is not None and column.field == one), None)

    # Reading

    def _drafts(self) -> list[Draft]:
        """The rows with the values of their cells, and a problem for each cell that could not be understood."""
        rows = self._table.rows
        troubles: dict[int, list[tuple[int, LifError]]] = defaultdict(list)
        values = [self._column(at, len(rows), troubles) for at in range(len(self._columns))]
        lacking = (None,) * (len(self._columns) - len(self._table.columns))
        drafts = []
        for (number, cells), found in zip(rows, zip(*values, strict=True), strict=True):
            drafts.append(Draft(number, (*cells, *lacking) if lacking else cells, found))
        for place, some in troubles.items():
            draft = drafts[place]
            draft.problems = [self._problem(draft, at, str(trouble)) for at, trouble in some]
        return drafts

    def _column(self, at: int, count: int, troubles: dict[int, list[tuple[int, LifError]]]) -> Iterable[Any]:
        """The values of one column of the file, or what every row has where the file has no such column."""
        column, given = self._columns[at], self._settled.given.get(at)
        if column.worked_out or not column.place:
            return repeat(given, count)
        cells = self._settled.cells[at]
        read = reader(column.field, self._lookup, self._today, self._settled.readings[at])
        values, found = read_column(read, cells)
        for place, trouble in found.items():
            troubles[place].append((at, trouble))
            if isinstance(trouble, UnknownWord):
                self._unknown[at].append(trouble)
        if given is None:
            return values
        return [given if raw is None else value for raw, value in zip(cells, values, strict=True)]

    # Which record a row is, and what it does

    def _settle(self, draft: Draft) -> None:
        """A record known by its keys, else one exactly like it, else one much like it, else a new one."""
        self._find(draft)
        draft.action = _action(draft.values, draft.before)

    def _find(self, draft: Draft) -> None:
        draft.keys = self._knowing.keys(draft.values)
        found = self._knowing.find(draft.values, draft.keys, new=draft.number in self._choices.new_rows)
        if found.id is None and len(found.ids) > 1:
            found = replace(found, id=self._one_of(found.ids, draft))
        self._is(draft, found)

    def _is(self, draft: Draft, found: Found) -> None:
        draft.found = found
        if found.id is not None:
            draft.before = self._existing.values(found.id)
            draft.values = self._kept(draft.raw, draft.values, draft.before)

    def _one_of(self, ids: Sequence[int], draft: Draft) -> int | None:
        """Of several records with the same key the one that has the values of the row."""
        for number in ids:
            before = self._existing.values(number)
            if _action(self._kept(draft.raw, draft.values, before), before) == "same":
                return number
        return None

    def _settle_returned(self, draft: Draft, returning: Returning) -> None:
        """A row of a return: known by its row key, or added by the agency, and compared three ways."""
        key = returning.key(draft.raw)
        row = returning.row(key)
        draft.sent = returning.values(row)
        fixed: Container[int] = returning.fixed
        if key and row is None:
            draft.problems.append(self._problem(draft, returning.key_at, _UNKNOWN_KEY))
        elif row is not None and row.id is not None:
            if self._existing.version(row.id) is None:
                draft.problems.append(self._problem(draft, None, _TAKEN_OUT.format(self._own.singular)))
            else:
                self._is(draft, Found(row.id, "same row key", (row.id,)))
        elif row is not None:
            draft.values, filled = returning.prompted(draft.values, draft.sent)
            if not filled:
                draft.action = "same"
                return
            draft.row_key = key
            self._find(draft)
        else:
            self._find(draft)
            draft.problems += self._of_another_agency(draft)
            fixed = ()
        if draft.before:
            compared = compare(draft.values, draft.before, draft.sent, fixed)
            draft.values, draft.conflicts, draft.ours = compared.values, compared.conflicts, compared.ours
            draft.action = _action(draft.values, draft.before, draft.conflicts)

    def _of_another_agency(self, draft: Draft) -> Iterator[Problem]:
        """Why a row that an agency added to its return is held back: it is the record of another agency."""
        for at, given in self._settled.given.items():
            one, own = self._columns[at].field, draft.before[at] if draft.before else None
            if one is not None and one.kind == "agency" and own not in (None, given):
                names = self._lookup.agency_name(own), self._lookup.agency_name(given)
                reason = _OF_ANOTHER.format(self._existing.ref(draft.found.id or 0), *names)
                yield self._problem(draft, self._ref_at, reason)

    def _kept(self, raw: Row, values: tuple[Any, ...], before: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values, with the record's own where the file writes a key otherwise or did not say it itself.

        A reference stays as it is, whatever else knew the record. What went out masked and comes back as it went
        stays what the office has.
        """
        kept: list[Any] | None = None
        for at, key, ref in self._steady:
            stored = before[at]
            if stored is None or stored == values[at]:
                continue
            given = at in self._settled.given and raw[at] is None
            if ref or given or (key and same(values[at]) == same(stored)):
                kept = kept if kept is not None else list(values)
                kept[at] = stored
        for at, value in enumerate(values):
            stored = before[at]
            if isinstance(value, str) and isinstance(stored, str) and is_masked_copy(value, stored):
                kept = kept if kept is not None else list(values)
                kept[at] = stored
        return values if kept is None else tuple(kept)

    # Why a row is held back

    def _hold(self, draft: Draft, doubles: Doubles) -> None:
        """Add what stands against a row that would do something."""
        if draft.action == "same" and not draft.conflicts:
            return
        for at, reason in doubles.of(draft):
            draft.problems.append(self._problem(draft, at, reason))
        draft.problems += self._same_elsewhere(draft)
        draft.problems += self._held_by_others(draft)
        if draft.action == "add":
            draft.problems += self._lacking(draft)
        elif self._own.append_only:
            reason = f"This {self._own.singular} is recorded already and is never changed. Add a later one instead."
            draft.problems.append(self._problem(draft, None, reason))

    def _problem(self, draft: Draft, at: int | None, reason: str) -> Problem:
        """A problem of one cell, or of the row where no column of the file is to blame."""
        if at is None or not self._columns[at].place:
            return Problem(self._table.sheet, f"row {draft.number}", "", reason)
        return Problem(
            self._table.sheet, address(draft.number, self._columns[at].place), as_text(draft.raw[at]), reason
        )

    def _same_elsewhere(self, draft: Draft) -> Iterator[Problem]:
        """Why another sheet, or several records, stand against a row, by the surest key of which that is so."""
        many = len(draft.found.ids) > 1 and draft.found.id is None
        for key in draft.keys:
            fields = key_fields(self._own, key)
            at = next((at for one in fields if (at := self._at(one)) is not None), None)
            words = named(one.label.lower() for one in fields)
            if key in self._taken:
                reason = f"The same {words} stands in sheet “{self._taken[key]}”. Keep the row that is right."
                yield self._problem(draft, at, reason)
            if many:
                count = len(draft.found.ids)
                reason = f"{count} records have this {words}, so it is not clear which is meant. Change it by hand."
                yield self._problem(draft, at, reason)
            if many or key in self._taken:
                return
        sheet = self._taken_ids.get(draft.found.id) if draft.found.id is not None else None
        if sheet is not None:
            reason = f"The same {self._own.singular} stands in sheet “{sheet}”. Keep the row that is right."
            yield self._problem(draft, None, reason)

    def _lacking(self, draft: Draft) -> Iterator[Problem]:
        """What keeps a new record from being made."""
        told = {problem.cell for problem in draft.problems}
        for one, at in self._required:
            if at is not None and draft.values[at] is not None:
                continue
            if at is not None and told and address(draft.number, self._columns[at].place) in told:
                continue
            reason = f"{one.label} is empty, and each {self._own.singular} must have it. Fill it in."
            yield self._problem(draft, at, reason)
        ref = draft.values[self._ref_at] if self._ref_at is not None else None
        if isinstance(ref, str) and len(ref) > LONGEST_REF:
            reason = f"The reference has {len(ref)} characters; the most is {LONGEST_REF}. Shorten it."
            yield self._problem(draft, self._ref_at, reason)

    def _held_by_others(self, draft: Draft) -> Iterator[Problem]:
        """What another record has already, where only one may have it."""
        for at, name in self._alone:
            value = draft.values[at]
            if value is None or (draft.before and value == draft.before[at]):
                continue
            if self._existing.in_bin(name, value):
                reason = f"“{value}” lies in the bin. Take it out of the bin, then import the row again."
                yield self._problem(draft, at, reason)
            elif draft.before and (ref := self._existing.another(draft.found.id, name, value)):
                reason = f"{ref} is called “{value}” already. Give this one another name, or correct its reference."
                yield self._problem(draft, at, reason)

    # The plan of a row

    def _near(self, drafts: Sequence[Draft]) -> Iterator[str]:
        """What is said of new rows with the title of a record but too little else, and of new rows that are alike."""
        near = [draft for draft in drafts if draft.action == "add" and draft.found.like and not draft.problems]
        label = self._own.field(self._own.title).label
        for draft in near[:_MOST_LIKE]:
            refs = named(self._existing.ref(number) for number in draft.found.like)
            yield f"Row {draft.number} has the same {label} as {refs}, but not enough else is the same: it is added."
        if len(near) > _MOST_LIKE:
            yield f"So it is with {len(near) - _MOST_LIKE:,} more rows."
        twins: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for draft in drafts:
            if draft.action == "add" and not draft.keys and not draft.problems:
                twins[draft.values].append(draft.number)
        alike = [named(numbers) for numbers in twins.values() if len(numbers) > 1]
        if alike:
            more = f", and so are {len(alike) - 1:,} more groups of rows" if len(alike) > 1 else ""
            yield f"Rows {alike[0]} are alike in every cell{more}. Each is added."

    def _planned(self, draft: Draft) -> PlannedRow:
        number = draft.found.id
        return PlannedRow(
            number=draft.number,
            action="held" if draft.problems else draft.action,
            id=number,
            ref=self._ref(number, draft.values),
            version=self._existing.version(number) if number is not None else None,
            raw=draft.raw,
            values=draft.values,
            before=draft.before,
            problems=tuple(draft.problems),
            known_by=draft.found.by if number is not None else "",
            guessed=draft.found.guessed and number is not None,
            sent=draft.sent,
            conflicts=draft.conflicts,
            ours=draft.ours,
            left=draft.left,
        )

    def _ref(self, record: int | None, values: tuple[Any, ...]) -> str:
        if record is not None:
            return self._existing.ref(record)
        given = values[self._ref_at] if self._ref_at is not None else None
        return str(given) if given is not None else ""


def _action(values: tuple[Any, ...], before: tuple[Any, ...], conflicts: Container[int] = ()) -> Action:
    """What the values do to a record that has `before`; a blank does nothing, and neither does a conflict."""
    if not before:
        return "add"
    for at, (new, old) in enumerate(zip(values, before, strict=True)):
        if new is not None and new != old and at not in conflicts:
            return "change"
    return "same"


def _keys_of(plan: Plan) -> Iterator[Key]:
    """The keys that another sheet must not repeat: those of rows that change anything."""
    maker = KeyMaker(plan.register, places_by_field(plan.columns))
    for row in plan.rows:
        if row.action != "same":
            yield from maker.keys(row.values)
