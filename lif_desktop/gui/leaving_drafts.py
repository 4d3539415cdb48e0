"""Drafts of e-mails on their way out: their words are looked over, masked where asked, saved and logged."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lif_desktop.errors import LifError
from lif_desktop.framework.personal import Found, mask
from lif_desktop.framework.personal_places import Place, as_noted, look, place
from lif_desktop.gui.leaving_flow import ask_before
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending
from lif_desktop.gui.worker import Runner, Work
from lif_desktop.mail import Draft, draft_bytes, write_draft
from lif_desktop.office import Office
from lif_desktop.office.issued import Leaving, log_issue
from lif_desktop.office.watched import watch

_PARTS = ("the subject", "the words of the e-mail")


def drafts_parcel(
    office: Office, kind: str, title: str, drafts: Sequence[tuple[Path, Draft]], *, saved: bool = True
) -> Parcel:
    """Drafts, each with the file it is saved as. To whom they go is theirs to say, and no find.

    Those that are not `saved` leave some other way, such as through the clipboard: they are only logged.
    """
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
            if saved:
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


@dataclass(frozen=True)
class DraftDoor:
    """The way by which drafts leave a window: asked about there, written and logged in its worker.

    What goes wrong is told to `failed`.
    """

    office: Office
    runner: Runner
    failed: Callable[[LifError], None]
    window: QWidget

    def save(self, kind: str, parcel: Parcel, given: Sending, go: Callable[[Places], None]) -> None:
        """Ask what there is to ask of drafts that were looked over; then save and log them, and `go(masks)`."""

        def decided(masks: Places, sending: Sending) -> None:
            self.runner.run(
                "Writing the e-mail…",
                lambda work: _leave(self.office, work, parcel, masks, sending),
                lambda _none: go(masks),
                self.failed,
            )

        ask_before(self.office, kind, parcel, given, decided, self.window)

    def hand_over(self, kind: str, act: str, parcel: Parcel, given: Sending, go: Callable[[Places], None]) -> None:
        """The same for words that are copied or opened, as `hand_over` does."""
        hand_over(self.office, kind, act, parcel, given, go, self.failed, self.window)


def hand_over(
    office: Office,
    kind: str,
    act: str,
    parcel: Parcel,
    given: Sending,
    go: Callable[[Places], None],
    failed: Callable[[LifError], None],
    window: QWidget,
) -> None:
    """Ask what there is to ask of words that are copied or opened, log them, and `go(masks)`.

    At once, without a worker: they are few, and she pastes them the next moment.
    """

    def decided(masks: Places, sending: Sending) -> None:
        try:
            _leave(office, Work(lambda _words, _done, _of: None), parcel, masks, sending)
        except LifError as trouble:
            failed(trouble)
        else:
            go(masks)

    ask_before(office, kind, parcel, given, decided, window, act)


def _leave(office: Office, work: Work, parcel: Parcel, masks: Places, sending: Sending) -> None:
    left = parcel.seal(work, Path(), masks, sending)
    if not office.read_only:
        log_issue(office, left)


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
