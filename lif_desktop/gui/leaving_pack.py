"""The pack of a meeting on its way out: separate documents and numbered copies, in a folder. No widgets."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.gui.choose_file import safe_name
from lif_desktop.gui.leaving_parcels import Parcel, Places, Sending, build_wanted, look_at, paper_leaving, paper_parcel
from lif_desktop.gui.worker import Work
from lif_desktop.office import Office
from lif_desktop.office.issued import Leaving
from lif_desktop.office.watched import watch

if TYPE_CHECKING:
    from lif_desktop.gui.paper_dialog import Wanted
    from lif_desktop.papers.blocks import Paper


def pack_parcel(office: Office, wanted: "Wanted", work: Work) -> Parcel:
    """The pack of a meeting as files in a folder; the log keeps them as one archive, and whose each copy is."""
    built = build_wanted(office, wanted, work)
    whole = paper_parcel(office, wanted, work, built)

    def seal(work: Work, folder: Path, masks: Places, sending: Sending) -> Leaving:
        from lif_desktop.papers.pack import copies_of, pack_files

        folder.mkdir(parents=True)
        try:
            paths = pack_files(
                office,
                wanted.ref,
                folder,
                wanted.separate,
                wanted.copies,
                progress=work.say,
                change=lambda paper: masked_alike(office, paper, masks),
            )
            if wanted.form == "pdf":
                paths = [_as_pdf(path, work) for path in paths]
        except BaseException:
            _remove(folder)
            raise
        name = f"{safe_name(folder.name)}.zip"
        left = paper_leaving(built, _archive(folder, paths), name, look_at(office, built), masks, sending)
        own = built.record
        if not wanted.copies or own is None:
            return left
        held = copies_of(built.records, own["id"])
        return replace(left, copies=tuple({"number": one.number, "to": one.holder} for one in held))

    return replace(whole, seal=seal)


def masked_alike(office: Office, paper: "Paper", masks: Places) -> "Paper":
    """The paper with each find masked that says the same as one of `masks`, wherever in it that stands."""
    from lif_desktop.papers.look_over import look_over, masked

    wanted = {(one.kind, one.text) for one in masks}
    known = watch(office)
    places = look_over(paper, known.names, known.own)
    return masked(paper, [one for one in places if (one.kind, one.text) in wanted])


def _as_pdf(path: Path, work: Work) -> Path:
    from lif_desktop.papers.pdf import pdf_from_docx

    made = pdf_from_docx(path, path.with_suffix(".pdf"), work.say)
    path.unlink()
    return made


def _archive(folder: Path, paths: Iterable[Path]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as kept:
        for path in paths:
            kept.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes())
    return held.getvalue()


def _remove(folder: Path) -> None:
    """Take away what was made before it was cancelled or failed."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
    folder.rmdir()
