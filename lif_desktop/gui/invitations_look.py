"""An invitation on its way out: title, place and description are looked over, and masked alike in e-mail and entry."""

from pathlib import Path

from lif_desktop.framework.personal import mask
from lif_desktop.framework.personal_places import Place, as_noted, look, place
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending
from lif_desktop.gui.worker import Work
from lif_desktop.office import Office
from lif_desktop.office.invitations import (
    Invitation,
    invitation_bytes,
    invitation_draft,
    invitation_leaving,
    last_event,
    reworded,
)
from lif_desktop.office.issued import Leaving
from lif_desktop.office.watched import watch


def invitation_parcel(office: Office, one: Invitation, path: Path) -> Parcel:
    """An invitation that is saved at `path`, looked over: as an e-mail where it ends in .eml, else as an entry."""
    places = look_at(office, one)

    def seal(_work: Work, _path: Path, masks: Places, _sending: Sending) -> Leaving:
        made = masked(office, one, masks)
        data = invitation_bytes(made)
        _write(made, data, path)
        return invitation_leaving(made, data, path.name, as_noted(places, masks))

    return Parcel(f"{one.word} to {one.event.title}", seal, places, asks=False)


def look_at(office: Office, one: Invitation) -> tuple[Place, ...]:
    """What the look finds in the words of an invitation, and in those that it says have changed.

    Each detail once, wherever it stands: it is masked everywhere or nowhere.
    """
    known, last, now = watch(office), last_event(office, one.meeting), one.event
    parts = [("the title", now.title), ("the place", now.place), ("the description", now.words)]
    if last is not None:
        parts += [("the title as it was", last.title), ("the place as it was", last.place)]
    found: dict[tuple[str, str], Place] = {}
    for at, (where, words) in enumerate(parts):
        for find in look(words, "", known.names, known.own):
            found.setdefault((find.kind, find.text), place(where, words, find, (at,), known.names))
    return tuple(found.values())


def masked(office: Office, one: Invitation, masks: Places) -> Invitation:
    """The invitation with these finds masked wherever they stand."""
    known, chosen = watch(office), {(place.kind, place.text) for place in masks}

    def change(words: str) -> str:
        finds = look(words, "", known.names, known.own)
        return mask(words, [find for find in finds if (find.kind, find.text) in chosen])

    return reworded(office, one, change) if chosen else one


def _write(one: Invitation, data: bytes, path: Path) -> None:
    from lif_desktop.calendar_files import write_calendar
    from lif_desktop.mail import write_draft

    if path.suffix.casefold() == ".eml":
        write_draft(invitation_draft(one, data), path)
    else:
        write_calendar(path, data)
