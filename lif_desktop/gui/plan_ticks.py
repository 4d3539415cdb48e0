"""What of a plan goes in: rows and cells left out by hand, rows held back by hand, conflicts that were decided."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from lif_desktop.sheets.planned import Action, Plan, PlannedRow, Problem

Kind = Literal["add", "change", "same", "held", "conflict", "left"]
"""What a row of a plan does; "conflict" where the agency and the office have both changed a cell of it, "left" where
the person has chosen another row of the same key."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Cell = tuple[int, int]
"""The number of a row in the file, and the place of a cell among the columns of the plan, from 0."""
HELD_BY_HAND = "Held back by hand, to be looked at later."


def kind_of(row: PlannedRow) -> Kind:
    """What a row does, as it was planned."""
    if row.action == "held":
        return "left" if row.left else "held"
    return "conflict" if row.conflicts else row.action


@dataclass(frozen=True)
class Facts:
    """What is worked out once about a plan of many rows, off the main thread.

    `rows` are the numbers of the rows of each kind, `changed` the places of columns in which a stored value is
    replaced, `alike` the rows that change a record which they only look like, `by_number` the rows by their numbers.
    """

    rows: Mapping[Kind, frozenset[int]]
    changed: frozenset[int]
    alike: tuple[int, ...]
    by_number: Mapping[int, PlannedRow] = field(repr=False)

    @classmethod
    def of(cls, plan: Plan) -> "Facts":
        """The facts of a plan."""
        changed: set[int] = set()
        for row in plan.rows:
            if row.action == "change" and row.before:
                changed.update(at for at in row.changes() if at not in changed and row.before[at] is not None)
            changed.update(row.conflicts)
        kinds: dict[Kind, set[int]] = {kind: set() for kind in KINDS}
        for row in plan.rows:
            kinds[kind_of(row)].add(row.number)
        return cls(
            {kind: frozenset(numbers) for kind, numbers in kinds.items()},
            frozenset(changed),
            tuple(row.number for row in plan.rows if row.action != "same" and row.guessed),
            {row.number: row for row in plan.rows},
        )


class Ticks:
    """What the person decided about the rows and cells of one plan. Rows are known by their numbers in the file."""

    def __init__(self) -> None:
        self.skip_rows: set[int] = set()
        self.skip_cells: set[Cell] = set()
        self.take_cells: set[Cell] = set()
        self.held: set[int] = set()

    def cells(self, row: PlannedRow) -> tuple[int, ...]:
        """The places of the cells of a row that will be written, in order; none of a row that stays out."""
        if row.number in self.skip_rows or row.number in self.held:
            return ()
        places = range(len(row.values))
        skipped = [at for at in places if (row.number, at) in self.skip_cells]
        return row.written(skipped, [at for at in places if (row.number, at) in self.take_cells])

    def goes_in(self, row: PlannedRow) -> bool:
        """Whether anything of a row will be written."""
        return bool(self.cells(row))

    def count(self, facts: Facts, kind: Kind) -> int:
        """How many rows are of a kind, those held back by hand among the held."""
        numbers = facts.rows[kind]
        return len(numbers | (self.held & facts.by_number.keys()) if kind == "held" else numbers - self.held)

    def going(self, facts: Facts) -> Counter[Action]:
        """How many rows will be added, changed and held back.

        Only rows with a conflict or a cell that was decided are looked at one by one.
        """
        out = self.skip_rows | self.held
        going: Counter[Action] = Counter({"held": self.count(facts, "held")})
        for action in ("add", "change"):
            going[action] = len(facts.rows[action] - out)
        decided = {number for number, _ in self.skip_cells} | {number for number, _ in self.take_cells}
        for number in (decided | facts.rows["conflict"]) - out:
            row = facts.by_number.get(number)
            if row is None:
                continue
            if number not in facts.rows["conflict"] and row.action in ("add", "change"):
                going[row.action] -= 1
            if self.goes_in(row):
                going["add" if row.action == "add" else "change"] += 1
        return going


def with_held(plan: Plan, numbers: Collection[int]) -> Plan:
    """The plan with these rows held back by hand; the plan itself where there are none."""
    if not numbers:
        return plan
    return replace(plan, rows=tuple(_held(plan, row) if row.number in numbers else row for row in plan.rows))


def held_by_hand(row: PlannedRow) -> bool:
    """Whether a row of a plan is held back only because the person said so."""
    return row.action == "held" and any(problem.reason == HELD_BY_HAND for problem in row.problems)


def for_agency(plan: Plan) -> Plan:
    """The plan without the rows that the office decided about: held back by hand, or left out for another row."""
    return replace(plan, rows=tuple(row for row in plan.rows if not row.left and not held_by_hand(row)))


def _held(plan: Plan, row: PlannedRow) -> PlannedRow:
    if row.action == "held":
        return row
    problem = Problem(plan.sheet, f"row {row.number}", "", HELD_BY_HAND)
    return replace(row, action="held", problems=(problem,), conflicts=())
