"""What is asked for when agencies are to be asked for returns: which kind, who, since when and by when."""

import datetime as dt
from collections.abc import Callable, Sequence

from lif_desktop.framework.dates import show_date
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.records import lowered
from lif_desktop.gui.returns_words import joined
from lif_desktop.office import Office
from lif_desktop.office.returns_asked import Offer, Scope, offers, proposed, proposed_due
from lif_desktop.registers import register

_RETURNS = register("returns")
_KNOWN = {"reviews": "Known to the case", "audits": "In scope", "meetings": "Who came", "": "Audited before"}
"""What the agencies are called that the records of a scope name."""

Asking = Callable[[str, Sequence[int], dt.date, dt.date], object]
"""Does the asking: kind, agencies, the day of asking, the due day."""


def ask_returns(office: Office, scope: Scope, write: Asking, kind: str = "", agencies: Sequence[int] = ()) -> Ask:
    """Asks for returns of a scope: this kind from these agencies where they are given, else what is proposed."""
    offered = offers(office, scope)
    wanted = kind or next(iter(scope.kinds), "")
    today = office.today()

    def given(values: Given) -> object:
        return write(values["kind"], values["ticked"], values["asked_on"], values["due_on"])

    return Ask(
        "Ask agencies" if scope.key else f"Ask for the schedule of {scope.year}",
        tuple(_RETURNS.field(key) for key in ("kind", "asked_on", "due_on")),
        given,
        {"kind": wanted or None, "asked_on": today, "due_on": proposed_due(office, scope, today)},
        words="" if scope.key else chair_words(office),
        check=lambda values: _problems(office, offered, values),
        ticks=[(one.id, one.name) for one in offered],
        groups=_groups(scope, offered, wanted),
        ticked=tuple(agencies) or _in_order(offered, proposed(scope, offered, wanted)),
        save="Ask",
    )


def chair_words(office: Office) -> str:
    """By whom the yearly schedule is requested (framework 6.2); "" where the profile does not say."""
    kind = next((one for one in office.profile.audit_types if one.schedule), None)
    group = office.lookup.label("groups", kind.reports_to) if kind and kind.reports_to else ""
    return f"Requested by the chair of the {group}." if group else ""


def _groups(scope: Scope, offered: Sequence[Offer], kind: str) -> list[tuple[str, frozenset[int]]]:
    known = frozenset(one.id for one in offered if one.known)
    found = [("Proposed", proposed(scope, offered, kind))]
    found.append(("Statutory partners", frozenset(one.id for one in offered if one.statutory)))
    if known:
        found.append((_KNOWN[scope.key], known))
    return found


def _in_order(offered: Sequence[Offer], wanted: frozenset[int]) -> tuple[int, ...]:
    return tuple(one.id for one in offered if one.id in wanted)


def _problems(office: Office, offered: Sequence[Offer], values: Given) -> Problems:
    found: list[tuple[str, str]] = []
    asked, due = values["asked_on"], values["due_on"]
    if asked is None:
        found.append(("asked_on", "Enter the day on which they are asked."))
    if due is None:
        found.append(("due_on", "Enter the day by which they are to answer."))
    if asked and due and due < asked:
        found.append(("due_on", f"Enter a due day that is not before {show_date(asked)}."))
    ticked = set(values["ticked"])
    if not ticked:
        found.append(("ticked", "Tick the agencies to ask."))
    again = [one.name for one in offered if one.id in ticked and values["kind"] in one.asked]
    if again:
        kind = lowered(office.lookup.label("return_kinds", values["kind"]))
        verb = "was" if len(again) == 1 else "were"
        found.append(("ticked", f"{joined(again)} {verb} asked for this already ({kind}). Take the tick away."))
    return found
