"""The Windows folder is laid out whole, holds what the program loads, and nothing that would need an administrator."""

import ast
import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).parents[2]
SCRIPT = (TOP / "installer" / "lif-desktop.iss").read_text(encoding="utf-8")


@pytest.fixture
def build() -> ModuleType:
    """Give installer/build.py as a module."""
    spec = importlib.util.spec_from_file_location("build_windows", TOP / "installer" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def embeddable(tmp_path: Path) -> Path:
    """Give a zip file with the names that matter in the embeddable Python."""
    path = tmp_path / "python-3.12.9-embed-amd64.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("python312._pth", "python312.zip\n.\n\n# Uncomment to run site.main()\n#import site\n")
        for name in ("python.exe", "pythonw.exe", "python312.zip"):
            archive.writestr(name, "x")
    return path


def fill(folder: Path) -> None:
    """Lay out a small PySide6 as the wheel for Windows has it."""
    for name in (
        *("QtCore.pyd", "QtQuick.pyd", "QtCore.pyi", "Qt6Core.dll", "Qt6Quick.dll", "Qt6OpenGLWidgets.dll"),
        *("pyside6.abi3.dll", "pyside6qml.abi3.dll", "msvcp140.dll", "__init__.py", "designer.exe", "py.typed"),
        *("plugins/platforms/qwindows.dll", "plugins/imageformats/qpdf.dll", "plugins/tls/qschannelbackend.dll"),
        *("translations/qtbase_en.qm", "translations/designer_de.qm", "qml/QtQuick/quick.dll"),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_the_folder_is_laid_out(
    build: ModuleType, embeddable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def pip(*options: str) -> None:
        asked.append(options)
        if "--target" in options:
            fill(Path(options[options.index("--target") + 1]) / "PySide6")

    monkeypatch.setattr(build, "pip", pip)
    target = tmp_path / "windows"
    assert build.main([str(embeddable), "--target", str(target)]) == 0
    assert (target / "python" / "python312._pth").read_text() == "python312.zip\n.\n..\\libraries\n"
    assert (target / "lif-desktop.cmd").read_bytes() == b'@"%~dp0python\\python.exe" -m lif_desktop.app %*\r\n'
    assert {"LIF Desktop.txt", "licences.md", "LGPL-3.0.txt"} <= {path.name for path in target.glob("licences/*")}
    assert {"win_amd64", "3.12", "--no-deps", str(TOP / "requirements.lock")} <= set(asked[1])
    left = {path.name for path in (target / "libraries" / "PySide6").rglob("*") if path.is_file()}
    assert left == {
        *("QtCore.pyd", "Qt6Core.dll", "Qt6OpenGLWidgets.dll", "pyside6.abi3.dll", "msvcp140.dll"),
        *("__init__.py", "qwindows.dll", "qtbase_en.qm"),
    }


def test_another_zip_file_is_refused(build: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("python.exe", "x")
    assert build.main([str(other), "--target", str(tmp_path / "windows")]) == 1
    assert "is not the embeddable Python 3.12: it lacks python312._pth, pythonw.exe" in capsys.readouterr().err


def test_what_is_no_zip_file_or_is_missing_is_refused(build: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("text")
    assert build.main([str(tmp_path / "text.zip"), "--target", str(tmp_path / "windows")]) == 1
    assert build.main([str(tmp_path / "none.zip"), "--target", str(tmp_path / "windows")]) == 1


def test_a_folder_that_is_there_is_left_alone(build: ModuleType, embeddable: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").touch()
    assert build.main([str(embeddable), "--target", str(tmp_path)]) == 1
    assert (tmp_path / "kept.txt").exists()


def test_a_failing_pip_fails_the_build(
    build: ModuleType, embeddable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(build.subprocess, "run", lambda *command, **given: failed)
    assert build.main([str(embeddable), "--target", str(tmp_path / "windows")]) == 1


def test_the_parts_of_qt_in_the_package_need_no_others(build: ModuleType) -> None:
    code = "\n".join(f"import PySide6.{name}" for name in sorted(build.QT_MODULES))
    told = f"{code}\nimport sys\nprint(*(name for name in sys.modules if name.startswith('PySide6.Qt')))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert {name.removeprefix("PySide6.") for name in done.stdout.split()} == build.QT_MODULES


def test_the_program_uses_no_part_of_qt_that_the_package_lacks(build: ModuleType) -> None:
    used = set()
    for path in (TOP / "lif_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
                module = str(node.module)
                used |= {alias.name for alias in node.names} if module == "PySide6" else {module.split(".")[1]}
            elif isinstance(node, ast.Import):
                used |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("PySide6.")}
    assert used - build.QT_MODULES == set()


def test_the_installer_needs_no_administrator() -> None:
    assert "PrivilegesRequired=lowest" in SCRIPT
    assert "DefaultDirName={localappdata}" in SCRIPT
    assert "HKLM" not in SCRIPT
    assert all("Root: HKCU" in line for line in SCRIPT.splitlines() if line.startswith("Root:"))
