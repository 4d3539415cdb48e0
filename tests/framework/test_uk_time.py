"""The time of day in the United Kingdom: summer time by its rule, and the same as the list of zones says."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lif_desktop.framework.uk_time import uk_time

UTC = dt.UTC


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        (dt.datetime(2026, 11, 23, 14, 5, tzinfo=UTC), "14:05"),
        (dt.datetime(2026, 7, 1, 14, 5, tzinfo=UTC), "15:05"),
        (dt.datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "00:59"),
        (dt.datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "02:00"),
        (dt.datetime(2026, 10, 25, 0, 59, tzinfo=UTC), "01:59"),
        (dt.datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "01:00"),
    ],
)
def test_clocks_change_on_the_last_sundays_of_march_and_october(utc: dt.datetime, shown: str) -> None:
    assert f"{uk_time(utc):%H:%M}" == shown
    assert uk_time(utc.replace(tzinfo=None)) == uk_time(utc)


@given(st.datetimes(dt.datetime(1996, 1, 1), dt.datetime(2037, 12, 30)), st.integers(-12, 12))  # noqa: DTZ001
def test_it_agrees_with_the_list_of_zones(moment: dt.datetime, hours: int) -> None:
    some = moment.replace(tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    assert uk_time(some) == some.astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None)
