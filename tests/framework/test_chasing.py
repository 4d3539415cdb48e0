"""The ladder of reminders: no step is left out, none comes early, none comes twice, and the profile says when."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.chasing import (
    LADDER,
    STEPS,
    NextStep,
    Owed,
    Place,
    Rung,
    Step,
    furthest,
    next_step,
    place_of,
    step_taken,
)
from lif_desktop.framework.profile import load_profile
from lif_desktop.framework.workdays import WorkingDays
from lif_desktop.places import resources
from tests.framework.conftest import Refusal

D = dt.date
CALENDAR = WorkingDays()
STOCKPORT = resources() / "framework" / "stockport.toml"
DAYS = st.dates(D(2026, 1, 1), D(2026, 12, 31))
LADDERS = st.tuples(*(st.integers(0, 10) for _ in STEPS)).map(
    lambda days: tuple(Rung(key, number) for key, number in zip(STEPS, days, strict=True))
)
OWED = st.builds(Owed, st.none() | DAYS, st.none() | DAYS, st.integers(0, 5), st.none() | DAYS, st.booleans())


def following(owed: Owed, chases: int = 2) -> NextStep | None:
    return next_step(owed, LADDER, chases, CALENDAR)


@pytest.mark.parametrize(
    ("owed", "chases", "key", "day"),
    [
        (Owed(D(2026, 11, 30)), 2, "reminder", D(2026, 11, 23)),
        (Owed(None), 2, "reminder", None),
        (Owed(D(2026, 11, 20), None, 1, D(2026, 11, 23)), 2, "second_reminder", D(2026, 11, 30)),
        (Owed(D(2026, 11, 20), None, 2, D(2026, 11, 30)), 2, "chair", D(2026, 12, 7)),
        (Owed(D(2026, 12, 18), None, 2, D(2026, 11, 30)), 2, "chair", D(2026, 12, 21)),
        (Owed(D(2026, 11, 20), None, 1, D(2026, 11, 23)), 1, "chair", D(2026, 11, 30)),
        (Owed(D(2026, 11, 20), None, 2, D(2026, 11, 23)), 3, "second_reminder", D(2026, 11, 30)),
        (Owed(D(2026, 11, 20), None, 1), 2, "second_reminder", None),
        (Owed(None, None, 2), 2, "chair", None),
    ],
)
def test_which_step_comes_next_and_when(owed: Owed, chases: int, key: str, day: dt.date | None) -> None:
    assert following(owed, chases) == NextStep(key, day)  # type: ignore[arg-type]


def test_nothing_comes_after_the_chair() -> None:
    assert following(Owed(D(2026, 1, 5), None, 2, D(2026, 2, 2), with_chair=True)) is None


@given(LADDERS, st.integers(1, 4), st.none() | DAYS, st.lists(st.booleans(), min_size=60, max_size=60))
def test_whoever_works_down_the_days_skips_no_step(
    ladder: tuple[Rung, ...], chases: int, due: dt.date | None, at_work: list[bool]
) -> None:
    today = due or D(2026, 3, 2)
    owed, taken = Owed(due), list[Step]()
    for works in at_work:
        step = next_step(owed, ladder, chases, CALENDAR)
        if works and step is not None and step.is_due(today):
            assert due is None or step.key != "chair" or today > due
            taken.append(step.key)
            with_chair = step.key == "chair"
            owed = replace(owed, reminders=owed.reminders + (not with_chair), last=today, with_chair=with_chair)
        today += dt.timedelta(days=1)
    whole = ["reminder", *["second_reminder"] * (chases - 1), "chair"]
    assert taken == whole[: len(taken)]


@given(OWED, LADDERS, st.integers(1, 4), DAYS, st.integers(0, 40))
def test_what_is_due_stays_due_and_a_later_day_brings_nothing_forward(
    owed: Owed, ladder: tuple[Rung, ...], chases: int, day: dt.date, more: int
) -> None:
    step = next_step(owed, ladder, chases, CALENDAR)
    assert (step is None) == owed.with_chair
    if step is None:
        return
    later = day + dt.timedelta(days=more)
    assert step.is_due(later) or not step.is_due(day)
    for name in ("due", "last"):
        if getattr(owed, name) is not None:
            moved = replace(owed, **{name: getattr(owed, name) + dt.timedelta(days=more)})
            after = next_step(moved, ladder, chases, CALENDAR)
            assert after is not None
            assert after.key == step.key
            assert (after.on or D.min) >= (step.on or D.min)


@given(st.lists(OWED, max_size=6), LADDERS, st.integers(1, 4), DAYS)
def test_an_agency_stands_where_the_furthest_of_its_things_is(
    owed: list[Owed], ladder: tuple[Rung, ...], chases: int, today: dt.date
) -> None:
    place = place_of(owed, ladder, chases, CALENDAR, today)
    heights = ["", *STEPS]
    assert heights.index(place.taken) == max((heights.index(step_taken(one)) for one in owed), default=0)
    steps = [step for one in owed if (step := next_step(one, ladder, chases, CALENDAR))]
    assert (place.following in steps) if steps else place.following is None
    due = [step for step in steps if step.is_due(today)]
    if due:
        assert place.following is not None
        assert heights.index(place.following.key) == max(heights.index(step.key) for step in due)
    elif place.following is not None:
        assert all((step.on or today) >= (place.following.on or today) for step in steps)


def test_of_what_is_due_at_once_the_furthest_step_is_named() -> None:
    owed = [Owed(None), Owed(None, None, 1), Owed(D(2026, 11, 30))]
    assert place_of(owed, LADDER, 2, CALENDAR, D(2026, 11, 2)) == Place("reminder", NextStep("second_reminder", None))
    assert place_of([], LADDER, 2, CALENDAR, D(2026, 11, 2)) == Place("", None)


def test_a_draft_takes_the_words_of_the_furthest_step() -> None:
    steps = [NextStep("reminder", None), NextStep("second_reminder", D(2026, 11, 20))]
    assert furthest(steps) == steps[1]
    assert furthest([]) is None


# ------------------------------------------------------------------------------------------------------ the profile


def test_the_profile_says_when_each_step_comes_with_its_source() -> None:
    ladder = load_profile(STOCKPORT).ladder
    assert [(rung.key, rung.days, rung.basis) for rung in ladder] == [(key, 5, "local") for key in STEPS]
    assert all(rung.source for rung in ladder)
    assert load_profile(STOCKPORT.with_name("england-current.toml")).ladder == ladder


def test_another_partnership_changes_a_step_in_its_file(refusal: Refusal) -> None:
    sound = STOCKPORT.read_text(encoding="utf-8")
    step = '[[chase_ladder]]\nkey = "second_reminder"\ndays = 5'
    assert step in sound
    said = refusal(sound.replace(step, step.replace("days = 5", "days = -1")))
    assert "chase_ladder “second_reminder”, days" in said
    said = refusal(sound.replace(step, step.replace("second_reminder", "third_reminder")))
    assert "one of reminder, second_reminder, chair" in said


def test_a_profile_without_a_ladder_has_the_plain_one(tmp_path: Path) -> None:

    folder = tmp_path
    (folder / "stockport.toml").write_text(STOCKPORT.read_text(encoding="utf-8"), encoding="utf-8")
    other = folder / "ours.toml"
    other.write_text('based_on = "stockport.toml"\nleave_out = ["chase_ladder.chair"]\n', encoding="utf-8")
    assert load_profile(other).ladder[2] == LADDER[2]
    slow = '[[chase_ladder]]\nkey = "chair"\ndays = 10\nsource = "Agreed by the board"\n'
    other.write_text(f'based_on = "stockport.toml"\n{slow}', encoding="utf-8")
    changed = load_profile(other).ladder
    assert [rung.days for rung in changed] == [5, 5, 10]
    assert changed[2].source == "Agreed by the board"
