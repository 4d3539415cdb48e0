"""A profile with a mistake is refused: the sentence names file, key and what was expected."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_desktop.errors import LifError
from lif_desktop.framework.profile import ProfileError, load_profile
from lif_desktop.places import resources

SOUND = (resources() / "framework" / "stockport.toml").read_text(encoding="utf-8")


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as refused:
        load_profile(path)
    sentence = str(refused.value)
    assert sentence.startswith("ours.toml, ")
    assert refused.value.file == "ours.toml"
    assert not re.search(r"\b(invalid|please|sorry|illegal)\b", sentence, re.IGNORECASE)
    return sentence


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
        "at least one review type",
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
def test_a_mistake_is_named_with_its_place_and_what_was_expected(mistake: str, tmp_path: Path) -> None:
    old, new, after, key, expected = MISTAKES[mistake]
    sentence = refusal(tmp_path, changed(old, new, after))
    assert f"ours.toml, {key}: expected " in sentence
    assert expected in sentence


@pytest.mark.parametrize("table", ["review_types", "audit_types", "groups", "agencies", "retention"])
def test_a_whole_part_that_is_missing_is_named(table: str, tmp_path: Path) -> None:
    without = re.sub(rf"\[\[{table}\]\]\n(.+\n)+", "", SOUND)
    assert f"ours.toml, {table}: expected a list of tables, and it is missing" in refusal(tmp_path, without)


@pytest.mark.parametrize("table", ["risk", "evaluation", "lists"])
def test_a_part_that_is_no_table_is_named(table: str, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(SOUND, encoding="utf-8")
    sentence = refusal(tmp_path, f'based_on = "base.toml"\n{table} = 3\n')
    assert f"ours.toml, {table}: expected a table, found 3" in sentence


def test_a_profile_that_is_not_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    sentence = refusal(tmp_path, SOUND.replace('title = "Stockport, as', "title = Stockport, as", 1))
    assert "expected TOML" in sentence
    assert sentence.startswith("ours.toml, line 10, column 9: ")


def test_a_bracket_left_open_is_refused_at_the_end_of_the_file(tmp_path: Path) -> None:
    assert refusal(tmp_path, SOUND.rstrip().removesuffix("]")).startswith("ours.toml, the end of the file: ")


def test_the_same_key_twice_in_one_table_is_not_toml(tmp_path: Path) -> None:
    assert "expected TOML" in refusal(tmp_path, changed('prefix = "RR"', 'prefix = "RR"\nprefix = "RX"'))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "lists: expected a table, and it is missing" in refusal(tmp_path, "")


def test_a_file_saved_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(SOUND.replace("Stockport, as", "Stöckport, as").encode("cp1252"))
    with pytest.raises(ProfileError, match=r"ours\.toml, byte \d+: expected text saved as UTF-8"):
        load_profile(path)


def test_a_file_saved_by_notepad_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert load_profile(path).key == "ours"


def test_a_file_that_is_missing_or_a_folder_is_named_in_full(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as refused:
        load_profile(tmp_path / "gone.toml")
    assert str(tmp_path / "gone.toml") in str(refused.value)
    with pytest.raises(LifError, match="a file that can be read"):
        load_profile(tmp_path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_profile_with_a_line_gone_or_garbled_is_read_or_refused_and_nothing_else(
    tmp_path: Path, data: st.DataObject
) -> None:
    lines = SOUND.splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    lines[number] = data.draw(st.sampled_from(["", "key = 3", "x = {}", "[[lists]]", "label = []"]))
    path = tmp_path / "ours.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with suppress(ProfileError):
        assert load_profile(path).key == "ours"


PART = 'based_on = "base.toml"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.toml").write_text(SOUND, encoding="utf-8")
    return tmp_path


def part(folder: Path, text: str, first: str = PART) -> Path:
    path = folder / "ours.toml"
    path.write_text(first + text, encoding="utf-8")
    return path


def test_a_profile_based_on_another_takes_everything_it_does_not_say(folder: Path) -> None:
    base, ours = load_profile(folder / "base.toml"), load_profile(part(folder, 'title = "Ours"'))
    assert (ours.key, ours.title) == ("ours", "Ours")
    assert (ours.review_types, ours.lists, ours.risk) == (base.review_types, base.lists, base.risk)


def test_entries_are_changed_by_key_and_new_ones_come_last(folder: Path) -> None:
    ours = load_profile(
        part(
            folder,
            '[[rules]]\nkey = "rr_report"\nnumber = 10\n'
            '[[groups]]\nkey = "new_group"\nlabel = "New group"\n'
            '[[retention]]\nregister = "audits"\nyears = 7\n'
            '[evaluation]\ntitle = "Four stages"\n'
            '[lists]\nthemes = [{ key = "neglect", label = "Neglect of all kinds" }, '
            '{ key = "gangs", label = "Gangs" }]\n',
        )
    )
    report = next(rule for rule in ours.review_type("rapid_review").rules if rule.key == "rr_report")
    assert (report.number, report.unit) == (10, "working days")
    assert ours.groups[-1].label == "New group"
    assert {kept.register: kept.years for kept in ours.retention}["audits"] == 7
    assert (ours.evaluation.title, len(ours.evaluation.stages)) == ("Four stages", 4)
    themes = ours.choices("themes")
    assert (themes[0].label, themes[0].aliases) == (
        "Neglect of all kinds",
        ("Child neglect", "Neglect and acts of omission"),
    )
    assert themes[-1].key == "gangs"


def test_what_is_left_out_is_gone_and_may_be_written_anew(folder: Path) -> None:
    ours = load_profile(
        part(
            folder,
            'leave_out = ["agencies", "rules.assurance", "lists.themes.neglect", "risk.bands"]\n'
            '[[agencies]]\nkey = "police"\nname = "Kent Police"\nshort = "Police"\nkind = "police"\nstatutory = true\n'
            '[risk]\nbands = [{ key = "all", label = "All", least = 1, most = 25, tone = "none", ink = "#000000", '
            'fill = "#FFFFFF" }]\n',
        )
    )
    assert [agency.name for agency in ours.agencies] == ["Kent Police"]
    assert "assurance" not in [rule.key for r in ours.review_types for rule in r.rules]
    assert "neglect" not in [theme.key for theme in ours.choices("themes")]
    assert ours.risk.band(5, 5).key == "all"


@pytest.mark.parametrize(
    ("first", "text", "key", "expected"),
    [
        ("based_on = 3\n", "", "based_on", "the name of a file in the same folder, found 3"),
        ('based_on = "../base.toml"\n', "", "based_on", "the name of a file in the same folder"),
        ('based_on = "ours.toml"\n', "", "based_on", "a profile that is not based on another one"),
        ("", 'leave_out = ["agencies"]\n' + SOUND, "leave_out", "only in a profile that is based on another"),
        (PART, "leave_out = 3\n", "leave_out", "a list of texts in quotation marks, found 3"),
        (PART, 'leave_out = ["title"]\n', "leave_out", "found “title”"),
        (PART, 'leave_out = ["agencies.nobody"]\n', "leave_out", "found “agencies.nobody”"),
        (PART, 'leave_out = ["lists.canals"]\n', "leave_out", "found “lists.canals”"),
        (PART, 'leave_out = [""]\n', "leave_out", "lists or entries of the base"),
        (PART, "leave_out = [7]\n", "leave_out", "found 7"),
        (PART, 'leave_out = ["agencies"]\n', "agencies", "at least one entry"),
        (PART, "risk = 3\n", "risk", "a table, found 3"),
        (PART, "groups = 3\n", "groups", "a list of tables, found 3"),
        (PART, '[[groups]]\nlabel = "No key"\n', "groups number 1, key", "and it is missing"),
        (
            PART,
            '[[groups]]\nkey = "a"\nlabel = "A"\n[[groups]]\nkey = "a"\nlabel = "B"\n',
            "groups “a”",
            "each key once only",
        ),
        (PART, '[[rules]]\nkey = "rr_report"\nunit = "moons"\n', "rules “rr_report”, unit", "found “moons”"),
        (PART, '[[rules]]\nkey = "rr_new"\nunit = "months"\n', "rules “rr_new”, event", "and it is missing"),
        (PART, '[lists]\nbrag = [{ key = "purple", label = "Purple" }]\n', "lists, brag", "only the keys"),
    ],
)
def test_a_mistake_in_the_upper_profile_is_named_in_its_own_file(
    folder: Path, first: str, text: str, key: str, expected: str
) -> None:
    with pytest.raises(ProfileError) as refused:
        load_profile(part(folder, text, first))
    assert str(refused.value).startswith(f"ours.toml, {key}: expected ")
    assert expected in str(refused.value)


def test_a_mistake_in_the_base_is_named_in_the_base(folder: Path) -> None:
    (folder / "base.toml").write_text(SOUND.replace("number = 15", "number = 0", 1), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"^base\.toml, rules “rr_report”, number"):
        load_profile(part(folder, ""))


def test_a_base_that_is_missing_is_named(folder: Path) -> None:
    with pytest.raises(ProfileError, match=r"gone\.toml"):
        load_profile(part(folder, "", 'based_on = "gone.toml"\n'))


def test_a_base_is_not_based_on_a_third(folder: Path) -> None:
    part(folder, "")
    (folder / "top.toml").write_text('based_on = "ours.toml"\n', encoding="utf-8")
    with pytest.raises(ProfileError, match=r"^top\.toml, based_on: expected a profile that is not based on another"):
        load_profile(folder / "top.toml")
