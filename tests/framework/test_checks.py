"""The checklist of a review: the points of each type, and how far they have been looked at."""

import pytest

from lif_desktop.framework.checks import looked_at
from lif_desktop.framework.profile import Profile, load_profile
from lif_desktop.places import resources


@pytest.fixture(scope="module", params=["stockport", "england-current"])
def profile(request: pytest.FixtureRequest) -> Profile:
    return load_profile(resources() / "framework" / f"{request.param}.toml")


def rows(*answers: str | None) -> list[dict[str, str | None]]:
    return [{"answer": answer} for answer in answers]


@pytest.mark.parametrize(
    ("answers", "words", "whole"),
    [
        ((), "No checklist on this review yet", False),
        ((None, None), "0 of 2 points looked at", False),
        (("yes", None, "no"), "2 of 3 points looked at, 1 not or only partly seen", False),
        (("yes", "not_applicable"), "2 of 2 points looked at", True),
        (("no", "partly", "partly"), "3 of 3 points looked at, 3 not or only partly seen", True),
    ],
)
def test_how_far_a_checklist_has_been_gone_through(answers: tuple[str, ...], words: str, whole: bool) -> None:
    found = looked_at(rows(*answers))
    assert found.in_words() == words
    assert found.whole is whole


def test_adults_reviews_have_the_fifteen_quality_markers_with_their_source(profile: Profile) -> None:
    for key in ("sar_mandatory", "sar_discretionary"):
        markers = [one for one in profile.review_type(key).checks if one.kind == "quality_marker"]
        assert len(markers) == len({one.text for one in markers}) == 15
        assert all(one.source.startswith("SCIE") for one in markers)
        assert [one.source.rsplit(" ", 1)[1] for one in markers] == [str(n) for n in range(1, 16)]
        phases = [one.text.split(":")[0] for one in markers]
        assert phases == ["Setting up"] * 5 + ["Running it"] * 7 + ["Output"] * 3


def test_reviews_that_the_partnership_runs_itself_are_held_against_the_principles(profile: Profile) -> None:
    own = {"rapid_review", "practice_review", "sar_mandatory", "sar_discretionary", "multi_agency_review"}
    for kind in profile.review_types:
        sources = [one.source for one in kind.checks if one.kind == "principle"]
        expected = ["Framework 2.1"] * 12 + ["Framework 4.3.1"] * 5 if kind.key in own else []
        assert sources == expected, kind.key
