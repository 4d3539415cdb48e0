"""Putting records into the bin and taking them out, and taking back what a notice spoke of."""

from collections.abc import Sequence

from lif_desktop.errors import LifError
from lif_desktop.gui.notice import NoticeBar
from lif_desktop.gui.records import counted, short_name
from lif_desktop.office import Batch, Bin, Change, Office, Unbin
from lif_desktop.registers.register import Register


def binning(office: Office, own: Register, numbers: Sequence[int], *, out: bool) -> tuple[str, list[Change]]:
    """The words and the changes that put records of a register into the bin, or take them out of it."""
    name = counted(len(numbers), own.singular)
    if len(numbers) == 1:
        name = short_name(own, office.record(own.key, numbers[0]), office)
    words = f"Took {name} out of the bin" if out else f"Put {name} into the bin"
    return words, [(Unbin if out else Bin)(own.table, number) for number in numbers]


def take_back(office: Office, batch: Batch, notice: NoticeBar) -> Batch | None:
    """Undo a change that the notice spoke of; gives what that wrote, None where it could not be or wrote nothing."""
    try:
        report = office.undo(batch.id)
    except LifError as trouble:
        notice.say(str(trouble), tone="red")
        return None
    notice.say("")
    return report.batch
