"""The whole inspection bundle, papers and trackers together: neither of their rooms knows the other. No widgets."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lif_desktop.office import Office
from lif_desktop.office.journal import last_hash

if TYPE_CHECKING:
    from lif_desktop.papers.bundle import Bundle, Mask

Say = Callable[[str, int, int], None]


def say_nothing(_words: str, _done: int, _of: int) -> None:
    """Progress that nobody wants to hear of."""


def whole_bundle(
    office: Office, refs: Sequence[str], made: datetime | None = None, say: Say = say_nothing, mask: "Mask" = ()
) -> "Bundle":
    """The papers of these reviews with the trackers of what belongs to them.

    `say` hears how far it is and raises to stop it; what `mask` names of the personal details found is masked.
    Raises PaperError, also where something in the office changed meanwhile, and SheetError.
    """
    from lif_desktop.papers.bundle import Extra, make_bundle, others_of, rows_of
    from lif_desktop.papers.saving import PaperError
    from lif_desktop.sheets.bundle_trackers import bundle_trackers

    head = office.read(last_hash)
    others = others_of(office, refs)
    trackers = bundle_trackers(office, rows_of(office, refs), say, lambda place: mask == "all" or place in mask, others)
    extras = [Extra(one.name, one.data, one.about, one.places) for one in trackers]
    bundle = make_bundle(office, refs, made or datetime.now(UTC), extras, say, mask=mask, others=others)
    if (bundle.stand.entry, bundle.stand.head) != head:
        raise PaperError("Something in the office changed while the bundle was made. Make it again.")
    return bundle
