"""The pack of a meeting as files: one document or one for each paper, and numbered copies for the members."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from lif_desktop.framework.dates import show_date
from lif_desktop.office.meeting_attendance import mark_of
from lif_desktop.papers.agenda import KIND, Parts, agenda_parts
from lif_desktop.papers.agenda_front import CONFIDENTIAL
from lif_desktop.papers.blocks import Block, Box, Heading, Paper
from lif_desktop.papers.catalogue import MADE_UP, build, paper_bytes
from lif_desktop.papers.gather import Records, Row
from lif_desktop.papers.leaving import leaving
from lif_desktop.papers.saving import PaperError, Progress, save_whole, silent
from lif_desktop.papers.words import shorten

if TYPE_CHECKING:
    from lif_desktop.office.issued import Leaving
    from lif_desktop.office.office import Office

LONGEST_NAME = 80
"""Characters of a file's name: a folder of a shared drive takes up much of what Windows allows."""

_AWAY = frozenset({"apology", "absent"})
_NOT_IN_NAMES = '<>:"/\\|?*'


@dataclass(frozen=True)
class Copy:
    """One numbered copy: its number, how many there are, and whose it is."""

    number: int
    of: int
    holder: str

    @property
    def words(self) -> str:
        """How it is called on the paper: "Copy 3 of 9"."""
        return f"Copy {self.number} of {self.of}"


def pack_files(
    office: "Office",
    ref: str | None,
    folder: Path,
    separate: bool,
    copies: bool,
    today: date | None = None,
    progress: Progress | None = None,
    change: Callable[[Paper], Paper] = lambda paper: paper,
) -> list[Path]:
    """Make the pack of the meeting `ref` (the next one if None) as Word files in `folder`; gives their paths.

    `separate` makes the agenda and each of its papers a file of its own; `copies` makes a numbered copy for each
    member who is down for the meeting, in a folder of its own where there are several files. `change` is asked for each
    paper before it is written, as by one that masks what it holds of persons. All are made before the first is put in
    its place, and what was put there goes again when one cannot be. Raises PaperError where there is no such meeting,
    no folder, no member to number a copy for, or a file cannot be written.
    """
    progress = progress or silent
    if not folder.is_dir():
        raise PaperError(f"There is no folder “{folder}”. Make it first or choose another one.")
    made = datetime.now(UTC) if today is None else datetime.combine(today, time(12), UTC)
    records = Records(office, today or office.today())
    parts = agenda_parts(records, ref, made)
    held: Sequence[Copy | None] = copies_of(records, parts.meeting["id"]) if copies else (None,)
    wanted = [one for copy in held for one in _papers(records, parts, separate, copy)]
    files: dict[Path, bytes] = {}
    for at, (name, paper) in enumerate(wanted):
        progress(f"Making {name.name}…", at, len(wanted))
        files[_free(name, files)] = paper_bytes(office, KIND, change(paper))
    return _put(folder, files)


def pack_leaving(
    office: "Office",
    ref: str | None,
    copies: bool,
    sent_to: str,
    why: str = "",
    today: date | None = None,
    change: Callable[[Paper], Paper] = lambda paper: paper,
) -> "Leaving":
    """What the log of issues keeps of a pack: the one document with all papers, and who got which numbered copy.

    It is one issue however many files it was made as, so that the version rises by one. Raises what `pack_files` does.
    """
    built = build(office, KIND, ref, today=today)
    meeting = built.record
    held = copies_of(built.records, meeting["id"]) if copies and meeting is not None else ()
    data = paper_bytes(office, KIND, change(built.paper))
    name = f"Agenda {meeting['ref'] if meeting else ''}".strip()
    told = [{"number": one.number, "to": one.holder} for one in held]
    return leaving(built, data, f"{name}.docx", sent_to=sent_to, why=why, copies=told)


def copies_of(records: Records, meeting: int) -> tuple[Copy, ...]:
    """A numbered copy for each seat that is expected: for the deputy of one who sent one, none for one who is away.

    Raises PaperError where nobody is expected.
    """
    seats = records.lines("attendance", "meeting_id", meeting)
    if not seats:
        raise PaperError(
            "Nobody is down for this meeting yet, so there is nobody to number a copy for. "
            "Enter who is expected under Attendance, then make the copies."
        )
    names = [_holder(records, seat) for seat in seats if mark_of(seat) not in _AWAY]
    if not names:
        raise PaperError(
            "Everybody who is down for this meeting has sent apologies, so there is nobody to number a copy for. "
            "Enter who comes or who comes as a deputy under Attendance, then make the copies."
        )
    return tuple(Copy(number, len(names), name or "No name") for number, name in enumerate(names, 1))


def _holder(records: Records, seat: Row) -> str:
    agency, role = records.agency(seat["agency_id"]), seat["role"] or ""
    if mark_of(seat) == "deputy":
        deputy = f"{seat['deputy']}, deputy" if seat["deputy"] else "deputy"
        who = f"{deputy} for the {role}" if role else deputy
    else:
        who = role or seat["member"]
    return ", ".join(part for part in (agency, who) if part)


def numbered(paper: Paper, copy: Copy) -> Paper:
    """The paper as a numbered copy: its number on page 1 with whose it is, and at the foot of each page."""
    box = Box(
        f"{copy.words}: {copy.holder}",
        "Numbered copy, for this member only. It is returned to the business office or destroyed after the meeting, "
        "and the office notes which.",
    )
    blocks = tuple(box if block == CONFIDENTIAL else block for block in paper.blocks)
    if box not in blocks:
        blocks = (box, *blocks)
    return replace(paper, blocks=blocks, version_line=f"{copy.words} · {paper.version_line}")


def _papers(records: Records, parts: Parts, separate: bool, copy: Copy | None) -> Iterator[tuple[Path, Paper]]:
    """The files of one copy: their names within the folder, and what is in them."""
    whole = parts.paper
    if records.made_up:
        whole = replace(whole, version_line=f"{MADE_UP} · {whole.version_line}")
    ref = str(parts.meeting["ref"])
    single = [(f"Agenda {ref}", whole)]
    if separate:
        single = [(f"Agenda {ref}", replace(whole, blocks=parts.front)), *_single(parts, whole)]
    for name, paper in single:
        if copy is None:
            yield _named(name), paper
        elif separate:
            yield _named(f"Copy {copy.number:02}, {copy.holder}", "") / _named(name), numbered(paper, copy)
        else:
            yield _named(f"{name}, copy {copy.number:02}, {copy.holder}"), numbered(paper, copy)


def _single(parts: Parts, whole: Paper) -> Iterator[tuple[str, Paper]]:
    """Each paper of the agenda as a paper of its own, with the meeting in its subtitle."""
    held = parts.meeting["held_on"]
    when = f"{whole.title.removesuffix(': agenda')}, {show_date(held) or 'date to be set'}"
    for letter, title, blocks, _ in parts.papers:
        body: tuple[Block, ...] = blocks
        yield (
            f"Paper {letter}, {title}",
            replace(
                whole,
                title=f"Paper {letter}: {title}",
                subtitle=f"{when}\n{parts.meeting['ref']}",
                blocks=_raised(body),
            ),
        )


def _raised(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The headings of a paper that stands by itself, a level higher than in the pack."""
    return tuple(replace(block, level=block.level - 1) if isinstance(block, Heading) else block for block in blocks)


def _named(name: str, ending: str = ".docx") -> Path:
    """A name that every file system takes, with its ending."""
    plain = "".join(" " if char in _NOT_IN_NAMES else char for char in name)
    return Path(f"{shorten(plain, LONGEST_NAME).rstrip(' .…')}{ending}")


def _free(name: Path, there: dict[Path, bytes]) -> Path:
    """The name, with a number where another file of the pack has it already."""
    taken = {str(one).casefold() for one in there}
    found, number = name, 1
    while str(found).casefold() in taken:
        number += 1
        found = name.with_name(f"{name.stem} {number}{name.suffix}")
    return found


def _put(folder: Path, files: dict[Path, bytes]) -> list[Path]:
    """Write all files or none: what was written before one failed is taken away, what stood there is put back."""
    done: list[tuple[Path, bytes | None]] = []
    made: list[Path] = []
    try:
        for name, data in files.items():
            path = folder / name
            if not path.parent.is_dir():
                path.parent.mkdir()
                made.append(path.parent)
            before = path.read_bytes() if path.is_file() else None
            save_whole(path, data)
            done.append((path, before))
    except (PaperError, OSError) as error:
        _take_back(done, made)
        if isinstance(error, PaperError):
            raise
        raise PaperError(f"The pack could not be written ({error.strerror or error}). Nothing was changed.") from error
    return [path for path, _ in done]


def _take_back(done: list[tuple[Path, bytes | None]], made: list[Path]) -> None:
    for path, before in reversed(done):
        if before is None:
            path.unlink(missing_ok=True)
        else:
            save_whole(path, before)
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()
