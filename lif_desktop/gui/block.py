"""What pasting, filling down and clearing mean for the cells of a register: the changes, worked out beforehand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lif_desktop.gui.cells import CellChange
from lif_desktop.gui.clipboard import Block
from lif_desktop.gui.table_model import RegisterTableModel

if TYPE_CHECKING:
    from lif_desktop.registers.field import Field


@dataclass(frozen=True)
class Area:
    """The rows and columns of chosen cells, as shown, each in rising order."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Pasting:
    """What a paste will do.

    `changes` go in; `area` are the cells it covers; `locked` are labels of columns that cannot be typed in
    and were left out; `beyond` are rows that lie below the last one, each a text by field key; `cut` is how
    many columns of the block lie to the right of the last.
    """

    changes: tuple[CellChange, ...]
    area: Area
    locked: tuple[str, ...]
    beyond: tuple[dict[str, str], ...]
    cut: int


def texts_of(model: RegisterTableModel, area: Area) -> Block:
    """The words of an area of cells, row by row."""
    return [[model.text_at(row, column) for column in area.columns] for row in area.rows]


def plan_paste(model: RegisterTableModel, block: Block, area: Area, shown: Sequence[int]) -> Pasting:
    """What pasting `block` onto `area` does. `shown` are the columns that can be seen, in order.

    A block that goes into the chosen area a whole number of times fills it; else it is laid down once from
    the area's first cell. Filtered-out rows are not touched.
    """
    block = _repeated(block, area)
    first = shown.index(area.columns[0])
    wide = max(len(row) for row in block)
    columns = shown[first : first + wide]
    rows = range(area.rows[0], min(area.rows[0] + len(block), model.rowCount()))
    open_columns = [column for column in columns if model.editable(column)]
    changes = [
        change
        for row, cells in zip(rows, block, strict=False)
        for column, text in zip(columns, cells, strict=False)
        if (change := _change(model, row, column, text)) is not None
    ]
    beyond = [
        {
            model.columns[column].key: text
            for column, text in zip(columns, cells, strict=False)
            if column in open_columns
        }
        for cells in block[len(rows) :]
    ]
    return Pasting(
        tuple(changes),
        Area(tuple(rows), tuple(columns)),
        tuple(model.columns[column].label for column in columns if column not in open_columns),
        tuple(beyond),
        max(0, wide - len(columns)),
    )


def fill_changes(model: RegisterTableModel, area: Area) -> list[CellChange]:
    """Ctrl+D: the top row of the area goes into the rows below; one row alone takes the row above it."""
    rows = area.rows
    if len(rows) == 1:
        rows = (rows[0] - 1, rows[0]) if rows[0] else ()
    found = (_change(model, row, column, model.text_at(rows[0], column)) for row in rows[1:] for column in area.columns)
    return [change for change in found if change is not None]


def text_changes(model: RegisterTableModel, area: Area, text: Callable[["Field"], str | None]) -> list[CellChange]:
    """The same text into every cell of the area; `text` gives it for a field, or None to leave that column."""
    found = (
        _change(model, row, column, words)
        for row in area.rows
        for column in area.columns
        if (words := text(model.columns[column])) is not None
    )
    return [change for change in found if change is not None]


def _change(model: RegisterTableModel, row: int, column: int, text: str) -> CellChange | None:
    """The change of one cell; None where nothing can be typed or nothing would change."""
    if not model.editable(column) or (text == model.text_at(row, column) and not model.problem_at(row, column)):
        return None
    return CellChange(model.id_at(row), model.columns[column], text)


def _repeated(block: Block, area: Area) -> Block:
    high, wide = len(block), max(len(row) for row in block)
    down, across = divmod(len(area.rows), high), divmod(len(area.columns), wide)
    if down[1] or across[1]:
        return block
    return [row * across[0] for _ in range(down[0]) for row in _even(block, wide)]


def _even(block: Block, wide: int) -> Block:
    return [row + [""] * (wide - len(row)) for row in block]
