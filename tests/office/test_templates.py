"""Templates kept in the office file: one for each kind of paper or for all, with undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lif_desktop.office import Office, create_office
from lif_desktop.office.templates import (
    TemplateProblem,
    keep_template,
    remove_template,
    template_bytes,
    template_for,
    templates,
    use_template,
)
from lif_desktop.places import resources


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "o.lif", resources() / "framework", "stockport", "Ann")
    yield made
    made.close()


def test_the_one_of_a_kind_goes_before_the_one_for_all(office: Office) -> None:
    assert template_for(office, "agenda") is None
    keep_template(office, "  Council   letterhead ", b"all", "letterhead.docx")
    keep_template(office, "Agenda", b"agenda", kind="agenda")
    assert (template_for(office, "agenda"), template_for(office, "briefing")) == (b"agenda", b"all")
    first = templates(office)[0]
    assert (first.name, first.kind, first.file_name) == ("Council letterhead", "", "letterhead.docx")
    assert first.added_on == office.today()


def test_a_new_one_takes_the_place_of_the_old_and_undo_brings_it_back(office: Office) -> None:
    keep_template(office, "Old", b"old")
    keep_template(office, "New", b"new")
    assert [one.name for one in templates(office)] == ["New"]
    office.undo()
    assert template_for(office, "agenda") == b"old"


def test_another_use_and_removal_can_be_undone(office: Office) -> None:
    keep_template(office, "Ours", b"ours")
    (one,) = templates(office)
    use_template(office, one.id, "briefing")
    assert (template_for(office, "agenda"), template_for(office, "briefing")) == (None, b"ours")
    assert use_template(office, one.id, "briefing") is None
    remove_template(office, one.id)
    assert templates(office) == ()
    office.undo()
    assert template_bytes(office, one.id) == b"ours"
    assert office.broken_link() is None


@pytest.mark.parametrize(("name", "said"), [("  ", "Give the template a name."), ("x" * 61, "60 characters")])
def test_a_name_is_needed_and_not_too_long(office: Office, name: str, said: str) -> None:
    with pytest.raises(TemplateProblem, match=said):
        keep_template(office, name, b"x")
    assert templates(office) == ()


def test_one_that_is_gone_is_said(office: Office) -> None:
    for act in (remove_template, template_bytes, lambda held, number: use_template(held, number, "agenda")):
        with pytest.raises(TemplateProblem, match="removed meanwhile"):
            act(office, 7)
