"""What a new record begins with beyond what it was asked for, and what its form hints at while it is typed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lif_desktop.gui.form import RecordForm
from lif_desktop.office import Office

if TYPE_CHECKING:
    from lif_desktop.gui.earlier import EarlierHint


def new_values(office: Office, key: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of a new record of register `key` that was begun with `values`.

    A learning point that begins from another record is of today, and its kind of source follows from that record.
    """
    if key == "learning" and values:
        from lif_desktop.office.sources import preset_source

        return {"identified_on": office.today(), **preset_source(office, values)}
    return values


def hint_for(office: Office, key: str, form: RecordForm) -> "EarlierHint | None":
    """What stands beneath the form of a new record of register `key`: for learning, earlier learning like it."""
    if key != "learning":
        return None
    from lif_desktop.gui.earlier import EarlierHint

    hint = EarlierHint(office, form)
    form.add_beneath(hint)
    return hint
