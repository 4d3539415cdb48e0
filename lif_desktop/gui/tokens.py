"""Every colour of the windows, light and dark; those that paper has too come from the framework. No Qt here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lif_desktop.framework import colours
from lif_desktop.framework.colours import WORDS_LEAST, contrast
from lif_desktop.framework.status import Status

EDGE_LEAST = 3.0
"""Least contrast of edges and shapes that carry meaning (WCAG 2.2, 1.4.11)."""
_KEPT_IN_THE_DARK = 0.62
"""How much of a colour that is made for paper is kept in the dark theme."""


@dataclass(frozen=True)
class Tone:
    """Ink and fill of one status, as RRGGBB."""

    ink: str
    fill: str


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as RRGGBB.

    `line` only parts surfaces; `edge` outlines what can be typed in or pressed. `primary` fills the one main
    button of a page. `hover` lies under a pointed-at row, tab or button. `near` tints the row that holds the
    current cell. `tones` has red, amber, green, blue and none.
    """

    name: str
    window: str
    base: str
    alternate: str
    raised: str
    text: str
    secondary: str
    faint: str
    line: str
    edge: str
    accent: str
    primary: str
    primary_hover: str
    primary_down: str
    on_primary: str
    hover: str
    down: str
    near: str
    selection: str
    selected: str
    selected_secondary: str
    track: str
    tip: str
    on_tip: str
    tones: Mapping[str, Tone]

    def tone(self, name: str) -> Tone:
        """The ink and fill of a status; an unknown name is shown as "none"."""
        return self.tones.get(name) or self.tones["none"]

    def worn(self, status: Status) -> Tone:
        """The ink and fill of a status: its own colours where it has them, else those of its tone.

        Colours of its own are made for paper; in the dark theme their fill is toned down, and the ink is the one of
        theirs, black and white that can be read best on it.
        """
        if not status.fill:
            return self.tone(status.tone)
        ink, fill = status.ink.removeprefix("#"), status.fill.removeprefix("#")
        if self.name != "dark":
            return Tone(ink, fill)
        muted = mixed(fill, self.base, _KEPT_IN_THE_DARK)
        return Tone(max((ink, "FFFFFF", "000000"), key=lambda one: contrast(one, muted)), muted)


LIGHT = Tokens(
    name="light",
    window=colours.PALE,
    base="FFFFFF",
    alternate="F9FAFB",
    raised="FFFFFF",
    text=colours.INK,
    secondary=colours.QUIET,
    faint="8A96A1",
    line=colours.LINE,
    edge="7F8C98",
    accent=colours.ACCENT,
    primary=colours.ACCENT,
    primary_hover="1B5587",
    primary_down="0C3254",
    on_primary="FFFFFF",
    hover="EBF0F5",
    down="DDE5EC",
    near="EFF5FA",
    selection="DCE9F3",
    selected="0B2E4C",
    selected_secondary="44525F",
    track="D5DCE3",
    tip="1B2733",
    on_tip="FFFFFF",
    tones={tone: Tone(*pair) for tone, pair in colours.TONES.items()},
)

DARK = Tokens(
    name="dark",
    window="1A1F24",
    base="20262C",
    alternate="252C33",
    raised="2B333B",
    text="E8EDF1",
    secondary="A9B5C0",
    faint="7A8793",
    line="36414B",
    edge="76838F",
    accent="8FC1E8",
    primary="2B6CA3",
    primary_hover="3377B1",
    primary_down="235A8A",
    on_primary="FFFFFF",
    hover="2A323A",
    down="36414B",
    near="26333F",
    selection="2A4862",
    selected="FFFFFF",
    selected_secondary="C9D6E2",
    track="3B4651",
    tip="E8EDF1",
    on_tip="1B2733",
    tones={
        "red": Tone("FFC9C0", "5A1A10"),
        "amber": Tone("FFE09A", "4D3300"),
        "green": Tone("B8EBCB", "0E3D25"),
        "blue": Tone("BFDDF7", "0E2F4D"),
        "none": Tone("C9D6E2", "333C45"),
    },
)

THEMES = (LIGHT, DARK)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, RRGGBB; `share` of the first, from 0 to 1."""
    parts = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(share * first + (1 - share) * second):02X}" for first, second in parts)


def pairs(tokens: Tokens) -> Iterator[tuple[str, str, str, float]]:
    """Every pair that meets on screen: what it is, the ink, its ground, and the least contrast it needs."""
    grounds = {
        "window": tokens.window,
        "base": tokens.base,
        "alternate": tokens.alternate,
        "raised": tokens.raised,
        "hover": tokens.hover,
        "near": tokens.near,
    }
    for ground, fill in grounds.items():
        yield f"text on {ground}", tokens.text, fill, 7.0
        yield f"secondary on {ground}", tokens.secondary, fill, WORDS_LEAST
        yield f"accent on {ground}", tokens.accent, fill, WORDS_LEAST
        yield f"problem on {ground}", tokens.tone("red").ink, fill, WORDS_LEAST
        if ground not in ("hover", "near"):
            yield f"edge on {ground}", tokens.edge, fill, EDGE_LEAST
    yield "text on a pressed button", tokens.text, tokens.down, 7.0
    yield "selected text", tokens.selected, tokens.selection, 7.0
    yield "selected second line", tokens.selected_secondary, tokens.selection, WORDS_LEAST
    yield "accent on selection", tokens.accent, tokens.selection, EDGE_LEAST
    yield "problem on selection", tokens.tone("red").ink, tokens.selection, WORDS_LEAST
    for name in ("primary", "primary_hover", "primary_down"):
        yield f"words on {name}", tokens.on_primary, getattr(tokens, name), WORDS_LEAST
    yield "words of a tip", tokens.on_tip, tokens.tip, 7.0
    for name, tone in tokens.tones.items():
        yield f"{name} badge", tone.ink, tone.fill, 6.5
        yield f"{name} edge on selection", tone.ink, tokens.selection, EDGE_LEAST
        yield f"{name} clock on its track", tone.ink, tokens.track, EDGE_LEAST
