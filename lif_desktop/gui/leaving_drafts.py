"""Drafts of e-mails on their way out: their words are looked over, masked where asked, saved and logged. No widgets."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lif_desktop.framework.personal import Found, mask
from lif_desktop.framework.personal_places import Place, as_noted, look, place
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending
from lif_desktop.gui.worker import Work
from lif_desktop.mail import Draft, draft_bytes, write_draft
from lif_desktop.office import Office
from lif_desktop.office.issued import Leaving
from lif_desktop.office.watched import watch

_PARTS = ("the subject", "the words of the e-mail")


def drafts_parcel(office: Office, kind: str, title: str, drafts: Sequence[tuple[Path, Draft]]) -> Parcel:
    """Drafts, each with the file it is saved as. To whom they go is theirs to say, and no find."""
    places = look_at(office, [draft for _, draft in drafts])
    as_at = dt.datetime.now(dt.UTC)

    def seal(work: Work, _path: Path, masks: Places, sending: Sending) -> Leaving:
        held = io.BytesIO()
        made = [masked_draft(draft, at, masks) for at, (_, draft) in enumerate(drafts)]
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as kept:
            for (own, _), draft in zip(drafts, made, strict=True):
                work.say(f"Writing {own.name}…")
                kept.writestr(zipfile.ZipInfo(own.name), draft_bytes(draft))
        for (own, _), draft in zip(drafts, made, strict=True):
            write_draft(draft, own)
        one = len(drafts) == 1
        return Leaving(
            kind,
            title,
            drafts[0][0].name if one else f"{title}.zip",
            draft_bytes(made[0]) if one else held.getvalue(),
            as_at=as_at,
            sent_to=sending.sent_to,
            why=sending.why,
            looked=tuple(as_noted(places, masks)),
        )

    return Parcel(title, seal, places)


def look_at(office: Office, drafts: Sequence[Draft]) -> tuple[Place, ...]:
    """What the look finds in the subjects and words of drafts."""
    known = watch(office)
    found: list[Place] = []
    for at, draft in enumerate(drafts):
        for part, words in enumerate((draft.subject, draft.body)):
            where = f"{_PARTS[part]}, “{draft.subject}”" if len(drafts) > 1 else _PARTS[part]
            finds = look(words, "", known.names, known.own)
            found += [place(where, words, one, (at, part), known.names) for one in finds]
    return tuple(found)


def masked_draft(draft: Draft, at: int, masks: Places) -> Draft:
    """One draft with what was chosen of it masked."""

    def of(part: int) -> list[Found]:
        return [one.found for one in masks if one.at == (at, part)]

    return replace(draft, subject=mask(draft.subject, of(0)), body=mask(draft.body, of(1)))
