"""The boards' risk register, with scores as they moved."""

from dataclasses import dataclass

from made_up.content import content


@dataclass(frozen=True)
class Risk:
    """One risk. `before`, `now` and `aim` are (likelihood, impact); `moved` are dated scores before the present one.

    `source`, `audit`, `heard` and `indicator` say where it came from; `said` is told of the present score.
    """

    ref: str
    title: str
    cause: str
    event: str
    consequence: str
    board: str
    category: str
    raised: str
    before: tuple[int, int]
    now: tuple[int, int]
    aim: tuple[int, int]
    controls: str
    more: str
    owner: str
    role: str
    months: int
    last: str
    moved: tuple[tuple[str, int, int], ...] = ()
    status: str = "Open"
    closed: str = ""
    response: str = "Treat"
    source: str = ""
    audit: str = ""
    heard: str = ""
    indicator: str = ""
    priority: str = ""
    said: str = ""
    escalated: str = ""
    aim_by: str = ""


def risks() -> list[Risk]:
    """Every risk, in the order of the register."""
    return [Risk(**entry) for entry in content("risks")["risks"]]
