"""What a change brings with it: the clocks of a case, follow-ups that raise themselves, history that is kept."""

from collections.abc import Callable, Sequence

from lif_desktop.office.cases import with_clocks
from lif_desktop.office.changes import Change
from lif_desktop.office.circumstances import Circumstances
from lif_desktop.office.decided import decisions_followed
from lif_desktop.office.follow_ups import follow_ups
from lif_desktop.office.meeting_attendance import quorum_followed
from lif_desktop.office.meeting_minutes import decisions_found
from lif_desktop.office.meeting_times import times_followed
from lif_desktop.office.opened_cases import lines_raised
from lif_desktop.office.papers_sent import papers_sent
from lif_desktop.office.returns_follow import returns_followed
from lif_desktop.office.risk_scores import scores_kept
from lif_desktop.office.sources import sources
from lif_desktop.office.stood_still import moves_logged

Consequence = Callable[[Sequence[Change], Circumstances], Sequence[Change]]
"""From the changes so far, the changes that follow from them. Its answer is added after them."""

CONSEQUENCES: tuple[Consequence, ...] = (
    scores_kept,
    decisions_followed,
    sources,
    follow_ups,
    returns_followed,
    moves_logged,
    with_clocks,
    lines_raised,
    times_followed,
    decisions_found,
    quorum_followed,
    papers_sent,
)
"""In order: each sees what those before it have added."""


def with_consequences(changes: Sequence[Change], about: Circumstances) -> tuple[Change, ...]:
    """`changes` with everything that follows from them, to be written as one batch. New records must have numbers."""
    whole = tuple(changes)
    for follows in CONSEQUENCES:
        whole = (*whole, *follows(whole, about))
    return whole
