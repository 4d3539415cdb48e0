"""The heat map of the risk register as a table: each cell with score and band, the risks there and how they moved."""

from lif_desktop.framework.dates import show_date
from lif_desktop.framework.heat import MOVES, Heat, by_risk, heat_map, summary
from lif_desktop.framework.parts import SCALE, RiskScale
from lif_desktop.framework.risks import Cell, Kind, band_status
from lif_desktop.papers.agenda_setting import Setting
from lif_desktop.papers.blocks import Block, Column, Heading, Paragraph, Part, Run, Table, Text

_SIGNS: dict[Kind, str] = {"rising": "▲ ", "falling": "▼ ", "new": "+ "}
_MOST = 6
"""Risks that are named in one cell; the rest are counted."""


def heat_blocks(setting: Setting) -> tuple[Block, ...]:
    """The map with what moved since the last meeting; nothing where no risk is open or was closed since."""
    records = setting.records
    heat = heat_map(records.rows("risks"), by_risk(records.rows("risk_scores")), setting.since)
    if not (heat.placed or heat.unscored or any(heat.moves.values())):
        return ()
    blocks: list[Block] = [
        Heading("Heat map", 3),
        Paragraph((Run(summary(heat, show_date(setting.since))), *_moved(heat)), keep=bool(heat.placed)),
    ]
    if heat.placed:
        blocks.append(_map(records.profile.risk, heat))
    return tuple(blocks)


def _map(scale: RiskScale, heat: Heat) -> Table:
    columns = (Column("Impact", 1.5), *(Column(f"{n} {scale.likelihood[n - 1]}", 2) for n in range(1, SCALE + 1)))
    rows = tuple(
        (
            f"{impact} {scale.impact[impact - 1]}",
            *(_cell(scale, heat, Cell(likelihood, impact)) for likelihood in range(1, SCALE + 1)),
        )
        for impact in range(SCALE, 0, -1)
    )
    about = "Open risks by impact (down) and likelihood (across), with score and band in each cell"
    return Table(columns, rows, about, heads=True, compact=True)


def _cell(scale: RiskScale, heat: Heat, place: Cell) -> Text:
    there = heat.at(place)
    parts: list[Part] = [band_status(scale, place)]
    parts += [Run(f"\n{_SIGNS.get(one.movement.kind, '')}{one.ref}") for one in there[:_MOST]]
    if len(there) > _MOST:
        parts.append(Run(f"\n{len(there) - _MOST} more"))
    return tuple(parts)


def _moved(heat: Heat) -> tuple[Run, ...]:
    """On a line for each kind of movement the risks with the words for it: "Rising: RSK-2026-003 up from 9 to 12"."""
    parts: list[Run] = []
    for kind, label in MOVES:
        if held := heat.moves[kind]:
            told = "; ".join(f"{one.ref} {one.movement.words}" for one in held)
            parts += [Run(f"\n{label}: ", bold=True), Run(told)]
    return tuple(parts)
