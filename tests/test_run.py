"""run.py sets up once, tells what it does, and passes on how things ended."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).parents[1]


class Commands:
    """Stands where subprocess.run is: notes each command and gives the code planned for it."""

    def __init__(self) -> None:
        self.seen: list[list[str]] = []
        self.folders: list[object] = []
        self.surroundings: list[dict[str, str]] = []
        self.code: Callable[[list[str]], int] = lambda command: 0

    def __call__(self, command: list[str], **given: object) -> "subprocess.CompletedProcess[str]":
        self.seen.append(command)
        self.folders.append(given.get("cwd"))
        surroundings = given.get("env")
        self.surroundings.append(surroundings if isinstance(surroundings, dict) else {})
        return subprocess.CompletedProcess(command, self.code(command), "E: no such package", "")

    def holding(self, *words: str) -> list[list[str]]:
        """Give the commands that hold all of `words`."""
        return [command for command in self.seen if set(words) <= set(command)]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give run.py as a module that works in a folder of its own and finds every system library."""
    spec = importlib.util.spec_from_file_location("run", TOP / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in module.TEST_FILES:
        (tmp_path / name).write_bytes((TOP / name).read_bytes())
    venv = tmp_path / ".venv"
    venv.mkdir()
    for name, value in {"HERE": tmp_path, "VENV": venv, "STATE": venv / "set-up.json"}.items():
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(module, "_loads", lambda name: True)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return module


@pytest.fixture
def commands(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Give the commands that run.py starts, none of which runs."""
    noted = Commands()
    monkeypatch.setattr(run.subprocess, "run", noted)
    return noted


# What to start


def test_without_a_screen_the_demo_is_made_and_said(
    run: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([]) == 0
    assert commands.seen[-1][1:] == ["-m", "lif_desktop.app", "demo", "out/demo"]
    assert commands.folders[-1] == run.HERE
    assert commands.surroundings[-1]["QT_QPA_PLATFORM"] == "offscreen"
    assert "There is no screen here" in capsys.readouterr().out


def test_with_a_screen_the_window_opens_on_the_demo(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert run.main([]) == 0
    assert [command[3:] for command in commands.seen[-2:]] == [["demo", "out/demo"], ["out/demo/office.lif"]]


def test_a_demo_that_is_there_is_opened_as_it_is(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    (run.HERE / "out" / "demo").mkdir(parents=True)
    (run.HERE / "out" / "demo" / "office.lif").touch()
    assert run.main([]) == 0
    assert commands.holding("demo") == []
    assert commands.seen[-1][3:] == ["out/demo/office.lif"]


def test_a_demo_that_fails_opens_no_window(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    commands.code = lambda command: 3 if "demo" in command else 0
    assert run.main([]) == 3
    assert commands.seen[-1][3:] == ["demo", "out/demo"]


def test_windows_always_has_a_screen(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not run.has_screen()
    monkeypatch.setattr(sys, "platform", "win32")
    assert run.has_screen()


def test_other_arguments_go_to_lif_desktop_where_the_person_is(run: ModuleType, commands: Commands) -> None:
    commands.code = lambda command: 1 if "lif_desktop.app" in command else 0
    assert run.main(["check", "my office.lif"]) == 1
    assert commands.seen[-1][1:] == ["-m", "lif_desktop.app", "check", "my office.lif"]
    assert commands.folders[-1] is None


def test_an_older_python_is_refused(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 4))
    assert run.main([]) == 1
    assert "needs Python 3.11 or newer; this is Python 3.10" in capsys.readouterr().err
    assert commands.seen == []


# The checks


@pytest.mark.parametrize("failing", ["ruff", "mypy", "pytest"])
def test_one_failed_check_fails_the_run_and_the_others_still_run(
    run: ModuleType, commands: Commands, failing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.code = lambda command: 2 if command[2:3] == [failing] else 0
    assert run.main(["test"]) == 1
    assert [command[2] for command in commands.seen[-3:]] == ["ruff", "mypy", "pytest"]
    assert f"{failing}: failed (2)" in capsys.readouterr().out


def test_all_checks_passing_is_0_and_pytest_gets_what_was_asked(run: ModuleType, commands: Commands) -> None:
    assert run.main(["test", "tests/office", "-x"]) == 0
    assert commands.seen[-1][-2:] == ["tests/office", "-x"]


# Setting up


def test_a_second_start_installs_nothing(run: ModuleType, commands: Commands) -> None:
    run.set_up(testing=False)
    assert len(commands.holding("install")) == 2
    assert str(run.HERE / "requirements.lock") in commands.holding("install")[0]
    commands.seen.clear()
    run.set_up(testing=False)
    assert commands.holding("install") == []


def test_a_changed_lock_is_installed_again(run: ModuleType, commands: Commands) -> None:
    run.set_up(testing=False)
    commands.seen.clear()
    (run.HERE / "requirements.lock").write_text("holidays==1.0\n")
    run.set_up(testing=False)
    assert len(commands.holding("install")) == 2


def test_testing_needs_more_and_then_running_needs_no_more(run: ModuleType, commands: Commands) -> None:
    run.set_up(testing=False)
    commands.seen.clear()
    run.set_up(testing=True)
    assert str(run.HERE / "requirements-dev.lock") in commands.holding("install")[0]
    commands.seen.clear()
    run.set_up(testing=False)
    run.set_up(testing=True)
    assert commands.holding("install") == []


def test_a_failed_installation_is_said_and_tried_again(
    run: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.code = lambda command: 1 if "install" in command else 0
    assert run.main([]) == 1
    assert "connection to the Python package index" in capsys.readouterr().err
    commands.code = lambda command: 0
    commands.seen.clear()
    assert run.main([]) == 0
    assert len(commands.holding("install")) == 2


def test_a_damaged_note_of_the_last_set_up_counts_as_none(run: ModuleType, commands: Commands) -> None:
    for note in ("{", "[]", ""):
        run.STATE.write_text(note)
        commands.seen.clear()
        run.set_up(testing=False)
        assert len(commands.holding("install")) == 2


def fresh(command: list[str]) -> int:
    """Plan for a machine where .venv is not there yet."""
    return 1 if "sys.version_info" in command[-1] else 0


def test_an_environment_is_made_where_none_works(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.code = fresh
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: object())
    run.make_environment()
    assert commands.seen[-1][1:] == ["-m", "venv", "--clear", str(run.VENV)]


def test_without_ensurepip_this_pythons_own_pip_fills_the_environment(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = str(run.venv_python())
    commands.code = lambda command: fresh(command) or int(command[0] == inside)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    run.set_up(testing=False)
    assert "--without-pip" in commands.holding("venv")[0]
    assert commands.holding("install")[0][:5] == [sys.executable, "-m", "pip", "--python", inside]


def test_without_ensurepip_and_pip_the_package_is_named(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.code = lambda command: int("--python" in command or fresh(command))
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(run, "is_root", lambda: False)
    with pytest.raises(run.SetUpError, match=r"sudo apt-get install python3\.\d+-venv"):
        run.make_environment()
    monkeypatch.setattr(run, "is_root", lambda: True)
    monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/apt-get")
    run.make_environment()
    assert "--clear" in commands.holding("venv")[0]
    assert any(command[-1].endswith("-venv") for command in commands.holding("apt-get", "install"))


# Qt's system libraries


@pytest.fixture
def bare(run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Make the machine a Debian run as root that lacks two libraries until apt-get installs them."""
    lacking = {"libEGL.so.1", "libxcb-cursor.so.0"}
    monkeypatch.setattr(run, "_loads", lambda name: name not in lacking)
    monkeypatch.setattr(run, "is_root", lambda: True)
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")

    def install(command: list[str]) -> int:
        if "install" in command:
            lacking.clear()
        return 0

    commands.code = install
    return lacking


@pytest.mark.usefixtures("bare")
def test_only_what_is_missing_is_installed_and_said(
    run: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    run.add_system_libraries()
    assert commands.holding("install")[0][-1:] == ["libegl1"]
    assert commands.surroundings[-1]["DEBIAN_FRONTEND"] == "noninteractive"
    assert "Installing with apt-get: libegl1." in capsys.readouterr().out


@pytest.mark.usefixtures("bare")
def test_a_screen_needs_more(run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    run.add_system_libraries()
    assert commands.holding("install")[0][-2:] == ["libegl1", "libxcb-cursor0"]


@pytest.mark.usefixtures("bare")
def test_when_apt_fails_that_is_said_and_the_work_goes_on(
    run: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.code = lambda command: 100 if "apt-get" in command else 0
    assert run.main([]) == 0
    said = capsys.readouterr().out
    assert "apt-get install did not work:\nE: no such package" in said
    assert "Carrying on, but Qt may not start without libegl1." in said
    assert "To install by hand: apt-get install libegl1" in said
    assert commands.seen[-1][3:] == ["demo", "out/demo"]


@pytest.mark.usefixtures("bare")
def test_a_stale_list_of_packages_does_not_stop_the_installation(run: ModuleType, commands: Commands) -> None:
    install = commands.code
    commands.code = lambda command: 100 if "update" in command else install(command)
    run.add_system_libraries()
    assert run.missing_libraries() == {}


@pytest.mark.usefixtures("bare")
def test_who_may_not_install_is_told_what_to_type(
    run: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "is_root", lambda: False)
    run.add_system_libraries()
    assert "Install them with: sudo apt-get install libegl1" in capsys.readouterr().out
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    run.add_system_libraries()
    assert "this system lacks libEGL.so.1" in capsys.readouterr().out
    assert commands.seen == []


def test_nothing_is_said_where_nothing_is_missing(
    run: ModuleType, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    run.add_system_libraries()
    assert commands.seen == []
    assert capsys.readouterr().out == ""
