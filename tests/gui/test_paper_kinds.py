"""Which papers are offered for what: by family, for a record, by type of review, searched by typing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lif_desktop.gui.leaving import LeavingDialog
from lif_desktop.gui.paper_dialog import PaperDialog
from lif_desktop.gui.paper_kinds import FAMILIES, offered, subjects, suits
from lif_desktop.gui.register_page import RegisterPage
from lif_desktop.gui.shell import MainWindow
from lif_desktop.office.issued import issued, kept_bytes
from lif_desktop.office.templates import keep_template
from lif_desktop.papers import PAPERS, paper_kind
from lif_desktop.papers.template import make_template
from tests.gui.made_up_office import add, make_office
from tests.gui.windows import a_window, desk_of, the_only, with_office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        with_office(made, make_office(tmp_path), qtbot)
        yield made


def for_record(window: MainWindow, key: str, number: int) -> PaperDialog:
    page = desk_of(window).go(key)
    assert isinstance(page, RegisterPage)
    page.show_record(number)
    window.press("make_paper")
    return the_only(window, PaperDialog)


def test_every_kind_stands_under_one_of_the_families() -> None:
    groups = offered(list(PAPERS))
    assert [words for words, _ in groups] == [one for one in FAMILIES if one in {kind.family for kind in PAPERS}]
    assert sorted(kind.key for _, kinds in groups for kind in kinds) == sorted(kind.key for kind in PAPERS)


def test_for_a_record_those_that_suit_it_come_first_and_no_other_type_does(window: MainWindow) -> None:
    dialog = for_record(window, "reviews", 2)
    rows = [(dialog.kind.itemData(at), dialog.kind.itemText(at)) for at in range(dialog.kind.count())]
    assert rows[0] == (None, "For SAR-2026-001")
    end = next(at for at, (key, _) in enumerate(rows[1:], 1) if key is None)
    own = {key for key, _ in rows[1:end]}
    review = desk_of(window).office.record("reviews", 2)
    assert own == {kind.key for kind in PAPERS if kind.register == "reviews" and suits(kind, review)}
    assert "rapid-review-report" not in own
    assert dialog.wanted().ref == "SAR-2026-001"


def test_a_paper_is_offered_only_records_of_a_type_that_suits(window: MainWindow) -> None:
    office = desk_of(window).office
    kind = paper_kind("rapid-review-report")
    refs = [ref for _, ref in subjects(office, kind)]
    assert refs == [row["ref"] for row in reversed(office.records("reviews")) if row["review_type"] == "rapid_review"]


def test_a_long_list_is_searched_by_any_part_of_a_line(window: MainWindow) -> None:
    office = desk_of(window).office
    for number in range(12):
        add(office, "meetings", group_key="executives", title=f"Sitting {number}", held_on=date(2026, 1, 1 + number))
    dialog = desk_of(window).outgoing.ask_paper("agenda")
    assert dialog.subject.isEditable()
    dialog.subject.setFocus()
    dialog.subject.setEditText("nothing like it")
    QTest.mouseClick(dialog.make_button, LEFT)
    assert [line.text() for line in dialog.summary.lines()] == ["Choose one of the list that the paper is for."]
    dialog.subject.setEditText("sitting 7")
    dialog.kind.setFocus()
    QTest.mouseClick(dialog.preview_button, LEFT)
    assert "Sitting 7" in dialog.subject.currentText()
    window.runner.wait()


def test_the_offices_own_template_is_the_one_unless_another_is_chosen(window: MainWindow) -> None:
    office = desk_of(window).office
    assert for_record(window, "learning", 1).template.isHidden()
    keep_template(office, "For all", make_template(), "all.docx")
    keep_template(office, "For briefings", make_template(), "b.docx", "briefing")
    dialog = desk_of(window).outgoing.ask_paper("briefing")
    words = [dialog.template.itemText(at) for at in range(dialog.template.count())]
    assert words == ["The office’s own: For briefings", "For all", "The one that came with the program"]
    assert dialog.wanted().template is None
    dialog.template.setCurrentIndex(2)
    assert dialog.wanted().template == 0


def test_a_pack_goes_into_a_folder_as_numbered_copies_and_the_log_says_whose_each_is(
    window: MainWindow, tmp_path: Path
) -> None:
    office = desk_of(window).office
    meeting = add(office, "meetings", group_key="executives", held_on=date(2026, 12, 3))
    for agency in (3, 4):
        add(office, "attendance", meeting_id=meeting, agency_id=agency, role="Director")
    ref = office.record("meetings", meeting)["ref"]
    dialog = desk_of(window).outgoing.ask_paper("agenda", ref)
    dialog.copies.click()
    assert Path(dialog.file.text()).name == f"Agenda with papers {ref}"
    dialog.file.setText(str(tmp_path / "Pack"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    for asked in window.findChildren(LeavingDialog):
        QTest.mouseClick(asked.go, LEFT)
        window.runner.wait()
    files = sorted(one.name for one in (tmp_path / "Pack").rglob("*.docx"))
    assert len(files) == 2
    (one,) = issued(office)
    assert [copy["number"] for copy in one.copies] == [1, 2]
    data = kept_bytes(office, one.sha256)
    assert data is not None
    (tmp_path / "kept.zip").write_bytes(data)
    with ZipFile(tmp_path / "kept.zip") as kept:
        assert sorted(kept.namelist()) == files


def test_a_pack_that_cannot_be_made_leaves_no_folder(window: MainWindow, tmp_path: Path) -> None:
    office = desk_of(window).office
    meeting = add(office, "meetings", group_key="executives", held_on=date(2026, 12, 3))
    dialog = desk_of(window).outgoing.ask_paper("agenda", office.record("meetings", meeting)["ref"])
    dialog.copies.click()
    dialog.file.setText(str(tmp_path / "Pack"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    assert not (tmp_path / "Pack").exists()
    assert issued(office) == ()


def test_the_record_stays_chosen_when_another_paper_is_looked_at(window: MainWindow) -> None:
    dialog = for_record(window, "reviews", 2)
    dialog.kind.setCurrentIndex(dialog.kind.findData("agenda"))
    dialog.kind.setCurrentIndex(dialog.kind.findData("decision-record"))
    assert dialog.wanted().ref == "SAR-2026-001"
