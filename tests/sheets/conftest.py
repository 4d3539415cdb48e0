"""An empty office on 23 November 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Office
from tests.sheets.going_out import new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()
