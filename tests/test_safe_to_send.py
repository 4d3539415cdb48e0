"""What is planted in any text field is found before it leaves, in every tracker and paper that prints the field."""

from collections import Counter
from collections.abc import Iterator

import pytest

from lif_desktop.errors import LifError
from lif_desktop.framework.personal_places import Place
from lif_desktop.office import Office
from lif_desktop.office.watched import Watch, watch
from lif_desktop.papers import PAPERS
from lif_desktop.papers.blocks import Paper
from lif_desktop.papers.catalogue import build_paper
from lif_desktop.papers.look_over import look_over, masked, texts_of
from lif_desktop.registers import REGISTERS
from lif_desktop.sheets.composite import composite_table
from lif_desktop.sheets.look_over import look_over as look_over_table
from lif_desktop.sheets.look_over import masked as masked_table
from lif_desktop.sheets.outgoing import Outgoing, outgoing
from lif_desktop.sheets.plain import json_table
from lif_desktop.sheets.tracker import tracker_table
from tests.papers.made_up_office import made_up_office
from tests.planted_office import Plant, planted_office, squeeze

MOST_REFS = 6
"""Records for which each kind of paper is made."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, list[Plant], Watch]]:
    office, plants = planted_office(tmp_path_factory.mktemp("planted") / "office.lif")
    yield office, plants, watch(office)
    office.close()


def papers_of(office: Office) -> Iterator[tuple[str, Paper]]:
    for kind in PAPERS:
        refs = [row.get("ref") for row in office.records(kind.register)][:MOST_REFS] if kind.register else []
        for ref in refs or [None]:
            try:
                yield kind.key, build_paper(office, kind.key, ref)
            except LifError:  # this record gives no such paper
                continue


def tables_of(office: Office) -> Iterator[Outgoing]:
    for own in REGISTERS:
        yield outgoing(office, own)
        yield tracker_table(office, own.key, "published")
        yield json_table(office, own.key)
    for profile in ("working", "published"):
        yield composite_table(office, profile)
    yield composite_table(office, layout="homicide")


def covers(plant: Plant, place: Place) -> bool:
    found = squeeze(place.text)
    return found in plant.squeezed or plant.squeezed in found


def test_there_are_more_than_200_of_every_kind_in_every_register(planted: tuple[Office, list[Plant], Watch]) -> None:
    _, plants, _ = planted
    assert len(plants) >= 200
    wordy = {own.key for own in REGISTERS if any(one.kind in ("text", "note") for one in own.fields)}
    assert {one.register for one in plants} == wordy
    assert min(Counter(one.kind for one in plants).values()) >= 20


def test_none_is_missed_in_any_tracker(planted: tuple[Office, list[Plant], Watch]) -> None:
    office, plants, watching = planted
    seen: set[Plant] = set()
    for own in REGISTERS:
        table = outgoing(office, own)
        found = look_over_table(table, watching.names, watching.own)
        keys = [column.key for column in table.columns]
        for plant in (one for one in plants if one.register == own.key and one.field in keys):
            at = (table.ids.index(plant.record_id), keys.index(plant.field))
            assert any(one.at == at and one.kind == plant.kind for one in found), plant
            seen.add(plant)
    assert len(seen) >= 200


def test_none_is_missed_in_any_paper(planted: tuple[Office, list[Plant], Watch]) -> None:
    office, plants, watching = planted
    seen: set[Plant] = set()
    for kind, paper in papers_of(office):
        found = look_over(paper, watching.names, watching.own)
        for number, text in enumerate(texts_of(paper)):
            squeezed = squeeze(text)
            for plant in plants:
                if plant.squeezed in squeezed:
                    assert any(one.at == (number,) and covers(plant, one) for one in found), (kind, plant, text)
                    seen.add(plant)
    assert len(seen) >= 100


def test_a_mask_takes_every_one_out_of_every_paper_and_table(planted: tuple[Office, list[Plant], Watch]) -> None:
    office, _, watching = planted
    for _, paper in papers_of(office):
        clean = masked(paper, look_over(paper, watching.names, watching.own))
        assert look_over(clean, watching.names, watching.own) == ()
    for table in tables_of(office):
        clean_table = masked_table(table, look_over_table(table, watching.names, watching.own))
        assert look_over_table(clean_table, watching.names, watching.own) == ()


def test_an_office_in_which_nothing_was_planted_gives_no_alarm(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = made_up_office(tmp_path_factory.mktemp("plain") / "office.lif")
    try:
        own = watch(office).own
        alarms = [(kind, one) for kind, paper in papers_of(office) for one in look_over(paper, (), own)]
        alarms += [(table.title, one) for table in tables_of(office) for one in look_over_table(table, (), own)]
        assert alarms == []
    finally:
        office.close()
