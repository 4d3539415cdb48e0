"""The inspection bundle: the papers of some reviews in one archive, with an index and checksums."""

import hashlib
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lif_desktop.framework.dates import financial_year_range
from lif_desktop.framework.personal_files import gone_from, in_file
from lif_desktop.framework.personal_places import Place, as_noted, in_words
from lif_desktop.office.issued import Leaving
from lif_desktop.office.journal import last_hash
from lif_desktop.office.watched import watch
from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.bundle_index import FILES, Entry, Missing, Stand, index_csv, index_paper, sums
from lif_desktop.papers.bundle_others import OtherCases
from lif_desktop.papers.catalogue import MADE_UP, PAPERS, paper_bytes
from lif_desktop.papers.gather import Records, Row, begun_on, is_live
from lif_desktop.papers.kind import PaperKind
from lif_desktop.papers.look_over import look_over, masked
from lif_desktop.papers.minutes import extract
from lif_desktop.papers.saving import PaperError, Progress, save_whole, silent
from lif_desktop.papers.words import one_line

if TYPE_CHECKING:
    from lif_desktop.office.office import Office

KIND = "bundle"
"""Under this kind bundles are logged among what left the office."""

WANTED: tuple[tuple[str, str], ...] = (
    ("decision-record", "Decision record"),
    ("golden-thread", "Golden thread"),
    ("action-plan", "Action plan"),
    ("assurance-statement", "Twelve-month assurance statement"),
)
"""The papers of each review, by the key of their kind, with what they are called where there is no such kind."""

Mask = Collection[Place] | Literal["all"]
"""Which finds of the look are masked: these, or all of them."""

MINUTES = ("minutes", "Minutes of the meeting that decided")
EXTRACT = "Extract of the minutes"
"""What is put in of the minutes: what the meeting said of the review, and nothing of any other case."""

_REFUSED = '<>:"/\\|?*'


@dataclass(frozen=True)
class Extra:
    """A file that another room made for the bundle, such as a tracker: its name, its bytes, what it holds.

    `places` are what the look over it found, each as one of this file; None where nobody looked.
    """

    name: str
    data: bytes = field(repr=False)
    about: str
    places: tuple[Place, ...] | None = None


@dataclass(frozen=True)
class Bundle:
    """A bundle that was made: its bytes, what is in it, what is missing and why, and the finds of the look by file."""

    data: bytes = field(repr=False)
    entries: tuple[Entry, ...]
    missing: tuple[Missing, ...]
    stand: Stand
    finds: Mapping[str, tuple[Place, ...]]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every find of the look, file by file."""
        return tuple(place for places in self.finds.values() for place in places)


def reviews_for(office: "Office", refs: Sequence[str] = (), year: str = "") -> tuple[str, ...]:
    """The references of the reviews that a bundle is about: those named, and those of a financial year.

    Of a year are those that had begun by its end and were not closed before it began. With neither it is every review
    that is not closed. Raises PaperError for a reference that is not there or where nothing is left,
    DateNotUnderstood for a year that is none.
    """
    records = Records(office, office.today())
    found = [str(records.named("reviews", ref)["ref"]) for ref in refs]
    rows = sorted(records.rows("reviews"), key=lambda row: str(row["ref"]))
    if year:
        first, last = financial_year_range(year)
        found += [str(row["ref"]) for row in rows if _in_year(row, first, last)]
    elif not refs:
        found = [str(row["ref"]) for row in rows if is_live(row)]
    if not found:
        raise PaperError("No review belongs into this bundle. Name one by its reference, or choose another year.")
    return tuple(dict.fromkeys(found))


def _in_year(row: Row, first: date, last: date) -> bool:
    begun = begun_on(row)
    return begun is not None and begun <= last and (row["closed_on"] is None or row["closed_on"] >= first)


def rows_of(office: "Office", refs: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The records of each register that belong to these reviews, by number, for trackers of them."""
    records = Records(office, office.today())
    reviews = [records.named("reviews", ref) for ref in refs]
    found = {"reviews": reviews, "learning": records.findings(reviews), "actions": records.actions_for(reviews)}
    return {key: tuple(row["id"] for row in rows) for key, rows in found.items() if rows}


def others_of(office: "Office", refs: Sequence[str]) -> OtherCases:
    """The cases that are not in a bundle of these reviews, for files that other rooms make for it."""
    records = Records(office, office.today())
    return OtherCases(records, {row["id"] for row in (records.named("reviews", ref) for ref in refs)})


def make_bundle(
    office: "Office",
    refs: Sequence[str],
    made: datetime | None = None,
    extras: Iterable[Extra] = (),
    progress: Progress = silent,
    *,
    mask: Mask = (),
    others: OtherCases | None = None,
) -> Bundle:
    """The bundle of these reviews. The same office, time and extras give the same bytes.

    `progress` hears how far it is and raises to stop it. What `mask` names of the personal details found is masked.
    `others` are the cases left out, where files of other rooms were cleared of them already. Raises PaperError where a
    reference is not there, or the records changed while it was made.
    """
    making = _Making(office, made or datetime.now(UTC), progress, mask, others or others_of(office, refs))
    reviews = [making.records.named("reviews", ref) for ref in refs]
    for at, review in enumerate(reviews):
        making.review(review, at, len(reviews))
    for extra in extras:
        making.beside(extra)
    return making.finish([str(row["ref"]) for row in reviews])


def chosen(places: Iterable[Place], mask: Mask) -> tuple[Place, ...]:
    """Those of some finds that are masked."""
    return tuple(one for one in places if mask == "all" or one in mask)


def write_bundle(path: Path, bundle: Bundle) -> Path:
    """Put a bundle in its place, whole or not at all. Raises PaperError."""
    return save_whole(path, bundle.data)


def leaving(
    bundle: Bundle, file_name: str, review: int | None = None, *, sent_to: str = "", why: str = "", mask: Mask = ()
) -> Leaving:
    """What the log of issues keeps of a bundle, its bytes included. `review` is the number of its one review."""
    about = bundle.stand.refs[0] if len(bundle.stand.refs) == 1 else f"{len(bundle.stand.refs)} reviews"
    return Leaving(
        KIND,
        f"Inspection bundle of {about}",
        file_name,
        bundle.data,
        "reviews" if review is not None else None,
        review,
        as_at=bundle.stand.made,
        sent_to=sent_to,
        why=why,
        looked=tuple(as_noted(bundle.places, chosen(bundle.places, mask))),
    )


class _Making:
    """Makes one bundle: every paper from the same reading of the records."""

    def __init__(self, office: "Office", made: datetime, progress: Progress, mask: Mask, others: OtherCases) -> None:
        self.office, self.made, self.progress, self.mask = office, made.replace(microsecond=0), progress, mask
        self.others = others
        self.head = office.read(last_hash)
        self.records = Records(office, office.today())
        self.sensitive = self.records.label("markings", "official_sensitive")
        self.watch = watch(office)
        self.files: dict[str, bytes] = {}
        self.entries: list[Entry] = []
        self.missing: list[Missing] = []
        self.finds: dict[str, tuple[Place, ...]] = {}

    def review(self, review: Row, at: int, of: int) -> None:
        """The papers of one review, then the minutes of the meetings that decided on it."""
        ref = str(review["ref"])
        for key, label in WANTED:
            self.progress(f"{ref}: {label}…", at, of)
            kind = _kind(key)
            if kind is None:
                self.missing.append(Missing(ref, label, "This paper cannot be made yet."))
            elif kind.suits and review["review_type"] not in kind.suits:
                self.missing.append(Missing(ref, kind.label, "Not made for this type of review."))
            else:
                self.paper(kind, ref, ref)
        self.minutes(review, ref)

    def minutes(self, review: Row, ref: str) -> None:
        """An extract of the minutes of each meeting at which a decision on the review was taken."""
        key, label = MINUTES
        decisions = self.records.lines("decisions", "review_id", review["id"])
        wanted = dict.fromkeys(row["meeting_id"] for row in decisions if row["meeting_id"])
        kind = _kind(key)
        if not wanted:
            self.missing.append(Missing(ref, label, "No decision of this review names a meeting."))
        for number in wanted:
            meeting = self.records.names.reference("meetings", number)
            if kind is None:
                self.missing.append(Missing(ref, f"{label}, {meeting}", "This paper cannot be made yet."))
            else:
                self.paper(replace(kind, label=EXTRACT, make=partial(extract, review=review)), ref, meeting)

    def paper(self, kind: PaperKind, ref: str, own: str) -> None:
        """One paper, for the record `own`, into the folder of the review `ref`; what cannot be made is named."""
        try:
            paper = kind.make(self.records, own, self.made)
        except PaperError as error:
            self.missing.append(Missing(ref, kind.label, str(error)))
            return
        paper = self.others.paper(self._of_made_up(paper))
        places = look_over(paper, self.watch.names, self.watch.own)
        label = kind.label if own == ref else f"{kind.label} {own}"
        name = f"{_safe(ref)}/{_safe(f'{paper.marking} {ref} {label}')}.docx"
        paper = masked(paper, gone_from(places, name, lambda one: bool(chosen([one], self.mask))))
        data = paper_bytes(self.office, kind.key, paper, progress=self._within)
        self.finds[name] = tuple(in_file(one, name) for one in places)
        self.put(Entry(name, ref, paper.title, paper.marking, self._found(self.finds[name])), data)

    def beside(self, extra: Extra) -> None:
        """A file that another room made, beside the folders of the reviews."""
        name = _safe(f"{self.sensitive} {extra.name}")
        found = self._found(extra.places) if extra.places is not None else ""
        if extra.places:
            self.finds[name] = extra.places
        self.put(Entry(name, "", extra.about, self.sensitive, found), extra.data)

    def put(self, entry: Entry, data: bytes) -> None:
        """One file into the bundle; a second of the same name gets a number."""
        name, number = entry.name, 1
        while name.casefold() in {one.casefold() for one in self.files}:
            number += 1
            stem, dot, ending = entry.name.rpartition(".")
            name = f"{stem} {number}{dot}{ending}"
        self.files[name] = data
        self.entries.append(replace(entry, name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest()))

    def finish(self, refs: Sequence[str]) -> Bundle:
        """Index and checksums, then the archive. Raises PaperError where something was written meanwhile."""
        number, digest = self.head
        stand = Stand(self.made, number, digest, tuple(refs), self.records.partnership, self.sensitive, self.others.met)
        index = self._of_made_up(index_paper(stand, self.entries, self.missing))
        paper_name, table_name, sums_name = FILES
        self.files[paper_name] = paper_bytes(self.office, KIND, index, progress=self._within)
        self.files[table_name] = index_csv(stand, self.entries, self.missing)
        if self.office.read(last_hash) != self.head:
            raise PaperError("Something in the office changed while the bundle was made. Make it again.")
        self.files[sums_name] = sums({name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()})
        data = _archive(self.files, self.made)
        return Bundle(data, tuple(self.entries), tuple(self.missing), stand, self.finds)

    def _of_made_up(self, paper: Paper) -> Paper:
        if not self.records.made_up:
            return paper
        return replace(paper, version_line=f"{MADE_UP} · {paper.version_line}")

    def _found(self, places: Sequence[Place]) -> str:
        if not places:
            return "None found"
        gone = chosen(places, self.mask)
        left = [one for one in places if one not in gone]
        parts = (f"{word}: {in_words(some)}" for word, some in (("Found", left), ("Masked", gone)) if some)
        return "; ".join(parts)

    def _within(self, words: str, _done: int, _of: int) -> None:
        """Let a paper that is being written be stopped, without making the bar jump."""
        self.progress(words, 0, 0)


def _kind(key: str) -> PaperKind | None:
    return next((one for one in PAPERS if one.key == key), None)


def _safe(words: str) -> str:
    """Words as the name of a file on any system, in letters that every archive program shows."""
    kept = "".join(" " if letter in _REFUSED or not letter.isprintable() else letter for letter in one_line(words))
    return " ".join(kept.split()).strip(". ")[:110] or "Paper"


def _archive(files: Mapping[str, bytes], made: datetime) -> bytes:
    """The files in one archive, in their order, each with the time of the bundle."""
    whole = BytesIO()
    stamp = made.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return whole.getvalue()
