"""A profile as a file: unreadable, not TOML, with whole parts missing, or based on another one."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lif_desktop.errors import LifError
from lif_desktop.framework.profile import ProfileError, load_profile
from lif_desktop.places import resources

SOUND = (resources() / "framework" / "stockport.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", ["review_types", "audit_types", "groups", "agencies", "retention"])
def test_a_whole_part_that_is_missing_is_named(table: str, refusal: Callable[[str], str]) -> None:
    without = re.sub(rf"\[\[{table}\]\]\n(.+\n)+", "", SOUND)
    assert f"ours.toml, {table}: expected a list of tables, and it is missing" in refusal(without)


@pytest.mark.parametrize("table", ["risk", "evaluation", "lists"])
def test_a_part_that_is_no_table_is_named(table: str, refusal: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(SOUND, encoding="utf-8")
    sentence = refusal(f'based_on = "base.toml"\n{table} = 3\n')
    assert f"ours.toml, {table}: expected a table, found 3" in sentence


def test_a_profile_that_is_not_toml_is_refused_with_its_line(refusal: Callable[[str], str]) -> None:
    sentence = refusal(SOUND.replace('title = "Stockport, as', "title = Stockport, as", 1))
    assert "expected TOML" in sentence
    assert sentence.startswith("ours.toml, line 10, column 9: ")


def test_a_bracket_left_open_is_refused_at_the_end_of_the_file(refusal: Callable[[str], str]) -> None:
    assert refusal(SOUND.rstrip().removesuffix("]")).startswith("ours.toml, the end of the file: ")


def test_the_same_key_twice_in_one_table_is_not_toml(refusal: Callable[[str], str]) -> None:
    assert "expected TOML" in refusal(SOUND.replace('prefix = "RR"', 'prefix = "RR"\nprefix = "RX"', 1))


def test_an_empty_file_is_refused(refusal: Callable[[str], str]) -> None:
    assert "lists: expected a table, and it is missing" in refusal("")


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
