#!/usr/bin/env python3
"""Sets LIF Desktop up and starts it; `run.py test` runs every check. Needs Python 3.11 and nothing else."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STATE = VENV / "set-up.json"
DEMO = Path("out") / "demo"

RUN_FILES = ("requirements.lock", "pyproject.toml")
TEST_FILES = (*RUN_FILES, "requirements-dev.lock")

# What Qt loads from the system: the file it looks for, and the Debian package that holds it.
QT_ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgthread-2.0.so.0": "libglib2.0-0",
}
QT_WITH_A_SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetUpError(Exception):
    """A trouble in setting up; its text says what to do."""


def main(arguments: list[str]) -> int:
    """Set up, then do what `arguments` ask; gives the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it is run with whatever Python the machine has
        found = ".".join(map(str, sys.version_info[:2]))
        return _refuse(f"LIF Desktop needs Python 3.11 or newer; this is Python {found} ({sys.executable}).")
    testing = arguments[:1] == ["test"]
    try:
        set_up(testing)
    except SetUpError as trouble:
        return _refuse(str(trouble))
    if testing:
        return run_checks(arguments[1:])
    if arguments:
        return lif_desktop(arguments)
    return open_window() if has_screen() else make_demo()


def has_screen() -> bool:
    """Tell whether a window can open: only Linux can be without a screen."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform != "linux" or bool(shown)


# The two main jobs


def open_window() -> int:
    """Open the window on the made-up office, which is made the first time."""
    office = DEMO / "office.lif"
    if not (HERE / office).exists():
        _say(f"Making a made-up office in {DEMO.as_posix()} to open.")
        code = lif_desktop(["demo", DEMO.as_posix()], folder=HERE)
        if code:
            return code
    _say(f"Opening {office.as_posix()}.")
    return lif_desktop([office.as_posix()], folder=HERE)


def make_demo() -> int:
    """Do the main job without a window, and say so."""
    _say(
        "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window opens. "
        f"Making the made-up office, its papers and its trackers in {DEMO.as_posix()} instead."
    )
    return lif_desktop(["demo", DEMO.as_posix()], folder=HERE)


def lif_desktop(arguments: list[str], folder: Path | None = None) -> int:
    """Run lif-desktop with `arguments`, in `folder` or where the person is; gives its exit code."""
    return _run([str(venv_python()), "-m", "lif_desktop.app", *arguments], folder)


def run_checks(arguments: list[str]) -> int:
    """Run ruff, mypy and pytest (which gets `arguments`), all three whatever happens; 0 when all passed."""
    python = str(venv_python())
    checks = {
        "ruff": [python, "-m", "ruff", "check", "."],
        "mypy": [python, "-m", "mypy"],
        "pytest": [
            python,
            "-m",
            "pytest",
            "-q",
            "-n",
            "2",
            "--dist",
            "loadfile",
            "--max-worker-restart",
            "0",
            *arguments,
        ],
    }
    codes = {}
    for name, command in checks.items():
        _say(f"Running {name}.")
        codes[name] = _run(command, HERE)
    for name, code in codes.items():
        _say(f"{name}: {'passed' if code == 0 else f'failed ({code})'}")
    return 1 if any(codes.values()) else 0


def _run(command: list[str], folder: Path | None = None) -> int:
    """Run `command` to its end with text as UTF-8; Qt is told when there is no screen."""
    surroundings = {**os.environ, "PYTHONUTF8": "1"}
    if not has_screen():
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(command, cwd=folder, env=surroundings, check=False).returncode


# Setting up


def set_up(testing: bool) -> None:
    """Make .venv with the locked libraries, and Qt's system libraries; quick when nothing has changed.

    Raises SetUpError where a person has to do something.
    """
    if sys.platform == "linux":
        add_system_libraries()
    make_environment()
    wanted = {"run": fingerprint(RUN_FILES)}
    if testing:
        wanted["test"] = fingerprint(TEST_FILES)
    done = _state()
    if all(done.get(part) == mark for part, mark in wanted.items()):
        return
    lock = "requirements-dev.lock" if testing else "requirements.lock"
    _say(f"Installing the libraries of {lock} into .venv. The first time this takes some minutes.")
    pip_install(["--no-deps", "-r", str(HERE / lock)])
    pip_install(["--no-deps", "--editable", str(HERE)])
    STATE.write_text(json.dumps(wanted), encoding="utf-8")


def fingerprint(names: tuple[str, ...]) -> str:
    """Give a mark that changes with this Python and with the content of the named files."""
    mark = hashlib.sha256(f"{HERE} {sys.version}".encode())
    for name in names:
        mark.update((HERE / name).read_bytes())
    return mark.hexdigest()


def _state() -> dict[str, str]:
    """Give the marks of the last set-up that ended well."""
    try:
        found = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def venv_python() -> Path:
    """Give the path of .venv's Python."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def make_environment() -> None:
    """Make .venv if it is missing or no longer runs."""
    if _works([str(venv_python()), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        return
    whole = importlib.util.find_spec("ensurepip") is not None
    if not whole and not _host_pip_reaches_out():
        _add_venv_package()
        whole = True
    _say("Making .venv.")
    options = ["--clear"] if whole else ["--clear", "--without-pip"]
    if subprocess.run([sys.executable, "-m", "venv", *options, str(VENV)], check=False).returncode:
        raise SetUpError("The folder .venv could not be made; the lines above say why.")


def _add_venv_package() -> None:
    """Install what Debian splits off from Python, or say what to install."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not (is_root() and shutil.which("apt-get")):
        raise SetUpError(
            f"This Python can make no virtual environment. Install it first: sudo apt-get install {package}"
        )
    if not apt_install([package]):
        raise SetUpError(f"The package {package} could not be installed; the lines above say why.")


def _host_pip_reaches_out() -> bool:
    """Tell whether this Python's own pip can install into another environment (pip 22.3 or newer)."""
    return _works([sys.executable, "-m", "pip", "--python", sys.executable, "--version"])


def pip_install(options: list[str]) -> None:
    """Install into .venv, saying only what goes wrong. Raises SetUpError when pip fails."""
    inside = [str(venv_python()), "-m", "pip"]
    if not _works([*inside, "--version"]):
        inside = [sys.executable, "-m", "pip", "--python", str(venv_python())]
    command = [*inside, "install", "-qq", "--disable-pip-version-check", "--no-input", *options]
    if subprocess.run(command, check=False).returncode:
        raise SetUpError(
            "The libraries could not be installed; the lines above say why. The first time, this needs a "
            "connection to the Python package index. Run the same command again once that is mended."
        )


def _works(command: list[str]) -> bool:
    """Tell whether `command` runs and ends well, without showing what it says."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


# Qt's system libraries


def add_system_libraries() -> None:
    """Install what Qt lacks on Debian when run as root; otherwise say what to install, and carry on."""
    lacking = missing_libraries()
    if not lacking:
        return
    packages = sorted(lacking.values())
    by_hand = f"apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        _say(f"Qt may not start: this system lacks {', '.join(sorted(lacking))}. Its own installer has them.")
    elif not is_root():
        _say(f"Qt may not start: this system lacks {', '.join(packages)}. Install them with: sudo {by_hand}")
    elif apt_install(packages) and not missing_libraries():
        _say("Qt's system libraries are there.")
    else:
        left = ", ".join(sorted(missing_libraries().values()))
        _say(f"Carrying on, but Qt may not start without {left}. To install by hand: {by_hand}")


def missing_libraries() -> dict[str, str]:
    """Give what Qt needs here and cannot load, each with its Debian package."""
    needed = {**QT_ALWAYS, **QT_WITH_A_SCREEN} if has_screen() else QT_ALWAYS
    return {name: package for name, package in needed.items() if not _loads(name)}


def _loads(name: str) -> bool:
    """Tell whether the system finds the shared library `name`."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def is_root() -> bool:
    """Tell whether packages may be installed without asking anyone."""
    return sys.platform != "win32" and os.geteuid() == 0


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages without questions; tells whether apt did. Shows what apt says when it fails."""
    _say(f"Installing with apt-get: {', '.join(packages)}.")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *command],  # noqa: S607 - the system's own, wherever it lies
            env=quietly,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        if done.returncode:
            _say(f"apt-get {command[0]} did not work:\n{done.stdout.strip()}")
            if command[0] == "install":
                return False
    return True


def _say(text: str) -> None:
    print(text, flush=True)


def _refuse(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(_refuse("Stopped. Run the same command again to carry on."))
