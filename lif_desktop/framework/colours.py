"""The colours of paper, workbooks and the light windows, as RRGGBB: each stands here and nowhere else."""

from lif_desktop.framework.parts import Tone

INK = "1B2733"
QUIET = "52616F"
ACCENT = "12436D"
LINE = "D5DCE3"
HEAD_FILL = "E3EDF5"
PALE = "F4F6F8"
FILL_IN = "FFF9E3"
"""The ground of cells that somebody is to fill in."""

TONES: dict[Tone, tuple[str, str]] = {
    "red": ("8A1C0C", "F9DCD6"),
    "amber": ("6B4300", "FFE9B0"),
    "green": ("0B5A33", "D5EEDF"),
    "blue": ("12436D", "D6E6F4"),
    "none": ("44525F", "E9EDF1"),
}
"""Letters and fill of each tone of a status; all differ by more than 6.7:1 in lightness."""

WORDS_LEAST = 4.5
"""Least contrast of words against their ground (WCAG 2.2, 1.4.3)."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, "DDF0E3" or "#DDF0E3": 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    plain = colour.removeprefix("#")
    red, green, blue = (_linear(int(plain[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
