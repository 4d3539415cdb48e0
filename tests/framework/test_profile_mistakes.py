"""A profile with a mistake is refused: the sentence names file, key and what was expected."""

from collections.abc import Callable

import pytest

from lif_desktop.places import resources

SOUND = (resources() / "framework" / "stockport.toml").read_text(encoding="utf-8")


def changed(old: str, new: str, after: str = "") -> str:
    """The sound profile with the first `old` that follows `after` replaced."""
    start = SOUND.index(after) + len(after)
    at = SOUND.index(old, start)
    return SOUND[:at] + new + SOUND[at + len(old) :]


REVIEW = 'key = "rapid_review"'
RULE = 'key = "rr_report"'
AUDIT = 'key = "section_11"'
AGENCY = 'key = "gm_police"'

MISTAKES = {
    # what is wrong: (old, new, after, key named, expectation named)
    "title missing": ('title = "Stockport, as the framework is written"', "", "", "title", "and it is missing"),
    "title empty": ('"Stockport, as the framework is written"', '"  "', "", "title", "a text in quotation marks"),
    "title a number": (
        '"Stockport, as the framework is written"',
        "7",
        "",
        "title",
        "a text in quotation marks, found 7",
    ),
    "unknown key at the top": ('title = "S', 'titel = "x"\ntitle = "S', "", "titel", "no such key here"),
    "flag as text": (
        "statutory = true",
        'statutory = "yes"',
        REVIEW,
        "review_types “rapid_review”, statutory",
        "true or false, found “yes”",
    ),
    "flag as number": (
        "statutory = true",
        "statutory = 1",
        REVIEW,
        "review_types “rapid_review”, statutory",
        "true or false, found 1",
    ),
    "unknown board": (
        'board = "children"',
        'board = "elders"',
        REVIEW,
        "review_types “rapid_review”, board",
        "one of children, adults, both, found “elders”",
    ),
    "unknown clock event": (
        '"notification_sent"',
        '"moonrise"',
        REVIEW,
        "review_types “rapid_review”, clock_event",
        "one of incident, la_aware",
    ),
    "prefix in small letters": (
        'prefix = "RR"',
        'prefix = "rr"',
        "",
        "review_types “rapid_review”, prefix",
        "two to eight capital letters",
    ),
    "prefix of one letter": (
        'prefix = "RR"',
        'prefix = "R"',
        "",
        "review_types “rapid_review”, prefix",
        "two to eight capital letters",
    ),
    "owner missing": (
        'owner = "The three safeguarding partners"\n',
        "",
        REVIEW,
        "review_types “rapid_review”, owner",
        "and it is missing",
    ),
    "key with a space": (
        REVIEW,
        'key = "rapid review"',
        "",
        "review_types “rapid review”, key",
        "small letters, figures and underscores",
    ),
    "key in capitals": (
        REVIEW,
        'key = "Rapid"',
        "",
        "review_types “Rapid”, key",
        "small letters, figures and underscores",
    ),
    "key missing": (REVIEW + "\n", "", "", "review_types number 1, key", "and it is missing"),
    "key a number": (REVIEW, "key = 4", "", "review_types number 1, key", "a text in quotation marks, found 4"),
    "key twice": ('key = "practice_review"', REVIEW, "", "review_types “rapid_review”", "each key once only"),
    "unknown key in a review type": (
        REVIEW,
        REVIEW + "\nstatuary = true",
        "",
        "review_types “rapid_review”, statuary",
        "no such key here; the keys are aliases",
    ),
    "aliases as one text": (
        'aliases = ["RR",',
        'aliases = "RR"\nspare = ["RR",',
        "",
        "review_types “rapid_review”, aliases",
        "a list of texts",
    ),
    "number among aliases": (
        'aliases = ["RR",',
        'aliases = [7, "RR",',
        "",
        "review_types “rapid_review”, aliases",
        "a list of texts in quotation marks, found 7",
    ),
    "empty alias": (
        'aliases = ["RR",',
        'aliases = ["", "RR",',
        "",
        "review_types “rapid_review”, aliases",
        "a list of texts",
    ),
    "alias without a letter": (
        'aliases = ["RR",',
        'aliases = ["?", "RR",',
        "",
        "review_types “rapid_review”",
        "with a letter or figure, found “?”",
    ),
    "alias of two types": (
        'aliases = ["CSPR",',
        'aliases = ["rr.", "CSPR",',
        "",
        "review_types “practice_review”",
        "rapid_review has this one too, found “rr.”",
    ),
    "unknown unit": (
        'unit = "working days"',
        'unit = "moons"',
        RULE,
        "rules “rr_report”, unit",
        "one of working days, calendar days, months, years, found “moons”",
    ),
    "unknown direction": (
        "number = 15",
        'number = 15\ndirection = "sideways"',
        RULE,
        "rules “rr_report”, direction",
        "one of after, before",
    ),
    "unknown basis": (
        'basis = "guidance"',
        'basis = "habit"',
        RULE,
        "rules “rr_report”, basis",
        "one of statute, guidance, local",
    ),
    "number nought": (
        "number = 15",
        "number = 0",
        RULE,
        "rules “rr_report”, number",
        "a whole number, 1 or more, found 0",
    ),
    "number negative": (
        "number = 15",
        "number = -15",
        RULE,
        "rules “rr_report”, number",
        "a whole number, 1 or more, found -15",
    ),
    "number with a fraction": (
        "number = 15",
        "number = 1.5",
        RULE,
        "rules “rr_report”, number",
        "a whole number, 1 or more, found 1.5",
    ),
    "number as text": ("number = 15", 'number = "15"', RULE, "rules “rr_report”, number", "found “15”"),
    "number as flag": ("number = 15", "number = true", RULE, "rules “rr_report”, number", "found true"),
    "unknown event": (
        'event = "notification_sent"',
        'event = "moonrise"',
        RULE,
        "rules “rr_report”, event",
        "found “moonrise”",
    ),
    "rule of an unknown type": (
        'types = ["rapid_review"]',
        'types = ["rapid"]',
        RULE,
        "rules “rr_report”, types",
        "keys of review types, found “rapid”",
    ),
    "rule of no type": (
        'types = ["rapid_review"]',
        "types = []",
        RULE,
        "rules “rr_report”, types",
        "at least one key of review types",
    ),
    "rule without types": ('types = ["rapid_review"]\n', "", RULE, "rules “rr_report”, types", "and it is missing"),
    "rule key twice": (RULE, 'key = "rr_sign_off"', "", "rules “rr_sign_off”", "each key once only"),
    "source missing": (
        'source = "Framework 5.1; ',
        'sauce = "Framework 5.1; ',
        RULE,
        "rules “rr_report”, source",
        "and it is missing",
    ),
    "unknown key in a rule": (
        "number = 15",
        "number = 15\nnumbers = 15",
        RULE,
        "rules “rr_report”, numbers",
        "no such key here",
    ),
    "check as text": ("number = 15", 'number = 15\ncheck = "yes"', RULE, "rules “rr_report”, check", "true or false"),
    "criterion of an unknown type": (
        'types = ["rapid_review", "practice_review"]',
        'types = ["gone"]',
        'key = "area"',
        "criteria “area”, types",
        "keys of review types",
    ),
    "dispute rule with types": (
        'event = "dispute_raised"',
        'types = ["peer_review"]\nevent = "dispute_raised"',
        "",
        "dispute_rules “dispute_practitioners”, types",
        "no such key here",
    ),
    "cycle of nought": (
        "cycle_months = 24",
        "cycle_months = 0",
        AUDIT,
        "audit_types “section_11”, cycle_months",
        "a whole number, 1 or more, found 0",
    ),
    "cycle in years": (
        "cycle_months = 24",
        "cycle_years = 2",
        AUDIT,
        "audit_types “section_11”, cycle_years",
        "no such key here",
    ),
    "audit board": (
        'board = "children"',
        'board = "kids"',
        AUDIT,
        "audit_types “section_11”, board",
        "one of children, adults, both",
    ),
    "group twice": (
        'key = "practice_improvement"',
        'key = "review_group"',
        "",
        "groups “review_group”",
        "each key once only",
    ),
    "group alias of another": (
        '"PIP"',
        '"SARCP"',
        "",
        "groups “practice_improvement”",
        "review_group has this one too",
    ),
    "agency kind": (
        'kind = "police"',
        'kind = "constabulary"',
        AGENCY,
        "agencies “gm_police”, kind",
        "one of local_authority",
    ),
    "agency alias of another": (
        '"The police"',
        '"PCFT"',
        AGENCY,
        "agencies “pennine_care”",
        "gm_police has this one too",
    ),
    "agency short missing": ('short = "GMP"\n', "", AGENCY, "agencies “gm_police”, short", "and it is missing"),
    "four words of likelihood": (
        '["Rare", ',
        "[",
        "",
        "risk, likelihood",
        "5 words, from least to most, found a list of 4",
    ),
    "six words of impact": ("impact = [", 'impact = ["None", ', "", "risk, impact", "5 words"),
    "bands that overlap": (
        "least = 5",
        "least = 4",
        "[risk]",
        "risk, bands",
        "follow on each other from 1 to 25, and the score 4 is in two bands",
    ),
    "letters of a band that cannot be read": (
        'fill = "#801650"',
        'fill = "#FFC000"',
        "[risk]",
        "risk, bands “extreme”, ink",
        "a colour that can be read on #FFC000: contrast 4.5 or more, found 1.6",
    ),
    "escalation from a score that does not exist": (
        "escalate_from = 15",
        "escalate_from = 26",
        "[risk]",
        "risk, escalate_from",
        "a score from 1 to 25, found 26",
    ),
    "escalation to an unknown group": (
        'escalate_to = "safeguarding_executives"',
        'escalate_to = "cabinet"',
        "[risk]",
        "risk, escalate_to",
        "one of safeguarding_executives, review_group",
    ),
    "escalation without a source": (
        "escalate_source",
        "escalate_sauce",
        "[risk]",
        "risk, escalate_source",
        "and it is missing",
    ),
    "bands with a hole": ("least = 5", "least = 6", "[risk]", "risk, bands", "and the score 5 is in no band"),
    "bands that start late": ("least = 1,", "least = 2,", "[risk]", "risk, bands", "and the score 1 is in no band"),
    "bands that end early": ("most = 25", "most = 24", "[risk]", "risk, bands", "and they end at 24"),
    "bands that go too far": ("most = 25", "most = 26", "[risk]", "risk, bands", "and they end at 26"),
    "band upside down": (
        "most = 9",
        "most = 4",
        "[risk]",
        "risk, bands “moderate”, most",
        "a number not below least (5)",
    ),
    "band tone": (
        'tone = "red"',
        'tone = "crimson"',
        "[risk]",
        "risk, bands “extreme”, tone",
        "one of red, amber, green, blue, none",
    ),
    "band colour by name": (
        'fill = "#801650"',
        'fill = "purple"',
        "[risk]",
        "risk, bands “extreme”, fill",
        "a colour such as “#DDF0E3”",
    ),
    "stages in another order": (
        'key = "learning"\nlabel = "Learning"',
        'key = "studies"\nlabel = "Learning"',
        "[evaluation]",
        "evaluation, stages",
        "the stages reaction, learning, behaviour, results in this order",
    ),
    "stage without question": (
        'question = "Is it being used at work?"\n',
        "",
        "",
        "evaluation, stages “behaviour”, question",
        "and it is missing",
    ),
    "retention of nought years": (
        "years = 15",
        "years = 0",
        "",
        "retention “reviews”, years",
        "a whole number, 1 or more",
    ),
    "retention twice": (
        'register = "learning"',
        'register = "reviews"',
        "",
        "retention “reviews”",
        "each register once only",
    ),
    "retention event": (
        'from_event = "record_closed"',
        'from_event = "someday"',
        "",
        "retention “reviews”, from_event",
        "one of incident",
    ),
    "list missing": ("channels = [", "canals = [", "[lists]", "lists, channels", "a list of tables, and it is missing"),
    "list unknown": (
        "channels = [",
        "canals = [{ key = 'a', label = 'A' }]\nchannels = [",
        "[lists]",
        "lists, canals",
        "no such key here",
    ),
    "list of texts": (
        "macfa_sources = [",
        "macfa_sources = ['a']\nx = [",
        "[lists]",
        "lists, macfa_sources",
        "a list of tables, found a list of 1",
    ),
    "list empty": (
        "macfa_sources = [",
        "macfa_sources = []\nx = [",
        "[lists]",
        "lists, macfa_sources",
        "at least one entry",
    ),
    "entry the program needs": (
        'key = "terminate"',
        'key = "end"',
        "[lists]",
        "lists, risk_responses",
        "the key terminate, and it is missing",
    ),
    "entry too many": (
        '{ key = "terminate"',
        '{ key = "end", label = "End" },\n{ key = "terminate"',
        "[lists]",
        "lists, risk_responses",
        "only the keys treat, tolerate, transfer, terminate, found “end”",
    ),
    "entry without label": (
        'label = "Terminate", ',
        "",
        "[lists]",
        "lists, risk_responses “terminate”, label",
        "and it is missing",
    ),
    "entry with an unknown key": (
        'label = "Terminate", ',
        'label = "Terminate", colour = "red", ',
        "[lists]",
        "lists, risk_responses “terminate”, colour",
        "no such key here",
    ),
    "entry alias of another": (
        'aliases = ["Avoid",',
        'aliases = ["Accept",',
        "[lists]",
        "lists, risk_responses “terminate”",
        "tolerate has this one too",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_place_and_what_was_expected(mistake: str, refusal: Callable[[str], str]) -> None:
    old, new, after, key, expected = MISTAKES[mistake]
    sentence = refusal(changed(old, new, after))
    assert f"ours.toml, {key}: expected " in sentence
    assert expected in sentence
