"""Every pair of colours that meets on screen can be read, in both themes."""

import pytest

from lif_desktop.framework.colours import contrast
from lif_desktop.gui.tokens import DARK, LIGHT, THEMES, Tokens, pairs


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_pair_has_its_contrast(theme: Tokens) -> None:
    poor = [
        f"{what}: {contrast(ink, ground):.2f} of {least}"
        for what, ink, ground, least in pairs(theme)
        if contrast(ink, ground) < least
    ]
    assert poor == []


def test_contrast_agrees_with_figures_measured_elsewhere() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21.0)
    assert contrast("FFC000", "FFFFFF") == pytest.approx(1.64, abs=0.01)
    assert contrast("FFFFFF", "00B050") == pytest.approx(2.87, abs=0.01)


def test_contrast_does_not_mind_the_order() -> None:
    assert contrast("12436D", "FFFFFF") == contrast("FFFFFF", "12436D")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_status_colours_are_those_agreed_and_above_their_figure(theme: Tokens) -> None:
    assert set(theme.tones) == {"red", "amber", "green", "blue", "none"}
    for name, tone in theme.tones.items():
        assert contrast(tone.ink, tone.fill) > 6.5, name


def test_themes_differ_and_name_the_same_tones() -> None:
    assert LIGHT.window != DARK.window
    assert set(LIGHT.tones) == set(DARK.tones)


def test_an_unknown_tone_is_shown_as_none() -> None:
    assert LIGHT.tone("purple") == LIGHT.tones["none"]
