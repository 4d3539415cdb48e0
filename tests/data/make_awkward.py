"""Makes the awkward workbooks: python tests/data/make_awkward.py FOLDER.

They are made anew for each run of the tests and never kept: the description is the truth.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.data import (
    awkward_bodies,
    awkward_formats,
    awkward_groups,
    awkward_heads,
    awkward_sheets,
    awkward_values,
)
from tests.data.awkward_case import Case

CASES: tuple[Case, ...] = (
    *awkward_heads.CASES,
    *awkward_bodies.CASES,
    *awkward_groups.CASES,
    *awkward_sheets.CASES,
    *awkward_values.CASES,
    *awkward_formats.CASES,
)


def make_all(folder: Path) -> Path:
    """Write every workbook into `folder`, which is made; gives it."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        case.make(folder / case.name)
    return folder


if __name__ == "__main__":
    make_all(Path(sys.argv[1]))
