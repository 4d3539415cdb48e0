"""The door: what is found before something leaves, what is asked, what is masked, and what the log keeps of it."""

import io
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from lif_desktop.gui.chase import ChaseDialog
from lif_desktop.gui.forms import part
from lif_desktop.gui.leaving import LeavingDialog
from lif_desktop.gui.leaving_names import WatchedNames
from lif_desktop.gui.leaving_parcels import Sending
from lif_desktop.gui.messages import Message
from lif_desktop.gui.paper_dialog import PaperDialog, Wanted
from lif_desktop.gui.preview import PreviewWindow
from lif_desktop.gui.shell import MainWindow
from lif_desktop.gui.tracker_dialog import KINDS, Part
from lif_desktop.office import Edit
from lif_desktop.office.issued import Issue, issued, kept_bytes
from lif_desktop.office.report_words import words_changes
from lif_desktop.office.watched import watch_names, watched_names
from lif_desktop.papers.pdf_programs import which_writer
from tests.gui.made_up_office import make_office
from tests.gui.windows import a_window, choose_file, desk_of, none_of, the_only, with_office

LEFT = Qt.MouseButton.LeftButton
TOLD = "Danny Whitworth, born 14 May 2024, NHS number 943 476 5919, mother on 07700 900123."
WATCHED = ("Daniel Whitworth", "Danny Whitworth")


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        office = make_office(tmp_path)
        office.write("Told", [Edit("reviews", 1, {"summary": TOLD})])
        watch_names(office, WATCHED)
        with_office(made, office, qtbot)
        yield made


def make(
    window: MainWindow, path: Path, form: str = "word", kind: str = "decision-record", ref: str = "RR-2026-001"
) -> None:
    wanted = Wanted(kind, ref, None, f"Paper {ref}", form, sending=Sending("The panel", "Meeting of 3 March"))  # type: ignore[arg-type]
    desk_of(window).outgoing.make(wanted, path)
    window.runner.wait()


def make_report(window: MainWindow, path: Path) -> None:
    wanted = Wanted("annual-report-adults", None, "2025-26", "Annual report 2025-26")
    desk_of(window).outgoing.make(wanted, path)
    window.runner.wait()


def words_of(data: bytes) -> str:
    with ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def log(window: MainWindow) -> tuple[Issue, ...]:
    return issued(desk_of(window).office)


def notice(window: MainWindow) -> str:
    return desk_of(window).notice.words.text()


def test_what_is_found_is_shown_ticked_and_masked_in_what_leaves_and_in_nothing_else(
    window: MainWindow, tmp_path: Path
) -> None:
    make(window, tmp_path / "a.docx")
    dialog = the_only(window, LeavingDialog)
    assert not (tmp_path / "a.docx").exists()
    kinds = {item.text(0) for item in dialog.list.items()}
    assert kinds == {"Watched name", "Date of birth", "NHS number", "Telephone number"}
    assert len(dialog.list.masked()) == len(dialog.list.items())
    QTest.mouseClick(dialog.go, LEFT)
    window.runner.wait()
    told = words_of((tmp_path / "a.docx").read_bytes())
    assert "[NHS number removed]" in told
    for gone in ("943 476 5919", "Whitworth", "07700 900123", "14 May 2024"):
        assert gone not in told
    assert desk_of(window).office.record("reviews", 1)["summary"] == TOLD
    (one,) = log(window)
    assert {found["done"] for found in one.looked} == {"masked"}
    assert (one.sent_to, one.why, one.register, one.record_id) == ("The panel", "Meeting of 3 March", "reviews", 1)
    assert kept_bytes(desk_of(window).office, one.sha256) == (tmp_path / "a.docx").read_bytes()
    assert notice(window) == f"Saved: a.docx, in {tmp_path} · issue 1"


def test_by_keyboard_one_line_is_left_as_it_is(window: MainWindow, tmp_path: Path) -> None:
    make(window, tmp_path / "a.docx")
    dialog = the_only(window, LeavingDialog)
    row = next(at for at, item in enumerate(dialog.list.items()) if item.text(0) == "Telephone number")
    dialog.list.setFocus()
    for _ in range(row):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    many = len(dialog.list.items()) - 1
    assert dialog.go.text() == f"Mask {many} and save"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    window.runner.wait()
    told = words_of((tmp_path / "a.docx").read_bytes())
    assert "07700 900123" in told
    assert "943 476 5919" not in told
    assert sorted(found["done"] for found in log(window)[0].looked) == ["left", *["masked"] * many]


def test_leave_all_and_mask_all_turn_every_tick(window: MainWindow, tmp_path: Path) -> None:
    make(window, tmp_path / "a.docx")
    dialog = the_only(window, LeavingDialog)
    QTest.mouseClick(dialog.leave_all, LEFT)
    assert (dialog.list.masked(), dialog.go.text()) == ((), "Save unmasked")
    QTest.mouseClick(dialog.mask_all, LEFT)
    assert len(dialog.list.masked()) == len(dialog.list.items())
    QTest.mouseClick(dialog.leave_all, LEFT)
    QTest.mouseClick(dialog.go, LEFT)
    window.runner.wait()
    assert "Danny Whitworth" in words_of((tmp_path / "a.docx").read_bytes())


def test_cancel_saves_and_logs_nothing(window: MainWindow, tmp_path: Path) -> None:
    make(window, tmp_path / "a.docx")
    QTest.mouseClick(the_only(window, LeavingDialog).cancel, LEFT)
    assert none_of(window, LeavingDialog)
    assert not (tmp_path / "a.docx").exists()
    assert log(window) == ()


def test_names_are_advice_and_stand_there_only_when_asked_for(window: MainWindow, tmp_path: Path) -> None:
    office = desk_of(window).office
    office.write("Told", [Edit("reviews", 1, {"summary": f"{TOLD} Told to Mr Joseph Hartley."})])
    make(window, tmp_path / "a.docx")
    dialog = the_only(window, LeavingDialog)
    before = len(dialog.list.items())
    QTest.mouseClick(dialog.names, LEFT)
    new = dialog.list.items()[before:]
    assert any("Hartley" in item.text(1) for item in new)
    assert not any("Danny" in item.data(0, Qt.ItemDataRole.UserRole).text for item in new)
    assert len(dialog.list.masked()) == before
    for item in new:
        item.setCheckState(0, Qt.CheckState.Checked)
    QTest.mouseClick(dialog.go, LEFT)
    window.runner.wait()
    assert "Hartley" not in words_of((tmp_path / "a.docx").read_bytes())


def test_where_nothing_is_found_nothing_is_asked_and_issues_are_counted(window: MainWindow, tmp_path: Path) -> None:
    for number in (1, 2):
        make(window, tmp_path / "clean.docx", ref="RR-2026-002")
        assert none_of(window, LeavingDialog)
        assert notice(window).endswith(f"· issue {number}")


def test_a_paper_for_everybody_asks_who_approved_it_and_notes_it_on_the_record(
    window: MainWindow, tmp_path: Path
) -> None:
    office = desk_of(window).office
    make(window, tmp_path / "b.docx", kind="briefing", ref="LP-2026-002")
    dialog = the_only(window, LeavingDialog)
    dialog.fields.approved_by.setText("The chair")
    QTest.mouseClick(dialog.go, LEFT)
    assert "which day" in dialog.fields.problem.text()
    dialog.fields.approved_on.set_day(date(2026, 11, 20))
    QTest.mouseClick(dialog.go, LEFT)
    window.runner.wait()
    (one,) = log(window)
    assert (one.approved_by, one.approved_on, one.marking) == ("The chair", date(2026, 11, 20), "official")
    assert office.record("learning", 2)["approved_by"] == "The chair"
    told = words_of((tmp_path / "b.docx").read_bytes())
    assert "OFFICIAL-SENSITIVE" not in told
    make(window, tmp_path / "b.docx", kind="briefing", ref="LP-2026-002")
    assert none_of(window, LeavingDialog)


def test_a_yearly_report_that_is_approved_leaves_as_it_is_published_with_its_masks(
    window: MainWindow, tmp_path: Path
) -> None:
    office = desk_of(window).office
    told = "Ring 07700 900123 about this report."
    office.write("Foreword", words_changes(office, "2025-26", "annual-report-adults", {"foreword": told}))
    make_report(window, tmp_path / "r.docx")
    dialog = the_only(window, LeavingDialog)
    assert "Telephone number" in {item.text(0) for item in dialog.list.items()}
    dialog.fields.approved_by.setText("The chair")
    dialog.fields.approved_on.set_day(date(2026, 11, 20))
    QTest.mouseClick(dialog.go, LEFT)
    window.runner.wait()
    out, draft = log(window)
    words = words_of((tmp_path / "r.docx").read_bytes())
    for gone in ("OFFICIAL-SENSITIVE", "For the author", "07700 900123"):
        assert gone not in words
    assert "[telephone number removed]" in words.casefold()
    assert (out.issue, out.marking, out.approved_by) == (2, "official", "The chair")
    assert (draft.issue, draft.marking, draft.approved_on) == (1, "official_sensitive", date(2026, 11, 20))
    assert "For the author" in words_of(kept_bytes(office, draft.sha256) or b"")
    make_report(window, tmp_path / "r.docx")
    again = the_only(window, LeavingDialog)
    assert not again.fields.approved_by.isVisible()


def test_a_day_of_approval_ahead_is_not_taken(window: MainWindow, tmp_path: Path) -> None:
    make(window, tmp_path / "b.docx", kind="briefing", ref="LP-2026-002")
    dialog = the_only(window, LeavingDialog)
    dialog.fields.approved_by.setText("The chair")
    dialog.fields.approved_on.set_day(date(2026, 12, 24))
    QTest.mouseClick(dialog.go, LEFT)
    assert "not ahead" in dialog.fields.problem.text()
    assert log(window) == ()


def test_a_tracker_is_masked_where_a_cell_gives_somebody_away(window: MainWindow, tmp_path: Path) -> None:
    desk_of(window).outgoing.tracker("reviews", tmp_path / "t.xlsx", Part("All"), KINDS[0])
    window.runner.wait()
    QTest.mouseClick(the_only(window, LeavingDialog).go, LEFT)
    window.runner.wait()
    rows = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0].iter_rows(values_only=True)
    told = " ".join(str(cell) for row in rows for cell in row)
    assert "[NHS number removed]" in told
    assert "Whitworth" not in told
    (one,) = log(window)
    assert (one.kind, one.title, one.register) == ("tracker-working", "Reviews tracker", "reviews")


def test_what_was_said_at_earlier_times_is_offered(window: MainWindow, tmp_path: Path) -> None:
    make(window, tmp_path / "clean.docx", ref="RR-2026-002")
    window.press("make_paper")
    dialog = the_only(window, PaperDialog)
    assert [dialog.sent_to.itemText(at) for at in range(dialog.sent_to.count())] == ["The panel"]
    assert (dialog.sent_to.currentText(), dialog.why.itemText(0)) == ("", "Meeting of 3 March")


def test_for_whom_and_why_are_taken_from_the_window_of_the_paper(window: MainWindow, tmp_path: Path) -> None:
    window.press("make_paper")
    dialog = the_only(window, PaperDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData("handover"))
    dialog.file.setText(str(tmp_path / "handover.docx"))
    dialog.sent_to.setEditText("  My  colleague ")
    dialog.why.setEditText("Leave")
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    for asked in window.findChildren(LeavingDialog):
        QTest.mouseClick(asked.go, LEFT)
        window.runner.wait()
    assert (log(window)[0].sent_to, log(window)[0].why) == ("My colleague", "Leave")


@pytest.mark.skipif(which_writer() is None, reason="no word processor is installed here")
def test_a_pdf_is_made_logged_and_remembered_for_this_kind(window: MainWindow, tmp_path: Path) -> None:
    make(window, tmp_path / "clean.pdf", "pdf", ref="RR-2026-002")
    assert (tmp_path / "clean.pdf").read_bytes()[:5] == b"%PDF-"
    assert log(window)[0].file_name == "clean.pdf"
    dialog = desk_of(window).outgoing.ask_paper("decision-record", "RR-2026-002")
    assert dialog.form_box.currentData() == "pdf"
    assert Path(dialog.file.text()).suffix == ".pdf"


def test_the_pdf_for_printing_says_so_in_its_name(window: MainWindow, tmp_path: Path) -> None:
    dialog = desk_of(window).outgoing.ask_paper("decision-record", "RR-2026-002")
    dialog.form_box.setCurrentIndex(dialog.form_box.findData("printing"))
    assert Path(dialog.file.text()).name == "Decision record RR-2026-002, for printing only.pdf"
    dialog.file.setText(str(tmp_path / "a.pdf"))
    QTest.mouseClick(dialog.make_button, LEFT)
    window.runner.wait()
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"


def test_the_preview_asks_before_it_prints_and_shows_what_is_masked(window: MainWindow, tmp_path: Path) -> None:
    desk_of(window).outgoing.preview(Wanted("decision-record", "RR-2026-001", None, "Decision record"))
    window.runner.wait()
    preview = the_only(window, PreviewWindow)
    assert "943 476 5919" in preview.pages.text
    QTest.mouseClick(part(preview.options, QPushButton, "pdf"), LEFT)
    QTest.mouseClick(the_only(window, LeavingDialog).go, LEFT)
    assert "943 476 5919" not in preview.pages.text
    choose_file(preview, tmp_path / "printed.pdf")
    (one,) = log(window)
    assert one.file_name == "printed.pdf"
    assert kept_bytes(desk_of(window).office, one.sha256) == (tmp_path / "printed.pdf").read_bytes()
    assert {found["done"] for found in one.looked} == {"masked"}
    preview.close()


def test_escape_does_not_throw_typed_names_away_unasked(window: MainWindow) -> None:
    window.press("watched")
    dialog = the_only(window, WatchedNames)
    QTest.keyClicks(dialog.names, "Ann Lee")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Ann Lee" in the_only(window, WatchedNames).names.toPlainText()
    asked = the_only(dialog, Message)
    assert asked.buttons[0].text() == "Go on typing"
    QTest.mouseClick(asked.buttons[1], LEFT)
    assert none_of(window, WatchedNames)


def test_names_are_written_one_on_a_line(window: MainWindow) -> None:
    window.press("watched")
    dialog = the_only(window, WatchedNames)
    assert dialog.names.toPlainText().splitlines() == list(WATCHED)
    dialog.names.setPlainText("Aisha  Rahman\n\n  Tom Reed \nTom Reed")
    QTest.mouseClick(dialog.save, LEFT)
    assert none_of(window, WatchedNames)
    assert watched_names(desk_of(window).office) == ("Aisha Rahman", "Tom Reed")


def test_a_made_paper_still_opens(window: MainWindow, tmp_path: Path) -> None:
    make(window, tmp_path / "clean.docx", ref="RR-2026-002")
    assert docx.Document(str(tmp_path / "clean.docx")).paragraphs


def test_a_reminder_is_looked_over_before_it_is_saved(window: MainWindow, tmp_path: Path) -> None:
    window.press("chase")
    dialog = the_only(window, ChaseDialog)
    dialog.draft.setPlainText(f"{dialog.draft.toPlainText()}\nAsk about {WATCHED[0]}, 943 476 5919.")
    assert dialog.chase is not None
    dialog.save_drafts([dialog.chase], tmp_path / "a.eml")
    asked = the_only(dialog, LeavingDialog)
    assert not (tmp_path / "a.eml").exists()
    QTest.mouseClick(asked.go, LEFT)
    dialog.runner.wait()
    told = message_from_bytes((tmp_path / "a.eml").read_bytes(), policy=default)
    body = told.get_content()
    assert "[NHS number removed]" in body
    assert "Whitworth" not in body
    (one,) = log(window)
    assert one.title == f"Reminder to {dialog.chase.name}"
    assert kept_bytes(desk_of(window).office, one.sha256) == (tmp_path / "a.eml").read_bytes()
    dialog.reject()


def test_words_that_are_copied_are_looked_over_masked_and_logged(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    window.press("chase")
    dialog = the_only(window, ChaseDialog)
    QApplication.clipboard().setText("before")
    dialog.draft.setPlainText(f"{dialog.draft.toPlainText()}\nAsk about {WATCHED[0]}, 943 476 5919.")
    QTest.mouseClick(dialog.copy, LEFT)
    asked = the_only(dialog, LeavingDialog)
    assert QApplication.clipboard().text() == "before"
    QTest.mouseClick(asked.go, LEFT)
    told = QApplication.clipboard().text()
    assert "[NHS number removed]" in told
    assert "Whitworth" not in told
    (one,) = log(window)
    assert b"Whitworth" not in (kept_bytes(desk_of(window).office, one.sha256) or b"Whitworth")
    assert not list(tmp_path.glob("*.eml"))
    dialog.reject()


def test_where_nothing_is_found_the_copy_is_made_without_a_question(window: MainWindow) -> None:
    window.press("chase")
    dialog = the_only(window, ChaseDialog)
    QTest.mouseClick(dialog.copy, LEFT)
    assert not dialog.findChildren(LeavingDialog)
    assert QApplication.clipboard().text() == dialog.draft.toPlainText()
    assert len(log(window)) == 1
    dialog.reject()


def test_pages_of_another_size_never_bring_back_what_was_masked_meanwhile(window: MainWindow) -> None:
    desk_of(window).outgoing.preview(Wanted("decision-record", "RR-2026-001", None, "Decision record"))
    window.runner.wait()
    preview = the_only(window, PreviewWindow)
    assert preview.runner is not None
    before = preview.pages
    preview.print_size.setCurrentIndex(2)
    assert preview.pages is before  # laid out in the worker
    QTest.mouseClick(part(preview.options, QPushButton, "pdf"), LEFT)
    QTest.mouseClick(the_only(window, LeavingDialog).go, LEFT)
    preview.runner.wait()
    assert "943 476 5919" not in preview.pages.text
    preview.print_size.setCurrentIndex(1)
    preview.print_size.setCurrentIndex(0)
    preview.runner.wait()
    assert "943 476 5919" not in preview.pages.text
    preview.close()


def test_of_two_sizes_chosen_at_once_the_last_one_is_shown(window: MainWindow) -> None:
    desk_of(window).outgoing.preview(Wanted("agenda", "MTG-2026-001", None, "Agenda"))
    window.runner.wait()
    preview = the_only(window, PreviewWindow)
    assert preview.runner is not None
    small = preview.pages.count()
    preview.print_size.setCurrentIndex(2)
    preview.runner.wait()
    large = preview.pages.count()
    assert large > small
    preview.print_size.setCurrentIndex(0)
    preview.print_size.setCurrentIndex(2)
    preview.runner.wait()
    assert (preview.pages.count(), preview.last.value()) == (large, large)
    preview.close()


def test_pages_from_the_worker_are_printed_there_and_logged(window: MainWindow, tmp_path: Path) -> None:
    desk_of(window).outgoing.preview(Wanted("agenda", "MTG-2026-001", None, "Agenda"))
    window.runner.wait()
    preview = the_only(window, PreviewWindow)
    preview.print_pdf(tmp_path / "pages.pdf")
    assert preview.runner is not None
    assert log(window) == ()
    preview.runner.wait()
    (one,) = log(window)
    assert kept_bytes(desk_of(window).office, one.sha256) == (tmp_path / "pages.pdf").read_bytes()
    preview.close()
