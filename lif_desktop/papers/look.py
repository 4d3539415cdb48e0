"""How papers look: the colours of print and the shape that stands with each status."""

from lif_desktop.framework.colours import ACCENT, HEAD_FILL, INK, LINE, PALE, QUIET, TONES
from lif_desktop.framework.parts import Tone
from lif_desktop.framework.status import Status

__all__ = ["ACCENT", "HEAD_FILL", "INK", "LINE", "QUIET"]

EDGE = "7F8C98"
GROUP_FILL = PALE
NOTE_FILL = PALE
GAP_FILL = "FFF3D6"
GAP_INK = "6B4300"
TRACK = "DDE3E9"

FACES = ("Arial", "Liberation Sans", "DejaVu Sans")
"""The typeface of papers, then what stands in for it where it is not installed."""

SHAPE_FACE = "Segoe UI Symbol"
"""Arial lacks some of the shapes; naming this face keeps Word from borrowing one that fits badly."""

TONE_INK: dict[Tone, str] = {tone: ink for tone, (ink, _) in TONES.items()}

SERIES = (ACCENT, "28A197", "801650", "F46A25", "3D3D3D", "A285D1")
"""Fills of the series of a chart, in order. Each also has a hatch, a marker or its name beside it."""


def ink_and_fill(status: Status) -> tuple[str, str]:
    """The letters of a status and what lies behind them, as RRGGBB; no fill where it has no colours of its own."""
    if status.fill:
        return status.ink.removeprefix("#"), status.fill.removeprefix("#")
    return TONE_INK[status.tone], ""
