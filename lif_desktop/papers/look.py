"""How papers look: the colours of print and the shape that stands with each status."""

from lif_desktop.framework.parts import Tone

INK = "1B2733"
"""Body text on white, as RRGGBB like all colours here."""
QUIET = "52616F"
ACCENT = "12436D"
LINE = "D5DCE3"
EDGE = "7F8C98"
HEAD_FILL = "E3EDF5"
GROUP_FILL = "F4F6F8"
NOTE_FILL = "F4F6F8"
GAP_FILL = "FFF3D6"
GAP_INK = "6B4300"
TRACK = "DDE3E9"

FACES = ("Arial", "Liberation Sans", "DejaVu Sans")
"""The typeface of papers, then what stands in for it where it is not installed."""

SHAPE_FACE = "Segoe UI Symbol"
"""Arial lacks some of the shapes; naming this face keeps Word from borrowing one that fits badly."""

TONE_INK: dict[Tone, str] = {
    "red": "8A1C0C",
    "amber": "6B4300",
    "green": "0B5A33",
    "blue": "12436D",
    "none": QUIET,
}
TONE_FILL: dict[Tone, str] = {
    "red": "F9DCD6",
    "amber": "FFE9B0",
    "green": "D5EEDF",
    "blue": "D6E6F4",
    "none": "EDF0F3",
}

SERIES = ("12436D", "28A197", "801650", "F46A25", "3D3D3D", "A285D1")
"""Fills of the series of a chart, in order. Each also has a hatch, a marker or its name beside it."""
