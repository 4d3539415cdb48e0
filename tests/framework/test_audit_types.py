"""The audit types of a profile: shared cycles, rounds, schedules, standards, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lif_desktop.framework.profile import Profile, find_profile, load_profile
from lif_desktop.places import resources

FOLDER = resources() / "framework"
SOUND = (FOLDER / "stockport.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["stockport", "england-current"])
def profile(request: pytest.FixtureRequest) -> Profile:
    return load_profile(find_profile(request.param, FOLDER))


def test_what_each_type_asks_for_and_where_it_reports(profile: Profile) -> None:
    assert {a.key: (a.looks_at, a.return_kind, a.schedule, a.rounds_a_year) for a in profile.audit_types} == {
        "single_agency": ("cases", "single_agency_audit", True, 0),
        "macfa": ("cases", "case_audit", False, 3),
        "section_11": ("standards", "section_11", False, 0),
        "section_175": ("standards", "section_175", False, 0),
        "qa_statement": ("standards", "qa_statement", False, 0),
    }
    assert {a.reports_to for a in profile.audit_types} == {"quality_assurance"}


def test_schools_and_the_adults_statement_keep_the_cycle_of_section_11(tmp_path: Path) -> None:
    for key in ("section_175", "qa_statement"):
        assert load_profile(FOLDER / "stockport.toml").audit_type(key).cycle_as == "section_11"
    path = tmp_path / "ours.toml"
    path.write_text(SOUND.replace("cycle_months = 24", "cycle_months = 36"), encoding="utf-8")
    assert {a.cycle_months for a in load_profile(path).audit_types if a.looks_at == "standards"} == {36}


def test_every_type_about_standards_has_some_and_no_other_has(profile: Profile) -> None:
    for one in profile.audit_types:
        assert bool(one.standards) is (one.looks_at == "standards")
        words = [standard.text for standard in one.standards]
        assert len(set(words)) == len(words)
        assert all(standard.source for standard in one.standards)


def test_how_often_a_late_return_is_chased_before_the_chair_is_told(profile: Profile, tmp_path: Path) -> None:
    assert profile.chases == 2
    path = tmp_path / "ours.toml"
    path.write_text(SOUND.replace("chases_before_chair = 2", ""), encoding="utf-8")
    assert load_profile(path).chases == 2
    path.write_text(SOUND.replace("chases_before_chair = 2", "chases_before_chair = 4"), encoding="utf-8")
    assert load_profile(path).chases == 4


MISTAKES = {
    "cycle of an unknown type": (
        'cycle_as = "section_11"',
        'cycle_as = "section_12"',
        "cycle_as: expected the key of an audit type with cycle_months, found “section_12”",
    ),
    "cycle of a type without one": ('cycle_as = "section_11"', 'cycle_as = "macfa"', "found “macfa”"),
    "two cycles": ('cycle_as = "section_11"', 'cycle_as = "section_11"\ncycle_months = 12', "not both"),
    "no rounds": ("rounds_a_year = 3", "rounds_a_year = 0", "rounds_a_year: expected a whole number, 1 or more"),
    "a return that is not there": ('return_kind = "case_audit"', 'return_kind = "letter"', "return_kind: expected one"),
    "a group that is not there": ('reports_to = "quality_assurance"', 'reports_to = "us"', "reports_to: expected one"),
    "a standard of no type": ('types = ["section_11"]\ntext', "types = []\ntext", "at least one key of audit types"),
    "a standard of an unknown type": ('types = ["section_11"]\ntext', 'types = ["s11"]\ntext', "keys of audit types"),
    "a standard of a type about cases": (
        'types = ["section_11"]\ntext',
        'types = ["macfa"]\ntext',
        "audit_types “macfa”, looks_at: expected “standards”, since audit_standards name it",
    ),
    "looks at neither": ('looks_at = "standards"', 'looks_at = "files"', "one of cases, standards"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named(mistake: str, refusal: Callable[[str], str]) -> None:
    old, new, expected = MISTAKES[mistake]
    assert old in SOUND
    assert expected in refusal(SOUND.replace(old, new, 1))
