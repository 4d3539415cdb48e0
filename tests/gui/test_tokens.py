"""Every pair of colours that meets on screen can be read, in both themes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.colours import WORDS_LEAST, contrast
from lif_desktop.framework.profile import find_profile, load_profile
from lif_desktop.framework.status import Status
from lif_desktop.gui.tokens import DARK, LIGHT, THEMES, Tokens, mixed, pairs
from lif_desktop.places import resources


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


PROFILE = load_profile(find_profile("stockport", resources() / "framework"))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_each_band_of_risks_can_be_read_and_told_from_its_neighbours(theme: Tokens) -> None:
    worn = [theme.worn(Status(band.tone, band.label, band.ink, band.fill)) for band in PROFILE.risk.bands]
    assert all(contrast(tone.ink, tone.fill) >= WORDS_LEAST for tone in worn)
    assert len({tone.fill for tone in worn}) == len(worn)
    if theme is LIGHT:
        assert [f"#{tone.fill}" for tone in worn] == [band.fill for band in PROFILE.risk.bands]


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_any_band_that_can_be_read_on_paper_can_be_read_in_the_dark(ink: int, fill: int) -> None:
    tone = DARK.worn(Status("red", "Extreme", f"#{ink:06X}", f"#{fill:06X}"))
    assert contrast(tone.ink, tone.fill) >= WORDS_LEAST


def test_a_status_without_colours_of_its_own_wears_those_of_its_tone() -> None:
    assert LIGHT.worn(Status("amber", "Due soon")) == LIGHT.tone("amber")
    assert DARK.worn(Status("red", "Overdue")) == DARK.tone("red")


def test_a_colour_between_two() -> None:
    assert mixed("FF0000", "0000FF", 0.5) == "800080"
    assert (mixed("123456", "FFFFFF", 1), mixed("123456", "FFFFFF", 0)) == ("123456", "FFFFFF")
