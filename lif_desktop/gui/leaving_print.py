"""The door of the print preview: what goes to the printer or into its PDF is looked over, asked about and logged."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.gui.choose_file import safe_name
from lif_desktop.gui.leaving_flow import LeavingDoor
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending, paper_leaving
from lif_desktop.gui.print_pages import pages_pdf

if TYPE_CHECKING:
    from lif_desktop.gui.paper_dialog import Wanted
    from lif_desktop.gui.preview import PreviewWindow
    from lif_desktop.papers.leaving import Built


class PrintDoor:
    """Lets the pages of one preview leave. What was masked once stays masked in the preview."""

    def __init__(
        self, door: LeavingDoor, window: "PreviewWindow", built: "Built", parcel: Parcel, wanted: "Wanted"
    ) -> None:
        self._door, self._window, self._built = door, window, built
        self._parcel, self._wanted = replace(parcel, published=False), wanted
        self._masks: Places = ()
        self._sending: Sending = wanted.sending

    def ask(self, go: Callable[[], None]) -> None:
        """Ask what there is to ask, show the pages as they will leave, then `go()`."""

        def decided(masks: Places, sending: Sending) -> None:
            self._sending = sending
            if masks != self._masks:
                self._masks = masks
                self._show()
            go()

        self._door.ask(self._wanted.kind, self._parcel, self._sending, decided, "Print")

    def printed(self, path: Path | None = None) -> None:
        """Log that the pages left: as the file `path`, or on paper, of which a PDF is kept."""
        name = path.name if path is not None else f"{safe_name(self._wanted.name)}, printed.pdf"
        data = path.read_bytes() if path is not None else pages_pdf(self._window.pages)
        built = replace(self._built, paper=self._window.paper)
        self._door.log(paper_leaving(built, data, name, self._parcel.places, self._masks, self._sending))

    def _show(self) -> None:
        from lif_desktop.papers.html import to_html
        from lif_desktop.papers.look_over import masked

        paper = masked(self._built.paper, self._masks)
        self._window.show_paper(paper, to_html(paper))
