"""What a new record begins with beyond what it was asked for, and what its form hints at while it is typed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lif_desktop.framework.profile import AuditType, ReviewType
from lif_desktop.gui.form import RecordForm
from lif_desktop.office import Office

if TYPE_CHECKING:
    from lif_desktop.gui.earlier import EarlierHint


_FIRST: Mapping[str, Mapping[str, str]] = {
    "reviews": {"status": "referral_received"},
    "audits": {"status": "planned"},
    "risks": {"status": "open"},
    "actions": {"status": "not_started"},
    "meetings": {"status": "planned"},
    "voices": {"status": "open"},
}
"""How a new record of each register stands."""
_OF_TODAY: Mapping[str, str] = {
    "learning": "identified_on",
    "risks": "raised_on",
    "actions": "start_on",
    "voices": "heard_on",
}
"""The date that is today in a new record. No date from which a statutory clock runs is among them."""


def new_values(office: Office, key: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values of a new record of register `key` that was begun with `values`.

    The kind of source of a learning point that begins from another record follows from that record.
    """
    first: dict[str, Any] = dict(_FIRST.get(key, {}))
    if key in _OF_TODAY:
        first[_OF_TODAY[key]] = office.today()
    if key == "learning" and values:
        from lif_desktop.office.sources import preset_source

        return first | dict(preset_source(office, values))
    return first | dict(values)


def follow_type(office: Office, key: str, form: RecordForm) -> None:
    """Let the board of a new review or audit follow from its type, unless one is chosen."""
    types: Mapping[str, tuple[str, Callable[[str], ReviewType | AuditType]]] = {
        "reviews": ("review_type", office.profile.review_type),
        "audits": ("audit_type", office.profile.audit_type),
    }
    if key not in types:
        return
    name, find = types[key]
    kind, board = form.boxes[name], form.boxes["board"]

    def follow() -> None:
        if form.number() is None and kind.raw() and not board.raw() and not kind.check():
            board.fill(find(str(kind.value())).board)

    kind.left.connect(follow)


def hint_for(office: Office, key: str, form: RecordForm) -> "EarlierHint | None":
    """What stands beneath the form of a new record of register `key`: for learning, earlier learning like it."""
    if key != "learning":
        return None
    from lif_desktop.gui.earlier import EarlierHint

    hint = EarlierHint(office, form)
    form.add_beneath(hint)
    return hint
