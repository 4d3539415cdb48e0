"""What agencies were asked to return, and where each of it stands."""

from dataclasses import dataclass
from datetime import date

from made_up.content import content
from made_up.days import day

_CHASED = day("2026-11-20")


@dataclass(frozen=True)
class Return:
    """Something asked of one agency."""

    kind: str
    agency: str
    about: str
    asked: date
    due: date
    year: str = ""
    chased: date | None = None
    chases: int = 0
    received: date | None = None
    told: str = ""

    @property
    def status(self) -> str:
        """Where it stands."""
        if self.received:
            return "Accepted"
        return "Chased" if self.chased else "Sent"


def returns() -> list[Return]:
    """Every return asked for, request by request."""
    return [
        Return(
            one["kind"],
            agency,
            one.get("about", ""),
            one["asked"],
            one["due"],
            one.get("year", ""),
            None if isinstance(came, date) or came == "-" else _CHASED,
            0 if isinstance(came, date) else came.count("!"),
            came if isinstance(came, date) else None,
            *told,
        )
        for one in content("people")["requests"]
        for agency, came, *told in one["answers"]
    ]
