"""How an action stands, as every paper says it."""

from lif_desktop.framework.status import Status
from lif_desktop.papers import gather
from lif_desktop.papers.blocks import Run, Text
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.words import shorten

_LONGEST = 120


def action_state(records: Records, action: Row) -> Text:
    """How an action stands; where that was set by hand, why, and what its due day says, so that no delay is hidden."""
    state: Status = action["state"]
    if not action["brag"] or gather.is_finished(action):
        return (state,)
    by_day = records.due(action["due_on"])
    told = [by_day.word.lower()] if by_day.tone == "red" else []
    told += [shorten(action["brag_reason"], _LONGEST)] if action["brag_reason"] else []
    return (state, *((Run(f"\nSet by hand: {'; '.join(told)}", quiet=True),) if told else ()))
