"""The two profiles that come with the program say what the framework and present law say."""

import re
from pathlib import Path

import pytest

from lif_desktop.framework.choice import Choice, plain
from lif_desktop.framework.clocks import Rule
from lif_desktop.framework.lists import CLOSED_LISTS, OPEN_LISTS
from lif_desktop.framework.profile import Profile, ProfileError, find_profile, load_profile
from lif_desktop.places import resources

FOLDER = resources() / "framework"
NAMES = ("stockport", "england-current")
DERIVED = ("review_types", "audit_types", "groups", "evaluation_stages")
NEVER_SAID = re.compile(r"\b(invalid|valid|please|oops|sorry|illegal|forbidden)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def stockport() -> Profile:
    return load_profile(find_profile("stockport", FOLDER))


@pytest.fixture(scope="module")
def current() -> Profile:
    return load_profile(find_profile("england-current", FOLDER))


@pytest.fixture(scope="module", params=NAMES)
def either(request: pytest.FixtureRequest) -> Profile:
    return load_profile(find_profile(request.param, FOLDER))


def keys(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(choice.key for choice in choices)


def clocks(profile: Profile, review_type: str) -> dict[str, Rule]:
    return {rule.key: rule for rule in profile.review_type(review_type).rules}


def figures(rule: Rule) -> tuple[int, str, str, str, str, bool]:
    return rule.number, rule.unit, rule.direction, rule.event, rule.basis, rule.check


def test_a_profile_is_known_by_its_file(stockport: Profile, current: Profile) -> None:
    assert (stockport.key, current.key) == NAMES
    assert stockport.places == current.places == "Stockport"
    assert "2018" in stockport.guidance
    assert "2026" in current.guidance


@pytest.mark.parametrize("name", ["stockport", " Stockport ", "STOCKPORT.toml", "england_current"])
def test_a_profile_is_found_by_name(name: str) -> None:
    assert find_profile(name, FOLDER).stem in NAMES


@pytest.mark.parametrize("name", ["leeds", "../stockport", ""])
def test_a_name_without_a_file_is_answered_with_the_names_there_are(name: str) -> None:
    with pytest.raises(ProfileError, match="england-current, stockport"):
        find_profile(name, FOLDER)


def test_a_folder_without_profiles_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"\(none\)"):
        find_profile("stockport", tmp_path / "gone")


def test_every_list_is_there_with_the_keys_the_program_relies_on(either: Profile) -> None:
    for name, needed in CLOSED_LISTS.items():
        assert keys(either.choices(name)) == needed
    for name, needed in OPEN_LISTS.items():
        assert set(needed) <= set(keys(either.choices(name)))
        assert either.choices(name)
    for name in DERIVED:
        assert either.choices(name)
    with pytest.raises(KeyError):
        either.choices("no_such_list")


def test_a_word_stands_for_one_entry_of_its_list(either: Profile) -> None:
    for name in (*CLOSED_LISTS, *OPEN_LISTS, *DERIVED):
        words = [(plain(w), c.key) for c in either.choices(name) for w in {c.key, c.label, *c.aliases}]
        owners = {word: {key for other, key in words if other == word} for word, _ in words}
        assert all(len(found) == 1 for found in owners.values()), name


def test_a_profile_cannot_be_changed_once_it_is_read(stockport: Profile) -> None:
    with pytest.raises(TypeError):
        stockport.lists["themes"] = ()  # type: ignore[index]
    with pytest.raises(AttributeError):
        stockport.title = "Other"  # type: ignore[misc]


def test_the_words_of_a_profile_keep_to_the_house_style(either: Profile) -> None:
    words = [c.label for name in (*CLOSED_LISTS, *OPEN_LISTS, *DERIVED) for c in either.choices(name)]
    words += [text for r in either.review_types for text in (r.note, r.owner, r.source)]
    words += [rule.label for r in either.review_types for rule in r.rules]
    words += [text for r in either.review_types for c in r.criteria for text in (c.name, c.text, c.note, c.source)]
    words += [text for r in either.review_types for route in r.routes for text in (route.says, route.source)]
    words += [text for r in either.review_types for point in r.checks for text in (point.text, point.source)]
    words += [text for r in either.review_types for text in vars(r.roles).values()]
    assert [text for text in words if NEVER_SAID.search(text)] == []
    assert [text for text in words if text != text.strip() or "  " in text] == []


REVIEW_TYPES = {
    "rapid_review": ("RR", True, "children"),
    "practice_review": ("CSPR", True, "children"),
    "national_review": ("NCSPR", True, "children"),
    "child_death_review": ("CDR", True, "children"),
    "sar_mandatory": ("SAR", True, "adults"),
    "sar_discretionary": ("SAR", True, "adults"),
    "domestic_homicide_review": ("DHR", True, "both"),
    "mappa_review": ("MAPPA", True, "both"),
    "mental_health_homicide_review": ("MHHR", True, "both"),
    "serious_further_offence": ("SFO", True, "both"),
    "multi_agency_review": ("MALR", False, "both"),
    "single_agency_review": ("SALR", False, "both"),
    "peer_review": ("PEER", False, "both"),
    "external_lesson": ("EXT", False, "both"),
}


def test_the_review_types_of_the_framework(stockport: Profile) -> None:
    assert {r.key: (r.prefix, r.statutory, r.board) for r in stockport.review_types} == REVIEW_TYPES
    for review_type in stockport.review_types:
        assert re.match(r"Framework (\d\.\d|Appendix)", review_type.source)
        assert review_type.owner
        assert review_type.note


def test_a_discretionary_adults_review_is_statutory_too(either: Profile) -> None:
    assert either.review_type("sar_discretionary").statutory
    assert "s.44(4)" in either.review_type("sar_discretionary").source


def test_the_clocks_of_a_rapid_review(stockport: Profile) -> None:
    rules = clocks(stockport, "rapid_review")
    assert figures(rules["rr_notification"]) == (5, "working days", "after", "la_aware", "guidance", False)
    assert figures(rules["rr_report"]) == (15, "working days", "after", "notification_sent", "guidance", False)
    assert rules["rr_report"].source.startswith("Framework 5.1")
    assert rules["rr_report"].counted_from == "the notification being sent to the national Panel"
    assert figures(rules["rr_returns"])[:1] + figures(rules["rr_returns"])[4:] == (10, "local", False)
    assert figures(rules["rr_sign_off"])[:1] + figures(rules["rr_sign_off"])[4:] == (14, "local", False)
    assert stockport.review_type("rapid_review").clock_event == "notification_sent"


def test_twelve_month_assurance_follows_the_sign_off_of_an_action_plan(either: Profile) -> None:
    assured = [r.key for r in either.review_types if any(rule.key == "assurance" for rule in r.rules)]
    assert assured == ["rapid_review", "practice_review", "sar_mandatory", "sar_discretionary", "multi_agency_review"]
    rule = clocks(either, "multi_agency_review")["assurance"]
    assert figures(rule) == (12, "months", "after", "action_plan_signed_off", "local", False)
    assert rule.source == "Framework 5.8.4"


def test_section_11_and_its_equivalents_come_every_two_years(either: Profile) -> None:
    assert {a.key: (a.prefix, a.cycle_months) for a in either.audit_types} == {
        "single_agency": ("SAA", None),
        "macfa": ("MACFA", None),
        "section_11": ("S11", 24),
        "section_175": ("S175", 24),
        "qa_statement": ("QAS", 24),
    }
    (rule,) = either.audit_type("section_11").rules
    assert figures(rule) == (24, "months", "after", "audit_completed", "local", False)
    assert either.audit_type("macfa").rules == ()
    assert "Children Act 2004" in either.audit_type("section_11").source


@pytest.mark.parametrize(
    ("review_type", "rule", "expected"),
    [
        ("practice_review", "cspr_publish", (6, "months", "after", "review_agreed", "guidance", True)),
        ("practice_review", "cspr_advance_copy", (7, "working days", "before", "publication", "guidance", True)),
        ("practice_review", "cspr_on_website", (1, "years", "after", "publication", "guidance", True)),
        ("child_death_review", "cdr_database", (2, "calendar days", "after", "death", "guidance", True)),
        ("child_death_review", "cdr_meeting", (3, "months", "after", "death", "guidance", True)),
        ("child_death_review", "cdr_panel", (42, "calendar days", "after", "child_death_meeting", "guidance", True)),
        ("sar_mandatory", "sar_acknowledge", (5, "working days", "after", "referral_received", "local", False)),
        ("sar_mandatory", "sar_considered", (10, "working days", "after", "returns_complete", "local", False)),
        ("sar_mandatory", "sar_comments", (7, "working days", "after", "draft_shared", "local", False)),
        ("sar_discretionary", "sar_complete", (6, "months", "after", "review_agreed", "guidance", True)),
        ("domestic_homicide_review", "dhr_decision", (1, "months", "after", "homicide_known", "guidance", True)),
        ("domestic_homicide_review", "dhr_complete", (6, "months", "after", "review_agreed", "guidance", True)),
        ("mappa_review", "mappa_notice", (5, "calendar days", "after", "mappa_form_completed", "guidance", True)),
        ("mental_health_homicide_review", "mhhr_complete", (6, "months", "after", "commissioned", "guidance", True)),
        ("serious_further_offence", "sfo_notice", (10, "working days", "after", "charge", "guidance", True)),
        ("serious_further_offence", "sfo_review", (4, "months", "after", "charge", "guidance", True)),
        ("multi_agency_review", "malr_terms", (10, "working days", "after", "review_agreed", "local", False)),
        ("multi_agency_review", "malr_meeting", (30, "working days", "after", "terms_agreed", "local", False)),
    ],
)
def test_the_clocks_that_practice_and_guidance_add(
    stockport: Profile, review_type: str, rule: str, expected: tuple[int, str, str, str, str, bool]
) -> None:
    assert figures(clocks(stockport, review_type)[rule]) == expected


def test_only_paragraphs_of_the_framework_act_and_guidance_stand_as_sources(either: Profile) -> None:
    for review_type in either.review_types:
        for rule in review_type.rules:
            assert re.search(r"Framework|Act|Guid|guid|Working Together|procedure|ocal target", rule.source), rule.key
            assert rule.basis == "local" or "ocal target" not in rule.source, rule.key


def test_the_steps_of_a_dispute(either: Profile) -> None:
    assert [(rule.number, rule.unit, rule.basis) for rule in either.disputes.rules] == [
        (2, "working days", "local"),
        (5, "working days", "local"),
        (2, "working days", "local"),
    ]


def test_the_criteria_of_adults_reviews(either: Profile) -> None:
    mandatory = [criterion.key for criterion in either.review_type("sar_mandatory").criteria]
    assert mandatory == ["adult_area", "needs", "worked_together", "condition_1", "condition_2", "board_chooses"]
    discretionary = [criterion.key for criterion in either.review_type("sar_discretionary").criteria]
    assert discretionary == ["adult_area", "needs", "board_chooses"]


def test_the_lists_of_the_framework_are_complete(either: Profile) -> None:
    assert keys(either.choices("audit_tests")) == ("voice", "difference", "should_happen", "standards", "good_practice")
    assert keys(either.choices("macfa_sources")) == ("inspectorate", "review", "priority_group", "data")
    assert keys(either.choices("embedding_routes")) == ("policy", "supervision", "joint_working", "team_meetings")
    assert len(either.choices("channels")) == 16
    assert keys(either.choices("methodologies"))[:7] == (
        "systems_approach",
        "single_agency_assurance",
        "root_cause_analysis",
        "action_learning",
        "imr",
        "appreciative_inquiry",
        "case_mapping",
    )


@pytest.mark.parametrize(
    ("list_name", "word", "key"),
    [
        ("review_types", "MACR", "multi_agency_review"),
        ("review_types", "DARDR", "domestic_homicide_review"),
        ("review_types", "LCSPR", "practice_review"),
        ("review_types", "rapid  REVIEW", "rapid_review"),
        ("audit_types", "S.11", "section_11"),
        ("groups", "SARCP", "review_group"),
        ("groups", "QA & Scrutiny Partnership", "quality_assurance"),
        ("boards", "SSAB", "adults"),
        ("themes", "MCA", "mental_capacity"),
        ("themes", "voice of the child", "voice"),
        ("channels", "7MB", "thematic_briefing"),
        ("methodologies", "SILP", "systems_approach"),
        ("action_statuses", "on-going", "in_progress"),
        ("evaluation_stages", "Level 3", "behaviour"),
    ],
)
def test_what_offices_write_is_understood(either: Profile, list_name: str, word: str, key: str) -> None:
    found = {plain(w): c.key for c in either.choices(list_name) for w in (c.label, *c.aliases)}
    assert found[plain(word)] == key


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("GMP", "gm_police"),
        ("SMBC", "stockport_council"),
        ("the Council", "stockport_council"),
        ("ICB", "gm_icb"),
        ("CCG", "gm_icb"),
        ("SNHSFT", "stockport_nhs_ft"),
        ("PCFT", "pennine_care"),
        ("NWAS", "ambulance"),
        ("GMFRS", "fire"),
    ],
)
def test_agencies_are_known_by_what_offices_call_them(either: Profile, word: str, key: str) -> None:
    found = {plain(w): a.key for a in either.agencies for w in (a.name, a.short, *a.aliases)}
    assert found[plain(word)] == key


def test_the_three_statutory_partners(either: Profile) -> None:
    assert [a.key for a in either.agencies if a.statutory] == ["stockport_council", "gm_icb", "gm_police"]
    kinds = set(keys(either.choices("agency_kinds")))
    assert {a.kind for a in either.agencies} <= kinds


def test_risk_bands(either: Profile) -> None:
    bands = {either.risk.band(i, j).key: set() for i in range(1, 6) for j in range(1, 6)}  # type: dict[str, set[int]]
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            bands[either.risk.band(likelihood, impact).key].add(likelihood * impact)
    assert (max(bands["low"]), min(bands["moderate"]), max(bands["moderate"])) == (4, 5, 9)
    assert (min(bands["high"]), max(bands["high"]), min(bands["extreme"])) == (10, 12, 15)
    assert either.risk.score(3, 4) == 12
    assert [band.fill for band in either.risk.bands] == ["#DDF0E3", "#FFE08A", "#F46A25", "#801650"]


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 0), (6, 1), (1, 6), (-1, -1)])
def test_a_risk_beyond_the_scale_is_a_slip_of_the_program(stockport: Profile, likelihood: int, impact: int) -> None:
    with pytest.raises(ValueError, match="run from 1 to 5"):
        stockport.risk.band(likelihood, impact)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_words_of_each_risk_band_can_be_read_on_its_colour(either: Profile) -> None:
    for band in either.risk.bands:
        light, dark = sorted((luminance(band.ink), luminance(band.fill)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_retention_follows_the_table(either: Profile) -> None:
    years = {kept.register: kept.years for kept in either.retention}
    assert {name for name, number in years.items() if number == 15} == {"reviews", "learning", "actions"}
    assert years["audits"] == years["meetings"] == years["training"] == 6


def test_the_evaluation_model_has_the_name_of_its_profile(stockport: Profile, current: Profile) -> None:
    assert stockport.evaluation.title == "McKendrick's four stage model"
    assert stockport.evaluation.subtitle == "Reaction, Learning, Behaviour, Results (Kirkpatrick)"
    assert "Kirkpatrick" in current.evaluation.title
    assert "McKendrick" not in current.evaluation.title + current.evaluation.subtitle
    assert stockport.evaluation.stages == current.evaluation.stages


def test_present_law_where_it_differs(stockport: Profile, current: Profile) -> None:
    assert current.review_type("domestic_homicide_review").label == "Domestic abuse related death review"
    assert current.review_type("domestic_homicide_review").prefix == "DHR"
    assert "Domestic Abuse Commissioner" in current.review_type("domestic_homicide_review").note
    assert "every child" in current.review_type("child_death_review").note
    assert not current.review_type("mental_health_homicide_review").statutory
    assert clocks(current, "mental_health_homicide_review") == {}
    assert clocks(current, "rapid_review")["rr_report"].check
    assert "chapter 5" in clocks(current, "rapid_review")["rr_report"].source
    assert "Delegated safeguarding partners" in [group.label for group in current.groups]
    assert stockport.review_type("domestic_homicide_review").label == "Domestic homicide review"
    assert not clocks(stockport, "rapid_review")["rr_report"].check


def test_present_law_is_the_framework_in_all_the_rest(stockport: Profile, current: Profile) -> None:
    for name in (*CLOSED_LISTS, *OPEN_LISTS):
        if name != "parallel_kinds":
            assert current.choices(name) == stockport.choices(name)
    assert current.risk == stockport.risk
    assert current.retention == stockport.retention
    figures_of = {r.key: [(x.key, x.number, x.unit, x.event) for x in r.rules] for r in stockport.review_types}
    figures_of["mental_health_homicide_review"] = []
    assert {r.key: [(x.key, x.number, x.unit, x.event) for x in r.rules] for r in current.review_types} == figures_of
