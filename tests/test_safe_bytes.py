"""What is masked is gone from the very bytes: text, properties, comments, alternative texts, headings and lists."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lif_desktop.errors import LifError
from lif_desktop.office import Office
from lif_desktop.office.return_names import COLUMNS
from lif_desktop.office.returns_asked import Scope, scope_of
from lif_desktop.office.watched import Watch, watch
from lif_desktop.papers import PAPERS
from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.catalogue import build_paper
from lif_desktop.papers.html import to_html
from lif_desktop.papers.look_over import look_over, masked
from lif_desktop.papers.word import render
from lif_desktop.registers import TABS
from lif_desktop.sheets.composite import write_composite
from lif_desktop.sheets.look_over import look_over as look_over_table
from lif_desktop.sheets.look_over import masked as masked_table
from lif_desktop.sheets.outgoing import Outgoing, as_it_is
from lif_desktop.sheets.plain import write_csv, write_json
from lif_desktop.sheets.returns import Terms, make_returns, return_forms
from lif_desktop.sheets.tracker import Profile, write_tracker
from tests.planted_office import Plant, planted_office, squeeze

Change = Callable[[Outgoing], Outgoing]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, list[Plant], Watch]]:
    office, plants = planted_office(tmp_path_factory.mktemp("planted") / "office.lif")
    yield office, plants, watch(office)
    office.close()


def words_of(data: bytes) -> Iterator[str]:
    """Every text in the parts of a package: each paragraph, cell or list entry as one, and every attribute."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                yield from _words_within(ET.fromstring(package.read(name)))  # noqa: S314 - a part that we wrote


def _words_within(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ("p", "si", "is", "comment", "v", "oddHeader", "oddFooter") or not len(element):
            yield "".join(element.itertext())
        yield from element.attrib.values()


def still_there(plants: Iterable[Plant], texts: Iterable[str]) -> set[Plant]:
    """Those plants that stand in some text."""
    together = "\n".join(filter(None, map(squeeze, texts)))
    return {one for one in plants if one.squeezed in together}


def names_there(watching: Watch, texts: Iterable[str], besides: str = "") -> list[str]:
    """Those watched names whose last name alone still stands in some text, and not in `besides`."""
    together, allowed = "\n".join(map(squeeze, texts)), squeeze(besides)
    lasts = ((name, squeeze(name.split()[-1])) for name in watching.names)
    return [name for name, last in lasts if last in together and last not in allowed]


def papers_of(office: Office) -> Iterator[tuple[str, Paper]]:
    """Each kind of paper, for two records of those it is made for."""
    for kind in PAPERS:
        made = 0
        for row in office.records(kind.register) if kind.register else [{}]:
            try:
                yield kind.key, build_paper(office, kind.key, row.get("ref"))
                made += 1
            except LifError:  # this record gives no such paper
                continue
            if made == 2:
                break


def test_a_masked_paper_has_none_in_its_file_or_in_its_preview(planted: tuple[Office, list[Plant], Watch]) -> None:
    office, plants, watching = planted
    seen: set[Plant] = set()
    for kind, paper in papers_of(office):
        places = look_over(paper, watching.names, watching.own)
        if not places:
            continue
        seen |= still_there(plants, words_of(render(paper)))
        clean = masked(paper, places)
        texts = [*words_of(render(clean)), to_html(clean)]
        assert still_there(plants, texts) == set(), kind
        assert names_there(watching, texts) == [], kind
    assert len(seen) >= 100


def _masking(watching: Watch) -> Change:
    return lambda table: masked_table(table, look_over_table(table, watching.names, watching.own))


def _tables(office: Office, folder: Path, change: Change) -> Iterator[Path]:
    profiles: tuple[Profile, ...] = ("working", "published")
    for own in TABS:
        for profile in profiles:
            yield write_tracker(office, own.key, folder / f"{own.key} {profile}.xlsx", profile, change=change)
        yield write_csv(office, own.key, folder / f"{own.key}.csv", change=change)
        yield write_json(office, own.key, folder / f"{own.key}.json", change=change)
    for profile in profiles:
        yield write_composite(office, folder / f"plan {profile}.xlsx", profile, change=change)
    yield write_composite(office, folder / "plan homicide.xlsx", layout="homicide", change=change)


def _texts(path: Path) -> list[str]:
    data = path.read_bytes()
    return list(words_of(data)) if path.suffix == ".xlsx" else [data.decode("utf-8-sig")]


def test_a_masked_table_has_none_in_its_file(planted: tuple[Office, list[Plant], Watch], tmp_path: Path) -> None:
    office, plants, watching = planted
    seen = {one for path in _tables(office, tmp_path, as_it_is) for one in still_there(plants, _texts(path))}
    assert len(seen) >= 150
    for path in _tables(office, tmp_path, _masking(watching)):
        texts = _texts(path)
        assert still_there(plants, texts) == set(), path.name
        assert names_there(watching, texts) == [], path.name


def _scopes(office: Office) -> list[Scope]:
    of_records = [scope_of(office, key, row["id"]) for key in COLUMNS for row in office.records(key)[:2]]
    return [Scope("", 0, "2025-26"), *of_records]


def _returns(office: Office, folder: Path, change: Change) -> Iterator[Path]:
    agencies = [row["id"] for row in office.records("agencies")][:4]
    folder.mkdir()
    for kind in return_forms().forms:
        for scope in _scopes(office):
            try:
                yield from make_returns(
                    office, kind, agencies, folder, scope=scope, terms=Terms(change=change)
                ).paths.values()
            except LifError:  # nothing to ask of these agencies for this
                continue


def test_a_masked_return_has_none_in_its_file(planted: tuple[Office, list[Plant], Watch], tmp_path: Path) -> None:
    office, of_all, watching = planted
    plants = [one for one in of_all if (one.register, one.field) != ("agencies", "name")]  # it may know its own name
    seen = {
        one for path in _returns(office, tmp_path / "as it is", as_it_is) for one in still_there(plants, _texts(path))
    }
    assert len(seen) >= 10
    for path in _returns(office, tmp_path / "masked", _masking(watching)):
        texts = _texts(path)
        assert still_there(plants, texts) == set(), path.name
        assert names_there(watching, texts, besides=path.name) == [], path.name


def test_the_name_of_a_saved_view_is_looked_at_too(planted: tuple[Office, list[Plant], Watch], tmp_path: Path) -> None:
    office, _, watching = planted
    name, rows = watching.names[0], [office.records("risks")[0]["id"]]
    profiles: tuple[Profile, ...] = ("working", "published")
    for profile in profiles:
        path = write_tracker(office, "risks", tmp_path / "r.xlsx", profile, rows=rows, what=f"Risks, {name}")
        assert names_there(watching, _texts(path)) != []
        change = _masking(watching)
        path = write_tracker(office, "risks", path, profile, rows=rows, what=f"Risks, {name}", change=change)
        assert names_there(watching, _texts(path)) == []
