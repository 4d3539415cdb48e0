"""An empty office, and a clock that tests can turn."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Office, create_office, open_office
from lif_desktop.places import resources

PROFILES = resources() / "framework"


class Turning:
    """A clock that stands at a moment (UTC) until it is turned."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - the journal keeps UTC without a zone

    def __call__(self) -> dt.datetime:
        return self.at

    def turn(self, **by: int) -> None:
        self.at += dt.timedelta(**by)


@pytest.fixture
def clock() -> Turning:
    return Turning()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.lif"


@pytest.fixture
def office(path: Path, clock: Turning) -> Iterator[Office]:
    made = create_office(path, PROFILES, "stockport", "Ann Officer", clock)
    yield made
    made.close()


@pytest.fixture
def reopen(path: Path, clock: Turning) -> Callable[..., Office]:
    def again(**how: object) -> Office:
        return open_office(path, PROFILES, "Bea Officer", now=clock, **how)

    return again
