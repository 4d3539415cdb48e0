"""The look over the workbooks of a request before they are made and noted as sent. No widgets."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending
from lif_desktop.gui.worker import Work
from lif_desktop.office import Office
from lif_desktop.office.issued import Leaving
from lif_desktop.office.watched import watch

if TYPE_CHECKING:
    from lif_desktop.sheets.outgoing import Change, Outgoing


class _Seen(Exception):
    """Ends the making of a workbook once its words were looked over, before anything is written or noted."""


class ReturnsLook:
    """Looks over the words of several workbooks, and masks in each what was chosen of it."""

    def __init__(self, office: Office) -> None:
        self._known = watch(office)
        self._found: dict[str, Places] = {}

    @property
    def places(self) -> Places:
        """What was found in all of them."""
        return tuple(one for found in self._found.values() for one in found)

    def look(self, agencies: Sequence[int], make: "Callable[[int, Change], object]", work: Work) -> "ReturnsLook":
        """Look over the workbook of each agency; `make(agency, change)` begins to make it."""
        for at, agency in enumerate(agencies):
            work.say("Looking for personal details…", at, len(agencies))
            try:
                make(agency, self._see)
            except _Seen:
                continue
        return self

    def parcel(self, title: str) -> Parcel:
        """What is asked about before they are made. To whom they go is known."""
        return Parcel(title, _never, self.places, asks=False)

    def change(self, masks: Places) -> "Change":
        """Masks in each workbook what of `masks` was found in it."""
        from lif_desktop.sheets.look_over import masked

        def change(table: "Outgoing") -> "Outgoing":
            return masked(table, [one for one in self._found.get(table.title, ()) if one in masks])

        return change

    def _see(self, table: "Outgoing") -> "Outgoing":
        from lif_desktop.sheets.look_over import look_over

        self._found[table.title] = look_over(table, self._known.names, self._known.own)
        raise _Seen


def _never(_work: Work, _path: Path, _masks: Places, _sending: Sending) -> Leaving:
    raise NotImplementedError("workbooks are made by the window of their request")
