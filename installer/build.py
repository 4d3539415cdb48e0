#!/usr/bin/env python3
"""Lays out the folder that the Windows installer packs: Python, the libraries, the program, the licences."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
TARGET = TOP / "build" / "windows"
PYTHON = "3.12"

# The parts of Qt that the program uses, and what these load in turn. All else of PySide6 stays out.
QT_MODULES = {"QtCore", "QtGui", "QtPrintSupport", "QtSvg", "QtSvgWidgets", "QtUiTools", "QtWidgets"}
QT_LIBRARIES = {"Qt6" + name.removeprefix("Qt") for name in QT_MODULES} | {"Qt6OpenGL", "Qt6OpenGLWidgets"}
QT_PLUGINS = {"iconengines", "imageformats", "platforms", "styles"}
QT_FOLDERS = {"plugins", "support", "translations", "__pycache__"}
# It needs a part of Qt that PySide6-Essentials does not hold.
QT_BROKEN = {"qpdf.dll"}

COMMAND = '@"%~dp0python\\python.exe" -m lif_desktop.app %*\r\n'


class BuildError(Exception):
    """The folder could not be laid out; the text says why."""


def lay_out(embeddable: Path, target: Path) -> None:
    """Fill `target` from the official embeddable Python in the zip file `embeddable`.

    Raises BuildError when `target` is there already, when the zip file is another one, or when pip fails.
    """
    if target.exists():
        raise BuildError(f"{target} is there already. Take it away first.")
    unpack_python(embeddable, target / "python")
    install_libraries(target / "libraries")
    trim_qt(target / "libraries" / "PySide6")
    (target / "lif-desktop.cmd").write_bytes(COMMAND.encode("ascii"))
    licences = target / "licences"
    shutil.copytree(TOP / "installer" / "licences", licences)
    shutil.copy(TOP / "LICENSE", licences / "LIF Desktop.txt")
    shutil.copy(TOP / "docs" / "licences.md", licences / "licences.md")


def unpack_python(embeddable: Path, folder: Path) -> None:
    """Unpack Python into `folder`, and tell it to look for its libraries beside itself and nowhere else."""
    paths = f"python{PYTHON.replace('.', '')}._pth"
    with zipfile.ZipFile(embeddable) as archive:
        names = set(archive.namelist())
        lacking = {paths, "python.exe", "pythonw.exe"} - names
        if lacking:
            missed = ", ".join(sorted(lacking))
            raise BuildError(f"{embeddable.name} is not the embeddable Python {PYTHON}: it lacks {missed}.")
        archive.extractall(folder)
    kept = [line for line in (folder / paths).read_text("utf-8").split() if line.endswith(".zip")]
    (folder / paths).write_text("\n".join([*kept, ".", "..\\libraries", ""]), encoding="utf-8")


def install_libraries(folder: Path) -> None:
    """Put the locked libraries for Windows, and the program itself, into `folder`."""
    with tempfile.TemporaryDirectory() as wheels:
        pip("wheel", "--no-deps", "--wheel-dir", wheels, str(TOP))
        own = [str(path) for path in Path(wheels).glob("lif_desktop-*.whl")]
        windows = ["--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp"]
        lock = ["-r", str(TOP / "requirements.lock")]
        exactly = ["--no-deps", "--no-compile", "--only-binary=:all:"]
        pip("install", *exactly, *windows, "--target", str(folder), *lock, *own)
    # Commands made for the machine that builds.
    shutil.rmtree(folder / "bin", ignore_errors=True)


def pip(*options: str) -> None:
    """Run pip, quietly. Raises BuildError when it fails."""
    command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", *options]
    if subprocess.run(command, check=False).returncode:
        raise BuildError(f"pip {options[0]} failed; the lines above say why.")


def trim_qt(folder: Path) -> None:
    """Take out of PySide6's `folder` what the program never loads: some 150 MB."""
    for path in sorted(folder.iterdir()):
        if not is_needed(path):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in sorted((folder / "plugins").rglob("*")):
        needless = path.parent == folder / "plugins" and path.name not in QT_PLUGINS
        if path.is_dir() and needless:
            shutil.rmtree(path)
        elif path.name in QT_BROKEN:
            path.unlink()
    for path in (folder / "translations").iterdir():
        if not path.name.startswith("qtbase_en"):
            path.unlink()


def is_needed(path: Path) -> bool:
    """Tell whether the program needs this file or folder, which lies at the top of PySide6's folder."""
    if path.is_dir():
        return path.name in QT_FOLDERS
    if path.suffix == ".pyd":
        return path.stem in QT_MODULES
    if path.suffix == ".dll" and path.name.startswith("Qt6"):
        return path.stem in QT_LIBRARIES
    return path.suffix in {".py", ".dll"} and not path.name.startswith("pyside6qml")


def main(arguments: list[str]) -> int:
    """Lay out the folder that the command line names; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("embeddable", type=Path, help=f"python-{PYTHON}.x-embed-amd64.zip from python.org")
    parser.add_argument("--target", type=Path, default=TARGET, help=f"not yet there; {TARGET} unless said")
    chosen = parser.parse_args(arguments)
    try:
        lay_out(chosen.embeddable, chosen.target)
    except (BuildError, OSError, zipfile.BadZipFile) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"Laid out in {chosen.target}. Next: iscc installer\\lif-desktop.iss")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
