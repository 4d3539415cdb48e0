"""Trackers for an inspection bundle: of each register the records that belong to its reviews, and no others."""

import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lif_desktop.framework.personal_files import gone_from, in_file
from lif_desktop.framework.personal_places import Place
from lif_desktop.office import Office
from lif_desktop.office.watched import watch
from lif_desktop.registers import register
from lif_desktop.sheets.look_over import look_over, masked
from lif_desktop.sheets.outgoing import Outgoing
from lif_desktop.sheets.tracker import tracker_table, write_tracker


@dataclass(frozen=True)
class BundleTracker:
    """One tracker: the name of its file, its bytes, the register in words, what the look over it found."""

    name: str
    data: bytes = field(repr=False)
    about: str
    places: tuple[Place, ...]


def bundle_trackers(
    office: Office,
    rows: Mapping[str, Collection[int]],
    say: Callable[[str, int, int], None],
    gone: Callable[[Place], bool] = lambda _place: False,
    words_of: Callable[[str], str] = str,
) -> tuple[BundleTracker, ...]:
    """The trackers of these records: register key to numbers of records.

    `say` hears how far it is and raises to stop it. `gone` says which of the personal details found are masked.
    `words_of` gives the words of a cell as they may leave, such as without the names of other cases. Raises SheetError.
    """
    words, found = watch(office), []
    with tempfile.TemporaryDirectory() as folder:
        for at, (key, numbers) in enumerate(rows.items()):
            own = register(key)
            say(f"Writing {own.label}…", at, len(rows))
            what = f"{own.label} of this bundle"
            table = _reworded(tracker_table(office, key, "working", numbers, what), words_of)
            places = look_over(table, words.names, words.own)

            name = f"{own.label} tracker.xlsx"
            masks = gone_from(places, name, gone)

            def change(table: Outgoing, masks: tuple[Place, ...] = masks) -> Outgoing:
                return masked(_reworded(table, words_of), masks)

            path = Path(folder) / name
            write_tracker(office, key, path, rows=numbers, what=what, change=change)
            found.append(BundleTracker(name, path.read_bytes(), what, tuple(in_file(one, name) for one in places)))
    return tuple(found)


def _reworded(table: Outgoing, words_of: Callable[[str], str]) -> Outgoing:
    """The table with its words as they may leave; numbers, days and states stay."""
    rows = [tuple(words_of(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows]
    return replace(table, rows=rows)
