"""Takes a whole file into a register without a window: every sheet that belongs to it, planned and carried out."""

from dataclasses import replace
from pathlib import Path

from lif_desktop.office import Batch, Office
from lif_desktop.registers import register
from lif_desktop.sheets.apply import apply_all
from lif_desktop.sheets.match import Choices, Order
from lif_desktop.sheets.plan import ImportTrouble, Plan, make_plan, sheets_for
from lif_desktop.sheets.planned import DateQuestion
from lif_desktop.sheets.reader import read_book
from lif_desktop.sheets.returned import recognise, returned_sheets, unknown_stamp


def import_file(
    office: Office,
    path: Path,
    register_key: str,
    agency: str | None = None,
    order: Order | None = None,
    *,
    dry_run: bool = False,
) -> list[tuple[Plan, Batch | None]]:
    """Import the sheets of `path` that belong to the register, as one batch; only plan them on a dry run.

    `order` answers what stands first, day or month, in each column of dates that could be read both ways. A return of
    ours that came back for that register is known as such and compared with what was sent. Gives each plan
    with the batch that came of it (None where nothing was written). Raises SheetRefused, ImportTrouble and
    PlanOutdated, with nothing written.
    """
    book = read_book(path)
    sent, said = recognise(office, book), unknown_stamp(office, book)
    if sent is not None and sent.register != register_key:
        raise ImportTrouble(
            f"“{path.name}” is a return that goes into {register(sent.register).label}. Take it in there."
        )
    plans: list[Plan] = []
    sheets = sheets_for(book, register_key) if sent is None else returned_sheets(sent, book)
    for sheet in sheets or (None,):
        plan = make_plan(office, book, register_key, agency, sheet, earlier=plans, sent=sent)
        if order and (answers := answered(plan, order)) != plan.choices:
            plan = make_plan(office, book, register_key, agency, sheet, answers, earlier=plans, sent=sent)
        plans.append(replace(plan, notices=(*plan.notices, said)) if said else plan)
    batch = None if dry_run else apply_all(office, plans)
    return [(plan, batch) for plan in plans]


def answered(plan: Plan, order: Order) -> Choices:
    """The choices of `plan`, with this answer to each column of dates that could be read both ways."""
    asked = {one.heading: order for one in plan.questions if isinstance(one, DateQuestion)}
    return replace(plan.choices, orders={**plan.choices.orders, **asked}) if asked else plan.choices
