"""Letters, invitations, deadlines and the bundle from the real window: what is asked, written and logged."""

import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from lif_desktop.calendar_files import read_events
from lif_desktop.gui.bundle import BundleDialog
from lif_desktop.gui.invitations import InvitationsDialog
from lif_desktop.gui.invitations_look import look_at, masked
from lif_desktop.gui.leaving import LeavingDialog
from lif_desktop.gui.letters import LettersDialog
from lif_desktop.gui.letters_parcels import FORMS
from lif_desktop.gui.shell import MainWindow
from lif_desktop.office import Office
from lif_desktop.office.invitations import invitation, invitation_bytes, note_invitation
from lif_desktop.office.issued import issued
from tests.gui.made_up_office import TODAY, add, make_office
from tests.gui.windows import a_window, choose_file, desk_of, none_of, the_only, with_office

LEFT = Qt.MouseButton.LeftButton
WREN = 3


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(tmp_path) as made:
        office = make_office(tmp_path)
        for number, address in ((3, "gmp@ex.example"), (9, "homes@ex.example")):
            add(office, "contacts", agency_id=number, role="Safeguarding lead", email=address)
        office.write("A time", office.changes_for("meetings", 1, {"starts": "9.30am"}))
        with_office(made, office, qtbot)
        yield made


def office_of(window: MainWindow) -> Office:
    return desk_of(window).office


def notice(window: MainWindow) -> str:
    return desk_of(window).notice.words.text()


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)


# Letters


def letters(window: MainWindow, qtbot: QtBot, kind: str = "request", review: int = WREN) -> LettersDialog:
    """The window of letters with a review and a kind chosen, worked out."""
    window.press("letters")
    dialog = the_only(window, LettersDialog)
    places = [dialog.review.itemData(at)[0] for at in range(dialog.review.count())]
    dialog.review.setCurrentIndex(places.index(review))
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    wait_for(dialog, qtbot)
    return dialog


def wait_for(dialog: LettersDialog, qtbot: QtBot) -> None:
    asked = (dialog.kind.currentData(), dialog.ref)
    qtbot.waitUntil(lambda: dialog.written is not None and (dialog.written.kind, dialog.written.ref) == asked)
    qtbot.waitUntil(lambda: not dialog._background.busy)


def test_letters_begin_with_the_review_that_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    desk_of(window).open_record("reviews", WREN)
    window.press("letters")
    dialog = the_only(window, LettersDialog)
    assert dialog.review.currentData()[0] == WREN
    wait_for(dialog, qtbot)
    assert "Request for information" in dialog.words.toPlainText()
    dialog.close()
    assert none_of(window, LettersDialog)


def test_one_document_holds_every_letter_ticked_and_is_logged(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = letters(window, qtbot)
    assert dialog.readers.count.text() == "2 of 3 ticked"
    press(dialog.save)
    choose_file(window, tmp_path / "letters.docx")
    window.runner.wait()
    window.runner.wait()
    word = docx.Document(str(tmp_path / "letters.docx"))
    heads = [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Heading 2"]
    assert len([head for head in heads if head.startswith("Request for information")]) == 2
    assert notice(window).startswith("Saved: letters.docx")
    (issue,) = issued(office_of(window), "reviews", WREN)
    assert (issue.kind, issue.kept) == ("letter-request", True)
    assert "Greater Manchester Police" in issue.sent_to
    dialog.close()


@pytest.mark.parametrize("form", ["each", "mail"])
def test_a_file_for_each_reader_goes_into_a_folder_of_its_own(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, form: str
) -> None:
    dialog = letters(window, qtbot)
    dialog.form.setCurrentIndex([key for key, _ in FORMS].index(form))
    (tmp_path / "out").mkdir()
    press(dialog.save)
    the_only(window, QFileDialog).fileSelected.emit(str(tmp_path / "out"))
    the_only(window, QFileDialog).close()
    window.runner.wait()
    window.runner.wait()
    (folder,) = (tmp_path / "out").iterdir()
    files = sorted(folder.iterdir())
    assert [one.suffix for one in files] == [".docx" if form == "each" else ".eml"] * 2
    assert all(one.name.startswith("OFFICIAL-SENSITIVE RR-2026-") for one in files)
    if form == "mail":
        mails = [message_from_bytes(one.read_bytes(), policy=default) for one in files]
        assert {mail["To"] for mail in mails} == {"gmp@ex.example", "homes@ex.example"}
        assert all("Wren" not in mail["Subject"] for mail in mails)
        assert all(next(mail.iter_attachments()).get_filename().endswith(".docx") for mail in mails)
    dialog.close()


@pytest.mark.parametrize("form", ["each", "mail"])
def test_what_goes_to_a_family_bears_nothing_on_the_outside(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, form: str
) -> None:
    dialog = letters(window, qtbot, "family")
    assert "Put with it: leaflet about reviews" in dialog.hand.text()
    dialog.form.setCurrentIndex([key for key, _ in FORMS].index(form))
    (tmp_path / "out").mkdir()
    press(dialog.save)
    the_only(window, QFileDialog).fileSelected.emit(str(tmp_path / "out"))
    the_only(window, QFileDialog).close()
    window.runner.wait()
    window.runner.wait()
    (folder,) = (tmp_path / "out").iterdir()
    (file,) = folder.iterdir()
    if form == "each":
        assert file.name == "Letter.docx"
    else:
        mail = message_from_bytes(file.read_bytes(), policy=default)
        assert mail["Subject"] == "A letter for you"
        assert [one.get_filename() for one in mail.iter_attachments()] == ["Letter.docx"]
    dialog.close()


def test_the_one_document_for_a_family_is_offered_under_a_plain_name(window: MainWindow, qtbot: QtBot) -> None:
    dialog = letters(window, qtbot, "family")
    press(dialog.save)
    chooser = the_only(window, QFileDialog)
    assert [Path(one).name for one in chooser.selectedFiles()] == ["Letter.docx"]
    chooser.close()
    dialog.close()


def test_personal_details_are_asked_about_before_a_letter_leaves(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    reasons = "His mother can be reached on 07700 900123."
    values = {"review_id": WREN, "decision": "Review", "reasons": reasons, "decided_on": TODAY}
    add(office_of(window), "decisions", **values)
    dialog = letters(window, qtbot, "decision")
    press(dialog.save)
    choose_file(window, tmp_path / "letter.docx")
    window.runner.wait()
    asking = the_only(window, LeavingDialog)
    assert not (tmp_path / "letter.docx").exists()
    press(asking.go)
    window.runner.wait()
    told = "\n".join(one.text for one in docx.Document(str(tmp_path / "letter.docx")).paragraphs)
    assert "900123" not in told
    assert "[telephone number removed]" in told
    (issue,) = issued(office_of(window), "reviews", WREN)
    assert [one["done"] for one in issue.looked] == ["masked"]
    dialog.close()


def test_how_the_office_is_reached_is_kept_and_stands_in_the_letter(window: MainWindow, qtbot: QtBot) -> None:
    dialog = letters(window, qtbot, "family")
    QTest.keyClicks(dialog.telephone, "0161 496 0000")
    QTest.keyClick(dialog.telephone, Qt.Key.Key_Return)
    assert none_of(window, QFileDialog)
    qtbot.waitUntil(lambda: "0161 496 0000" in dialog.words.toPlainText())
    assert office_of(window).setting("office_telephone") == "0161 496 0000"
    assert dialog.hand.text().startswith("Fill in by hand: ")
    dialog.close()


def test_where_nobody_is_on_record_it_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    dialog = letters(window, qtbot, "request", 9)
    assert dialog.problem.text().endswith("Ask agencies for returns in the tab Returns of the review first.")
    assert not dialog.save.isEnabled()
    dialog.close()


def test_nothing_is_saved_while_nobody_is_ticked(window: MainWindow, qtbot: QtBot) -> None:
    dialog = letters(window, qtbot)
    dialog.readers.tick([])
    press(dialog.save)
    assert dialog.problem.text() == "Tick who gets the letter."
    assert none_of(window, QFileDialog)
    dialog.close()


# Invitations


def invitations(window: MainWindow) -> InvitationsDialog:
    """The window of invitations, with the two people on record ticked."""
    window.press("invitations")
    dialog = the_only(window, InvitationsDialog)
    ours = [at for at, one in enumerate(dialog._people) if one.email in ("gmp@ex.example", "homes@ex.example")]
    dialog.people.tick(ours)
    return dialog


def test_an_invitation_is_written_for_the_calendar_and_then_updated_by_e_mail(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    office, dialog = office_of(window), invitations(window)
    assert dialog.stands.text().startswith("The first invitation to this meeting: 27 November 2026, 9:30 to 11:30")
    press(dialog.calendar)
    choose_file(window, tmp_path / "a.ics")
    (first,) = read_events((tmp_path / "a.ics").read_bytes())
    assert (first.sequence, set(first.to)) == (0, {"gmp@ex.example", "homes@ex.example"})
    press(dialog.notice.links[0])
    assert [Path(one.toLocalFile()) for one in shown] == [tmp_path]
    number = dialog.meeting.currentData()
    office.write("Later", office.changes_for("meetings", number, {"starts": "10:00"}))
    dialog.close()
    again = invitations(window)
    assert set(again.people.numbers()) == {0, 1}
    assert "it is now 27 November 2026, 10:00 to 12:00." in again.stands.text()
    press(again.draft)
    choose_file(window, tmp_path / "b.eml")
    mail = message_from_bytes((tmp_path / "b.eml").read_bytes(), policy=default)
    entry = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    (second,) = read_events(entry.get_content().encode())
    assert (second.uid, second.sequence) == (first.uid, 1)
    again.close()


@pytest.mark.parametrize("ending", [".ics", ".eml"])
def test_a_detail_in_the_place_of_a_meeting_is_masked_in_the_entry_and_the_e_mail(
    window: MainWindow, tmp_path: Path, ending: str
) -> None:
    office, path = office_of(window), tmp_path / f"a{ending}"
    office.write("A place", office.changes_for("meetings", 1, {"venue": "Room 2, ring 07700 900123"}))
    dialog = invitations(window)
    button = dialog.calendar if ending == ".ics" else dialog.draft
    press(button)
    choose_file(window, path)
    press(the_only(window, LeavingDialog).cancel)
    assert not path.exists()
    assert issued(office, "meetings", 1, "invitation") == ()
    press(button)
    choose_file(window, path)
    press(the_only(window, LeavingDialog).go)
    [left] = issued(office, "meetings", 1, "invitation")
    assert [(one["kind"], one["where"], one["done"]) for one in left.looked] == [("telephone", "the place", "masked")]
    data = path.read_bytes()
    if ending == ".eml":
        parts = [one.get_content() for one in message_from_bytes(data, policy=default).walk() if not one.is_multipart()]
        data = b"".join(one if isinstance(one, bytes) else one.encode() for one in parts)
    said = data.replace(b"\r\n ", b"")
    assert said.count(b"[telephone number removed]") == (1 if ending == ".ics" else 3)
    assert b"900123" not in said
    dialog.close()


def test_the_place_that_is_left_behind_is_masked_where_the_e_mail_tells_of_it(
    window: MainWindow,
) -> None:
    office = office_of(window)
    office.write("A place", office.changes_for("meetings", 1, {"venue": "Room 2, ring 07700 900123"}))
    one = invitation(office, 1, ["gmp@ex.example"])
    note_invitation(office, one, invitation_bytes(one), "a.ics")
    office.write("Another", office.changes_for("meetings", 1, {"venue": "Room 3"}))
    now = invitation(office, 1, ["gmp@ex.example"])
    [found] = look_at(office, now)
    assert (found.kind, found.where) == ("telephone", "the place as it was")
    assert masked(office, now, ()) == now
    assert masked(office, now, (found,)).changed == (
        "The place was Room 2, ring [telephone number removed]; it is now Room 3.",
    )


def test_a_meeting_without_a_date_cannot_be_invited_to(window: MainWindow) -> None:
    add(office_of(window), "meetings", group_key="executives")
    dialog = invitations(window)
    dialog.meeting.setCurrentIndex(
        next(at for at in range(dialog.meeting.count()) if "no date yet" in dialog.meeting.itemText(at))
    )
    assert dialog.problem.text() == "This meeting has no date yet. Write it into the record first."
    assert not dialog.calendar.isEnabled()
    dialog.close()


def test_a_file_that_cannot_be_written_is_said_and_counts_for_nothing(window: MainWindow, tmp_path: Path) -> None:
    dialog = invitations(window)
    dialog.write(tmp_path / "none" / "a.ics")
    assert "There is no folder" in dialog.notice.words.text()
    assert issued(office_of(window), kind="invitation") == ()
    dialog.close()


def test_deadlines_go_into_a_calendar_of_ones_own(window: MainWindow, tmp_path: Path) -> None:
    window.press("deadlines")
    choose_file(window, tmp_path / "own.ics")
    window.runner.wait()
    data = (tmp_path / "own.ics").read_bytes()
    assert read_events(data)
    assert all(name not in data for name in (b"Wren", b"Rowan", b"Linden"))
    assert notice(window).startswith("Saved: own.ics")


# The bundle


def test_the_bundle_of_the_review_that_is_chosen(window: MainWindow, tmp_path: Path) -> None:
    desk_of(window).open_record("reviews", WREN)
    window.press("bundle")
    dialog = the_only(window, BundleDialog)
    assert dialog.reviews.count.text().startswith("1 of ")
    top = dialog.reviews.view.model().index(0, 0)
    assert top.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
    press(dialog.save)
    choose_file(window, tmp_path / "b.zip")
    window.runner.wait()
    asking = the_only(window, LeavingDialog)
    assert not (tmp_path / "b.zip").exists()
    press(asking.go)
    window.runner.wait()
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert {"Index.docx", "SHA256SUMS.txt"} <= set(archive.namelist())
    (issue,) = issued(office_of(window), "reviews", WREN, "bundle")
    assert issue.kept


def test_a_bundle_needs_a_review(window: MainWindow) -> None:
    window.press("bundle")
    dialog = the_only(window, BundleDialog)
    dialog.reviews.tick([])
    press(dialog.save)
    assert dialog.problem.text() == "Tick the reviews that belong into the bundle."
    dialog.close()


# By keyboard


def ways_round(dialog: QDialog) -> list[str]:
    """What Tab leads to, from the first field round to it again, as a screen reader says it."""
    dialog.activateWindow()
    dialog.focusNextChild()
    first, seen = dialog.focusWidget(), []
    for _ in range(30):
        here = dialog.focusWidget()
        seen.append(here.accessibleName() or QAccessible.queryAccessibleInterface(here).text(QAccessible.Text.Name))
        dialog.focusNextChild()
        if dialog.focusWidget() is first:
            return seen
    raise AssertionError(f"Tab never comes round: {seen}")


@pytest.mark.parametrize(
    ("action", "kind", "asked"),
    [
        (
            "letters",
            LettersDialog,
            ["Review", "Letter", "Who gets the letter", "Tick: All", "Tick: None", "E-mail of the office"],
        ),
        ("invitations", InvitationsDialog, ["Meeting", "Who is invited", "Tick: All", "Tick: None", "Answers go to"]),
        ("bundle", BundleDialog, ["Tick: All", "Tick: Not closed"]),
    ],
)
def test_everything_is_reached_by_tab_and_has_a_name(
    window: MainWindow, qtbot: QtBot, action: str, kind: type[QDialog], asked: list[str]
) -> None:
    desk_of(window).open_record("reviews", WREN)
    window.press(action)
    dialog = the_only(window, kind)
    if isinstance(dialog, LettersDialog):
        wait_for(dialog, qtbot)
    names = ways_round(dialog)
    assert asked[0] in names, names
    at = names.index(asked[0])
    assert (names + names)[at : at + len(asked)] == asked
    assert {"Close", "Cancel"} & set(names)
    assert "" not in names
    dialog.close()
