"""The command line says what goes out of persons, masks it, keeps it back, and logs what leaves."""

import json
from pathlib import Path

import pytest

from lif_desktop.app import main
from lif_desktop.office import Edit, open_office
from lif_desktop.office.issued import issued, kept_bytes
from lif_desktop.office.watched import watch_names
from lif_desktop.places import resources
from lif_desktop.registers import register
from tests.papers.made_up import everything
from tests.papers.made_up_office import made_up_office

NHS = "943 476 5919"
TOLD = f"Orla Fennimore, {NHS}, of SK1 3XE"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office in which one learning point and one action name somebody."""
    path = tmp_path / "office.lif"
    made = made_up_office(path)
    for key, field in (("learning", "statement"), ("actions", "evidence")):
        made.write("Told", [Edit(register(key).table, made.records(key)[0]["id"], {field: TOLD})])
    watch_names(made, ["Orla Fennimore"])
    made.close()
    return path


def briefed(office: Path) -> str:
    read = open_office(office, resources() / "framework", "A tester", read_only=True)
    try:
        return str(read.records("learning")[0]["ref"])
    finally:
        read.close()


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


# Papers


def test_a_paper_is_written_and_what_it_holds_is_said_without_repeating_it(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "b.docx"
    code, said, told = run(capsys, "paper", "briefing", out, "--office", office, "--ref", briefed(office))
    assert (code, said) == (0, f"{out}\n")
    first, *lines = told.splitlines()
    assert first == ("Personal details: 1 NHS number, 1 postcode and 1 watched name. Look at them before this leaves:")
    assert lines[0].startswith("- a watched name: “3 What we learned”, ")
    assert len(lines) == 3
    assert "Fennimore" not in told
    assert NHS not in told
    assert NHS in everything(out.read_bytes())


def test_mask_masks(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "b.docx"
    wanted = ("paper", "briefing", out, "--office", office, "--ref", briefed(office))
    code, _, told = run(capsys, *wanted, "--mask", "--strict")
    assert code == 0
    assert "Masked:" in told
    words = everything(out.read_bytes())
    assert NHS not in words
    assert "Fennimore" not in words
    assert "[name removed], [NHS number removed], of [postcode removed]" in words


def test_strict_writes_nothing(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "b.docx"
    out.write_bytes(b"as it was")
    code, said, told = run(capsys, "paper", "briefing", out, "--office", office, "--ref", briefed(office), "--strict")
    assert (code, said) == (1, "")
    assert "Nothing was written:" in told
    assert out.read_bytes() == b"as it was"


@pytest.mark.parametrize("what", ["paper", "export"])
def test_the_name_of_the_file_is_looked_at_too(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    ending, kind = (".docx", "agenda") if what == "paper" else (".xlsx", "risks")
    out = tmp_path / f"About Orla_Fennimore SK1_3XE{ending}"
    wanted = (what, kind, out, "--office", office)
    code, _, told = run(capsys, *wanted, "--strict")
    assert (code, out.exists()) == (1, False)
    assert told.endswith(
        "The name of the file holds 1 postcode and 1 watched name. Nothing was written: give it another name.\n"
    )
    code, _, told = run(capsys, *wanted, "--mask")
    assert (code, out.exists()) == (0, True)
    assert "The name of the file holds 1 postcode and 1 watched name. Give it another name before" in told
    assert "Fennimore" not in told


def test_strict_lets_through_what_holds_nothing(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "t.csv"
    assert run(capsys, "export", "risks", out, "--office", office, "--strict") == (0, f"{out}\n", "")


def test_a_paper_that_leaves_is_logged_with_its_bytes(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "b.docx"
    wanted = ("paper", "briefing", out, "--office", office, "--ref", briefed(office), "--mask")
    code, _, _ = run(capsys, *wanted, "--log", "--to", "Review Group", "--why", "Panel of 27 November")
    assert code == 0
    read = open_office(office, resources() / "framework", "A tester", read_only=True)
    try:
        [one] = issued(read)
        assert (one.kind, one.issue, one.sent_to, one.why) == ("briefing", 1, "Review Group", "Panel of 27 November")
        assert kept_bytes(read, one.sha256) == out.read_bytes()
        assert {look["done"] for look in one.looked} == {"masked"}
        assert read.broken_link() is None
    finally:
        read.close()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--log",), "Say who gets it"),
        (("--to", "Chair"), "belong to the log"),
        (("--why", "Panel"), "belong to the log"),
    ],
)
def test_a_log_needs_somebody_who_gets_it(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], says: str
) -> None:
    out = tmp_path / "b.docx"
    code, _, told = run(capsys, "paper", "briefing", out, "--office", office, *more)
    assert code == 1
    assert says in told
    assert not out.exists()


# Exports


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_an_export_says_masks_or_stays(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    out = tmp_path / f"t.{ending}"
    wanted = ("export", "actions", out, "--office", office)
    code, _, told = run(capsys, *wanted, "--strict")
    assert (code, out.exists()) == (1, False)
    assert "Evidence of completion" in told
    code, _, told = run(capsys, *wanted)
    assert (code, out.exists()) == (0, True)
    assert "1 NHS number, 1 postcode and 1 watched name" in told
    assert "Fennimore" not in told
    code, _, told = run(capsys, *wanted, "--mask")
    assert code == 0
    assert "Masked:" in told
    if ending == "json":
        evidence = json.loads(out.read_text(encoding="utf-8"))[0]["evidence"]
        assert evidence == "[name removed], [NHS number removed], of [postcode removed]"
    code, said, _ = run(capsys, "export", "action-plan", tmp_path / "p.xlsx", "--office", office, "--strict")
    assert (code, said) == (1, "")


@pytest.mark.parametrize(
    ("what", "name", "kind", "register_key"),
    [
        ("actions", "t.xlsx", "tracker-working", "actions"),
        ("actions", "t.csv", "tracker-csv", "actions"),
        ("action-plan", "p.xlsx", "action-plan-working", "actions"),
        ("everything", "w.xlsx", "whole-office", ""),
    ],
)
def test_an_export_that_leaves_is_logged_with_its_bytes(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str, name: str, kind: str, register_key: str
) -> None:
    out = tmp_path / name
    wanted = ("export", what, out, "--office", office, "--log")
    assert run(capsys, *wanted)[0] == 1
    assert not out.exists()
    masks = () if what == "everything" else ("--mask",)
    assert run(capsys, *wanted, "--to", "Review Group", "--why", "Panel", *masks)[0] == 0
    read = open_office(office, resources() / "framework", "A tester", read_only=True)
    try:
        [one] = issued(read)
        assert (one.kind, one.register, one.sent_to, one.why) == (kind, register_key, "Review Group", "Panel")
        assert kept_bytes(read, one.sha256) == out.read_bytes()
        assert {look["done"] for look in one.looked} == ({"masked"} if masks else set())
    finally:
        read.close()


def test_a_pack_is_logged_with_what_was_found_in_it(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pack").mkdir()
    made = open_office(office, resources() / "framework", "A tester")
    made.write("Told", [Edit(register("risks").table, row["id"], {"title": TOLD}) for row in made.records("risks")])
    ref = made.lookup.reference("meetings", 3)
    made.close()
    wanted = ("paper", "agenda", tmp_path / "pack", "--office", office, "--ref", ref, "--separate", "--mask")
    wanted += ("--log", "--to", "All")
    code, _, told = run(capsys, *wanted)
    assert code == 0, told
    read = open_office(office, resources() / "framework", "A tester", read_only=True)
    try:
        [one] = issued(read)
        assert len(one.looked) == told.count("\n- ") > 0
    finally:
        read.close()


def test_the_whole_office_is_counted_and_never_masked(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "w.xlsx"
    wanted = ("export", "everything", out, "--office", office)
    assert run(capsys, *wanted, "--mask")[0] == 1
    assert run(capsys, *wanted, "--strict")[0] == 1
    assert not out.exists()
    code, _, told = run(capsys, *wanted)
    assert code == 0
    assert told.startswith("Personal details: 2 NHS numbers, 2 postcodes and 3 watched names. They go out as they are.")


def test_returns_say_mask_or_stay(office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ("returns", "Action update", tmp_path, "--office", office, "--all", "--due", "1 December 2026")
    code, said, told = run(capsys, *wanted, "--strict")
    assert (code, said) == (1, "")
    assert "Nothing was written:" in told
    assert "Action update" in told
    assert list(tmp_path.glob("*.xlsx")) == []
    code, said, told = run(capsys, *wanted, "--mask")
    assert code == 0
    assert "Masked:" in told
    words = "".join(everything(path.read_bytes()) for path in tmp_path.glob("*.xlsx"))
    assert "[NHS number removed]" in words
    assert NHS not in words
