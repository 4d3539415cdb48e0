"""The colours of paper, workbooks and the light windows, as RRGGBB: each stands here and nowhere else."""

from lif_desktop.framework.parts import Tone

INK = "1B2733"
QUIET = "52616F"
ACCENT = "12436D"
LINE = "D5DCE3"
HEAD_FILL = "E3EDF5"
PALE = "F4F6F8"

TONES: dict[Tone, tuple[str, str]] = {
    "red": ("8A1C0C", "F9DCD6"),
    "amber": ("6B4300", "FFE9B0"),
    "green": ("0B5A33", "D5EEDF"),
    "blue": ("12436D", "D6E6F4"),
    "none": ("44525F", "E9EDF1"),
}
"""Letters and fill of each tone of a status; all differ by more than 6.7:1 in lightness."""
