"""Files that were attached to a record: kept as they came, undone like everything else, refused where they must be."""

from pathlib import Path

import pytest

from lif_desktop.office.attaching import ATTACHED, LARGEST, CannotAttach, attach
from lif_desktop.office.issued import issued, kept_bytes
from tests.gui.made_up_office import make_office


def test_the_bytes_are_kept_as_they_came_and_undo_takes_the_file_away(tmp_path: Path) -> None:
    office = make_office(tmp_path)
    batch = attach(office, "reviews", 1, "a\x00b\n\u202ec.docm", b"\x00MZ")
    assert batch is not None
    assert batch.words == "Attached “a b c.docm” to RR-2026-001"
    (one,) = issued(office, "reviews", 1)
    assert (one.kind, one.made_by, one.kept) == (ATTACHED, "Ann Officer", True)
    assert kept_bytes(office, one.sha256) == b"\x00MZ"
    office.undo()
    assert issued(office, "reviews", 1) == ()
    office.close()


@pytest.mark.parametrize("data", [b"", b"x" * (LARGEST + 1)])
def test_what_is_empty_or_too_large_is_refused_and_nothing_kept(tmp_path: Path, data: bytes) -> None:
    office = make_office(tmp_path)
    with pytest.raises(CannotAttach):
        attach(office, "reviews", 1, "a.pdf", data)
    assert issued(office, "reviews", 1) == ()
    office.close()
